/* search_count.c - counts treatments in the search index. */
#include "view/search_count.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "db/sqlite_db.h"
#include "view/search_filter.h"
#include "view/search_reader.h"

#define Z_95 1.959963984540054 /* of the normal distribution, two-sided */

const struct search_dimension search_dimensions[] = {
	{ "category", SEARCH_CATEGORY },
	{ "subcategory", SEARCH_SUBCATEGORY },
	{ "drug", SEARCH_DRUG },
	{ "guideline", SEARCH_GUIDELINE },
	{ "specialty", SEARCH_SPECIALTY },
	{ "month", SEARCH_MONTH },
	{ "body-part", SEARCH_BODY_PART },
	{ NULL },
};

const struct search_dimension *
search_dimension_find(const char *name, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (guint i = 0; search_dimensions[i].name != NULL; i++) {
		if (strcmp(search_dimensions[i].name, name) == 0)
			return &search_dimensions[i];
		g_string_append_printf(known, "%s%s", i > 0 ? ", " : "",
				       search_dimensions[i].name);
	}
	error_set(error, IMR_ERROR_FATAL, "--by %s: only by %s", name,
		  known->str);
	return NULL;
}

gboolean
search_wilson(guint64 part, guint64 whole, double *out_low, double *out_high)
{
	double n = (double)whole, p = n > 0 ? (double)part / n : 0;
	double z2 = Z_95 * Z_95, middle, half;

	if (whole == 0)
		return FALSE;
	middle = (p + z2 / (2 * n)) / (1 + z2 / n);
	half = Z_95 / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
	*out_low = MAX(0, middle - half);
	*out_high = MIN(1, middle + half);
	return TRUE;
}

static void
share_free(struct search_share *share)
{
	g_free(share->value);
	g_free(share);
}

void
search_counts_free(struct search_counts *counts)
{
	g_ptr_array_unref(counts->shares);
	g_free(counts);
}

#define FIGURES                                                                \
	"count(*), sum(ifnull(i.decision = 'overturned', 0)),"                 \
	" sum(ifnull(i.decision = 'upheld', 0))"
#define COUNTED "i.is_current = 1 AND i.number > 0"

/* The statement of head and the filter, or NULL. */
static sqlite3_stmt *
prepare(const struct search_reader *reader, const char *head,
	const struct search_filter *filter, enum search_kind kind,
	GError **error)
{
	g_autoptr(GString) sql = g_string_new(head);
	sqlite3_stmt *query = NULL;
	int parameter;

	search_filter_append(filter, sql);
	if (sqlite3_prepare_v2(reader->db, sql->str, -1, &query, NULL) !=
	    SQLITE_OK) {
		sqlite_db_error(reader->db, error);
		return NULL;
	}
	search_filter_bind(filter, query);
	parameter = sqlite3_bind_parameter_index(query, ":kind");
	if (parameter > 0)
		sqlite3_bind_int(query, parameter, kind);
	return query;
}

static void
read_figures(sqlite3_stmt *query, int column, struct search_share *share)
{
	share->treatments = (guint64)sqlite3_column_int64(query, column);
	share->overturned = (guint64)sqlite3_column_int64(query, column + 1);
	share->upheld = (guint64)sqlite3_column_int64(query, column + 2);
}

static void
add_treatment(struct search_share *share, const char *decision)
{
	share->treatments++;
	if (g_strcmp0(decision, "overturned") == 0)
		share->overturned++;
	else if (g_strcmp0(decision, "upheld") == 0)
		share->upheld++;
}

static struct search_share *
add_share(struct search_counts *counts, const char *value)
{
	struct search_share *share = g_new0(struct search_share, 1);

	share->value = g_strdup(value);
	g_ptr_array_add(counts->shares, share);
	return share;
}

/* A hash of an issue's id: ids differ in both their high and their low bits. */
static guint
hash_id(gconstpointer id)
{
	guint64 number = (guintptr)id;

	return (guint)(number >> SEARCH_ID_BITS) * 31u + (guint)number;
}

