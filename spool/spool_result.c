/* spool_result.c - stores an extraction's result and queues it for the
 * sinks. */
#include "core/error.h"
#include "spool/spool_private.h"
#include "spool/spool_states.h"

/* The first column of each row, as a set of strings. */
static GHashTable *
read_set(sqlite3_stmt *query, GError **error)
{
	g_autoptr(GHashTable) set =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	enum spool_step step = SPOOL_ERROR;

	while (query != NULL && (step = spool_step(query, error)) == SPOOL_ROW)
		g_hash_table_add(set, spool_column_text(query, 0));
	return step == SPOOL_DONE ? g_steal_pointer(&set) : NULL;
}

static gboolean
count_records(struct spool *spool, int difference, GError **error)
{
	return spool_run(spool, error,
			 "UPDATE totals SET records = records + ?", "n",
			 difference);
}

/* revised: 1 if it is to be delivered, 0 if only its position changed. */
static gboolean
put_record(struct spool *spool, const struct extraction_result *result,
	   guint index, int revised, GError **error)
{
	const struct spool_record *record = &result->records[index];

	return spool_run(spool, error,
			 "INSERT INTO records (record_id, letter_id, idx,"
			 "  case_number, decision_date, outcome)"
			 " VALUES (:record_id, :letter_id, :index,"
			 "  :case_number, :decision_date, :outcome)"
			 " ON CONFLICT (record_id) DO UPDATE SET"
			 "  letter_id = :letter_id, idx = :index,"
			 "  case_number = :case_number,"
			 "  decision_date = :decision_date, outcome = :outcome,"
			 "  revision = revision + :revised",
			 ":record_id t :letter_id t :index n :case_number t"
			 " :decision_date t :outcome t :revised n",
			 record->record_id, result->id, (int)index,
			 record->case_number, record->decision_date,
			 record->outcome, revised);
}

/* Before a delivery that may be delivered becomes another. */
static gboolean
uncount_delivery(struct spool *spool, const char *record_id, const char *sink,
		 GError **error)
{
	return spool_run(spool, error,
			 "UPDATE sinks SET delivered = delivered - 1"
			 " WHERE name = ?2 AND EXISTS"
			 "  (SELECT 1 FROM deliveries WHERE"
			 "   record_id = ?1 AND sink = ?2"
			 " AND state = " SQL_DELIVERY_DELIVERED ")",
			 "tt", record_id, sink);
}

static gboolean
queue_delivery(struct spool *spool, const char *record_id,
	       const char *letter_id, const char *sink, gint64 now,
	       GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO deliveries"
			 " (record_id, sink, letter_id, queued)"
			 " VALUES (:record_id, :sink, :letter_id, :now)"
			 " ON CONFLICT (record_id, sink) DO UPDATE SET"
			 "  state = " SQL_DELIVERY_QUEUED
			 ", attempts = 0, queued = :now,"
			 "  next_attempt = 0, delivered = 0,"
			 "  reason = NULL",
			 ":record_id t :sink t :letter_id t :now i", record_id,
			 sink, letter_id, now);
}

/* When an older revision was delivered is kept. */
static gboolean
spare_delivery(struct spool *spool, const char *record_id,
	       const char *letter_id, const char *sink, gint64 now,
	       GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO deliveries"
			 " (record_id, sink, letter_id, state, queued)"
			 " VALUES (:record_id, :sink, :letter_id,"
			 " " SQL_DELIVERY_SPARED ", :now)"
			 " ON CONFLICT (record_id, sink) DO UPDATE SET"
			 "  state = " SQL_DELIVERY_SPARED ", queued = :now"
			 "  WHERE state = " SQL_DELIVERY_DELIVERED,
			 ":record_id t :sink t :letter_id t :now i", record_id,
			 sink, letter_id, now);
}

static gboolean
queue_record(struct spool *spool, const struct extraction_result *result,
	     const char *record_id, const char *const *sinks, gint64 now,
	     GError **error)
{
	for (; *sinks != NULL; sinks++) {
		gboolean is_spared = result->spared != NULL &&
				     g_strv_contains(result->spared, *sinks);

		if (!uncount_delivery(spool, record_id, *sinks, error) ||
		    !(is_spared ? spare_delivery : queue_delivery)(
			    spool, record_id, result->id, *sinks, now, error))
			return FALSE;
	}
	return TRUE;
}

/* Leaves in known the records that the letter no longer has. *out_changed: at
 * least one is to be delivered. */
