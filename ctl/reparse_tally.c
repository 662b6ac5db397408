/* reparse_tally.c - counts for reparse. */
#include "ctl/reparse_tally.h"

#include "core/error.h"
#include "core/record.h"
#include "ctl/compare.h"
#include "ctl/print.h"
#include "view/json.h"

struct reparse_tally {
	gboolean json, dry_run;
	guint letters, records, changed, added, gone, failed;
	guint *fields; /* compare_count() of them: records that differ there */
	gboolean *differs;
};

struct reparse_tally *
reparse_tally_new(gboolean json, gboolean dry_run)
{
	struct reparse_tally *tally = g_new0(struct reparse_tally, 1);

	tally->json = json;
	tally->dry_run = dry_run;
	tally->fields = g_new0(guint, compare_count());
	tally->differs = g_new0(gboolean, compare_count());
	return tally;
}

void
reparse_tally_free(struct reparse_tally *tally)
{
	g_free(tally->fields);
	g_free(tally->differs);
	g_free(tally);
}

/* {"letter_id", "record_id", "change", "fields": {NAME: {"before", "after"}}};
 * before is NULL for a new record, after for one that is gone. */
static void
print_change(const struct reparse_tally *tally, const char *letter_id,
	     const struct record *before, const struct record *after)
{
	const struct record *either = after != NULL ? after : before;
	json_t *fields = json_object();

	g_assert(either != NULL);
	for (guint i = 0; before && after && i < compare_count(); i++) {
		g_autofree char *name = compare_name(i);

		if (tally->differs[i])
			json_object_set_new(fields, name,
					    json_pack("{s:o, s:o}", "before",
						      compare_value(before, i),
						      "after",
						      compare_value(after, i)));
	}
	print_json(json_pack("{s:o, s:o, s:s, s:o}", "letter_id",
			     json_of_string(letter_id), "record_id",
			     json_of_string(either->id), "change",
			     before == NULL  ? "new"
			     : after == NULL ? "gone"
					     : "changed",
			     "fields", fields));
}

static gboolean
compare(struct reparse_tally *tally, const char *letter_id,
	const struct record *before, const struct record *after)
{
	tally->records += after != NULL;
	tally->added += before == NULL;
	tally->gone += after == NULL;
	if (before != NULL && after != NULL) {
		if (!compare_records(before, after, tally->differs))
			return FALSE;
		tally->changed++;
		for (guint i = 0; i < compare_count(); i++)
			tally->fields[i] += tally->differs[i] != FALSE;
	}
	if (tally->json)
		print_change(tally, letter_id, before, after);
	return TRUE;
}

gboolean
reparse_tally_compare(struct reparse_tally *tally, const char *letter_id,
		      const GPtrArray *before, const GPtrArray *after,
		      gboolean *out_changed)
{
	gboolean any = FALSE;

	tally->letters++;
	for (guint i = 0; i < MAX(before->len, after->len); i++) {
		gboolean changed =
			compare(tally, letter_id,
				i < before->len ? before->pdata[i] : NULL,
				i < after->len ? after->pdata[i] : NULL);

		if (i < after->len)
			out_changed[i] = changed;
		any |= changed;
	}
	return any;
}

void
reparse_tally_fail(struct reparse_tally *tally, const char *letter_id,
		   const char *name, const char *reason)
{
	g_autofree char *about =
		name ? g_strdup_printf("%s (%s)", letter_id, name)
		     : g_strdup(letter_id);
	g_autoptr(GError) error = NULL;

	tally->failed++;
	error_set(&error, IMR_ERROR_REJECT, "%s", reason);
	print_complaint(about, error);
}

guint
reparse_tally_changed(const struct reparse_tally *tally)
{
	return tally->changed + tally->added + tally->gone;
}

guint
reparse_tally_failed(const struct reparse_tally *tally)
{
	return tally->failed;
}

static void
print_for_programs(const struct reparse_tally *tally)
{
	json_t *fields = json_object();

	for (guint i = 0; i < compare_count(); i++) {
		g_autofree char *name = compare_name(i);

		if (tally->fields[i] > 0)
			json_object_set_new(fields, name,
					    json_integer(tally->fields[i]));
	}
	print_json(json_pack(
		"{s:{s:b, s:i, s:i, s:i, s:i, s:i, s:i, s:o}}", "summary",
		"dry_run", tally->dry_run, "letters", (int)tally->letters,
		"records", (int)tally->records, "changed", (int)tally->changed,
		"new", (int)tally->added, "gone", (int)tally->gone, "failed",
		(int)tally->failed, "fields", fields));
}

static void
append_fields(GString *out, const struct reparse_tally *tally)
{
	g_autofree char *heading =
		g_strdup_printf("%-40s  %s", "FIELD", "RECORDS");

	print_coloured(out, COLOUR_BOLD, heading);
	g_string_append_c(out, '\n');
	for (guint i = 0; i < compare_count(); i++) {
		g_autofree char *name = compare_name(i);

		if (tally->fields[i] > 0)
			g_string_append_printf(out, "%-40s  %7u\n", name,
					       tally->fields[i]);
	}
	g_string_append_c(out, '\n');
}

void
reparse_tally_print(const struct reparse_tally *tally)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const char *verb = tally->dry_run ? "would change" : "changed";

	if (tally->json) {
		print_for_programs(tally);
		return;
	}
	if (tally->changed > 0)
		append_fields(out, tally);
	g_string_append_printf(
		out, "%u of %u %s %s", tally->changed, tally->records,
		g_dngettext(NULL, "record", "records", tally->records), verb);
	if (tally->added > 0)
		g_string_append_printf(out, ", %u more", tally->added);
	if (tally->gone > 0)
		g_string_append_printf(out, ", %u fewer", tally->gone);
	g_string_append_printf(
		out, "; %u %s", tally->letters,
		g_dngettext(NULL, "letter", "letters", tally->letters));
	if (tally->failed > 0)
		g_string_append_printf(out, ", %u could not be done",
				       tally->failed);
	g_string_append(out, ".\n");
	print_text(out);
}
