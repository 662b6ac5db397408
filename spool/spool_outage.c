/* spool_outage.c - file systems that do not respond to the daemon, for
 * imrctl. */
#include "spool/spool_private.h"

const char *const spool_place_names[] = { "directory", "archive", NULL };

void
spool_outage_free(struct spool_outage *outage)
{
	g_free(outage->watch);
	g_free(outage->path);
	g_free(outage->reason);
	g_free(outage);
}

static gboolean
set_outage(struct spool *spool, const struct spool_outage *outage,
	   GError **error)
{
	if (outage->since == 0)
		return spool_run(spool, error,
				 "DELETE FROM outages"
				 " WHERE watch = ? AND place = ?",
				 "tn", outage->watch, (int)outage->place);
	return spool_run(spool, error,
			 "INSERT INTO outages"
			 " (watch, place, path, reason, since)"
			 " VALUES (:watch, :place, :path, :reason, :since)"
			 " ON CONFLICT (watch, place) DO UPDATE"
			 " SET path = :path, reason = :reason, since = :since",
			 ":watch t :place n :path b :reason t :since i",
			 outage->watch, (int)outage->place, outage->path,
			 outage->reason, outage->since);
}

gboolean
spool_note_outage(struct spool *spool, const struct spool_outage *outage,
		  GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool, set_outage(spool, outage, error), "note_outage",
			 error);
}

gboolean
spool_forget_outages(struct spool *spool, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 spool_run(spool, error, "DELETE FROM outages", ""),
			 "forget_outages", error);
}

gboolean
spool_list_outages(struct spool *spool, struct spool_summary *summary,
		   GError **error)
{
	sqlite3_stmt *query = spool_query(
		spool, error,
		"SELECT watch, place, path, reason, since FROM outages"
		" ORDER BY watch, place",
		"");
	enum spool_step step = SPOOL_ERROR;

	summary->outages = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_outage_free);
	while (query != NULL &&
	       (step = spool_step(query, error)) == SPOOL_ROW) {
		struct spool_outage *outage = g_new0(struct spool_outage, 1);
		g_autofree char *path = spool_column_text(query, 2);

		outage->watch = spool_column_text(query, 0);
		outage->place = spool_column_uint(query, 1);
		outage->path = g_filename_display_name(path);
		outage->reason = spool_column_text(query, 3);
		outage->since = sqlite3_column_int64(query, 4);
		g_ptr_array_add(summary->outages, outage);
	}
	return step == SPOOL_DONE;
}
