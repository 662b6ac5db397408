/* test_search.c - the search index: what it takes over, what is found in it,
 * and what is counted. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/error.h"
#include "spool/spool.h"
#include "spool/spool_change.h"
#include "spool/store.h"
#include "tests/view/search_scene.h"
#include "view/search_count.h"
#include "view/search_filter.h"
#include "view/search_find.h"
#include "view/search_index.h"
#include "view/search_reader.h"

#define DRUGS "Pharmaceuticals"

static void
add_norco(struct record *record, const char *decision)
{
	struct request *request = search_scene_issue(
		record, "Norco 10/325mg #90", decision, DRUGS, "Opioids");
	struct drug *drug = request_add_drug(request);
	const char *const ingredients[] = { "hydrocodone", "acetaminophen",
					    NULL };
	struct issue *issue = record->issues->pdata[record->issues->len - 1];

	drug->name = g_strdup("Norco");
	drug->ingredients = g_strdupv((char **)(gpointer)ingredients);
	issue->rationale = g_strdup("The pain diary shows no benefit.");
	citations_add(issue->citations->reviewer, "ODG")->guideline =
		g_strdup("Pain");
}

static void
add_mri(struct record *record, const char *decision)
{
	struct request *request =
		search_scene_issue(record, "MRI of the lumbar spine", decision,
				   "Diagnostic Testing", "Imaging & Radiology");
	const char *const parts[] = { "lumbar spine", NULL };

	g_strfreev(request->body_parts);
	request->body_parts = g_strdupv((char **)(gpointer)parts);
}

/* 1: Norco overturned and an MRI upheld; 2: Norco upheld; 3: of an older
 * version, without a request. */
static void
set_up(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	struct record *record;

	search_scene_open(scene);
	record = search_scene_record(1, "CM16-0000001", "2016-11-30");
	record->employee_name = g_strdup("Pat Example");
	record->claim_number = g_strdup("ABC-123");
	add_norco(record, "overturned");
	add_mri(record, "upheld");
	search_scene_store(scene, 1, record);
	record = search_scene_record(2, "CM16-0000002", "2016-12-09");
	add_norco(record, "upheld");
	search_scene_store(scene, 2, record);
	record = search_scene_record(3, "CM16-0000003", "2016-12-09");
	search_scene_issue(record, "Acupuncture", "upheld", NULL, NULL);
	search_scene_store(scene, 3, record);
}

static void
tear_down(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	search_scene_close(scene);
}

static struct search_reader *
open_reader(struct search_scene *scene)
{
	g_autoptr(GError) error = NULL;
	struct search_reader *reader =
		search_reader_open(scene->directory, scene->spool, &error);

	g_assert_no_error(error);
	return reader;
}

/* filter "drug=norco category=x" in equations; "" for none. */
static struct search_result *
find(struct search_scene *scene, const char *words, const char *equations)
{
	g_autoptr(search_reader) reader = open_reader(scene);
	g_auto(GStrv) each = g_strsplit(equations, ";", -1);
	struct search_filter filter = { 0 };
	g_autoptr(GError) error = NULL;
	struct search_result *result;

	for (guint i = 0; each[i] != NULL; i++) {
		search_filter_set(&filter, each[i], &error);
		g_assert_no_error(error);
	}
	result = search_find(reader, words, &filter, 10, &error);
	g_assert_no_error(error);
	search_filter_clear(&filter);
	return result;
}

/* numbers: of the letters found, "2 1". */
static void
expect(struct search_scene *scene, const char *words, const char *equations,
       const char *numbers)
{
	g_autoptr(search_result) result = find(scene, words, equations);
	g_autoptr(GString) found = g_string_new(NULL);

	for (guint i = 0; i < result->hits->len; i++) {
		const struct search_hit *hit = result->hits->pdata[i];

		g_string_append_printf(
			found, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
			g_ascii_strtoll(hit->letter_id, NULL, 10));
	}
	g_assert_cmpstr(found->str, ==, numbers);
	g_assert_cmpuint(result->count, ==, result->hits->len);
}

