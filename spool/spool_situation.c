/* spool_situation.c - the daemon's troubles, sources and settings, as rows. */
#include "spool/spool_situation.h"

#include <string.h>

#include "spool/spool_private.h"

const char *const spool_wait_names[] = {
	[SPOOL_WAIT_UNSETTLED] = "unsettled",
	[SPOOL_WAIT_INCOMPLETE] = "incomplete",
	[SPOOL_WAIT_TURN] = "turn",
	[SPOOL_WAIT_AGAIN] = "again",
	[SPOOL_WAIT_IGNORED] = "ignored",
	[SPOOL_WAIT_FOLDER] = "folder",
	NULL,
};

void
spool_source_free(struct spool_source *source)
{
	for (guint i = 0; i < SPOOL_WAITS; i++)
		g_free(source->waits[i].names);
	g_free(source->watch);
	g_free(source->directory);
	g_free(source);
}

gboolean
spool_source_is_like(const struct spool_source *earlier,
		     const struct spool_source *source)
{
	if (strcmp(earlier->watch, source->watch) != 0 ||
	    strcmp(earlier->directory, source->directory) != 0 ||
	    (earlier->reported == 0) != (source->reported == 0))
		return FALSE;
	for (guint i = 0; i < SPOOL_WAITS; i++)
		if (earlier->waits[i].files != source->waits[i].files ||
		    g_strcmp0(earlier->waits[i].names,
			      source->waits[i].names) != 0)
			return FALSE;
	return TRUE;
}

/* A line end in a name would be taken for the end of the name. */
void
spool_waiting_add(struct spool_waiting *waiting, const char *name, gint64 since)
{
	g_autofree char *line = g_strdelimit(g_strdup(name), "\n", '?');
	g_autofree char *before = waiting->names;

	if (waiting->files++ < SPOOL_WAIT_NAMES)
		waiting->names =
			before == NULL ? g_strdup(line)
				       : g_strconcat(before, "\n", line, NULL);
	else
		g_steal_pointer(&before);
	if (since != 0 && (waiting->since == 0 || since < waiting->since))
		waiting->since = since;
}

/* --- writing --- */

static gboolean
set_troubles(struct spool *spool, const GPtrArray *troubles, GError **error)
{
	gboolean good = spool_run(spool, error, "DELETE FROM troubles", "");

	for (guint i = 0; i < troubles->len && good; i++) {
		const struct spool_trouble *trouble = troubles->pdata[i];

		good = spool_run(
			spool, error,
			"INSERT INTO troubles"
			" (kind, subject, reason, since, last, count)"
			" VALUES (:kind, :subject, :reason, :since, :last,"
			"  :count)",
			":kind t :subject t :reason t :since i :last i "
			":count i",
			trouble->kind, trouble->subject, trouble->reason,
			trouble->since, trouble->last, (gint64)trouble->count);
	}
	return good;
}

static gboolean
set_source(struct spool *spool, const struct spool_source *source,
	   GError **error)
{
	gboolean good =
		spool_run(spool, error,
			  "INSERT INTO sources (watch, directory, reported)"
			  " VALUES (:watch, :directory, :reported)"
			  " ON CONFLICT (watch) DO UPDATE"
			  " SET directory = :directory, reported = :reported",
			  ":watch t :directory b :reported i", source->watch,
			  source->directory, source->reported);

	for (int why = 0; why < SPOOL_WAITS && good; why++) {
		const struct spool_waiting *waiting = &source->waits[why];

		if (waiting->files > 0)
			good = spool_run(
				spool, error,
				"INSERT INTO source_waits"
				" (watch, why, files, since, names)"
				" VALUES (:watch, :why, :files, :since,"
				"  :names)",
				":watch t :why n :files i :since i :names b",
				source->watch, why, (gint64)waiting->files,
				waiting->since, waiting->names);
	}
	return good;
}

/* A source that is no longer in the settings keeps the time of its last
 * letter. */
static gboolean
set_sources(struct spool *spool, const GPtrArray *sources, GError **error)
{
	gboolean good =
		spool_run(spool, error, "DELETE FROM source_waits", "") &&
		spool_run(spool, error, "UPDATE sources SET directory = NULL",
			  "");

	for (guint i = 0; i < sources->len && good; i++)
		good = set_source(spool, sources->pdata[i], error);
	return good;
}

gboolean
spool_note_situation(struct spool *spool, const GPtrArray *troubles,
		     const GPtrArray *sources, gint64 now, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 (troubles == NULL ||
			  set_troubles(spool, troubles, error)) &&
				 (sources == NULL ||
				  set_sources(spool, sources, error)) &&
				 spool_run(spool, error,
					   "UPDATE service SET noted = ?", "i",
					   now),
			 "note_situation", error);
}

