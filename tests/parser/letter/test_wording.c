/* test_wording.c - the small readers: phrases, dates, case numbers, decision
 * words. */
#include <string.h>

#include "parser/letter/case_number.h"
#include "parser/letter/date.h"
#include "parser/letter/decision.h"
#include "parser/letter/guideline.h"
#include "parser/letter/phrase.h"

static void
test_phrase(void)
{
	static const struct {
		const char *text, *phrase;
		const char *rest; /* behind the match; NULL: no match */
	} cases[] = {
		{ "Decision rationale: x", "Decision rationale", ": x" },
		{ "DECISION  RATIONALE x", "Decision rationale", " x" },
		{ "Decisionrationale:x", "Decision rationale", ":x" },
		{ "Deoision rationa1e: x", "Decision rationale", ": x" },
		{ "Declsion ratlona1e: x", "Decision rationale", NULL },
		{ "Decision rational: x", "Decision rationale", ": x" },
		{ "The decision rationale", "Decision rationale", NULL },
		{ "State(s) of Licensure: Ohio", "State(s) of Licensure",
		  ": Ohio" },
		{ "MAXlMUS guideline: x", "MAXIMUS guideline", ": x" },
		{ "", "MAXIMUS guideline", NULL },
		{ "MAXIMUS", "MAXIMUS guideline", NULL },
		{ "Priorty: Standard", "Priority", ": Standard" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *text = cases[i].text;
		gsize end = 0;
		gboolean found = phrase_begins(text, 0, strlen(text),
					       cases[i].phrase, &end);

		if (found != (cases[i].rest != NULL))
			g_error("'%s' in '%s'", cases[i].phrase, text);
		if (found)
			g_assert_cmpstr(text + end, ==, cases[i].rest);
	}
}

static void
test_phrase_find(void)
{
	static const char text[] = "He is 1icensed to practice in Ohio.";
	gsize start, end;

	g_assert_true(phrase_find(text, 0, strlen(text),
				  "is licensed to practice in", &start, &end));
	g_assert_cmpstr(text + end, ==, " Ohio.");
	g_assert_cmpuint(start, ==, 3);
	g_assert_false(phrase_find(text, 4, strlen(text), "He is", NULL, NULL));
}

static void
test_distance(void)
{
	g_assert_cmpuint(phrase_distance("Upheld", "upheld."), ==, 0);
	g_assert_cmpuint(phrase_distance("Uphe1d", "upheld"), ==, 1);
	g_assert_cmpuint(phrase_distance("kitten", "sitting"), ==, 3);
	g_assert_cmpuint(phrase_distance("", "abc"), ==, 3);
}

static void
test_date(void)
{
	static const struct {
		const char *text;
		gboolean repair;
		const char *wanted;
	} cases[] = {
		{ "11/09/2016", FALSE, "2016-11-09" },
		{ "9/6/2013", FALSE, "2013-09-06" },
		{ "11-09-2016", FALSE, "2016-11-09" },
		{ "September 26, 2013", FALSE, "2013-09-26" },
		{ "02/29/2016", FALSE, "2016-02-29" },
		/* no calendar has these */
		{ "02/29/2015", FALSE, NULL },
		{ "13/01/2016", FALSE, NULL },
		{ "00/01/2016", FALSE, NULL },
		{ "11/00/2016", FALSE, NULL },
		/* a year of two digits, or of five, is no field's date */
		{ "11/09/16", FALSE, NULL },
		{ "11/09/20166", FALSE, NULL },
		{ "11/09/0016", FALSE, NULL },
		{ "", FALSE, NULL },
		{ "Standard", FALSE, NULL },
		/* recognition's confusions, only where asked for */
		{ "1l/O9/2O16", FALSE, NULL },
		{ "1l/O9/2O16", TRUE, "2016-11-09" },
		{ "I0/1S/2016", TRUE, "2016-10-15" },
		{ "11 / 09 / 2016", TRUE, "2016-11-09" },
		{ "1l/O9/2x16", TRUE, NULL },
		/* a gap for a slash, but not behind what may be the slash */
		{ "11 09/2016", TRUE, "2016-11-09" },
		{ "1| 12/2014", TRUE, NULL },
		{ "1l 12/2014", TRUE, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got =
			date_parse(cases[i].text, cases[i].repair);

		g_assert_cmpstr(got, ==, cases[i].wanted);
	}
	g_assert_cmpuint(date_length("9/6/2013 disputing", FALSE), ==, 8);
}

static void
test_case_number(void)
{
	static const struct {
		const char *text;
		gboolean repair;
		const char *wanted;
	} cases[] = {
		{ "CM16-0000017", FALSE, "CM16-0000017" },
		{ "CM16-00000017", FALSE, "CM16-00000017" },
		{ "IMR13-0000004", FALSE, "IMR13-0000004" },
		{ "CM16-000017", FALSE, NULL },
		{ "CM16-000000017", FALSE, NULL },
		{ "CM16 0000017", FALSE, NULL },
		{ "CM16-OOOOO17", FALSE, NULL },
		{ "CM16-OOOOO17", TRUE, "CM16-0000017" },
		{ "CMI6-00000l7", TRUE, "CM16-0000017" },
		{ "CM16\u20140000017", TRUE, "CM16-0000017" },
		{ "CM16 - 0000017", TRUE, "CM16-0000017" },
		{ "IMRI3-0000004", TRUE, "IMR13-0000004" },
		{ "CM16-00000x7", TRUE, NULL },
		{ "", TRUE, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got =
			case_number_parse(cases[i].text, cases[i].repair);

		g_assert_cmpstr(got, ==, cases[i].wanted);
	}
}

#define NEITHER "neither" /* a verdict of other words */

static const char *
told(gboolean found, const struct verdict *verdict)
{
	if (!found)
		return NULL;
	return verdict->decision != NULL ? verdict->decision : NEITHER;
}

static const struct {
	const char *text, *heading, *decision;
} ends[] = {
	{ "One cane: Upheld", "One cane", "upheld" },
	{ "Service: Sling: Overturned", "Service: Sling", "overturned" },
	{ "A cream.:  Upheld", "A cream.", "upheld" },
	{ "DOS: 11/11/2016:\n\nUpheld", "DOS: 11/11/2016", "upheld" },
	{ "One cane:UPHELD", "One cane", "upheld" },
	{ "One cane: Over turned.", "One cane", "overturned" },
	{ "One cane is Upheld", "One cane is", "upheld" },
	{ "Knee brace (modified): Upheld", "Knee brace (modified)", "upheld" },
	{ "One cane. Upheld", "One cane.", "upheld" },
	/* neither of the two */
	{ "One cane: Partially Overturned", "One cane", NEITHER },
	{ "One cane: Not Upheld", "One cane", NEITHER },
	{ "One cane: Upheld in part", "One cane", NEITHER },
	{ "One cane: Overturned, in part", "One cane", NEITHER },
	{ "One cane: Partially: Upheld", "One cane", NEITHER },
	{ "One cane: Upheld/Overturned", "One cane", NEITHER },
	{ "One cane: Upheld as to one visit", "One cane", NEITHER },
	{ "One cane: Upheld Overturned", "One cane", NEITHER },
	{ "One cane Partially Upheld", "One cane", NEITHER },
	{ "Service: One cane: Modified", "Service: One cane", NEITHER },
	{ "One cane: Modify", "One cane", NEITHER },
	{ "One cane: Withdrawn.", "One cane", NEITHER },
	{ "One cane: Dismissed", "One cane", NEITHER },
	{ "One cane: Non-certified", "One cane", NEITHER },
	{ "One cane: Approved with modification", "One cane", NEITHER },
	{ "One cane: Overturned; remainder Upheld", "One cane", NEITHER },
	{ "One cane: Upheld; refills: Overturned", "One cane", NEITHER },
	/* a mark that sends the reader elsewhere */
	{ "One cane: Overturned*", "One cane", NEITHER },
	{ "One cane: Upheld ?", "One cane", NEITHER },
	{ "One cane: Upheld\u2020", "One cane", NEITHER },
	{ "One cane: **Upheld**", "One cane", "upheld" },
	/* a dash for the colon */
	{ "One cane - Upheld", "One cane", "upheld" },
	{ "One cane \u2013 Partially Upheld", "One cane", NEITHER },
	{ "X-ray: Upheld", "X-ray", "upheld" },
	/* no verdict at all */
	{ "Labs to include: EKG", NULL, NULL },
	{ "Imaging: Modified barium swallow", NULL, NULL },
	{ "One cane was held", NULL, NULL },
	{ "", NULL, NULL },
};

static void
test_decision_word(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
		const char *text = ends[i].text;
		struct verdict verdict;
		gboolean found =
			decision_at_end(text, 0, strlen(text), TRUE, &verdict);
		g_autofree char *heading = g_strndup(text, verdict.heading_end);

		g_test_message("%s", text);
		g_assert_cmpstr(told(found, &verdict), ==, ends[i].decision);
		if (found)
			g_assert_cmpstr(heading, ==, ends[i].heading);
	}
}

/* A scan blurs letters; a keyboard makes other words. */
static void
test_decision_misread(void)
{
	static const struct {
		const char *text, *scanned;
	} cases[] = {
		{ "One cane: Uphe1d.", "upheld" },
		{ "One cane; 0verturncd", "overturned" },
		{ "One cane: Overruled", NEITHER },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *text = cases[i].text;
		struct verdict verdict;
		gboolean found;

		found = decision_at_end(text, 0, strlen(text), FALSE, &verdict);
		g_assert_cmpstr(told(found, &verdict), ==, cases[i].scanned);
		g_assert_cmpuint(verdict.heading_end, ==, strlen("One cane"));
		found = decision_at_end(text, 0, strlen(text), TRUE, &verdict);
		g_assert_cmpstr(told(found, &verdict), ==, NEITHER);
		g_assert_cmpuint(verdict.heading_end, ==, strlen("One cane"));
	}
}

static void
test_decision_sentence(void)
{
	static const struct {
		const char *text, *decision;
	} cases[] = {
		{ "a cane is not medically necessary and appropriate.",
		  "upheld" },
		{ "a cane is notmedically necessary and appropriate.",
		  "upheld" },
		{ "a cane is medically necessary and appropriate.",
		  "overturned" },
		{ "two canes are not rnedically necessary.", "upheld" },
		{ "a cane is not medically necessary because it is not.",
		  "upheld" },
		{ "a cane is medically unnecessary.", NEITHER },
		{ "a cane is medically not necessary.", NEITHER },
		{ "a cane is partially medically necessary.", NEITHER },
		{ "a cane is medically necessary and appropriate in part.",
		  NEITHER },
		{ "a cane is medically necessary and appropriate (one).",
		  NEITHER },
		{ "a cane is not what is medically needed", NULL },
		{ "this is a necessity", NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct verdict verdict;
		gboolean found = decision_in_sentence(
			cases[i].text, 0, strlen(cases[i].text), &verdict);

		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(told(found, &verdict), ==, cases[i].decision);
	}
}

static void
test_guideline(void)
{
	static const struct {
		const char *read, *restored;
	} rows[] = {
		{ "Decision based on MTUS Knee Complaints 2004, Section(s) "
		  "Topics.",
		  "Decision based on MTUS Knee Complaints 2004, Section(s): "
		  "Topics." },
		{ "MTUS Pain 2016, Section{s): Opioids, and MTUS Pain 2016, "
		  "Page(s; 12.",
		  "MTUS Pain 2016, Section(s): Opioids, and MTUS Pain 2016, "
		  "Page(s): 12." },
		/* right already, and what is the author's own */
		{ "MTUS Pain 2016, Section(s): A (s) b; Sections on page 3.",
		  "MTUS Pain 2016, Section(s): A (s) b; Sections on page 3." },
		{ "Non-MTUS Citation Section (s) of a book",
		  "Non-MTUS Citation Section (s) of a book" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *restored = guideline_restore(rows[i].read);

		g_assert_cmpstr(restored, ==, rows[i].restored);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/phrase/begins", test_phrase);
	g_test_add_func("/phrase/find", test_phrase_find);
	g_test_add_func("/phrase/distance", test_distance);
	g_test_add_func("/date", test_date);
	g_test_add_func("/case-number", test_case_number);
	g_test_add_func("/decision/word", test_decision_word);
	g_test_add_func("/decision/misread", test_decision_misread);
	g_test_add_func("/decision/sentence", test_decision_sentence);
	g_test_add_func("/wording/guideline", test_guideline);
	return g_test_run();
}