static void
test_words(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	search_scene_index(scene);
	expect(scene, "norco", "", "2 1");
	expect(scene, "MRI spines", "", "1"); /* plural */
	expect(scene, "\"lumbar spine\"", "", "1");
	expect(scene, "\"spine lumbar\"", "", "");
	expect(scene, "acupunct*", "", "3");
	expect(scene, "CM16-0000002", "", "2");
	expect(scene, "ABC-123 example", "", "1");
	expect(scene, "benefit letter", "", "2 1");
	expect(scene, NULL, "", "3 2 1");
	/* No syntax but that: these are plain words. */
	expect(scene, "norco OR acupuncture", "", "");
	expect(scene, "\"norco", "", "2 1");
	expect(scene, "treatment:norco ( ^", "", "");
	expect(scene, "***", "", "3 2 1");
}

static void
test_filters(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	search_scene_index(scene);
	expect(scene, "norco", "decision=overturned", "1");
	/* Both of one treatment. */
	expect(scene, "mri", "decision=overturned", "");
	expect(scene, NULL, "drug=acetaminophen", "2 1");
	expect(scene, NULL, "drug=NORCO;to=2016-11-30", "1");
	expect(scene, NULL, "drug=codone", "");
	expect(scene, NULL, "body-part=spine", "1");
	expect(scene, NULL, "category=opioids", "2 1");
	expect(scene, NULL, "category=diagnostic testing", "1");
	expect(scene, NULL, "guideline=odg", "2 1");
	expect(scene, NULL, "from=2016-12-01", "3 2");
	expect(scene, NULL, "claim=abc", "1");
	expect(scene, NULL, "employee=exam", "1");
	expect(scene, NULL, "folder=Client B", "3 2 1");
	expect(scene, NULL, "folder=Client", "");
	expect(scene, NULL, "outcome=overturned", "");
}

static void
test_bad_filters(void)
{
	static const char *const bad[] = { "colour=red", "drug",
					   "decision=open", "from=2016-13-01" };

	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		struct search_filter filter = { 0 };
		g_autoptr(GError) error = NULL;

		g_assert_false(search_filter_set(&filter, bad[i], &error) &&
			       search_filter_check(&filter, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
		search_filter_clear(&filter);
	}
}

static void
test_hit(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(search_result) result = NULL;
	const struct search_hit *hit;
	const struct search_issue *issue;

	search_scene_index(scene);
	result = find(scene, "diary", "decision=overturned");
	hit = result->hits->pdata[0];
	g_assert_cmpstr(hit->case_number, ==, "CM16-0000001");
	g_assert_cmpstr(hit->employee_name, ==, "Pat Example");
	g_assert_cmpstr(hit->folder, ==, "Client B");
	g_assert_cmpuint(hit->issues->len, ==, 1);
	issue = hit->issues->pdata[0];
	g_assert_cmpint(issue->number, ==, 1);
	g_assert_cmpstr(issue->category, ==, DRUGS);
	g_assert_cmpstr(issue->subcategory, ==, "Opioids");
	g_assert_nonnull(strstr(issue->snippet, "\002diary\003"));
}

/* --- what changes --- */

static void
expect_behind(struct search_scene *scene, guint64 behind)
{
	g_autoptr(search_reader) reader = open_reader(scene);

	g_assert_cmpuint(reader->behind, ==, behind);
}

static void
test_changes(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *first = search_scene_id(1);
	g_autoptr(GError) error = NULL;
	struct record *record;

	search_scene_index(scene);
	expect_behind(scene, 0);
	/* Read again: the old words are gone. */
	record = search_scene_record(2, "CM16-0000002", "2016-12-09");
	search_scene_issue(record, "Physical therapy", "upheld", NULL, NULL);
	search_scene_store(scene, 2, record);
	expect_behind(scene, 1);
	search_scene_index(scene);
	expect_behind(scene, 0);
	expect(scene, "norco", "", "1");
	expect(scene, "therapy", "", "2");
	spool_reject(scene->spool, first, NULL, SCENE_NOW, &error);
	g_assert_no_error(error);
	search_scene_index(scene);
	expect(scene, "norco", "", "");
	expect(scene, NULL, "drug=norco", "");
}

/* A change that comes while an older one of the same letter is worked off. */
static void
test_change_again(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) changes =
		spool_list_changes(scene->spool, 10, &error);
	const struct spool_change *last;
	gint64 waiting, number;

	g_assert_no_error(error);
	g_assert_cmpuint(changes->len, ==, 3);
	last = changes->pdata[2];
	search_scene_store(scene, 1,
			   search_scene_record(1, "CM16-0000001", NULL));
	spool_finish_changes(scene->spool, last->number, &error);
	g_assert_no_error(error);
	spool_count_changes(scene->spool, &waiting, &number, &error);
	g_assert_no_error(error);
	g_assert_cmpint(waiting, ==, 1);
	g_assert_cmpint(number, ==, last->number + 1);
}

