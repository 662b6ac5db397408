/* test_letter.c - whole letters: their fields, and the traps of their form. */
#include "tests/parser/sample.h"

static void
test_final_determination(void)
{
	static const char *const lines[] = {
		HEADER("CM16-0000017"), BODY,
		ISSUE("Associated service: Cold pack: Upheld"),
		ISSUE("One cane: Overturned"), NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpstr(record->format, ==, "final_determination");
	g_assert_cmpstr(record->case_number, ==, "CM16-0000017");
	g_assert_cmpstr(record->date_assigned, ==, "2016-11-09");
	g_assert_cmpstr(record->date_of_injury, ==, "2016-10-13");
	g_assert_cmpstr(record->decision_date, ==, "2016-12-09");
	g_assert_cmpstr(record->ur_denial_date, ==, "2016-11-03");
	g_assert_cmpstr(record->application_received, ==, "2016-11-04");
	g_assert_cmpstr(record->priority, ==, "standard");
	check_list(record->licensed_states, "California|North Carolina");
	check_list(record->certifications,
		   "Public Health & General Preventive Medicine|Neurology");
	g_assert_cmpstr(record->summary_text, ==,
			"The worker is a 48 year old right-handed female who "
			"slipped on a grape.");
	g_assert_cmpint(record->age, ==, 48);
	g_assert_cmpstr(record->sex, ==, "female");
	g_assert_cmpstr(record->outcome, ==, "partially_overturned");
	g_assert_cmpuint(record->issues->len, ==, 2);
	g_assert_cmpstr(issue_at(record, 0)->heading, ==,
			"Associated service: Cold pack");
	g_assert_cmpstr(issue_at(record, 0)->decision, ==, "upheld");
	g_assert_cmpstr(issue_at(record, 0)->reviewer_guideline, ==,
			"Decision based on MTUS Forearm, Wrist, and Hand "
			"Complaints 2004.");
	g_assert_cmpstr(issue_at(record, 1)->rationale, ==, "It helps nobody.");
	g_assert_cmpuint(record->warnings->len, ==, 0);
}

/* Evidence: where the decision date stands, and no other date. */
static void
test_evidence(void)
{
	static const char *const lines[] = { HEADER("CM16-0000017"), BODY,
					     ISSUE("One cane: Upheld"), NULL };
	g_autoptr(record) record = parse_one(lines);
	const struct evidence *found = NULL;

	for (guint i = 0; i < record->evidence->len; i++) {
		const struct evidence *evidence =
			g_ptr_array_index(record->evidence, i);

		if (strcmp(evidence->path, "/case/decision_date") == 0)
			found = evidence;
	}
	g_assert_nonnull(found);
	g_assert_cmpuint(found->parts->len, ==, 1);
	{
		const struct evidence_part *part =
			g_ptr_array_index(found->parts, 0);
		const struct box *box =
			&g_array_index(part->boxes, struct box, 0);

		g_assert_cmpuint(part->page, ==, 1);
		g_assert_cmpuint(part->boxes->len, ==, 1);
		g_assert_cmpfloat_with_epsilon(box->x0, 17 * TEXT_CELL_WIDTH_PT,
					       0.001);
		g_assert_cmpfloat_with_epsilon(box->x1, 27 * TEXT_CELL_WIDTH_PT,
					       0.001);
		g_assert_cmpfloat(box->y0, ==, 8 * TEXT_CELL_HEIGHT_PT);
	}
}

static void
check_treatment(const char *heading, const char *treatment,
		const char *original, const char *authorized)
{
	const char *lines[] = { BODY, ISSUE(heading), NULL };
	g_autoptr(record) record = parse_one(lines);
	const struct issue *issue = issue_at(record, 0);

	g_assert_cmpstr(issue->treatment, ==, treatment);
	g_assert_cmpstr(issue->original_request, ==, original);
	g_assert_cmpstr(issue->authorized, ==, authorized);
	g_assert_cmpstr(issue->decision, ==, "upheld");
}

static void
test_treatment(void)
{
	check_treatment("One cane.:  Upheld", "One cane", NULL, NULL);
	check_treatment("Zorbo 5mg #90 was the original request. Zorbo 5mg "
			"#60 was authorized by the Claims Administrator. The "
			"remaining IMR eligible portion of the original "
			"request, Zorbo 5mg #30 is: Upheld",
			"Zorbo 5mg #30", "Zorbo 5mg #90", "Zorbo 5mg #60");
	check_treatment("Zorbo 5mg #90 was the original request. Zorbo 5mg "
			"#60 was authorized by the Claims Administrator. The "
			"remaining IMR eligible portion of the original "
			"request, Zorbo 5mg #30: Upheld",
			"Zorbo 5mg #30", "Zorbo 5mg #90", "Zorbo 5mg #60");
	check_treatment("Canes (any) was the original request. The Claims "
			"Administrator authorized one cane, leaving the "
			"original request IMR eligible. The original request, "
			"Canes (any) is: Upheld",
			"Canes (any)", "Canes (any)", "one cane");
}

/* A heading behind a rationale at a page's top, told apart by bold alone. */
static void
test_bold_heading(void)
{
	static const char *const lines[] = {
		BODY,
		ISSUE("*One cane:* Upheld"),
		"The rest of the rationale, which ends here.",
		"\f",
		ISSUE("*Two canes, one of them of wood, and a third for the"),
		NULL
	};
	static const char *const wrapped[] = {
		BODY,
		"*One cane:* Upheld",
		"*Claims Administrator guideline:* None.",
		"*MAXIMUS guideline:* None.",
		"*Decision rationale:* It helps nobody at all.",
		"*Two canes of wood and*",
		"*one of tin: DOS: 11/11/2016:*",
		"Upheld",
		"*Claims Administrator guideline:* None.",
		"*MAXIMUS guideline:* None.",
		"*Decision rationale:* It helps.",
		NULL
	};
	g_autoptr(record) record = parse_one(wrapped);

	g_assert_cmpuint(record->issues->len, ==, 2);
	g_assert_cmpstr(issue_at(record, 0)->rationale, ==,
			"It helps nobody at all.");
	g_assert_cmpstr(issue_at(record, 1)->heading, ==,
			"Two canes of wood and one of tin: DOS: 11/11/2016");
	g_assert_cmpstr(issue_at(record, 1)->decision, ==, "upheld");
	{
		g_autoptr(record) undecided = parse_one(lines);

		/* No decision word: null, and no guess. */
		g_assert_null(issue_at(undecided, 1)->decision);
		g_assert_null(undecided->outcome);
		g_assert_true(
			warned(undecided, "missing", "/issues/1/decision"));
	}
}

static void
test_several_letters(void)
{
	static const char *const lines[] = { HEADER("CM16-0000017"),
					     BODY,
					     ISSUE("One cane: Upheld"),
					     "\f",
					     "*0012345*",
					     "NEXT",
					     "\f",
					     "Dear Sir,",
					     "",
					     "Final Determination: OVERTURN",
					     "",
					     "Sincerely",
					     "\f",
					     HEADER("CM16-0000018"),
					     BODY,
					     ISSUE("Two canes: Overturned"),
					     NULL };
	g_autoptr(GPtrArray) records = parse(lines, NULL);
	const struct record *first, *second;

	g_assert_cmpuint(records->len, ==, 2);
	first = g_ptr_array_index(records, 0);
	second = g_ptr_array_index(records, 1);
	g_assert_cmpstr(first->case_number, ==, "CM16-0000017");
	g_assert_cmpstr(issue_at(first, 0)->rationale, ==, "It helps nobody.");
	g_assert_cmpuint(strlen(first->id), ==, 64);
	g_assert_cmpstr(second->case_number, ==, "CM16-0000018");
	g_assert_cmpstr(second->outcome, ==, "overturned");
	g_assert_true(g_str_has_suffix(second->id, "-2"));
	/* Its own pages: the cover and the letter. */
	g_assert_cmpuint(second->pages->len, ==, 2);
}

static void
test_sentence_credentials(void)
{
	static const char *const lines[] = {
		"HOW THE IMR FINAL DETERMINATION WAS MADE",
		"",
		"The expert reviewer is Board Certified in Neurology, has a",
		"subspecialty in Pain Management and is licensed to practice",
		"in Ohio and Texas. He/she has been in active practice.",
		"",
		"CLINICAL CASE SUMMARY",
		"",
		"A man fell. He is 30 years old.",
		"His wife, a female nurse, is 31 years old.",
		"",
		"IMR ISSUES, DECISIONS AND RATIONALES",
		"",
		ISSUE("One cane: Upheld"),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	check_list(record->licensed_states, "Ohio|Texas");
	check_list(record->certifications, "Neurology|Pain Management");
	g_assert_cmpint(record->age, ==, 30);
}

static void
test_shared_line(void)
{
	static const char *const lines[] = {
		"HOW THE IMR FINAL DETERMINATION WAS MADE",
		"",
		"State(s) of Licensure: Ohio Certification(s)/Specialty: "
		"Neurology",
		"",
		"IMR ISSUES, DECISIONS AND RATIONALES",
		"",
		ISSUE("One cane: Upheld"),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	check_list(record->licensed_states, "Ohio");
	check_list(record->certifications, "Neurology");
}

/* A blurred label's end, and specks beside it, are no part of a name; without
 * a summary, age and sex are missing too. */
static void
test_specks_before_names(void)
{
	static const char *const lines[] = {
		"HOW THE IMR FINAL DETERMINATION WAS MADE",
		"",
		"State(s) of Licensure: . Ohio, Texas",
		"Certification(s)/Specialt7: '- Family Practice",
		"",
		"IMR ISSUES, DECISIONS AND RATIONALES",
		"",
		ISSUE("One cane: Upheld"),
		NULL
	};
	g_autoptr(record) record = parse_one(lines);

	check_list(record->licensed_states, "Ohio|Texas");
	check_list(record->certifications, "Family Practice");
	g_assert_true(warned(record, "missing", "/summary/text"));
	g_assert_true(warned(record, "missing", "/summary/age"));
	g_assert_true(warned(record, "missing", "/summary/sex"));
}

static void
test_parties_copy(void)
{
	static const char *const lines[] = {
		"Employee Name:   Ada Invented  Claim Number:     ZZ-77-1",
		HEADER("CM16-0000017"), BODY, ISSUE("One cane: Upheld"), NULL
	};
	g_autoptr(record) record = parse_one(lines);

	g_assert_cmpstr(record->employee_name, ==, "Ada Invented");
	g_assert_cmpstr(record->claim_number, ==, "ZZ-77-1");
}

/* The lines but for the first so many from one that is given. */
static struct record *
parse_without(const char *const *lines, const char *first, guint count)
{
	g_autoptr(GPtrArray) left = g_ptr_array_new();

	for (; *lines != NULL; lines++) {
		if (strcmp(*lines, first) == 0)
			lines += count;
		g_ptr_array_add(left, (gpointer)*lines);
	}
	g_ptr_array_add(left, NULL);
	return parse_one((const char *const *)left->pdata);
}

/* A mark lies over the heading of the section of issues: the sentence below it
 * begins the section, and where that is lost too, the summary is in doubt. */
static void
test_lost_section_heading(void)
{
	static const char heading[] = "IMR ISSUES, DECISIONS AND RATIONALES";
	const char *const lines[] = { HEADER("CM16-0000017"), BODY,
				      ISSUE("One cane: Upheld"), NULL };
	g_autoptr(record) one = parse_without(lines, heading, 1);
	g_autoptr(record) both = parse_without(lines, heading, 3);

	g_assert_cmpstr(one->summary_text, ==,
			"The worker is a 48 year old right-handed female who "
			"slipped on a grape.");
	g_assert_cmpuint(one->issues->len, ==, 1);
	g_assert_cmpuint(count_warnings(one, "/summary/text"), ==, 0);
	g_assert_cmpuint(count_warnings(both, "/summary/text"), >, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func("/letter/" name, function)
	ADD("final-determination", test_final_determination);
	ADD("evidence", test_evidence);
	ADD("treatment", test_treatment);
	ADD("bold-heading", test_bold_heading);
	ADD("several", test_several_letters);
	ADD("sentence-credentials", test_sentence_credentials);
	ADD("shared-line", test_shared_line);
	ADD("specks-before-names", test_specks_before_names);
	ADD("lost-section-heading", test_lost_section_heading);
	ADD("parties-copy", test_parties_copy);
	return g_test_run();
}
