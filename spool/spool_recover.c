/* spool_recover.c - letters that were being extracted when the daemon died.
 *
 * One of them may have been the cause. Each is charged an attempt, until only
 * one is left, for which the letter is extracted alone; if the daemon dies
 * then, that letter is given up. A daemon that was killed, or a power cut,
 * cannot be told from such a letter: that one letter then waits in
 * quarantine. */
#include "spool/spool_private.h"
#include "spool/spool_states.h"

/* next_attempt of a letter that is extracted alone. A time long past: for a
 * version that does not know this value, the letter is due. */
#define ALONE 1

#define ENDED "the service ended while this letter was being read"
#define ENDED_ALONE                                                            \
	ENDED ", and no other; its log may tell why, such as a lack of memory"

gboolean
spool_begin_alone(struct spool *spool, const char *id, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 spool_run(spool, error,
				   "UPDATE letters SET next_attempt = ?2"
				   " WHERE id = ?1"
				   " AND state = " SQL_LETTER_EXTRACTING,
				   "tn", id, ALONE),
			 "begin_alone", error);
}

static gboolean
recover(struct spool *spool, const struct spool_letter *letter, guint attempts,
	gint64 now, GError **error)
{
	guint most = MAX(attempts, 2) - 1;

	if (letter->next_attempt == ALONE)
		return spool_put_away(spool, letter->id,
				      &(struct quarantine){ LETTER_FAILED,
							    ENDED_ALONE,
							    "worker-lost" },
				      now, error);
	return spool_put_back(spool, letter->id, ENDED, letter->attempts < most,
			      0, error);
}

static gboolean
recover_all(struct spool *spool, guint attempts, gint64 now, guint *out_count,
	    guint *out_failed, GError **error)
{
	g_autoptr(GPtrArray) letters = spool_read_letters(
		spool_query(spool, error,
			    "SELECT " SPOOL_LETTER_COLUMNS " FROM letters"
			    " WHERE state = " SQL_LETTER_EXTRACTING
			    " ORDER BY sequence",
			    ""),
		error);
	guint failed = 0;

	if (letters == NULL)
		return FALSE;
	for (guint i = 0; i < letters->len; i++) {
		const struct spool_letter *letter = letters->pdata[i];

		if (!recover(spool, letter, attempts, now, error))
			return FALSE;
		failed += letter->next_attempt == ALONE;
	}
	*out_count = letters->len - failed;
	*out_failed = failed;
	return TRUE;
}

gboolean
spool_recover(struct spool *spool, guint attempts, gint64 now, guint *out_count,
	      guint *out_failed, GError **error)
{
	return spool_begin(spool, error) &&
	       spool_end(spool,
			 recover_all(spool, attempts, now, out_count,
				     out_failed, error),
			 "recover", error);
}
