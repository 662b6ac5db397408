/* bulk.c - letters put together from sentences by a seeded generator. */
#include "tests/letters/bulk.h"
#include "tests/letters/phrases.h"

#define SUMMARY_SENTENCES 12
#define RATIONALE_SENTENCES 7

static const char *const parts[] = {
	"left shoulder", "right shoulder", "lumbar spine", "cervical spine",
	"left knee",	 "right knee",	   "right wrist",  "left elbow",
	"right ankle",	 "left hip",
};
static const char *const treatments[] = {
	"MRI of the %s without contrast", "Physical therapy, 12 visits, %s",
	"Acupuncture, 8 sessions, %s",	  "Corticosteroid injection, %s",
	"TENS unit, 30 day trial, %s",	  "Functional brace, %s",
};
static const char *const told[] = {
	"The pain of the %s was rated at %d/10 at rest and higher with work.",
	"An examination of the %s noted tenderness and a loss of %d degrees.",
	"Plain films of the %s were taken %d weeks after the injury.",
	"Stretching of the %s at home was taught in %d sessions.",
	"The medication for the %s was taken %d times a week.",
	"The notes on the %s count %d days away from work.",
	"An earlier injection into the %s brought relief for %d weeks.",
};
static const char *const states[] = { "California", "Texas, California",
				      "Nevada,Oregon", "New York" };
static const char *const specialties[] = {
	"Orthopedic Surgery", "Physical Medicine & Rehabilitation",
	"Preventive Medicine, Occupational Medicine", "Family Practice"
};

#define PICK(rand, table)                                                      \
	((table)[g_rand_int_range((rand), 0, G_N_ELEMENTS(table))])

/* The caller owns what the formats made only until it is in the chunk. */
static const char *
keep(GStringChunk *strings, char *text)
{
	const char *kept = g_string_chunk_insert(strings, text);

	g_free(text);
	return kept;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
tell(GRand *rand, const char *opening, const char *part, int sentences)
{
	GString *text = g_string_new(opening);

	for (int i = 0; i < sentences; i++) {
		g_string_append_c(text, ' ');
		g_string_append_printf(text, PICK(rand, told), part,
				       g_rand_int_range(rand, 2, 10));
	}
	return g_string_free(text, FALSE);
}

static char *
name_treatment(GRand *rand, const char *part)
{
	return g_strdup_printf(PICK(rand, treatments), part);
}
#pragma GCC diagnostic pop

static const char *
date(GStringChunk *strings, GRand *rand, int month)
{
	return keep(strings, g_strdup_printf("%02d/%02d/2016", month,
					     g_rand_int_range(rand, 1, 28)));
}

static void
fill_issue(struct issue_spec *issue, GStringChunk *strings, GRand *rand)
{
	const char *part = PICK(rand, parts);
	gboolean upheld = g_rand_int_range(rand, 0, 10) > 0;

	issue->heading = keep(strings, name_treatment(rand, part));
	issue->decision = upheld ? "Upheld" : "Overturned";
	issue->claims_guideline = CITED_NOTHING;
	issue->reviewer_guideline = PAIN_2016 ", Section(s): Introduction.";
	issue->rationale = keep(
		strings, tell(rand,
			      upheld ? "The request is not medically necessary."
				     : "The request is medically necessary.",
			      part, RATIONALE_SENTENCES));
}

struct letter
bulk_letter(guint number, GStringChunk *strings)
{
	GRand *rand = g_rand_new_with_seed(number);
	int age = g_rand_int_range(rand, 20, 70);
	g_autofree char *opening = g_strdup_printf(
		"The injured worker is a %d year old female.", age);
	struct letter letter = {
		.name = keep(strings, g_strdup_printf("bulk-%05u", number)),
		.traps = "",
		.form = FORM_FINAL_2015,
		.case_number =
			keep(strings, g_strdup_printf("CM16-98%05u", number)),
		.date_of_injury = date(strings, rand, 1),
		.ur_denial_date = date(strings, rand, 5),
		.application_received = date(strings, rand, 6),
		.date_assigned = date(strings, rand, 7),
		.decision_date = date(strings, rand, 8),
		.priority = "Standard",
		.states = PICK(rand, states),
		.certifications = PICK(rand, specialties),
		.summary = keep(strings, tell(rand, opening, PICK(rand, parts),
					      SUMMARY_SENTENCES)),
		.age = age,
		.sex = "female",
	};

	for (int i = 0; i < 3; i++)
		fill_issue(&letter.issues[i], strings, rand);
	g_rand_free(rand);
	return letter;
}
