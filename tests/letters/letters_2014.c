/* letters_2014.c - final determinations in the style of 2014: credentials in
 * a sentence. */
#include "tests/letters/letter.h"
#include "tests/letters/phrases.h"

const struct letter letters_2014[] = {
	{
		.name = "2014-sentence",
		.traps =
			"credentials in a sentence, period and two spaces "
			"around the heading's colon",
		.form = FORM_FINAL_2014,
		.case_number = "CM14-9900201",
		.date_assigned = "08/13/2014",
		.date_of_injury = "02/28/2010",
		.decision_date = "10/02/2014",
		.ur_denial_date = "07/17/2014",
		.application_received = "08/05/2014",
		.priority = "Standard",
		.states = "California",
		.certifications = "Occupational Medicine",
		.summary =
			"The patient is a 39-year-old male who has submitted "
			"a claim for chronic thoracic strain and "
			"costochondritis associated with an industrial injury "
			"date of February 28, 2010. Medical records from 2014 "
			"were reviewed, which showed pain between the "
			"shoulder blades that grows with driving. Examination "
			"revealed tenderness from T4 to T8, full motion, and "
			"no weakness. Treatment to date has included hot "
			"packs, stretching, tramadol, and massage. "
			"Utilization review from July 17, 2014 denied the "
			"request for 1) ten massage sessions and 2) tramadol "
			"50mg, #60.",
		.age = 39,
		.sex = "male",
		.issues = {
			{
				.heading =
					"Ten massage sessions to the thoracic "
					"spine.",
				.gap = "  ",
				.decision = "Upheld",
				.claims_guideline =
					PAIN_2009
					" Massage therapy.",
				.reviewer_guideline =
					PAIN_2009
					" Massage therapy Page(s): 60.",
				.rationale =
					"According to page 60 of the "
					"guidelines massage should go along "
					"with other treatment, such as "
					"exercise, and should be limited to "
					"four to six visits in most cases. "
					"The number of earlier visits is not "
					"known. There is no word of exercise. "
					"Therefore, the request for ten "
					"massage sessions to the thoracic "
					"spine is not medically necessary.",
			},
			{
				.heading =
					"One prescription of tramadol 50mg, "
					"#60.",
				.gap = "  ",
				.decision = "Overturned",
				.claims_guideline = PAIN_2009 " Opioids.",
				.reviewer_guideline =
					PAIN_2009
					" Opioids, criteria for use Page(s): "
					"78-80.",
				.rationale =
					"The pain falls from 6/10 to 3/10 "
					"with the drug, he drives a full "
					"shift because of it, the urine "
					"screen of May was as expected, and "
					"no side effect is named. All of the "
					"four points that the guideline asks "
					"for are on record. Therefore, the "
					"request is medically necessary.",
			},
		},
	},
	{
		.name = "2014-body-only",
		.traps =
			"header page lost, certification and licence of "
			"several",
		.form = FORM_FINAL_2014,
		.quirks = QUIRK_BODY_ONLY,
		.states = "Texas, California",
		.certifications =
			"Physical Medicine & Rehabilitation, Pain Medicine",
		.summary =
			"The injured worker is a 46-year-old female who "
			"reported an injury on 12/05/2011, when the chair she "
			"was about to sit on rolled away. The diagnosis was "
			"coccydynia. A clinical note dated 08/20/2014 states "
			"that she sits no longer than twenty minutes. Prior "
			"treatment included a ring cushion and two "
			"injections. The request was for a third injection. "
			"The Request for Authorization form was submitted on "
			"08/27/2014.",
		.age = 46,
		.sex = "female",
		.issues = { {
			.heading = "Coccygeal injection with fluoroscopy",
			.decision = "Upheld",
			.claims_guideline =
				CLAIMS_NOT_ON_MTUS ODG
				", Low back, Coccygeal injections.",
			.reviewer_guideline =
				EXPERT_NOT_ON_MTUS ODG
				", Low back, Coccygeal injections.",
			.rationale =
				"An injection may be repeated where the one "
				"before brought at least half relief for six "
				"weeks. The notes speak of four days. As "
				"such, the request is not medically necessary.",
		} },
	},
	{ .name = NULL },
};
