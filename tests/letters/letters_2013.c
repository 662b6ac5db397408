/* letters_2013.c - the three families of 2013. */
#include "tests/letters/letter.h"

static const char *const review_documents[] = {
	"Application for Independent Medical Review",
	"Utilization Review Determination",
	"Medical Records from the Claims Administrator", NULL
};
static const char *const notice_documents[] = {
	"Application for Independent Medical Review (received 8/9/2013)",
	"Utilization Review Determination (dated 7/31/2013)",
	"Medical Treatment Utilization Schedule (MTUS)", NULL
};
static const char *const professional_documents[] = {
	"Letter of medical necessity",
	"Physical therapy notes, 1/8/2013 to 2/5/2013", NULL
};

const struct letter letters_2013[] = {
	{
		.name = "2013-review",
		.traps =
			"late 2013, documents reviewed, subspecialty in the "
			"credentials, unpadded dates, cover letter before the "
			"letter",
		.form = FORM_REVIEW_LATE_2013,
		.quirks = QUIRK_COVER_LETTER,
		.case_number = "CM13-9900501",
		.date_of_injury = "5/3/2011",
		.decision_date = "12/9/2013",
		.ur_denial_date = "8/16/2013",
		.application_received = "8/23/2013",
		.priority = "Standard",
		.states = "California",
		.certifications = "Anesthesiology",
		.subspecialty = "Pain Medicine",
		.documents = review_documents,
		.summary =
			"The patient is a 36-year-old male who reported an "
			"injury on 5/3/2011 when a stack of chairs tipped "
			"over onto his right leg. He has burning pain from "
			"the knee to the ankle, and the skin turns blue in "
			"the cold. Gabapentin helped at first. A lumbar "
			"sympathetic block of 6/11/2013 gave him four weeks "
			"of relief, in which he went swimming. Two further "
			"blocks and a membership in a gym were asked for.",
		.age = 36,
		.sex = "male",
		.issues = {
			{
				.heading =
					"two lumbar sympathetic blocks, right",
				.decision = "Overturned",
				.claims_guideline =
					"The Claims Administrator based its "
					"decision on the Chronic Pain Medical "
					"Treatment Guidelines, page 103, "
					"which is part of the MTUS.",
				.reviewer_guideline =
					"The Physician Reviewer based his/her "
					"decision on the Chronic Pain Medical "
					"Treatment Guidelines, CRPS, "
					"sympathetic and epidural blocks, "
					"pages 39-40, which is part of the "
					"MTUS.",
				.rationale =
					"The guidelines recommend such blocks "
					"for a small number of diagnoses, and "
					"to repeat them where the first one "
					"makes more motion and exercise "
					"possible. It did so here. The "
					"request is medically necessary and "
					"appropriate.",
			},
			{
				.heading = "a gym membership for 12 months",
				.decision = "Upheld",
				.claims_guideline =
					"The Claims Administrator based its "
					"decision on the Official Disability "
					"Guidelines (ODG), Low Back Chapter.",
				.reviewer_guideline =
					"The Physician Reviewer based his/her "
					"decision on the Official Disability "
					"Guidelines (ODG), Knee & Leg "
					"Chapter, Gym Memberships.",
				.rationale =
					"Exercise is recommended, but a "
					"membership only where a home program "
					"has failed and equipment is needed, "
					"with the treatment watched by a "
					"professional. None of this is on "
					"record. The request is not medically "
					"necessary and appropriate.",
			},
		},
	},
	{
		.name = "2013-notice",
		.traps =
			"decisions printed twice, bold not without a space, "
			"unpadded dates",
		.form = FORM_NOTICE_2013,
		.case_number = "CM13-9900502",
		.date_of_injury = "2/14/2012",
		.decision_date = "9/18/2013",
		.ur_denial_date = "7/31/2013",
		.application_received = "8/9/2013",
		.states = "California",
		.certifications = "Orthopaedic Surgery",
		.documents = notice_documents,
		.summary =
			"The patient is a 53-year-old female who injured her "
			"neck on 2/14/2012 while pulling a jammed drawer. She "
			"has had 18 visits of physical therapy and takes "
			"naproxen. The examination of 7/2/2013 notes spasm on "
			"both sides and a normal strength. The requests are "
			"for a traction unit for the home and for X-rays in "
			"flexion and extension.",
		.age = 53,
		.sex = "female",
		.issues = {
			{
				.heading = "a home cervical traction unit",
				.decision = "Upheld",
				.claims_guideline =
					"The Claims Administrator based its "
					"decision on the Neck and Upper Back "
					"Complaints Chapter (ACOEM Practice "
					"Guidelines, 2nd Edition (2004), "
					"Chapter 8), which is part of the "
					"MTUS.",
				.reviewer_guideline =
					"The Expert Reviewer found the "
					"guideline used by the Claims "
					"Administrator relevant and "
					"appropriate for the employee's "
					"clinical circumstance.",
				.rationale =
					"There is no high-grade evidence for "
					"traction in neck pain, and no root "
					"is irritated here. The request for a "
					"home cervical traction unit is not "
					"medically necessary and appropriate.",
			},
			{
				.heading =
					"cervical X-rays in flexion and "
					"extension",
				.decision = "Overturned",
				.claims_guideline =
					"The Claims Administrator did not "
					"cite a guideline.",
				.reviewer_guideline =
					"The Expert Reviewer relied on the "
					"Neck and Upper Back Complaints "
					"Chapter (ACOEM Practice Guidelines, "
					"2nd Edition (2004), Chapter 8), page "
					"177, which is part of the MTUS.",
				.rationale =
					"A year and a half of spasm after a "
					"pull on the neck calls for films in "
					"motion, which have never been taken. "
					"The request for cervical X-rays in "
					"flexion and extension is medically "
					"necessary and appropriate.",
			},
		},
	},
	{
		.name = "2013-professional",
		.traps = "earliest 2013, IMR13 case number",
		.form = FORM_PROFESSIONAL_2013,
		.case_number = "IMR13-0009903",
		.date_of_injury = "1/2/2013",
		.decision_date = "4/15/2013",
		.states = "Oregon",
		.certifications = "Physical Medicine & Rehabilitation",
		.documents = professional_documents,
		.summary =
			"The patient is a 22-year-old male who fell on his "
			"outstretched left hand on 1/2/2013. A cast was worn "
			"for five weeks. Since then he has had nine visits of "
			"therapy, and the wrist bends 50 degrees. A "
			"continuous motion device for the home is asked for.",
		.age = 22,
		.sex = "male",
		.issues = { {
			.heading =
				"Continuous passive motion device, left "
				"wrist, rental for 30 days",
			.decision = "Upheld",
			.reviewer_guideline =
				"Forearm, Wrist, and Hand Complaints (ACOEM "
				"Practice Guidelines, 2nd Edition (2004), "
				"Chapter 11). It is part of the MTUS and fits "
				"the injury.",
			.rationale =
				"The wrist is getting better with active "
				"exercise, which a machine cannot replace. "
				"The guideline does not name such a device "
				"for a healed fracture of the wrist.",
		} },
	},
	{ .name = NULL },
};
