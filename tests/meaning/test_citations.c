/* test_citations.c - what invented guideline texts cite. */
#include <string.h>

#include "core/request/request_json.h"
#include "meaning/meaning.h"
#include "tests/meaning/lexicon.h"

static struct lexicon *lexicon;

/* "MTUS Shoulder Complaints 2004 [Special Studies] p. 12", one a line. */
static char *
cited(const char *text)
{
	g_autoptr(citations) citations = citations_new();
	GPtrArray *side = citations->reviewer;
	GString *told = g_string_new(NULL);
	g_autoptr(GString) joined = g_string_new(NULL);

	meaning_read_citations(lexicon, text, side);
	for (guint i = 0; i < side->len; i++) {
		const struct citation *citation = side->pdata[i];

		g_string_append_printf(told, "%s%s", i > 0 ? "\n" : "",
				       citation->system);
		if (citation->guideline != NULL)
			g_string_append_printf(told, " %s",
					       citation->guideline);
		if (citation->year > 0)
			g_string_append_printf(told, " %d", citation->year);
		for (char **at = citation->sections; *at != NULL; at++)
			g_string_append_printf(told, " [%s]", *at);
		if (citation->pages != NULL)
			g_string_append_printf(told, " p. %s", citation->pages);
		g_string_append(joined, citation->text);
	}
	if (side->len > 0)
		g_assert_cmpstr(joined->str, ==, text);
	return g_string_free(told, FALSE);
}

static void
test_forms(void)
{
	static const struct {
		const char *text, *cited;
	} rows[] = {
		{ "The Expert Reviewer did not cite any medical evidence for "
		  "its decision.",
		  "none" },
		{ "Decision based on MTUS Forearm, Wrist, and Hand Complaints "
		  "2004, Section(s): Special Studies, Summary.",
		  "MTUS Forearm, Wrist, and Hand Complaints 2004 "
		  "[Special Studies] [Summary]" },
		{ "Decision based on MTUS Chronic Pain Medical Treatment 2009, "
		  "Section(s): NSAIDs, GI symptoms & cardiovascular risk, "
		  "Opioids, criteria for use.",
		  "MTUS Chronic Pain Medical Treatment 2009 "
		  "[NSAIDs, GI symptoms & cardiovascular risk] "
		  "[Opioids, criteria for use]" },
		{ "Decision based on MTUS Elbow Complaints 2007, and Knee "
		  "Complaints 2004, Section(s): Initial Care. Decision based "
		  "on Non-MTUS Citation Official Disability Guidelines (ODG), "
		  "Knee & Leg (updated 11/23/16) Chapter: Walking aids.",
		  "MTUS Elbow Complaints 2007\n"
		  "MTUS Knee Complaints 2004 [Initial Care]\n"
		  "ODG Knee & Leg [Walking aids]" },
		{ "Decision based on MTUS Chronic Pain Treatment Guidelines "
		  "Muscle relaxants Page(s): 63-66.",
		  "MTUS Chronic Pain Treatment Guidelines [Muscle relaxants] "
		  "p. 63-66" },
		{ "The Expert Reviewer based their decision on "
		  "recommendation(s) outside of the MTUS Guidelines. Decision "
		  "based on Non-MTUS Citation ACOEM guidelines and ODG Pain "
		  "(Chronic), Opioids.",
		  "ACOEM\nODG Pain [Opioids]" },
		{ "The Claims Administrator based its decision on the Chronic "
		  "Pain Medical Treatment Guidelines, page 103, which is part "
		  "of the MTUS.",
		  "MTUS Chronic Pain Medical Treatment Guidelines p. 103" },
		{ "The Claims Administrator based its decision on the Neck "
		  "and Upper Back Complaints Chapter (ACOEM Practice "
		  "Guidelines, 2nd Edition (2004), Chapter 8), which is part "
		  "of the MTUS.",
		  "MTUS Neck and Upper Back Complaints Chapter 2004" },
		{ "The Physician Reviewer based his/her decision on the MTUS "
		  "Chronic Pain Medical Treatment Guidelines, page 78, and the "
		  "ODG, Pain Chapter.",
		  "MTUS Chronic Pain Medical Treatment Guidelines p. 78\n"
		  "ODG Pain" },
		{ "Decision based on MTUS Acupuncture Treatment Guidelines, "
		  "and Chronic Pain Treatment Guidelines Canes.",
		  "MTUS Acupuncture Treatment Guidelines\n"
		  "MTUS Chronic Pain Treatment Guidelines [Canes]" },
		{ "Decision based on MTUS ACOEM Chapter 12 Low Back "
		  "Complaints Page(s): 303-305.",
		  "MTUS Low Back Complaints p. 303-305" },
		/* As a fax has it. */
		{ "Decision hased on M''US Knee Complaints 2004. Decision "
		  "based on Non-MT'US Citation ODG, Pain.",
		  "MTUS Knee Complaints 2004\nODG Pain" },
		{ "The guideline was found fit.", "" },
		/* Works of others: publisher and title, and no address. */
		{ "Decision based on Non-MTUS Citation Roe A, et al. Fits in "
		  "adults: an overview. UpToDate, accessed 3/4/2016.",
		  "other UpToDate [Fits in adults: an overview]" },
		{ "Decision based on Non-MTUS Citation What is a splint? "
		  "National Institutes of Health, its department. "
		  "http://www.example.gov/splint, accessed 3/4/2016.",
		  "other National Institutes of Health, its department "
		  "[What is a splint?]" },
		{ "Decision based on Non-MTUS Citation Aetna Clinical Policy "
		  "Bulletin: Splints.",
		  "other Aetna Clinical Policy Bulletin [Splints]" },
		{ "Decision based on Non-MTUS Citation ODG, Treatment Index, "
		  "11th Edition (web), 2014, Knee & Leg chapter, Canes.",
		  "ODG Knee & Leg [Canes]" },
		{ "Decision based on Non-MTUS Citation "
		  "http://www.example.gov/splint (accessed 3/4/2016).",
		  "other" },
		{ "Decision based on Non-MTUS Citation www.example.gov.",
		  "other www.example.gov" },
		{ "Decision based on Non-MTUS Citation A study of splints.",
		  "other A study of splints" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *told = cited(rows[i].text);

		g_assert_cmpstr(told, ==, rows[i].cited);
	}
}

static void
test_hostile(void)
{
	static const char *const pieces[] = {
		"ODG ", "MTUS a 2004, and ", "; (", "Decision based on MTUS ",
		"based its decision on part of the MTUS "
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text =
			g_string_new("Decision based on Non-MTUS Citation ");
		g_autofree char *told = NULL;

		while (text->len < 100000)
			g_string_append(text, pieces[i]);
		told = cited(text->str);
		g_assert_nonnull(told);
	}
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	lexicon = own_lexicon();
	g_test_add_func("/citations/forms", test_forms);
	g_test_add_func("/citations/hostile", test_hostile);
	status = g_test_run();
	lexicon_free(lexicon);
	return status;
}
