/* letters_copies.c - copies as they are kept by others than the DWC: with a
 * cover letter, with names, several to a file. */
#include "tests/letters/letter.h"
#include "tests/letters/phrases.h"

static const struct letter second_in_file = {
	.name = "second in copy-several",
	.form = FORM_FINAL_2015,
	.case_number = "CM16-9900304",
	.date_assigned = "10/04/2016",
	.date_of_injury = "04/22/2016",
	.decision_date = "11/03/2016",
	.ur_denial_date = "09/12/2016",
	.application_received = "09/19/2016",
	.priority = "Standard",
	.states = "Idaho",
	.certifications = "Orthopedic Surgery, Hand Surgery",
	.summary =
		"The injured worker is a 24 year old female who cut the tip "
		"of her left index finger on a slicer on 4-22-2016. The wound "
		"has closed. She reports an electric feeling when the tip is "
		"touched. A desensitization program was begun. The request is "
		"for six more visits.",
	.age = 24,
	.sex = "female",
	.issues = { {
		.heading = "Occupational therapy, 6 visits, left hand",
		.decision = "Overturned",
		.claims_guideline = CITED_NOTHING,
		.reviewer_guideline =
			PAIN_2016 ", Section(s): Physical medicine treatment.",
		.rationale =
			"The program works: she types with the finger again. "
			"Six more visits are within the number that the "
			"guideline names. The request is medically necessary.",
	} },
};

const struct letter letters_copies[] = {
	{
		.name = "copy-cover-letter",
		.traps = "cover letter before the letter",
		.form = FORM_FINAL_2015,
		.quirks = QUIRK_COVER_LETTER,
		.case_number = "CM16-9900301",
		.date_assigned = "08/24/2016",
		.date_of_injury = "06/15/2014",
		.decision_date = "09/21/2016",
		.ur_denial_date = "08/01/2016",
		.application_received = "08/09/2016",
		.priority = "Standard",
		.states = "California",
		.certifications = "Physical Medicine & Rehabilitation",
		.summary =
			"The injured worker is a 55 year old male who jumped "
			"off a loading ramp on 06/15/2014 and has had heel "
			"pain since. The diagnosis is plantar fasciitis on "
			"both sides. He stretches, wears a night splint, and "
			"has had one injection on each side. Shock wave "
			"treatment is asked for.",
		.age = 55,
		.sex = "male",
		.issues = { {
			.heading =
				"Extracorporeal shock wave therapy, both "
				"heels, 3 sessions",
			.decision = "Upheld",
			.claims_guideline = OUTSIDE_MTUS,
			.reviewer_guideline =
				"Decision based on MTUS Ankle and Foot "
				"Complaints 2004, Section(s): Physical "
				"Methods.",
			.rationale =
				"The evidence in favor of shock waves is "
				"limited, and six months of simple care, "
				"which must come first, have not passed since "
				"the splint was given. The request is not "
				"medically necessary.",
		} },
	},
	{
		.name = "copy-parties",
		.traps = "employee name and claim number",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900302",
		.employee_name = "Marisela Thornquist",
		.claim_number = "WC-0447-55109",
		.date_assigned = "09/07/2016",
		.date_of_injury = "03/03/2016",
		.decision_date = "10/05/2016",
		.ur_denial_date = "08/16/2016",
		.application_received = "08/24/2016",
		.priority = "Standard",
		.states = "New York, Pennsylvania",
		.certifications = "Internal Medicine",
		.summary =
			"The injured worker is a 31 year old female with a "
			"date of injury of 3-3-2016, when she breathed in "
			"fumes of a floor stripper. She coughs at night. "
			"Spirometry of 7-28-2016 was normal. She uses an "
			"inhaler twice a week. The request is for a "
			"methacholine test.",
		.age = 31,
		.sex = "female",
		.issues = { {
			.heading = "Methacholine challenge test",
			.decision = "Overturned",
			.claims_guideline = CITED_NOTHING,
			.reviewer_guideline =
				ODG
				", Pulmonary Chapter: Asthma.",
			.rationale =
				"With a normal spirometry only a challenge "
				"can show or rule out asthma, and further "
				"care at work hangs on the answer. The "
				"request is medically necessary.",
		} },
	},
	{
		.name = "copy-several",
		.traps = "several letters in one file, separator sheet",
		.form = FORM_FINAL_2015,
		.next = &second_in_file,
		.case_number = "CM16-9900303",
		.date_assigned = "10/03/2016",
		.date_of_injury = "09/09/2009",
		.decision_date = "11/02/2016",
		.ur_denial_date = "09/09/2016",
		.application_received = "09/16/2016",
		.priority = "Standard",
		.states = "California",
		.certifications = "Dentist",
		.summary =
			"The injured worker is a 62 year old male who was hit "
			"in the face by a hose coupling on 9-9-2009. Two "
			"upper incisors were lost and were replaced by a "
			"bridge, which is now loose. A panoramic film of "
			"8-31-2016 shows loss of bone at both pillars.",
		.age = 62,
		.sex = "male",
		.issues = {
			{
				.heading = "Dental implants, #8 and #9",
				.decision = "Upheld",
				.claims_guideline = OUTSIDE_MTUS,
				.reviewer_guideline =
					ODG
					", Head Chapter: Dental trauma "
					"treatment (facial fractures).",
				.rationale =
					"Implants need bone. Before the loss "
					"was measured by a three-dimensional "
					"film it cannot be known whether they "
					"would hold. The request is not "
					"medically necessary.",
			},
			{
				.heading = "Cone beam CT of the upper jaw",
				.decision = "Overturned",
				.claims_guideline = CITED_NOTHING,
				.reviewer_guideline =
					"Decision based on MTUS General "
					"Approaches 2004, Section(s): General "
					"Approach to Initial Assessment and "
					"Documentation.",
				.rationale =
					"The film answers the question on "
					"which any repair depends. The "
					"request is medically necessary.",
			},
		},
	},
	{ .name = NULL },
};
