/* spool_list.c - the letters that a filter wants, in order of arrival.
 *
 * Few of very many are found through an index first, by their sequences, and
 * then read; else all are walked through in pieces. No transaction is open
 * while a letter is shown: a slow reader, as a pager is, must not hold up the
 * WAL. */
#include <string.h>

#include "spool/spool_private.h"
#include "spool/spool_states.h"

#define PIECE 500

/* So many digits, and few letters begin with them: they are looked for by
 * their ids and then put in order. Else all are looked at, in order. */
#define FEW 4
static const char by_prefix[] =
	" AND id IN (SELECT id FROM letters WHERE id >= ?3 AND id < ?3 || '~'"
	"  UNION SELECT letter_id FROM records"
	"  WHERE record_id >= ?3 AND record_id < ?3 || '~')";
static const char by_short_prefix[] = " AND +id >= ?3 AND +id < ?3 || '~'";

/* The parked are among the open ones, whose index begins with the sink. */
static const char by_parked[] = " AND id IN (SELECT letter_id FROM deliveries"
				"  WHERE sink IN (SELECT name FROM sinks)"
				"  AND state <> " SQL_DELIVERY_DELIVERED
				"  AND state = " SQL_DELIVERY_PARKED ")";

/* More records than that in a time, and letters are looked at in order, as
 * without one, until there are enough. */
#define MANY_DECIDED 50000
#define DECIDED                                                                \
	"decision_date >= ifnull(?7, '') AND decision_date <= ifnull(?8, '~')"

/* Some index tells which letters they are. */
static gboolean
is_narrow(const struct letter_filter *filter, gboolean few_decided)
{
	return (filter->id_prefix != NULL &&
		strlen(filter->id_prefix) >= FEW) ||
	       filter->case_number != NULL || filter->name != NULL ||
	       few_decided || filter->received_from != 0 ||
	       filter->received_to != 0 || filter->parked ||
	       filter->needs_look || filter->warning != NULL;
}

/* What stands before a pattern's first wild card: the beginning of all names
 * that match. */
static char *
literal_prefix(const char *pattern)
{
	return pattern != NULL ? g_strndup(pattern, strcspn(pattern, "*?["))
			       : NULL;
}

/* Where names may begin with anything all are gone through, in their index,
 * which is short. */
static void
append_name(GString *sql, const char *prefix)
{
	if (*prefix != '\0')
		g_string_append(sql, " AND id IN (SELECT a.id FROM arrivals a"
				     "  WHERE a.name GLOB ?5 AND a.name >= ?12"
				     "  AND a.name < ?12 || char(1114111))");
	else
		g_string_append(sql,
				" AND id IN (SELECT a.id FROM arrivals a"
				"  WHERE a.rowid IN (SELECT n.rowid"
				"   FROM arrivals n INDEXED BY arrivals_name"
				"   WHERE n.name GLOB ?5))");
}

/* The parameters always stand at the same numbers, whichever conditions use
 * them. A narrow list is found by what makes it so and not by the letters'
 * state: the unary plus keeps SQLite from that index. */
