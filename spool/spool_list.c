/* spool_list.c - lists the letters that match a filter, in order of arrival.
 *
 * If few of very many letters match, their sequences are found through an index
 * first, and then the letters are read; else all are read in pieces. No
 * transaction is open while a letter is shown: a slow reader such as a pager
 * must not keep the WAL from being written back. */
#include <string.h>

#include "spool/spool_private.h"
#include "spool/spool_states.h"

#define PIECE 500

/* With so many digits, few letters match: they are found by their ids and then
 * sorted. With fewer, all letters are read in order. */
#define FEW 4
static const char by_prefix[] =
	" AND id IN (SELECT id FROM letters"
	"  WHERE id >= :prefix AND id < :prefix || '~'"
	"  UNION SELECT letter_id FROM records"
	"  WHERE record_id >= :prefix AND record_id < :prefix || '~')";
static const char by_short_prefix[] =
	" AND +id >= :prefix AND +id < :prefix || '~'";

static const char by_name[] =
	" AND id IN (SELECT a.id FROM arrivals a WHERE a.name GLOB :name"
	"  AND a.name >= :beginning AND a.name < :beginning || char(1114111))";
/* A pattern may begin with a wildcard: all names are compared, in their index,
 * which is small. */
static const char by_any_name[] =
	" AND id IN (SELECT a.id FROM arrivals a WHERE a.rowid IN"
	"  (SELECT n.rowid FROM arrivals n INDEXED BY arrivals_name"
	"   WHERE n.name GLOB :name))";

/* Parked deliveries are among the open ones, whose index begins with the
 * sink. */
static const char by_parked[] = " AND id IN (SELECT letter_id FROM deliveries"
				"  WHERE sink IN (SELECT name FROM sinks)"
				"  AND state <> " SQL_DELIVERY_DELIVERED
				"  AND state = " SQL_DELIVERY_PARKED ")";

/* If more records than that were decided in the period, letters are read in
 * order, as without a period, until there are enough. */
#define MANY_DECIDED 50000
#define DECIDED                                                                \
	"decision_date >= ifnull(:decided_from, '')"                           \
	" AND decision_date <= ifnull(:decided_to, '~')"

struct letter_list {
	struct spool *spool;
	const struct letter_filter *filter;
	char *beginning; /* of all names that match; NULL: any name */
	gboolean few_decided;
	gboolean narrow; /* an index gives the letters */
	char *sql;	 /* a piece of the list, or all the sequences of it */
};
typedef struct letter_list letter_list;

