/* reparse_store.c - stores what a reparse changed, and tells the spool. */
#include "ctl/reparse_store.h"

#include "core/error.h"
#include "core/look.h"
#include "core/record.h"
#include "ctl/session.h"
#include "spool/store.h"
#include "view/find_letter.h"

static char *
time_now(void)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();

	return g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
}

static GPtrArray *
choose(const struct reparse_result *result)
{
	GPtrArray *records = g_ptr_array_new(); /* borrows */

	for (guint i = 0; i < result->after->len; i++) {
		struct record *record = result->after->pdata[i];

		if (result->changed[i])
			record->ingested_at = time_now();
		else
			record = result->before->pdata[i];
		g_ptr_array_add(records, record);
	}
	return records;
}

static gboolean
tell_spool(struct session *session, const struct reparse_result *result,
	   const GPtrArray *records, GError **error)
{
	const struct spool_letter *letter = result->letter;
	g_autofree struct spool_record *rows =
		g_new0(struct spool_record, records->len);
	g_autoptr(look) look = look_new(records);
	const struct extraction_result extraction = {
		.id = letter->id,
		.look = look,
		.records = rows,
		.record_count = records->len,
		.pages = letter->pages,
		.ocr_pages = letter->ocr_pages,
		.seconds = letter->seconds,
		.reparsed = TRUE,
		.changed = result->changed,
		.spared = result->spared,
	};

	for (guint i = 0; i < records->len; i++) {
		const struct record *record = records->pdata[i];

		rows[i] = (struct spool_record){
			.record_id = record->id,
			.case_number = record->case_number,
			.decision_date = record->decision_date,
			.outcome = record->outcome,
		};
	}
	return spool_extracted(session->spool, &extraction, result->sinks,
			       spool_now(), error);
}

static gboolean
is_as_before(struct session *session, const struct spool_letter *before,
	     gboolean *out_same, GError **error)
{
	g_autoptr(spool_letter) now =
		find_letter(session->spool, before->id, error);

	if (now == NULL)
		return FALSE;
	*out_same = find_letter_has_record(now) &&
		    now->extracted == before->extracted &&
		    now->records == before->records;
	return TRUE;
}

gboolean
reparse_store(struct session *session, const struct reparse_result *result,
	      gboolean *out_stored, GError **error)
{
	g_autoptr(GPtrArray) records = choose(result);
	gboolean same;

	if (!is_as_before(session, result->letter, &same, error))
		return FALSE;
	if (same && (!store_put_result(session->store, result->letter->id, NULL,
				       records, error) ||
		     !tell_spool(session, result, records, error)))
		return FALSE;
	*out_stored = same;
	return TRUE;
}

static gboolean
check_spared(GStrv sinks, const char *const *spared, GError **error)
{
	for (; spared != NULL && *spared != NULL; spared++)
		if (!g_strv_contains((const char *const *)sinks, *spared))
			return error_set(error, IMR_ERROR_REJECT,
					 "--no-deliver %s: imr-ingest runs "
					 "with no sink of that name",
					 *spared);
	return TRUE;
}

GStrv
reparse_list_sinks(struct session *session, const char *const *spared,
		   GError **error)
{
	g_autoptr(spool_summary) summary =
		spool_summarise(session->spool, session->now, error);
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	g_auto(GStrv) sinks = NULL;

	if (summary == NULL)
		return NULL;
	for (guint i = 0; i < summary->sinks->len; i++) {
		const struct spool_sink *sink = summary->sinks->pdata[i];

		if (sink->state != SINK_REMOVED)
			g_strv_builder_add(names, sink->name);
	}
	sinks = g_strv_builder_end(names);
	return check_spared(sinks, spared, error) ? g_steal_pointer(&sinks)
						  : NULL;
}
