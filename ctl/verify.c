/* verify.c - imrctl verify: what is kept, against what was promised. */
#include "core/document.h"
#include "core/error.h"
#include "ctl/command.h"
#include "ctl/findings.h"
#include "ctl/orphans.h"
#include "ctl/session.h"
#include "ctl/verify_sinks.h"
#include "output/progress.h"
#include "spool/store.h"
#include "view/find_letter.h"

struct verification {
	struct session *session;
	struct findings findings;
	struct verify_sinks *sinks;
	struct progress *progress;
	guint all; /* letters to look at */
};

static char *
describe_progress(gpointer data)
{
	const struct verification *verification = data;

	return g_strdup_printf(
		"%u/%u letters, %u problems", verification->findings.letters,
		verification->all, verification->findings.problems);
}

static void
hide_progress(gpointer data)
{
	progress_hide(((struct verification *)data)->progress);
}

/* Whether nothing has happened to it since letter was read. */
static gboolean
is_as_before(struct session *session, const struct spool_letter *letter,
	     gboolean *out_same, GError **error)
{
	g_autoptr(spool_letter) now =
		find_letter(session->spool, letter->id, error);

	if (now == NULL)
		return FALSE;
	*out_same = now->state == letter->state &&
		    now->extracted == letter->extracted;
	return TRUE;
}

/* The daemon may have read it again between the spool and the store. */
static gboolean
check_count(struct verification *verification,
	    const struct spool_letter *letter, guint count, GError **error)
{
	gboolean same;

	if (count == letter->records)
		return TRUE;
	if (!is_as_before(verification->session, letter, &same, error))
		return FALSE;
	if (same)
		findings_add(&verification->findings, "records", letter->id,
			     NULL,
			     "the store and the spool hold different numbers "
			     "of records");
	return TRUE;
}

static gboolean
check_records(struct verification *verification,
	      const struct spool_letter *letter, GError **error)
{
	struct findings *findings = &verification->findings;
	struct store *store = verification->session->store;
	g_autoptr(GError) problem = NULL;
	g_autoptr(GPtrArray) records =
		store_load_records(store, letter->id, &problem);
	g_autoptr(document) document = NULL;

	if (records == NULL) {
		findings_add(findings, "records", letter->id, NULL,
			     problem->message);
		return TRUE;
	}
	findings->records += records->len;
	if (!check_count(verification, letter, records->len, error))
		return FALSE;
	document = store_load_document(store, letter->id, &problem);
	if (document == NULL)
		findings_add(findings, "pages", letter->id, NULL,
			     problem->message);
	return verify_sinks_check(verification->sinks, letter, records, error);
}

static gboolean
check_letter(struct verification *verification, const char *id, GError **error)
{
	struct session *session = verification->session;
	g_autoptr(spool_letter) letter = find_letter(session->spool, id, error);
	g_autoptr(GError) problem = NULL;
	gboolean good;

	if (letter == NULL)
		return FALSE;
	verification->findings.letters++;
	verification->findings.name = letter->name;
	if (!store_check_original(session->store, id, &problem))
		findings_add(&verification->findings, "original", id, NULL,
			     problem->message);
	good = !find_letter_has_record(letter) ||
	       check_records(verification, letter, error);
	verification->findings.name = NULL;
	return good;
}

static gboolean
check_letters(struct verification *verification, const GPtrArray *ids,
	      GError **error)
{
	verification->all = ids->len;
	for (guint i = 0; i < ids->len; i++) {
		if (!check_letter(verification, ids->pdata[i], error))
			return FALSE;
		g_main_context_iteration(NULL, FALSE); /* the progress */
	}
	return TRUE;
}

static gboolean
check_orphans(struct verification *verification, GError **error)
{
	g_autoptr(GPtrArray) orphans =
		orphans_find(verification->session, error);

	if (orphans == NULL)
		return FALSE;
	for (guint i = 0; i < orphans->len; i++)
		findings_add(&verification->findings, "orphan", NULL, NULL,
			     orphans->pdata[i]);
	return TRUE;
}

static gboolean
check(struct verification *verification, GError **error)
{
	const struct letter_filter all = { .any_state = TRUE };
	struct session *session = verification->session;
	gboolean some = session_argument_count(session) > 0;
	g_autoptr(GPtrArray) ids =
		some ? find_letter_ids(session->spool, session->arguments,
				       error)
		     : find_matching_ids(session->spool, &all, NULL, error);

	return ids != NULL && check_letters(verification, ids, error) &&
	       (some || check_orphans(verification, error));
}

static enum ctl_status
run(struct session *session, GError **error)
{
	struct verification verification = {
		.session = session,
		.findings = { .json = session->json,
			      .before_line = hide_progress,
			      .data = &verification },
	};
	gboolean good;

	verification.progress = progress_new(describe_progress, &verification);
	verification.sinks = verify_sinks_open(session, &verification.findings);
	good = check(&verification, error);
	verify_sinks_free(verification.sinks);
	progress_free(verification.progress);
	if (!good)
		return ctl_status_of(*error);
	findings_print(&verification.findings);
	return verification.findings.problems > 0 ? CTL_WRONG : CTL_DONE;
}

const struct command command_verify = {
	.name = "verify",
	.arguments = "[LETTER...]",
	.summary = "Checks originals, records and sinks against the spool",
	.details = "Without letters: all of them, and whether the store holds "
		   "files of none.",
	.most = G_MAXUINT,
	.settings = TRUE,
	.run = run,
};
