/* verify.c - imrctl verify: checks that everything that should be stored is
 * there and intact. */
#include "core/error.h"
#include "ctl/command.h"
#include "ctl/session.h"
#include "ctl/verify/file_checks.h"
#include "ctl/verify/findings.h"
#include "ctl/verify/orphans.h"
#include "ctl/verify/verify_sinks.h"
#include "output/progress.h"
#include "view/find_letter.h"

static gboolean quick;

static const GOptionEntry options[] = {
	{ "quick", 'q', 0, G_OPTION_ARG_NONE, &quick,
	  "Only look whether the files are there; read none", NULL },
	{ NULL },
};

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

/* Whether the letter is unchanged since it was read. */
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
report_records(struct verification *verification,
	       const struct file_check *check, GError **error)
{
	struct findings *findings = &verification->findings;
	const struct spool_letter *letter = check->letter;

	findings->records += check->records->len;
	return check_count(verification, letter, check->records->len, error) &&
	       verify_sinks_check(verification->sinks, letter, check->records,
				  error);
}

static gboolean
report(struct verification *verification, const struct file_check *check,
       GError **error)
{
	struct findings *findings = &verification->findings;
	const char *id = check->letter->id;
	gboolean good;

	findings->letters++;
	findings->name = check->letter->name;
	if (check->original != NULL)
		findings_add(findings, "original", id, NULL,
			     check->original->message);
	if (check->records_problem != NULL)
		findings_add(findings, "records", id, NULL,
			     check->records_problem->message);
	if (check->pages != NULL)
		findings_add(findings, "pages", id, NULL,
			     check->pages->message);
	if (quick)
		findings->records += check->letter->records;
	good = check->records == NULL ||
	       report_records(verification, check, error);
	findings->name = NULL;
	return good;
}

static gboolean
report_next(struct verification *verification, struct file_checks *checks,
	    GError **error)
{
	g_autoptr(file_check) check = file_checks_take(checks);

	g_main_context_iteration(NULL, FALSE); /* the progress */
	return check == NULL || report(verification, check, error);
}

static gboolean
check_each(struct verification *verification, struct file_checks *checks,
	   const GPtrArray *ids, GError **error)
{
	for (guint i = 0; i < ids->len; i++) {
		struct spool_letter *letter = find_letter(
			verification->session->spool, ids->pdata[i], error);

		if (letter == NULL)
			return FALSE;
		file_checks_put(checks, letter);
		if (file_checks_is_full(checks) &&
		    !report_next(verification, checks, error))
			return FALSE;
	}
	while (verification->findings.letters < ids->len)
		if (!report_next(verification, checks, error))
			return FALSE;
	return TRUE;
}

static gboolean
check_letters(struct verification *verification, const GPtrArray *ids,
	      GError **error)
{
	struct file_checks *checks =
		file_checks_new(verification->session->store, quick);
	gboolean good;

	verification->all = ids->len;
	good = check_each(verification, checks, ids, error);
	file_checks_free(checks);
	return good;
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
	if (!quick)
		verification.sinks =
			verify_sinks_open(session, &verification.findings);
	good = check(&verification, error);
	g_clear_pointer(&verification.sinks, verify_sinks_free);
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
	.options = options,
	.most = G_MAXUINT,
	.settings = TRUE,
	.run = run,
};
