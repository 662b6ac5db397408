/* letters_layers.c - PDFs whose text layer is missing or means nothing on some
 * of their pages. */
#include "tests/letters/letter.h"
#include "tests/letters/phrases.h"

const struct letter letters_layers[] = {
	{
		.name = "layer-mixed",
		.traps = "page without a text layer among others",
		.form = FORM_FINAL_2015,
		.image_pages = 1 << 1,
		.case_number = "CM16-9900401",
		.date_assigned = "07/06/2016",
		.date_of_injury = "12/30/2015",
		.decision_date = "08/03/2016",
		.ur_denial_date = "06/14/2016",
		.application_received = "06/21/2016",
		.priority = "Standard",
		.states = "Oklahoma, California",
		.certifications = "Orthopedic Surgery",
		.summary =
			"The injured worker is a 27 year old male who twisted "
			"his left knee while stepping off a ladder on "
			"December 30, 2015. An MRI of February 2, 2016 showed "
			"a tear of the medial meniscus that can be turned "
			"over. He cannot squat, and the knee locks once a "
			"week. Eight visits of therapy gave him back his "
			"strength but not his trust in the knee. A partial "
			"meniscectomy is planned, with services around it.",
		.age = 27,
		.sex = "male",
		.issues = {
			{
				.heading =
					"Left knee arthroscopy with partial "
					"medial meniscectomy",
				.decision = "Overturned",
				.claims_guideline =
					"Decision based on MTUS Knee "
					"Complaints 2004.",
				.reviewer_guideline =
					"Decision based on MTUS Knee "
					"Complaints 2004, Section(s): "
					"Surgical Considerations.",
				.rationale =
					"The guideline sees a high rate of "
					"success where there is clear "
					"evidence of a tear, with symptoms "
					"other than pain alone, such as "
					"locking, and a finding on MRI that "
					"agrees. All of these are on record. "
					"The request is medically necessary.",
			},
			{
				.heading =
					"Associated surgical service: Crutches",
				.decision = "Overturned",
				.claims_guideline = CITED_NOTHING,
				.reviewer_guideline =
					ODG
					", Knee and Leg Chapter: Walking aids.",
				.rationale =
					"After the operation the leg must not "
					"bear his weight for some days. The "
					"request is medically necessary.",
			},
			{
				.heading =
					"Associated surgical service: Knee "
					"brace, hinged",
				.decision = "Upheld",
				.claims_guideline = CITED_NOTHING,
				.reviewer_guideline =
					"Decision based on MTUS Knee "
					"Complaints 2004, Section(s): "
					"Activity Alteration.",
				.rationale =
					"A brace is for an unstable knee. "
					"This one is stable, and it will be "
					"so after the torn part has been cut "
					"away. The request is not medically "
					"necessary.",
			},
		},
	},
	{
		.name = "layer-garbage",
		.traps = "text layer without meaning",
		.form = FORM_FINAL_2015,
		.garbage_pages = 1 << 0 | 1 << 1,
		.case_number = "CM16-9900402",
		.date_assigned = "07/11/2016",
		.date_of_injury = "05/05/2005",
		.decision_date = "08/10/2016",
		.ur_denial_date = "06/17/2016",
		.application_received = "06/27/2016",
		.priority = "Standard",
		.states = "California",
		.certifications = "Anesthesiology, Pain Management",
		.summary =
			"The injured worker is a 65 year old female who was "
			"thrown from a cart on 5-5-2005. A stimulator was "
			"implanted in 2009. Its battery is at the end of its "
			"life. She rates her pain at 3/10 while it works. The "
			"request is for a new generator.",
		.age = 65,
		.sex = "female",
		.issues = { {
			.heading =
				"Replacement of the spinal cord stimulator "
				"generator",
			.decision = "Overturned",
			.claims_guideline = PAIN_2016 ".",
			.reviewer_guideline =
				PAIN_2016
				", Section(s): Spinal cord stimulators (SCS).",
			.rationale =
				"The device has done its work for seven years "
				"and spares her opioids. A spent battery is "
				"no reason to give that up. The request is "
				"medically necessary.",
		} },
	},
	{ .name = NULL },
};