static gboolean
put_records(struct spool *spool, const struct extraction_result *result,
	    GHashTable *known, const char *const *sinks, gint64 now,
	    gboolean *out_changed, GError **error)
{
	for (guint i = 0; i < result->record_count; i++) {
		const char *id = result->records[i].record_id;
		gboolean is_known = g_hash_table_remove(known, id);
		gboolean changed = !is_known || !result->reparsed ||
				   result->changed == NULL ||
				   result->changed[i];

		if (!put_record(spool, result, i, changed ? 1 : 0, error) ||
		    (!is_known && !count_records(spool, 1, error)))
			return FALSE;
		if (!changed)
			continue;
		*out_changed = TRUE;
		if (!queue_record(spool, result, id, sinks, now, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
remove_records(struct spool *spool, GHashTable *gone, GError **error)
{
	GHashTableIter iter;
	gpointer id;

	g_hash_table_iter_init(&iter, gone);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		if (!spool_run(spool, error,
			       "UPDATE sinks SET delivered = delivered -"
			       " (SELECT count(*) FROM deliveries d"
			       "  WHERE d.record_id = ? AND d.sink = name"
			       "   AND d.state = " SQL_DELIVERY_DELIVERED ")",
			       "t", (const char *)id) ||
		    !spool_run(spool, error,
			       "DELETE FROM deliveries WHERE record_id = ?",
			       "t", (const char *)id) ||
		    !spool_run(spool, error,
			       "DELETE FROM records WHERE record_id = ?", "t",
			       (const char *)id) ||
		    !count_records(spool, -1, error))
			return FALSE;
	return TRUE;
}

/* A reparse is not an extraction: the letter's times and pages are kept. */
static gboolean
put_reparsed(struct spool *spool, const struct extraction_result *result,
	     gint64 now, GError **error)
{
	g_autofree char *spared =
		result->spared != NULL && result->spared[0] != NULL
			? g_strjoinv(", ", (char **)result->spared)
			: NULL;
	g_autofree char *detail =
		spared ? g_strconcat("no new delivery to ", spared, NULL)
		       : NULL;

	return spool_run(spool, error,
			 "UPDATE letters SET"
			 " state = " SQL_LETTER_EXTRACTED ", finished = 0,"
			 " records = ?2 WHERE id = ?1",
			 "tn", result->id, (int)result->record_count) &&
	       spool_add_event(spool, result->id, now, "reparsed", detail,
			       error);
}

static gboolean
put_letter(struct spool *spool, const struct extraction_result *result,
	   gint64 now, GError **error)
{
	if (result->look != NULL &&
	    !spool_put_look(spool, result->id, result->look, error))
		return FALSE;
	if (result->reparsed)
		return put_reparsed(spool, result, now, error);
	if (result->name != NULL && !spool_run(spool, error,
					       "UPDATE letters SET name = ?2"
					       " WHERE id = ?1 AND watch = ''",
					       "tt", result->id, result->name))
		return FALSE;
	return spool_run(
		       spool, error,
		       "UPDATE letters SET state = " SQL_LETTER_EXTRACTED
		       ", reason = NULL,"
		       " reason_code = NULL,"
		       " next_attempt = 0, from_scratch = 0, extracted = :now,"
		       " finished = 0, seconds = :seconds, pages = :pages,"
		       " ocr_pages = :ocr_pages, records = :records"
		       " WHERE id = :id",
		       ":id t :now i :seconds d :pages n :ocr_pages n"
		       " :records n",
		       result->id, now, result->seconds, (int)result->pages,
		       (int)result->ocr_pages, (int)result->record_count) &&
	       spool_add_event(spool, result->id, now, "extracted", NULL,
			       error);
}

static gboolean
replace_records(struct spool *spool, const struct extraction_result *result,
		const char *const *sinks, gint64 now, GError **error)
{
	g_autoptr(GHashTable) gone = read_set(
		spool_query(spool, error,
			    "SELECT record_id FROM records WHERE letter_id = ?",
			    "t", result->id),
		error);
	gboolean changed = !result->reparsed;

	if (gone == NULL ||
	    !put_records(spool, result, gone, sinks, now, &changed, error) ||
	    !remove_records(spool, gone, error))
		return FALSE;
	if (!changed && g_hash_table_size(gone) == 0)
		return spool_add_event(spool, result->id, now, "reparsed",
				       "nothing changed", error);
	return put_letter(spool, result, now, error) &&
	       spool_note_change(spool, result->id, error) &&
	       spool_finish(spool, result->id, now, NULL, error);
}

static gboolean
take_result(struct spool *spool, const struct extraction_result *result,
	    const char *const *sinks, gint64 now, GError **error)
{
	enum letter_state state = LETTER_RECEIVED;
	gboolean from_scratch = FALSE;

	if (!spool_get_state(spool, result->id, &state, &from_scratch, error))
		return FALSE;
	if (result->reparsed && state != LETTER_EXTRACTED &&
	    state != LETTER_DELIVERED)
		return error_set(error, IMR_ERROR_REJECT,
				 "the letter is %s by now",
				 letter_state_names[state]);
	if (state >= LETTER_REJECTED ||
	    (from_scratch && (state == LETTER_RECEIVED || result->plain)))
		return TRUE;
	return replace_records(spool, result, sinks, now, error);
}

gboolean
spool_extracted(struct spool *spool, const struct extraction_result *result,
		const char *const *sinks, gint64 now, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool, take_result(spool, result, sinks, now, error),
			 "extracted", error);
}
