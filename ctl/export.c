/* export.c - imrctl export: writes records of the store, in order of
 * arrival. */
#include "core/error.h"
#include "core/record.h"
#include "ctl/command.h"
#include "ctl/filter.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "output/output.h"
#include "spool/store.h"
#include "view/find_letter.h"

static const struct output_format *format;
static char *format_name, *output_path;
static gboolean force, mark, without_evidence;

static const GOptionEntry options[] = {
	{ "format", 'f', 0, G_OPTION_ARG_FILENAME, &format_name,
	  "json, text, csv or spreadsheet", "FORMAT" },
	{ "bom", 0, 0, G_OPTION_ARG_NONE, &mark,
	  "Begin csv with a byte order mark, for Excel", NULL },
	{ "no-evidence", 0, 0, G_OPTION_ARG_NONE, &without_evidence,
	  "Leave out where each field was read", NULL },
	{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &output_path,
	  "Write to PATH, when all is whole", "PATH" },
	{ "force", 0, 0, G_OPTION_ARG_NONE, &force,
	  "Replace a PATH that is no document", NULL },
	{ NULL },
};

static gboolean
check(const struct session *session, GError **error)
{
	if (session->json && format_name == NULL)
		format_name = g_strdup("json");
	if (session->json && !g_str_equal(format_name, "json"))
		return error_set(error, IMR_ERROR_FATAL,
				 "--json and --format %s contradict each other",
				 format_name);
	if (force && output_path == NULL)
		return error_set(error, IMR_ERROR_FATAL,
				 "--force is about --output; give both");
	return output_format_choose(format_name, output_path, mark, &format,
				    error);
}

/* Letters in quarantine have no usable record. */
static gboolean
has_records(const struct spool_letter *letter)
{
	return letter->records > 0 && letter->state != LETTER_REJECTED &&
	       letter->state != LETTER_FAILED;
}

static gboolean
export_records(const struct session *session, const GPtrArray *records,
	       struct output *output, GError **error)
{
	for (guint i = 0; i < records->len; i++) {
		struct record *record = records->pdata[i];

		if (!filter_wants_record(&session->filter, record))
			continue;
		if (without_evidence)
			g_ptr_array_set_size(record->evidence, 0);
		if (!output_put(output, record, error))
			return FALSE;
	}
	return TRUE;
}

/* A record that cannot be read is reported; the others are still exported. */
static enum ctl_status
export_letters(struct session *session, const GPtrArray *ids,
	       struct output *output, GError **error)
{
	enum ctl_status status = CTL_DONE;

	for (guint i = 0; i < ids->len; i++) {
		const char *id = ids->pdata[i];
		g_autoptr(GError) broken = NULL;
		g_autoptr(GPtrArray) records =
			store_load_records(session->store, id, &broken);

		if (records == NULL) {
			print_complaint(id, broken);
			status = CTL_WRONG;
			continue;
		}
		if (!export_records(session, records, output, error))
			return CTL_ENVIRONMENT;
	}
	return status;
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(output) output = output_open(
		format, session_output(session, output_path), force, error);
	g_autoptr(GPtrArray) ids = NULL;
	enum ctl_status status;

	if (output == NULL)
		return CTL_ENVIRONMENT;
	ids = find_matching_ids(session->spool, &session->filter, has_records,
				error);
	if (ids == NULL)
		return ctl_status_of(*error);
	status = export_letters(session, ids, output, error);
	if (status == CTL_ENVIRONMENT || output_commit(output, error))
		return status;
	return CTL_ENVIRONMENT;
}

const struct command command_export = {
	.name = "export",
	.summary = "Writes the records of letters",
	.details = "Without --format: csv to a PATH that ends so, text on a "
		   "terminal, else json.",
	.options = options,
	.filters = TRUE,
	.output = &output_path,
	.force = &force,
	.check = check,
	.reads = TRUE,
	.run = run,
};
