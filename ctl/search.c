/* search.c - imrctl search: letters by their words, and by what their
 * treatments ask for. */
#include <string.h>

#include "core/error.h"
#include "ctl/command.h"
#include "ctl/print.h"
#include "ctl/session.h"
#include "ctl/show/show_letter.h"
#include "output/decision_words.h"
#include "output/screen.h"
#include "view/json.h"
#include "view/search_filter.h"
#include "view/search_find.h"
#include "view/search_reader.h"

#define LIMIT 20
#define INDENT 2

static struct search_filter filter;
static int limit = LIMIT;

/* One row for each of search_filter_fields. */
static gboolean
take(const char *option, const char *value, gpointer data G_GNUC_UNUSED,
     GError **error)
{
	g_autofree char *equation =
		g_strdup_printf("%s=%s", option + strlen("--"), value);

	return search_filter_set(&filter, equation, error);
}

#define FILTER(name, meaning, argument)                                        \
	{                                                                      \
		name, 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, take,  \
			meaning, argument                                      \
	}

static const GOptionEntry options[] = {
	FILTER("decision", "Treatments decided so: upheld, overturned",
	       "DECISION"),
	FILTER("category", "Of this category or subcategory", "CATEGORY"),
	FILTER("drug", "With this drug or ingredient", "DRUG"),
	FILTER("body-part", "Of this part of the body", "PART"),
	FILTER("guideline", "For which this guideline was cited", "GUIDELINE"),
	FILTER("specialty", "Reviewed in this specialty", "SPECIALTY"),
	FILTER("from", "Decided on this day or later", "DAY"),
	FILTER("to", "Decided on this day or earlier", "DAY"),
	FILTER("outcome", "Of letters with this outcome", "OUTCOME"),
	FILTER("claim", "Whose claim number begins so", "NUMBER"),
	FILTER("employee", "Of this employee", "NAME"),
	FILTER("folder", "From this folder, or one below it", "FOLDER"),
	{ "limit", 0, 0, G_OPTION_ARG_INT, &limit,
	  "At most so many letters (20)", "NUMBER" },
	{ NULL },
};

static gboolean
check(const struct session *session G_GNUC_UNUSED, GError **error)
{
	if (limit < 1)
		return error_set(error, IMR_ERROR_FATAL,
				 "--limit %d: 1 or more", limit);
	return search_filter_check(&filter, error);
}

/* --- for programs --- */

/* Without its marks. */
static json_t *
json_of_snippet(const char *snippet)
{
	g_autoptr(GString) plain = g_string_new(NULL);

	if (snippet == NULL)
		return json_null();
	for (; *snippet != '\0'; snippet++)
		if (*snippet != SEARCH_MARK_BEGIN &&
		    *snippet != SEARCH_MARK_END)
			g_string_append_c(plain, *snippet);
	return json_of_string(plain->str);
}

static json_t *
issue_to_json(const struct search_issue *issue)
{
	return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o}", "number",
			 issue->number, "treatment",
			 json_of_string(issue->treatment), "decision",
			 json_of_string(issue->decision), "category",
			 json_of_string(issue->category), "subcategory",
			 json_of_string(issue->subcategory), "snippet",
			 json_of_snippet(issue->snippet));
}

static json_t *
hit_to_json(const struct search_hit *hit)
{
	json_t *issues = json_array();

	for (guint i = 0; i < hit->issues->len; i++) {
		const struct search_issue *issue = hit->issues->pdata[i];

		if (issue->number > 0)
			json_array_append_new(issues, issue_to_json(issue));
	}
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
			 "letter", json_of_string(hit->letter_id), "record",
			 json_of_string(hit->record_id), "case_number",
			 json_of_string(hit->case_number), "decision_date",
			 json_of_string(hit->decision_date), "outcome",
			 json_of_string(hit->outcome), "employee_name",
			 json_of_string(hit->employee_name), "name",
			 json_of_string(hit->file_name), "folder",
			 json_of_string(hit->folder), "issues", issues);
}

static void
print_result(const struct search_result *result,
	     const struct search_reader *reader)
{
	json_t *hits = json_array();

	for (guint i = 0; i < result->hits->len; i++)
		json_array_append_new(hits,
				      hit_to_json(result->hits->pdata[i]));
	print_json(json_pack("{s:I, s:b, s:I, s:o}", "count",
			     (json_int_t)result->count, "more_than_count",
			     result->count >= SEARCH_MOST, "behind",
			     (json_int_t)reader->behind, "letters", hits));
}