static void
append_conditions(GString *sql, const struct letter_filter *filter,
		  const char *prefix, gboolean narrow, gboolean few_decided)
{
	if (filter->id_prefix != NULL)
		g_string_append(sql, strlen(filter->id_prefix) < FEW
					     ? by_short_prefix
					     : by_prefix);
	if (filter->case_number != NULL)
		g_string_append(sql, " AND id IN (SELECT letter_id FROM records"
				     "  WHERE case_number = ?4)");
	if (prefix != NULL)
		append_name(sql, prefix);
	if (!filter->any_state)
		g_string_append(sql, narrow ? " AND +state = ?6"
					    : " AND state = ?6");
	if (few_decided)
		g_string_append(sql, " AND id IN (SELECT letter_id FROM records"
				     "  WHERE " DECIDED ")");
	else if (filter->decided_from != NULL || filter->decided_to != NULL)
		g_string_append(sql, " AND EXISTS (SELECT 1 FROM records r"
				     "  WHERE r.letter_id = letters.id"
				     "  AND r." DECIDED ")");
	if (filter->received_from != 0)
		g_string_append(sql, " AND received >= ?9");
	if (filter->received_to != 0)
		g_string_append(sql, " AND received <= ?10");
	if (filter->parked)
		g_string_append(sql, by_parked);
	if (filter->needs_look)
		g_string_append(sql, " AND id IN (SELECT letter_id FROM looks"
				     "  WHERE " SPOOL_NEEDS_LOOK ")");
	if (filter->warning != NULL)
		g_string_append(sql,
				" AND id IN (SELECT letter_id FROM looks"
				"  WHERE seen = 0 AND instr(' ' || codes ||"
				"   ' ', ' ' || ?11 || ' ') > 0)");
}

/* An unused parameter above the last that is used cannot be bound. */
#define LIMIT_MOST " LIMIT ?2 + 0 * length(ifnull(?12, ''))"

typedef struct letter_list {
	struct spool *spool;
	const struct letter_filter *filter;
	char *prefix; /* of the names; NULL: any name */
	char *sql;    /* a piece of the list, or all the sequences of it */
	gboolean narrow;
} letter_list;

static void
list_clear(struct letter_list *list)
{
	g_free(list->prefix);
	g_free(list->sql);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(letter_list, list_clear)

/* With limit letters wanted of very many, the first of them soon come. */
static gboolean
are_few_decided(struct letter_list *list, gboolean *out_few, GError **error)
{
	const struct letter_filter *filter = list->filter;
	gint64 count;

	*out_few = FALSE;
	if (filter->decided_from == NULL && filter->decided_to == NULL)
		return TRUE;
	if (!spool_integer(list->spool, &count, error,
			   "SELECT count(*) FROM (SELECT 1 FROM records"
			   " WHERE decision_date >= ifnull(?1, '')"
			   " AND decision_date <= ifnull(?2, '~') LIMIT ?3)",
			   "ttn", filter->decided_from, filter->decided_to,
			   MANY_DECIDED))
		return FALSE;
	*out_few = count < MANY_DECIDED;
	return TRUE;
}

static gboolean
list_prepare(struct letter_list *list, GError **error)
{
	const struct letter_filter *filter = list->filter;
	GString *sql;
	gboolean few_decided;

	if (!are_few_decided(list, &few_decided, error))
		return FALSE;
	list->prefix = literal_prefix(filter->name);
	list->narrow = is_narrow(filter, few_decided);
	sql = g_string_new("SELECT ");
	g_string_append(sql, list->narrow ? "sequence" : SPOOL_LETTER_COLUMNS);
	g_string_append(sql, " FROM letters WHERE ");
	g_string_append(sql, list->narrow	    ? "+sequence > ?1"
			     : filter->newest_first ? "sequence < ?1"
						    : "sequence > ?1");
	append_conditions(sql, filter, list->prefix, list->narrow, few_decided);
	g_string_append(sql, list->narrow ? " ORDER BY +sequence"
					  : " ORDER BY sequence");
	if (filter->newest_first)
		g_string_append(sql, " DESC");
	g_string_append(sql, LIMIT_MOST);
	list->sql = g_string_free(sql, FALSE);
	return TRUE;
}

static sqlite3_stmt *
query_list(const struct letter_list *list, gint64 after, guint most,
	   GError **error)
{
	const struct letter_filter *filter = list->filter;

	return spool_query(list->spool, error, list->sql, "iitttnttiitt", after,
			   (gint64)most, filter->id_prefix, filter->case_number,
			   filter->name, (int)filter->state,
			   filter->decided_from, filter->decided_to,
			   filter->received_from, filter->received_to,
			   filter->warning, list->prefix);
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