gboolean
spool_note_arrival(struct spool *spool, const char *watch, gint64 now,
		   GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO sources (watch, last_arrival)"
			 " VALUES (?1, ?2) ON CONFLICT (watch) DO UPDATE"
			 " SET last_arrival = ?2",
			 "ti", watch, now);
}

gboolean
spool_note_settings(struct spool *spool, const char *refused, gint64 now,
		    GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(
		       spool,
		       spool_run(
			       spool, error,
			       "UPDATE service SET times = times + 1,"
			       " noted = ?2, read = iif(?1 IS NULL, ?2, read),"
			       " refused = ?1",
			       "ti", refused, now),
		       "note_settings", error);
}

/* --- reading --- */

gboolean
spool_list_troubles(struct spool *spool, struct spool_summary *summary,
		    GError **error)
{
	sqlite3_stmt *query =
		spool_query(spool, error,
			    "SELECT kind, subject, reason, since, last, count"
			    " FROM troubles ORDER BY kind, subject",
			    "");
	enum spool_step step = SPOOL_ERROR;

	summary->troubles = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_trouble_free);
	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		struct spool_trouble *trouble = g_new0(struct spool_trouble, 1);

		trouble->kind = spool_column_text(query, 0);
		trouble->subject = spool_column_text(query, 1);
		trouble->reason = spool_column_text(query, 2);
		trouble->since = sqlite3_column_int64(query, 3);
		trouble->last = sqlite3_column_int64(query, 4);
		trouble->count = (guint64)sqlite3_column_int64(query, 5);
		g_ptr_array_add(summary->troubles, trouble);
	}
	return step == SPOOL_DONE;
}

static gboolean
list_waits(struct spool *spool, struct spool_source *source, GError **error)
{
	sqlite3_stmt *query =
		spool_query(spool, error,
			    "SELECT why, files, since, names FROM source_waits"
			    " WHERE watch = ?",
			    "t", source->watch);
	enum spool_step step = SPOOL_ERROR;

	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		guint why = spool_column_uint(query, 0);
		struct spool_waiting *waiting;

		if (why >= SPOOL_WAITS)
			continue;
		waiting = &source->waits[why];
		waiting->files = spool_column_uint(query, 1);
		waiting->since = sqlite3_column_int64(query, 2);
		waiting->names = spool_column_text(query, 3);
	}
	return step == SPOOL_DONE;
}

gboolean
spool_list_sources(struct spool *spool, struct spool_summary *summary,
		   GError **error)
{
	sqlite3_stmt *query = spool_query(
		spool, error,
		"SELECT watch, directory, reported, last_arrival"
		" FROM sources WHERE directory IS NOT NULL ORDER BY watch",
		"");
	enum spool_step step = SPOOL_ERROR;

	summary->sources = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_source_free);
	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		struct spool_source *source = g_new0(struct spool_source, 1);

		source->watch = spool_column_text(query, 0);
		source->directory = spool_column_text(query, 1);
		source->reported = sqlite3_column_int64(query, 2);
		source->last_arrival = sqlite3_column_int64(query, 3);
		g_ptr_array_add(summary->sources, source);
	}
	for (guint i = 0; i < summary->sources->len && step == SPOOL_DONE; i++)
		if (!list_waits(spool, summary->sources->pdata[i], error))
			return FALSE;
	return step == SPOOL_DONE;
}

void
spool_settings_read_free(struct spool_settings_read *read)
{
	g_free(read->refused);
	g_free(read);
}

struct spool_settings_read *
spool_read_settings_read(struct spool *spool, GError **error)
{
	sqlite3_stmt *query = spool_query(
		spool, error, "SELECT noted, read, times, refused FROM service",
		"");
	struct spool_settings_read *read;

	if (query == NULL || spool_step(query, error) != SPOOL_ROW)
		return NULL;
	read = g_new0(struct spool_settings_read, 1);
	read->noted = sqlite3_column_int64(query, 0);
	read->at = sqlite3_column_int64(query, 1);
	read->times = (guint64)sqlite3_column_int64(query, 2);
	read->refused = spool_column_text(query, 3);
	spool_leave(query);
	return read;
}

/* --- what was reported --- */

char *
spool_told(struct spool *spool, const char *way, gint64 *out_at, GError **error)
{
	sqlite3_stmt *query = spool_query(spool, error,
					  "SELECT what, at FROM told"
					  " WHERE way = ?",
					  "t", way);
	char *what;

	if (query == NULL || spool_step(query, error) != SPOOL_ROW)
		return NULL;
	what = spool_column_text(query, 0);
	*out_at = sqlite3_column_int64(query, 1);
	spool_leave(query);
	return what;
}

gboolean
spool_note_told(struct spool *spool, const char *way, const char *what,
		gint64 now, GError **error)
{
	return spool_run(spool, error,
			 "INSERT INTO told (way, what, at) VALUES (?1, ?2, ?3)"
			 " ON CONFLICT (way) DO UPDATE SET what = ?2, at = ?3",
			 "tti", way, what, now);
}