/* --- for people --- */

/* Highlights the words that were found. */
static void
append_snippet(GString *out, const char *snippet)
{
	const char *begin = snippet;
	gsize plain = strcspn(snippet, "\002\003");

	g_string_append_printf(out, "%*s", 2 * INDENT, "");
	while (*snippet != '\0') {
		g_autofree char *part = g_strndup(snippet, plain);
		g_autoptr(GString) safe = g_string_new(NULL);
		gboolean found =
			snippet > begin && snippet[-1] == SEARCH_MARK_BEGIN;

		g_strdelimit(part, "\r\n\t", ' ');
		screen_append_safe(safe, part);
		print_coloured(out, found ? COLOUR_BOLD : COLOUR_DIM,
			       safe->str);
		snippet += plain;
		if (*snippet != '\0')
			snippet++;
		plain = strcspn(snippet, "\002\003");
	}
	g_string_append_c(out, '\n');
}

static void
append_issue(GString *out, const struct search_issue *issue)
{
	g_autofree char *treatment =
		screen_line(issue->treatment ? issue->treatment : "-");

	if (issue->number > 0) {
		g_autofree char *begun = g_strdup_printf(
			"%*s%d. %s: ", INDENT, "", issue->number,
			decision_words_issue(issue->decision));

		g_string_append(out, begun);
		screen_append_wrapped(out, treatment, screen_cells(begun),
				      2 * INDENT, print_style()->width);
		if (issue->category != NULL)
			g_string_append_printf(out, " [%s]",
					       issue->subcategory
						       ? issue->subcategory
						       : issue->category);
		g_string_append_c(out, '\n');
	}
	if (issue->snippet != NULL)
		append_snippet(out, issue->snippet);
}

static void
append_hit(GString *out, const struct search_hit *hit)
{
	g_autofree char *id = g_strndup(hit->letter_id, SHOW_ID_DIGITS);
	g_autofree char *path = g_build_filename(hit->folder ? hit->folder : "",
						 hit->file_name, NULL);
	g_autofree char *name = screen_line(path);
	g_autofree char *case_number =
		screen_line(hit->case_number ? hit->case_number : "-");

	print_coloured(out, COLOUR_BOLD, case_number);
	g_string_append_printf(out, "  %s  %s  %s  %s\n",
			       hit->decision_date ? hit->decision_date : "-",
			       hit->outcome ? hit->outcome : "-", id, name);
	for (guint i = 0; i < hit->issues->len; i++)
		append_issue(out, hit->issues->pdata[i]);
}

static void
print_for_people(const struct search_result *result,
		 const struct search_reader *reader)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint i = 0; i < result->hits->len; i++)
		append_hit(out, result->hits->pdata[i]);
	g_string_append_printf(
		out, "%s%u%s %s", result->hits->len > 0 ? "\n" : "",
		result->count, result->count >= SEARCH_MOST ? "+" : "",
		g_dngettext(NULL, "letter", "letters", result->count));
	if (result->count > result->hits->len)
		g_string_append_printf(
			out, "; the last %u to arrive are shown (--limit)",
			result->hits->len);
	g_string_append_c(out, '\n');
	if (reader->behind > 0)
		g_string_append_printf(
			out,
			"The index is still to take over %" G_GUINT64_FORMAT
			" changed %s.\n",
			reader->behind,
			g_dngettext(NULL, "letter", "letters", reader->behind));
	print_text(out);
}

static enum ctl_status
run(struct session *session, GError **error)
{
	g_autoptr(search_reader) reader =
		search_reader_open(session->directory, session->spool, error);
	g_autofree char *words =
		session->arguments ? g_strjoinv(" ", session->arguments) : NULL;
	g_autoptr(search_result) result = NULL;

	if (reader != NULL)
		result = search_find(reader, words, &filter, (guint)limit,
				     error);
	search_filter_clear(&filter);
	if (result == NULL)
		return CTL_ENVIRONMENT;
	if (session->json)
		print_result(result, reader);
	else
		print_for_people(result, reader);
	return result->count > 0 ? CTL_DONE : CTL_WRONG;
}

const struct command command_search = {
	.name = "search",
	.arguments = "[WORD...]",
	.summary = "Finds letters by their words, the last to arrive first",
	.details = "All words are to be found in one treatment and its letter; "
		   "'\"two words\"'\nis a phrase, word* a beginning. Exit "
		   "status 1: no letter was found.",
	.options = options,
	.reads = TRUE,
	.most = G_MAXUINT,
	.check = check,
	.run = run,
};
