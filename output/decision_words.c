/* decision_words.c - counts decisions, and words them. */
#include "output/decision_words.h"

#include <string.h>

#include "core/record.h"

static void
append_count(GString *out, guint64 count, const char *what)
{
	if (count > 0)
		g_string_append_printf(out, "%s%" G_GUINT64_FORMAT " %s",
				       g_str_has_suffix(out->str, ": ") ? ""
									: ", ",
				       count, what);
}

static const char *
treatments(guint64 count)
{
	return count == 1 ? "treatment" : "treatments";
}

/* "all 6 treatments approved", "4 of 6 treatments approved, 1 unknown" */
static void
append_treatments(GString *out, const struct decision_totals *totals)
{
	guint64 all = totals->treatments;
	gboolean one_kind = totals->approved == all || totals->denied == all;

	if (totals->approved + totals->denied == 0)
		g_string_append_printf(
			out, "%" G_GUINT64_FORMAT " %s of unknown decision",
			all, treatments(all));
	else if (one_kind)
		g_string_append_printf(
			out, "%s%" G_GUINT64_FORMAT " %s %s",
			all > 1 ? "all " : "", all, treatments(all),
			totals->denied == all ? "denied" : "approved");
	else
		g_string_append_printf(out,
				       "%" G_GUINT64_FORMAT
				       " of %" G_GUINT64_FORMAT " %s approved",
				       totals->approved, all, treatments(all));
	if (totals->approved + totals->denied > 0)
		append_count(out, all - totals->approved - totals->denied,
			     "unknown");
}

char *
decision_words_outcome(const struct record *record)
{
	struct decision_totals totals = { 0 };
	g_autofree char *shouted = g_ascii_strup(
		record->outcome ? record->outcome : "outcome unknown", -1);
	GString *out = g_string_new(g_strdelimit(shouted, "_", ' '));

	decision_totals_add(&totals, record);
	if (totals.treatments > 0) {
		g_string_append(out, ": ");
		append_treatments(out, &totals);
	}
	return g_string_free(out, FALSE);
}

const char *
decision_words_issue(const char *decision)
{
	if (g_strcmp0(decision, "overturned") == 0)
		return "APPROVED (overturned)";
	return g_strcmp0(decision, "upheld") == 0 ? "DENIED (upheld)"
						  : "DECISION UNKNOWN";
}

/* Its letters and digits, in capitals, up to the last dot where it is a file's.
 */
static char *
bare(const char *name, gboolean is_file)
{
	const char *dot = is_file ? strrchr(name, '.') : NULL;
	GString *bare = g_string_new(NULL);

	for (; *name != '\0' && name != dot; name++)
		if (g_ascii_isalnum(*name))
			g_string_append_c(bare, g_ascii_toupper(*name));
	return g_string_free(bare, FALSE);
}

const char *
decision_words_file(const struct record *record)
{
	g_autofree char *file = bare(record->file_name, TRUE);
	g_autofree char *number =
		record->case_number ? bare(record->case_number, FALSE) : NULL;

	return number != NULL && strcmp(file, number) == 0 ? NULL
							   : record->file_name;
}

void
decision_totals_add(struct decision_totals *totals, const struct record *record)
{
	totals->letters++;
	totals->overturned += g_strcmp0(record->outcome, "overturned") == 0;
	totals->upheld += g_strcmp0(record->outcome, "upheld") == 0;
	totals->partial +=
		g_strcmp0(record->outcome, "partially_overturned") == 0;
	for (guint i = 0; i < record->issues->len; i++) {
		const struct issue *issue = record->issues->pdata[i];

		totals->treatments++;
		totals->approved +=
			g_strcmp0(issue->decision, "overturned") == 0;
		totals->denied += g_strcmp0(issue->decision, "upheld") == 0;
	}
}

char *
decision_totals_to_string(const struct decision_totals *totals)
{
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "%" G_GUINT64_FORMAT " %s", totals->letters,
			       totals->letters == 1 ? "letter" : "letters");
	if (totals->letters == 0)
		return g_string_free(out, FALSE);
	g_string_append(out, ": ");
	append_count(out, totals->overturned, "overturned");
	append_count(out, totals->partial, "partially overturned");
	append_count(out, totals->upheld, "upheld");
	append_count(out,
		     totals->letters - totals->overturned - totals->partial -
			     totals->upheld,
		     "of unknown outcome");
	if (totals->treatments == 0)
		return g_string_free(out, FALSE);
	g_string_append_printf(
		out, "\n%" G_GUINT64_FORMAT " %s: ", totals->treatments,
		treatments(totals->treatments));
	append_count(out, totals->approved, "approved");
	append_count(out, totals->denied, "denied");
	append_count(out,
		     totals->treatments - totals->approved - totals->denied,
		     "unknown");
	return g_string_free(out, FALSE);
}
