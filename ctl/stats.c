/* stats.c - imrctl stats: how often treatments were overturned, by what they
 * ask for. */
#include <string.h>

#include "core/error.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "output/csv_value.h"
#include "output/screen.h"
#include "view/json.h"
#include "view/search_count.h"
#include "view/search_filter.h"
#include "view/search_reader.h"

#define LEAST_DECIDED 30 /* fewer say little */
#define BAR_CELLS 20
#define NUMBER_CELLS 10
#define VALUE_CELLS 34
#define INTERVAL_CELLS 14

static char *by, *format_name;
static char **where;
static struct search_filter filter;
static const struct search_dimension *dimension;

static const GOptionEntry options[] = {
	{ "by", 0, 0, G_OPTION_ARG_FILENAME, &by,
	  "category, drug, body-part, ... (see below)", "WHAT" },
	{ "where", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &where,
	  "As an option of search: drug=norco; all must hold", "NAME=VALUE" },
	{ "format", 'f', 0, G_OPTION_ARG_FILENAME, &format_name,
	  "table, csv or json", "FORMAT" },
	{ NULL },
};

static gboolean
check(const struct session *session, GError **error)
{
	static const char *const formats[] = { "table", "csv", "json", NULL };

	if (format_name == NULL)
		format_name = g_strdup(session->json ? "json" : "table");
	if (!g_strv_contains(formats, format_name))
		return error_set(error, IMR_ERROR_FATAL,
				 "--format %s: only table, csv or json",
				 format_name);
	if (session->json && strcmp(format_name, "json") != 0)
		return error_set(error, IMR_ERROR_FATAL,
				 "--json and --format %s contradict each other",
				 format_name);
	if (by == NULL)
		return error_set(error, IMR_ERROR_FATAL,
				 "by what? --by category, for example");
	dimension = search_dimension_find(by, error);
	if (dimension == NULL)
		return FALSE;
	for (char **each = where; each != NULL && *each != NULL; each++)
		if (!search_filter_set(&filter, *each, error))
			return FALSE;
	return search_filter_check(&filter, error);
}

struct rate {
	gboolean known;
	double share, low, high;
};

static struct rate
rate_of(const struct search_share *share)
{
	guint64 decided = share->overturned + share->upheld;
	struct rate rate = { 0 };

	rate.known = search_wilson(share->overturned, decided, &rate.low,
				   &rate.high);
	if (rate.known)
		rate.share = (double)share->overturned / (double)decided;
	return rate;
}

/* --- JSON --- */

static json_t *
share_to_json(const struct search_share *share)
{
	struct rate rate = rate_of(share);

	return json_pack("{s:o, s:I, s:I, s:I, s:o, s:o, s:o}", "value",
			 json_of_string(share->value), "treatments",
			 (json_int_t)share->treatments, "overturned",
			 (json_int_t)share->overturned, "upheld",
			 (json_int_t)share->upheld, "rate",
			 rate.known ? json_real(rate.share) : json_null(),
			 "low", rate.known ? json_real(rate.low) : json_null(),
			 "high",
			 rate.known ? json_real(rate.high) : json_null());
}

static void
print_counts_json(const struct search_counts *counts,
		  const struct search_reader *reader)
{
	json_t *shares = json_array();

	for (guint i = 0; i < counts->shares->len; i++)
		json_array_append_new(shares,
				      share_to_json(counts->shares->pdata[i]));
	print_json(json_pack(
		"{s:s, s:o, s:I, s:I, s:I, s:o}", "by", dimension->name, "all",
		share_to_json(&counts->all), "without",
		(json_int_t)counts->without, "letters_without_request",
		(json_int_t)counts->letters_without_request, "behind",
		(json_int_t)reader->behind, "rows", shares));
}

/* --- CSV --- */

static void
print_csv(const struct search_counts *counts)
{
	g_autoptr(GString) out = g_string_new(NULL);

	g_string_append_printf(out,
			       "%s,treatments,overturned,upheld,rate,low,high"
			       "\r\n",
			       dimension->name);
	for (guint i = 0; i < counts->shares->len; i++) {
		const struct search_share *share = counts->shares->pdata[i];
		struct rate rate = rate_of(share);
		g_autofree char *value =
			csv_value_defuse(g_strdup(share->value));

		csv_value_append(out, value);
		g_string_append_printf(
			out,
			",%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT
			",%" G_GUINT64_FORMAT,
			share->treatments, share->overturned, share->upheld);
		if (rate.known)
			g_string_append_printf(out, ",%.4f,%.4f,%.4f\r\n",
					       rate.share, rate.low, rate.high);
		else
			g_string_append(out, ",,,\r\n");
	}
	print_text(out);
}