static void
list_clear(struct letter_list *list)
{
	g_free(list->beginning);
	g_free(list->sql);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(letter_list, list_clear)

static void
append_if(GString *sql, gboolean wanted, const char *condition)
{
	if (wanted)
		g_string_append(sql, condition);
}

static gboolean
has_decided(const struct letter_filter *filter)
{
	return filter->decided_from != NULL || filter->decided_to != NULL;
}

static void
append_arrival(GString *sql, const struct letter_list *list)
{
	if (list->beginning != NULL)
		g_string_append(sql, *list->beginning != '\0' ? by_name
							      : by_any_name);
	append_if(sql, list->filter->file != NULL,
		  " AND id IN (SELECT id FROM arrivals WHERE name = :file"
		  "  AND (:folder IS NULL OR folder = :folder))");
}

/* A short list is found by its narrow condition and not by the letters' state:
 * the unary plus keeps SQLite from using that index. */
static void
append_conditions(GString *sql, const struct letter_list *list)
{
	const struct letter_filter *filter = list->filter;

	if (filter->id_prefix != NULL)
		g_string_append(sql, strlen(filter->id_prefix) < FEW
					     ? by_short_prefix
					     : by_prefix);
	append_if(sql, filter->case_number != NULL,
		  " AND id IN (SELECT letter_id FROM records"
		  "  WHERE case_number = :case_number)");
	append_arrival(sql, list);
	append_if(sql, !filter->any_state,
		  list->narrow ? " AND +state = :state"
			       : " AND state = :state");
	append_if(sql, list->few_decided,
		  " AND id IN (SELECT letter_id FROM records WHERE " DECIDED
		  ")");
	append_if(sql, has_decided(filter) && !list->few_decided,
		  " AND EXISTS (SELECT 1 FROM records r"
		  "  WHERE r.letter_id = letters.id AND " DECIDED ")");
	append_if(sql, filter->received_from != 0,
		  " AND received >= :received_from");
	append_if(sql, filter->received_to != 0,
		  " AND received <= :received_to");
	append_if(sql, filter->parked, by_parked);
	append_if(sql, filter->needs_look,
		  " AND id IN (SELECT letter_id FROM looks"
		  "  WHERE " SPOOL_NEEDS_LOOK ")");
	append_if(sql, filter->warning != NULL,
		  " AND id IN (SELECT letter_id FROM looks"
		  "  WHERE seen = 0 AND instr(' ' || codes ||"
		  "   ' ', ' ' || :warning || ' ') > 0)");
}

/* If only limit letters of very many are wanted, they are soon found in
 * order. */
static gboolean
count_decided(struct letter_list *list, GError **error)
{
	const struct letter_filter *filter = list->filter;
	gint64 count;

	if (!has_decided(filter))
		return TRUE;
	if (!spool_integer(list->spool, &count, error,
			   "SELECT count(*) FROM (SELECT 1 FROM records"
			   " WHERE decision_date >= ifnull(?1, '')"
			   " AND decision_date <= ifnull(?2, '~') LIMIT ?3)",
			   "ttn", filter->decided_from, filter->decided_to,
			   MANY_DECIDED))
		return FALSE;
	list->few_decided = count < MANY_DECIDED;
	return TRUE;
}

static gboolean
is_narrow(const struct letter_list *list)
{
	const struct letter_filter *filter = list->filter;

	return (filter->id_prefix != NULL &&
		strlen(filter->id_prefix) >= FEW) ||
	       filter->case_number != NULL || filter->name != NULL ||
	       filter->file != NULL || list->few_decided ||
	       filter->received_from != 0 || filter->received_to != 0 ||
	       filter->parked || filter->needs_look || filter->warning != NULL;
}

static gboolean
list_prepare(struct letter_list *list, GError **error)
{
	const struct letter_filter *filter = list->filter;
	GString *sql;

	if (!count_decided(list, error))
		return FALSE;
	if (filter->name != NULL)
		list->beginning =
			g_strndup(filter->name, strcspn(filter->name, "*?["));
	list->narrow = is_narrow(list);
	sql = g_string_new("SELECT ");
	g_string_append(sql, list->narrow ? "sequence" : SPOOL_LETTER_COLUMNS);
	g_string_append(sql, " FROM letters WHERE ");
	g_string_append(sql, list->narrow	    ? "+sequence > :after"
			     : filter->newest_first ? "sequence < :after"
						    : "sequence > :after");
	append_conditions(sql, list);
	g_string_append(sql, list->narrow ? " ORDER BY +sequence"
					  : " ORDER BY sequence");
	append_if(sql, filter->newest_first, " DESC");
	g_string_append(sql, " LIMIT :most");
	list->sql = g_string_free(sql, FALSE);
	return TRUE;
}

static sqlite3_stmt *
query_list(const struct letter_list *list, gint64 after, guint most,
	   GError **error)
{
	const struct letter_filter *filter = list->filter;

	return spool_query(list->spool, error, list->sql,
			   ":after i :most i :prefix? t :case_number? t"
			   " :name? t :beginning? t :state? n :decided_from? t"
			   " :decided_to? t :received_from? i :received_to? i"
			   " :warning? t :file? t :folder? t",
			   after, (gint64)most, filter->id_prefix,
			   filter->case_number, filter->name, list->beginning,
			   (int)filter->state, filter->decided_from,
			   filter->decided_to, filter->received_from,
			   filter->received_to, filter->warning, filter->file,
			   filter->folder);
}

/* --- in order, until there are enough --- */

static gboolean
walk(const struct letter_list *list,
     gboolean (*each)(const struct spool_letter *letter, gpointer data),
     gpointer data, GError **error)
{
	gint64 after = list->filter->newest_first ? G_MAXINT64 : 0;
	guint limit = list->filter->limit;
	guint left = limit == 0 ? G_MAXUINT : limit;

	while (left > 0) {
		guint most = MIN(left, PIECE);
		g_autoptr(GPtrArray) letters = spool_read_letters(
			query_list(list, after, most, error), error);

		if (letters == NULL)
			return FALSE;
		for (guint i = 0; i < letters->len; i++) {
			const struct spool_letter *letter = letters->pdata[i];

			if (!each(letter, data))
				return TRUE;
			after = letter->sequence;
		}
		if (letters->len < most)
			break;
		left -= limit == 0 ? 0 : most;
	}
	return TRUE;
}

/* --- found, then read one by one --- */

static GArray *
find_sequences(const struct letter_list *list, GError **error)
{
	guint limit = list->filter->limit;
	sqlite3_stmt *query =
		query_list(list, 0, limit == 0 ? G_MAXUINT : limit, error);
	g_autoptr(GArray) sequences = g_array_new(FALSE, FALSE, sizeof(gint64));
	enum spool_step step = SPOOL_ERROR;

	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		gint64 sequence = sqlite3_column_int64(query, 0);

		g_array_append_val(sequences, sequence);
	}
	return step == SPOOL_DONE ? g_steal_pointer(&sequences) : NULL;
}

static gboolean
read_found(const struct letter_list *list,
	   gboolean (*each)(const struct spool_letter *letter, gpointer data),
	   gpointer data, GError **error)
{
	g_autoptr(GArray) sequences = find_sequences(list, error);

	for (guint i = 0; sequences != NULL && i < sequences->len; i++) {
		g_autoptr(GPtrArray) letters = spool_read_letters(
			spool_query(list->spool, error,
				    "SELECT " SPOOL_LETTER_COLUMNS
				    " FROM letters WHERE sequence = ?",
				    "i", g_array_index(sequences, gint64, i)),
			error);

		if (letters == NULL)
			return FALSE;
		if (letters->len > 0 && !each(letters->pdata[0], data))
			break;
	}
	return sequences != NULL;
}

gboolean
spool_each_letter(struct spool *spool, const struct letter_filter *filter,
		  gboolean (*each)(const struct spool_letter *letter,
				   gpointer data),
		  gpointer data, GError **error)
{
	g_auto(letter_list) list = { .spool = spool, .filter = filter };

	if (!list_prepare(&list, error))
		return FALSE;
	return list.narrow ? read_found(&list, each, data, error)
			   : walk(&list, each, data, error);
}
