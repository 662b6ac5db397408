/* letters_2015.c - final determinations in the style of 2015: credentials in
 * a block, guidelines with pages. */
#include "tests/letters/letter.h"
#include "tests/letters/phrases.h"

const struct letter letters_2015[] = {
	{
		.name = "2015-pages",
		.traps = "guideline with Page(s), guideline of two decisions",
		.form = FORM_FINAL_2015,
		.case_number = "CM15-9900101",
		.date_assigned = "07/15/2015",
		.date_of_injury = "01/26/2013",
		.decision_date = "08/19/2015",
		.ur_denial_date = "06/08/2015",
		.application_received = "06/22/2015",
		.priority = "Standard",
		.states = "California",
		.certifications = "Preventive Medicine, Occupational Medicine",
		.summary =
			"This 49 year old male sustained an industrial injury "
			"on 1-26-13 when a crate of citrus fell on his neck "
			"and right shoulder. Previous treatment included "
			"therapy, a home traction set and medications. In a "
			"PR-2 dated 5-27-15 he complained of tingling in the "
			"thumb and rated the pain at 5 out of 10. Spurling's "
			"sign was positive on the right. The biceps reflex "
			"was weaker than on the left. Current diagnoses "
			"included cervical radiculopathy and rotator cuff "
			"tendinitis. The plan included a nerve study and a "
			"compounded cream.",
		.age = 49,
		.sex = "male",
		.issues = {
			{
				.heading =
					"1 EMG/NCV of the right upper "
					"extremity",
				.decision = "Overturned",
				.claims_guideline =
					"Decision based on MTUS Neck and "
					"Upper Back Complaints Page(s): "
					"177-179.",
				.reviewer_guideline =
					"Decision based on MTUS Neck and "
					"Upper Back Complaints Page(s): 178. "
					"" ODG " (ODG) Neck, "
					"Electrodiagnostic studies.",
				.rationale =
					"MTUS states that such a study may "
					"find slight nerve dysfunction in "
					"patients with neck or arm symptoms "
					"that have lasted for more than three "
					"or four weeks. There is a clear loss "
					"in one root's area, and an injection "
					"is being thought of. The requested "
					"study is medically necessary.",
			},
			{
				.heading =
					"Compound cream: Ketoprofen 15%, "
					"Gabapentin 8%, Lidocaine 4%, 180 "
					"grams.",
				.decision = "Upheld",
				.claims_guideline =
					PAIN_2009
					" Page(s): 111-113.",
				.reviewer_guideline =
					PAIN_2009
					" Topical Analgesics Page(s): 111-113.",
				.rationale =
					"Any compound that holds one drug "
					"which is not recommended is not "
					"recommended as a whole. Gabapentin "
					"is not recommended for the skin. The "
					"cream is not medically necessary.",
			},
		},
	},
	{
		.name = "2015-not-mtus",
		.traps =
			"did not base their decision on the MTUS, running "
			"header and page numbers",
		.form = FORM_FINAL_2015,
		.quirks = QUIRK_RUNNING_LINES,
		.case_number = "CM15-9900102",
		.date_assigned = "09/02/2015",
		.date_of_injury = "10/10/2008",
		.decision_date = "10/07/2015",
		.ur_denial_date = "07/30/2015",
		.application_received = "08/11/2015",
		.priority = "Standard",
		.states = "California, Hawaii",
		.certifications = "Emergency Medicine",
		.summary =
			"The injured worker is a 57 year old female who "
			"sustained an industrial injury on October 10, 2008. "
			"She was treated for lumbar disc disease, stomach "
			"upset from medication, and poor sleep. A progress "
			"note dated July 14, 2015 reported low back pain of 4 "
			"out of 10, worse at night. She was taking "
			"diclofenac, omeprazole and zolpidem. There was no "
			"bleeding, no ulcer in the past, and no use of "
			"aspirin. The abdomen was soft. The lumbar spine was "
			"tender at L5 with flexion of 45 degrees, and the "
			"straight leg raise was negative on both sides. She "
			"was working four hours a day at a desk which can be "
			"raised. The request of July 21, 2015 was for "
			"zolpidem, for omeprazole, and for a mattress of "
			"memory foam. Utilization review of July 30, 2015 "
			"modified or denied them.",
		.age = 57,
		.sex = "female",
		.issues = {
			{
				.heading = "Zolpidem 10mg #30 with 2 refills",
				.decision = "Upheld",
				.claims_guideline =
					CLAIMS_NOT_ON_MTUS ODG
					", Pain, Zolpidem.",
				.reviewer_guideline =
					EXPERT_NOT_ON_MTUS ODG
					", Pain (Chronic), Zolpidem (Ambien).",
				.rationale =
					"The MTUS does not speak of zolpidem. "
					"Per the Official Disability "
					"Guidelines it is a short-acting drug "
					"for sleep, approved for seven to ten "
					"days. She has taken it since the "
					"winter. Nothing tells that habits of "
					"sleep were looked at, or that other "
					"means were tried. Three months more "
					"are against the guideline. The "
					"request is not medically necessary.",
			},
			{
				.heading = "Omeprazole 20mg #60",
				.decision = "Upheld",
				.claims_guideline =
					PAIN_2009
					" NSAIDs, GI symptoms and "
					"cardiovascular risk.",
				.reviewer_guideline =
					PAIN_2009
					" NSAIDs, GI symptoms & "
					"cardiovascular risk Page(s): 68-69.",
				.rationale =
					"A drug of this class is for those at "
					"risk: older than 65 years, with an "
					"ulcer or a bleeding in the past, "
					"with aspirin, steroids or a blood "
					"thinner, or with a high dose of "
					"several anti-inflammatory drugs. She "
					"has none of these. Stomach upset is "
					"named as a diagnosis, but no note "
					"describes it. Two tablets a day "
					"would exceed the usual dose. The "
					"request is not medically necessary.",
			},
			{
				.heading = "Memory foam mattress, queen size",
				.decision = "Upheld",
				.claims_guideline =
					CLAIMS_NOT_ON_MTUS ODG
					", Low Back, Mattress selection.",
				.reviewer_guideline =
					EXPERT_NOT_ON_MTUS ODG
					", Low Back - Lumbar & Thoracic "
					"(Acute & Chronic), Mattress "
					"selection.",
				.rationale =
					"There are no good studies that "
					"support one kind of mattress as a "
					"treatment of low back pain; the "
					"choice depends on taste. A mattress "
					"is of use to a person without an "
					"illness, too, and so it is no "
					"medical equipment. The request is "
					"not medically necessary.",
			},
		},
	},
	{ .name = NULL },
};