/* --- a table --- */

/* Eighths of a cell. */
static void
append_bar(GString *out, double share)
{
	static const char *const eighths[] = { "",	 "\u258f", "\u258e",
					       "\u258d", "\u258c", "\u258b",
					       "\u258a", "\u2589" };
	guint length = (guint)(share * BAR_CELLS * 8 + 0.5);

	g_string_append_c(out, ' ');
	for (guint i = 0; i < length / 8; i++)
		g_string_append(out, "\u2588");
	g_string_append(out, eighths[length % 8]);
}

static void
append_share(GString *out, const struct search_share *share)
{
	g_autofree char *safe =
		screen_line(share->value ? share->value : "all");
	g_autofree char *value = print_cut(safe, VALUE_CELLS);
	struct rate rate = rate_of(share);
	gboolean few = share->overturned + share->upheld < LEAST_DECIDED;

	print_column(out, few ? COLOUR_DIM : COLOUR_NONE, value, VALUE_CELLS);
	g_string_append_printf(out,
			       " %*" G_GUINT64_FORMAT " %*" G_GUINT64_FORMAT,
			       NUMBER_CELLS, share->treatments, NUMBER_CELLS,
			       share->overturned);
	if (rate.known) {
		g_autofree char *interval = g_strdup_printf(
			"%.1f-%.1f", 100 * rate.low, 100 * rate.high);

		g_string_append_printf(out, " %5.1f%% %*s", 100 * rate.share,
				       INTERVAL_CELLS - 3, interval);
		if (print_is_for_terminal())
			append_bar(out, rate.share);
	}
	g_string_append_c(out, '\n');
}

static void
append_notes(GString *out, const struct search_counts *counts,
	     const struct search_reader *reader)
{
	if (counts->without > 0)
		g_string_append_printf(out,
				       "%" G_GUINT64_FORMAT
				       " of %" G_GUINT64_FORMAT
				       " treatments name no %s.\n",
				       counts->without, counts->all.treatments,
				       dimension->name);
	if (counts->letters_without_request > 0)
		g_string_append_printf(
			out,
			"%" G_GUINT64_FORMAT " %s read by a version that did "
			"not tell what treatments ask for; imrctl reparse "
			"does.\n",
			counts->letters_without_request,
			g_dngettext(NULL, "letter was", "letters were",
				    counts->letters_without_request));
	if (reader->behind > 0)
		g_string_append_printf(
			out,
			"The index is still to take over %" G_GUINT64_FORMAT
			" changed %s.\n",
			reader->behind,
			g_dngettext(NULL, "letter", "letters", reader->behind));
}

static void
print_table(const struct search_counts *counts,
	    const struct search_reader *reader)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *heading = g_strdup_printf(
		"%-*s %*s %*s %6s %*s", VALUE_CELLS, dimension->name,
		NUMBER_CELLS, "TREATMENTS", NUMBER_CELLS, "OVERTURNED", "RATE",
		INTERVAL_CELLS - 3, "95 %");

	print_coloured(out, COLOUR_BOLD, heading);
	g_string_append_c(out, '\n');
	for (guint i = 0; i < counts->shares->len; i++)
		append_share(out, counts->shares->pdata[i]);
	append_share(out, &counts->all);
	append_notes(out, counts, reader);
	print_text(out);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(search_reader) reader =
		search_reader_open(session->directory, session->spool, error);
	g_autoptr(search_counts) counts = NULL;

	if (reader != NULL)
		counts = search_count(reader, dimension, &filter, error);
	search_filter_clear(&filter);
	if (counts == NULL)
		return CTL_ENVIRONMENT;
	if (strcmp(format_name, "json") == 0)
		print_counts_json(counts, reader);
	else if (strcmp(format_name, "csv") == 0)
		print_csv(counts);
	else
		print_table(counts, reader);
	return CTL_DONE;
}

const struct command command_stats = {
	.name = "stats",
	.summary = "Counts treatments, and how many were overturned",
	.details = "WHAT is category, subcategory, drug, guideline, specialty, "
		   "month or body-part.\nOf each case the latest decision "
		   "counts. The interval is "
		   "Wilson's, of 95 %.",
	.options = options,
	.reads = TRUE,
	.check = check,
	.run = run,
};
