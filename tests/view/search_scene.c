/* search_scene.c - a spool and a store with letters to be found. */
#include "tests/view/search_scene.h"

#include "spool/spool.h"
#include "spool/store.h"
#include "tests/support/scratch.h"
#include "view/search_index.h"

void
search_scene_open(struct search_scene *scene)
{
	g_autoptr(GError) error = NULL;

	scene->directory = g_dir_make_tmp("imr-search-XXXXXX", &error);
	g_assert_no_error(error);
	scene->spool = spool_open(scene->directory, TRUE, 10, &error);
	g_assert_no_error(error);
	scene->store = store_open(scene->directory, &error);
	g_assert_no_error(error);
}

void
search_scene_close(struct search_scene *scene)
{
	store_free(scene->store);
	spool_close(scene->spool);
	scratch_remove(scene->directory);
	g_free(scene->directory);
}

char *
search_scene_id(guint number)
{
	return g_strdup_printf("%064u", number);
}

struct record *
search_scene_record(guint number, const char *case_number,
		    const char *decision_date)
{
	struct record *record = record_new();

	record->id = search_scene_id(number);
	record->file_name = g_strdup_printf("letter %u.pdf", number);
	record->media_type = g_strdup("application/pdf");
	record->format = g_strdup("final_determination");
	record->case_number = g_strdup(case_number);
	record->decision_date = g_strdup(decision_date);
	record->outcome = g_strdup("upheld");
	record->ingested_at = g_strdup("2026-01-01T00:00:00Z");
	record->lexicon = g_strnfill(64, 'e');
	return record;
}

struct request *
search_scene_issue(struct record *record, const char *treatment,
		   const char *decision, const char *category,
		   const char *subcategory)
{
	struct issue *issue = record_add_issue(record);

	issue->treatment = g_strdup(treatment);
	issue->decision = g_strdup(decision);
	if (category == NULL)
		return NULL;
	issue->request = request_new();
	issue->request->category = g_strdup(category);
	issue->request->subcategory = g_strdup(subcategory);
	issue->citations = citations_new();
	return issue->request;
}

static void
claim(struct search_scene *scene, const char *id)
{
	const struct arrival arrival = { .id = id,
					 .name = "letter.pdf",
					 .watch = "inbox",
					 .folder = "Client B",
					 .path = "/inbox/letter.pdf",
					 .size_bytes = 1234 };
	g_autoptr(GError) error = NULL;
	enum claim claim;

	spool_claim(scene->spool, &arrival, SCENE_NOW, &claim, &error);
	g_assert_no_error(error);
}

void
search_scene_store(struct search_scene *scene, guint number,
		   struct record *take_record)
{
	g_autofree char *id = search_scene_id(number);
	g_autoptr(GPtrArray) records =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	const struct spool_record row = { take_record->id,
					  take_record->case_number,
					  take_record->decision_date,
					  take_record->outcome };
	const struct extraction_result result = { .id = id,
						  .records = &row,
						  .record_count = 1 };
	const char *const no_sinks[] = { NULL };
	g_autoptr(GPtrArray) stored = NULL;
	g_autoptr(GError) error = NULL;

	g_ptr_array_add(records, take_record);
	claim(scene, id);
	store_put_result(scene->store, id, NULL, records, &error);
	g_assert_no_error(error);
	stored = store_load_records(scene->store, id, &error);
	g_assert_no_error(error);
	spool_extracted(scene->spool, &result, no_sinks, SCENE_NOW, &error);
	g_assert_no_error(error);
}

void
search_scene_index(struct search_scene *scene)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(search_index) index = search_index_open(
		scene->directory, scene->spool, scene->store, &error);
	gboolean more = TRUE;

	g_assert_no_error(error);
	while (more) {
		search_index_work(index, &more, &error);
		g_assert_no_error(error);
	}
}