/* --- a file that is of no use --- */

static void
expect_rebuilt(struct search_scene *scene)
{
	search_scene_index(scene);
	expect(scene, "norco", "", "2 1");
}

static void
test_rebuild(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *path =
		g_build_filename(scene->directory, "search.db", NULL);
	g_autoptr(GError) error = NULL;
	GStatBuf status;

	expect_rebuilt(scene);
	g_assert_cmpint(g_stat(path, &status), ==, 0);
	g_assert_cmpint(status.st_mode & 0777, ==, 0600);
	g_assert_cmpint(g_unlink(path), ==, 0);
	g_assert_null(
		search_reader_open(scene->directory, scene->spool, &error));
	g_assert_nonnull(strstr(error->message, "imrctl reindex"));
	g_clear_error(&error);
	expect_rebuilt(scene);
	g_file_set_contents(path, "no database", -1, &error);
	g_assert_no_error(error);
	expect_rebuilt(scene);
	/* As imrctl reindex, or another spool. */
	spool_rename_index(scene->spool, &error);
	g_assert_no_error(error);
	g_assert_null(
		search_reader_open(scene->directory, scene->spool, &error));
	g_clear_error(&error);
	expect_rebuilt(scene);
}

/* While it is in use: of another name, and damaged in the middle. */
static void
test_rebuild_in_use(struct search_scene *scene,
		    gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *path =
		g_build_filename(scene->directory, "search.db", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(search_index) index = NULL;
	gboolean more = TRUE;

	search_scene_index(scene);
	index = search_index_open(scene->directory, scene->spool, scene->store,
				  &error);
	g_assert_no_error(error);
	spool_rename_index(scene->spool, &error);
	g_assert_no_error(error);
	for (guint i = 0; more && i < 10; i++) {
		search_index_work(index, &more, &error);
		g_assert_no_error(error);
	}
	expect(scene, "norco", "", "2 1");
	g_assert_cmpint(g_unlink(path), ==, 0);
	more = TRUE;
	for (guint i = 0; more && i < 10; i++) {
		search_index_work(index, &more, &error);
		g_assert_no_error(error);
	}
	expect(scene, "norco", "", "2 1");
}

/* --- counting --- */

static struct search_counts *
count(struct search_scene *scene, const char *by, const char *equation)
{
	g_autoptr(search_reader) reader = open_reader(scene);
	struct search_filter filter = { 0 };
	g_autoptr(GError) error = NULL;
	struct search_counts *counts;

	if (equation != NULL)
		search_filter_set(&filter, equation, &error);
	g_assert_no_error(error);
	counts = search_count(reader, search_dimension_find(by, NULL), &filter,
			      &error);
	g_assert_no_error(error);
	search_filter_clear(&filter);
	return counts;
}

static void
expect_share(const struct search_counts *counts, guint index, const char *value,
	     guint treatments, guint overturned)
{
	const struct search_share *share = counts->shares->pdata[index];

	g_assert_cmpstr(share->value, ==, value);
	g_assert_cmpuint(share->treatments, ==, treatments);
	g_assert_cmpuint(share->overturned, ==, overturned);
	g_assert_cmpuint(share->upheld, ==, treatments - overturned);
}

static void
test_count(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(search_counts) drugs = NULL;
	g_autoptr(search_counts) months = NULL;
	g_autoptr(search_counts) upheld = NULL;

	search_scene_index(scene);
	drugs = count(scene, "drug", NULL);
	g_assert_cmpuint(drugs->shares->len, ==, 1);
	expect_share(drugs, 0, "hydrocodone/acetaminophen", 2, 1);
	g_assert_cmpuint(drugs->all.treatments, ==, 4);
	g_assert_cmpuint(drugs->without, ==, 2);
	g_assert_cmpuint(drugs->letters_without_request, ==, 1);
	months = count(scene, "month", NULL);
	expect_share(months, 0, "2016-11", 2, 1);
	expect_share(months, 1, "2016-12", 2, 0);
	upheld = count(scene, "subcategory", "decision=upheld");
	expect_share(upheld, 1, "Pharmaceuticals: Opioids", 1, 0);
	g_assert_cmpuint(upheld->all.treatments, ==, 3);
}

/* A case that came again counts once, by its latest decision; where its number
 * is in doubt, each letter counts. */
static void
test_count_current(struct search_scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *fourth = search_scene_id(4);
	struct record *record =
		search_scene_record(4, "CM16-0000001", "2017-01-10");
	g_autoptr(search_counts) counts = NULL;
	g_autoptr(GError) error = NULL;

	add_norco(record, "upheld");
	search_scene_store(scene, 4, record);
	search_scene_index(scene);
	counts = count(scene, "drug", NULL);
	expect_share(counts, 0, "hydrocodone/acetaminophen", 2, 0);
	g_clear_pointer(&counts, search_counts_free);
	spool_reject(scene->spool, fourth, NULL, SCENE_NOW, &error);
	g_assert_no_error(error);
	search_scene_index(scene);
	counts = count(scene, "drug", NULL);
	expect_share(counts, 0, "hydrocodone/acetaminophen", 2, 1);
	g_clear_pointer(&counts, search_counts_free);
	record = search_scene_record(5, "CM16-0000001", "2017-01-11");
	record_add_warning(record, "low-confidence", "/case/case_number", "?");
	add_norco(record, "overturned");
	search_scene_store(scene, 5, record);
	search_scene_index(scene);
	counts = count(scene, "drug", NULL);
	expect_share(counts, 0, "hydrocodone/acetaminophen", 3, 2);
}

/* Wilson, E. B. (1927); the figures are those of R's prop.test(), without
 * continuity correction. */
static void
test_wilson(void)
{
	double low, high;

	g_assert_false(search_wilson(0, 0, &low, &high));
	g_assert_true(search_wilson(1, 2, &low, &high));
	g_assert_cmpfloat_with_epsilon(low, 0.0945, 0.0001);
	g_assert_cmpfloat_with_epsilon(high, 0.9055, 0.0001);
	g_assert_true(search_wilson(0, 10, &low, &high));
	g_assert_cmpfloat_with_epsilon(low, 0, 0.0001);
	g_assert_cmpfloat_with_epsilon(high, 0.2775, 0.0001);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define ADD(path, test)                                                        \
	g_test_add("/search/" path, struct search_scene, NULL, set_up, test,   \
		   tear_down)
	ADD("words", test_words);
	ADD("filters", test_filters);
	ADD("hit", test_hit);
	ADD("changes", test_changes);
	ADD("change-again", test_change_again);
	ADD("rebuild", test_rebuild);
	ADD("rebuild-in-use", test_rebuild_in_use);
	ADD("count", test_count);
	ADD("count-current", test_count_current);
	g_test_add_func("/search/bad-filters", test_bad_filters);
	g_test_add_func("/search/wilson", test_wilson);
	return g_test_run();
}
