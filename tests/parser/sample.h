/* sample.h - letters for the parser's tests: their form, and looking into what
 * they gave. Letters as they come from scans and plain text, unless a line is
 * marked bold. */
#ifndef TESTS_PARSER_SAMPLE_H
#define TESTS_PARSER_SAMPLE_H

#include "core/error.h"
#include "core/record.h"
#include "parser/letter/landmark.h"
#include "parser/parser.h"
#include "tests/support/lines.h"

static inline GPtrArray *
parse(const char *const *lines, GError **error)
{
	g_autoptr(document) document = lines_document(lines);
	g_autoptr(flow) flow = lines_flow(document);

	return parser_run(flow, error);
}

/* With further readings, each NULL where there is none, and in the order of
 * plan, which may be NULL. */
static inline GPtrArray *
run_readings(const struct flow *flow, const struct flow *closer,
	     const struct flow *other, const struct page_plan *plan,
	     GError **error)
{
	g_autoptr(GArray) landmarks = landmarks_find(flow);
	struct parser_readings readings = { .first = flow,
					    .landmarks = landmarks,
					    .closer = closer,
					    .other = other };

	return parser_run_readings(&readings, plan, error);
}

static inline struct page_plan *
plan_pages(const struct flow *flow)
{
	g_autoptr(GArray) landmarks = landmarks_find(flow);

	return page_plan_new(flow, landmarks);
}

static inline struct record *
parse_one(const char *const *lines)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) records = parse(lines, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(records->len, ==, 1);
	return g_ptr_array_steal_index(records, 0);
}

static inline const struct issue *
issue_at(const struct record *record, guint index)
{
	g_assert_cmpuint(index, <, record->issues->len);
	return g_ptr_array_index(record->issues, index);
}

static inline void
check_list(char **list, const char *wanted)
{
	g_autofree char *joined = list != NULL ? g_strjoinv("|", list) : NULL;

	g_assert_cmpstr(joined, ==, wanted);
}

static inline gboolean
warned(const struct record *record, const char *code, const char *path)
{
	for (guint i = 0; i < record->warnings->len; i++) {
		const struct warning *warning =
			g_ptr_array_index(record->warnings, i);

		if (strcmp(warning->code, code) == 0 &&
		    strcmp(warning->path, path) == 0)
			return TRUE;
	}
	return FALSE;
}

static inline guint
count_warnings(const struct record *record, const char *path)
{
	guint count = 0;

	for (guint i = 0; i < record->warnings->len; i++) {
		const struct warning *warning = record->warnings->pdata[i];

		count += strcmp(warning->path, path) == 0;
	}
	return count;
}

#define HEADER(number)                                                         \
	"Case Number:     " number,                                            \
		"Date Assigned:   11/09/2016    "                              \
		"Date of Injury:   10/13/2016",                                \
		"Decision Date:   12/09/2016    UR Denial Date:   "            \
		"11/03/2016",                                                  \
		"Priority:        Standard      Application       "            \
		"11/04/2016",                                                  \
		"                               Received:", ""
#define BODY                                                                   \
	"HOW THE IMR FINAL DETERMINATION WAS MADE", "",                        \
		"The Expert Reviewer has the following credentials:",          \
		"State(s) of Licensure: California,North Carolina",            \
		"Certification(s)/Specialty: Public Health &",                 \
		"General Preventive Medicine, Neurology", "",                  \
		"CLINICAL CASE SUMMARY",                                       \
		"The expert reviewer developed the following clinical",        \
		"case summary based on a review of the case file,",            \
		"including all medical records:", "",                          \
		"The worker is a 48 year old right-handed female who",         \
		"slipped on a grape.", "",                                     \
		"IMR ISSUES, DECISIONS AND RATIONALES",                        \
		"The Final Determination was based on decisions for the",      \
		"disputed items/services set forth below:", ""
#define ISSUE(heading)                                                         \
	heading, "", "Claims Administrator guideline: The Claims",             \
		"Administrator did not cite any medical evidence.", "",        \
		"MAXIMUS guideline: Decision based on MTUS Forearm,",          \
		"Wrist, and Hand Complaints 2004.", "",                        \
		"Decision rationale: It helps nobody.", ""

#endif
