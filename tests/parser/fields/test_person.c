/* test_person.c - the worker's age and sex, and nobody else's. */
#include "tests/parser/sample.h"

static const struct {
	const char *opening;
	int age; /* INTEGER_UNKNOWN: null, with a warning */
	const char *sex;
} cases[] = {
	{ "The injured worker is a 48 year old female.", 48, "female" },
	{ "This case involves a now 31-year-old male with pain.", 31, "male" },
	{ "The worker, a 52 y/o right-handed woman, fell.", 52, "female" },
	{ "The applicant is 44 years of age.", 44, NULL },
	{ "The patient with long-standing pain is a 39 year old man.", 39,
	  "male" },
	{ "She is a single 35-year-old mother of two.", 35, NULL },
	{ "This is a41 year old male with back pain.", 41, "male" },
	/* now, not then */
	{ "He was a 31 year old male at the time of injury and is now a 33 "
	  "year old male.",
	  33, "male" },
	{ "The then 31-year-old male slipped; he is a 33-year-old cook.", 33,
	  "male" },
	{ "The worker was 31 years old when he was hurt.", INTEGER_UNKNOWN,
	  NULL },
	{ "The patient was injured at 31 years of age.", INTEGER_UNKNOWN,
	  NULL },
	/* other people and things */
	{ "This 33-year-old female fell on her 12 year old son.", 33,
	  "female" },
	{ "She lives with her 12 year old son.", INTEGER_UNKNOWN, NULL },
	{ "While lifting an 80 year old male patient, the worker, a 41 year "
	  "old female nurse, fell.",
	  41, "female" },
	{ "The worker is a teacher who was struck by a 17-year-old male "
	  "student.",
	  INTEGER_UNKNOWN, NULL },
	{ "A male coworker pushed the worker, a 44 year old female.", 44,
	  "female" },
	{ "The father of the injured worker, an 80 year old male, reported it. "
	  "The worker is a 44 year old female.",
	  44, "female" },
	{ "The wife of the patient, a 43 year old, wrote to us.",
	  INTEGER_UNKNOWN, NULL },
	{ "This is a 12 year old claim of a 60 year old male.", 60, "male" },
	/* no worker's, or nobody knows whose */
	{ "The worker is a 333 year old male.", INTEGER_UNKNOWN, "male" },
	{ "The worker is a 150-year-old male.", INTEGER_UNKNOWN, "male" },
	{ "The worker is a 0 year old male.", INTEGER_UNKNOWN, "male" },
	{ "The worker is a 43 year old male. This 44 year old male fell.",
	  INTEGER_UNKNOWN, "male" },
	{ "The worker is a 43 year old male. This 43 year old female fell.", 43,
	  NULL },
};

static void
test_openings(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *const lines[] = {
			"HOW THE IMR FINAL DETERMINATION WAS MADE",
			"",
			"CLINICAL CASE SUMMARY",
			cases[i].opening,
			"",
			"IMR ISSUES, DECISIONS AND RATIONALES",
			"",
			ISSUE("One cane: Upheld"),
			NULL
		};
		g_autoptr(record) record = parse_one(lines);

		g_test_message("%s", cases[i].opening);
		g_assert_cmpint(record->age, ==, cases[i].age);
		g_assert_cmpstr(record->sex, ==, cases[i].sex);
		g_assert_cmpuint(count_warnings(record, "/summary/age"), ==,
				 cases[i].age == INTEGER_UNKNOWN);
		g_assert_cmpuint(count_warnings(record, "/summary/sex"), ==,
				 cases[i].sex == NULL);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/person/openings", test_openings);
	return g_test_run();
}