/* The rows are ordered by name, and have each treatment of a name once.
 * Counting them here, with a set of those seen, takes half the time of SQLite's
 * GROUP BY and count(DISTINCT). */
static gboolean
read_shares(const struct search_reader *reader, sqlite3_stmt *query,
	    struct search_counts *counts, guint64 *out_with, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(hash_id, g_direct_equal);
	struct search_share *share = NULL;
	gint64 last = -1;
	int code;

	while ((code = sqlite3_step(query)) == SQLITE_ROW) {
		gint64 name = sqlite3_column_int64(query, 0);

		if (share == NULL || name != last)
			share = add_share(
				counts,
				(const char *)sqlite3_column_text(query, 1));
		last = name;
		add_treatment(share,
			      (const char *)sqlite3_column_text(query, 3));
		g_hash_table_add(seen, (gpointer)(guintptr)sqlite3_column_int64(
					       query, 2));
	}
	*out_with = g_hash_table_size(seen);
	return code == SQLITE_DONE || sqlite_db_error(reader->db, error);
}

static int
compare_shares(gconstpointer a, gconstpointer b)
{
	const struct search_share *one = *(struct search_share *const *)a;
	const struct search_share *two = *(struct search_share *const *)b;

	if (one->treatments != two->treatments)
		return one->treatments > two->treatments ? -1 : 1;
	return strcmp(one->value, two->value);
}

static int
compare_values(gconstpointer a, gconstpointer b)
{
	const struct search_share *one = *(struct search_share *const *)a;
	const struct search_share *two = *(struct search_share *const *)b;

	return strcmp(one->value, two->value);
}

static gboolean
count_shares(const struct search_reader *reader,
	     const struct search_dimension *dimension,
	     const struct search_filter *filter, struct search_counts *counts,
	     guint64 *out_with, GError **error)
{
	g_autoptr(sqlite3_stmt) query =
		prepare(reader,
			"SELECT n.id, n.value, i.id, i.decision FROM names n"
			" CROSS JOIN facets f ON f.name = n.id"
			" CROSS JOIN issues i ON i.id = f.issue"
			" WHERE n.kind = :kind AND " COUNTED,
			filter, dimension->kind, error);

	if (query == NULL ||
	    !read_shares(reader, query, counts, out_with, error))
		return FALSE;
	g_ptr_array_sort(counts->shares, dimension->kind == SEARCH_MONTH
						 ? compare_values
						 : compare_shares);
	return TRUE;
}

static gboolean
count_all(const struct search_reader *reader,
	  const struct search_filter *filter, struct search_counts *counts,
	  GError **error)
{
	g_autoptr(sqlite3_stmt) query = prepare(
		reader, "SELECT " FIGURES " FROM issues i WHERE " COUNTED,
		filter, 0, error);

	if (query == NULL)
		return FALSE;
	if (sqlite3_step(query) != SQLITE_ROW)
		return sqlite_db_error(reader->db, error);
	read_figures(query, 0, &counts->all);
	return TRUE;
}

static gboolean
count_old(const struct search_reader *reader, struct search_counts *counts,
	  GError **error)
{
	gint64 letters;

	if (!sqlite_db_integer(reader->db,
			       "SELECT count(*) FROM records"
			       " WHERE has_request = 0",
			       &letters, error))
		return FALSE;
	counts->letters_without_request = (guint64)letters;
	return TRUE;
}

struct search_counts *
search_count(const struct search_reader *reader,
	     const struct search_dimension *dimension,
	     const struct search_filter *filter, GError **error)
{
	g_autoptr(search_counts) counts = g_new0(struct search_counts, 1);
	guint64 with = 0;
	gboolean good;

	counts->shares =
		g_ptr_array_new_with_free_func((GDestroyNotify)share_free);
	good = sqlite_db_run(reader->db, "BEGIN", error) &&
	       count_shares(reader, dimension, filter, counts, &with, error) &&
	       count_all(reader, filter, counts, error) &&
	       count_old(reader, counts, error);
	sqlite_db_end(reader->db, FALSE, NULL);
	counts->without = counts->all.treatments - with;
	return good ? g_steal_pointer(&counts) : NULL;
}
