/* letters_2016.c - final determinations in the style of 2016 and 2017. */
#include "tests/letters/letter.h"

#define NO_EVIDENCE                                                            \
	"The Claims Administrator did not cite any medical evidence for its "  \
	"decision."
#define OUTSIDE_MTUS                                                           \
	"The Claims Administrator based their decision on recommendation(s) "  \
	"outside of the MTUS Guidelines."
#define TAPERING                                                               \
	"Because sudden cessation of an opioid can bring on withdrawal, the "  \
	"attending physician should taper this medication slowly; tapering "   \
	"opioids safely is medically appropriate."

const struct letter letters_2016[] = {
	{
		.name = "2016-plain",
		.traps = "states without a space, own hyphens at line ends",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900001",
		.date_assigned = "11/09/2016",
		.date_of_injury = "03/14/2015",
		.decision_date = "12/12/2016",
		.ur_denial_date = "10/28/2016",
		.application_received = "11/01/2016",
		.priority = "Standard",
		.states = "California,Oregon",
		.certifications = "Orthopedic Surgery",
		.summary =
			"The injured worker is a 52 year old male who sustained "
			"an industrial injury on 03-14-2015 when a pallet of "
			"roof tiles slid from a forklift against his left "
			"shoulder. He is being treated for adhesive capsulitis "
			"and a partial-thickness tear of the supraspinatus. "
			"Treatment has included twelve visits of physical "
			"therapy, a subacromial injection with three weeks of "
			"relief, and over-the-counter naproxen. At the visit "
			"of 10-11-2016 he rated his pain at 6/10 with lifting "
			"above the shoulder. Abduction measured 95 degrees and "
			"the impingement sign was positive. Plain films showed "
			"a type II acromion without a fracture. The request is "
			"for a magnetic resonance arthrogram before a decision "
			"on surgery is made.",
		.age = 52,
		.sex = "male",
		.issues = { {
			.heading = "MR arthrogram of the left shoulder",
			.decision = "Overturned",
			.claims_guideline =
				"Decision based on MTUS Shoulder Complaints "
				"2004.",
			.reviewer_guideline =
				"Decision based on MTUS Shoulder Complaints "
				"2004, Section(s): Special Studies, Surgical "
				"Considerations.",
			.rationale =
				"The cited guideline allows imaging of the "
				"shoulder where the anatomy has to be "
				"clarified before an invasive procedure. "
				"Here a course of conservative care has "
				"failed, motion is getting worse, and the "
				"surgeon must know whether the tear reaches "
				"the joint side of the tendon. An arthrogram "
				"shows such a tear better than a plain scan. "
				"The request is therefore medically necessary.",
		} },
	},
	{
		.name = "2016-colons",
		.traps = "colons in a heading, decision on its own line, "
			 "guideline names with commas",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900002",
		.date_assigned = "11/22/2016",
		.date_of_injury = "08/02/2014",
		.decision_date = "12/27/2016",
		.ur_denial_date = "11/03/2016",
		.application_received = "11/10/2016",
		.priority = "Standard",
		.states = "California",
		.certifications = "Physical Medicine & Rehabilitation, Pain "
				  "Management",
		.summary =
			"This case involves a now 41-year-old female who was "
			"struck by a swinging kitchen door on August 2, 2014. "
			"The diagnoses are a triangular fibrocartilage tear of "
			"the right wrist and de Quervain tenosynovitis. She "
			"wore a splint for six weeks and took part in hand "
			"therapy: heat, putty and gentle stretching. The "
			"surgeon planned an arthroscopic debridement and asked "
			"for services around it. A urine specimen was taken at "
			"the visit of 11/11/2016.",
		.age = 41,
		.sex = "female",
		.issues = {
			{
				.heading = "Associated surgical service: "
					   "Continuous cold wrap, two weeks",
				.decision = "Upheld",
				.claims_guideline = NO_EVIDENCE,
				.reviewer_guideline =
					"Decision based on MTUS Forearm, "
					"Wrist, and Hand Complaints 2004, "
					"Section(s): Initial Care, Physical "
					"Methods, and MTUS Chronic Pain "
					"Medical Treatment 2016.",
				.rationale =
					"Cold may be applied at home after a "
					"wrist operation with ordinary packs. "
					"Nothing in the record shows why a "
					"powered unit would do more: no "
					"swelling out of the common, no "
					"trouble with the circulation. The "
					"request is not medically necessary.",
			},
			{
				.heading = "Pre-operative labs to include: "
					   "CBC, EKG: one set",
				.decision = "Overturned",
				.claims_guideline = OUTSIDE_MTUS,
				.reviewer_guideline =
					"Decision based on Non-MTUS Citation "
					"Official Disability Guidelines, Low "
					"Back: Preoperative testing, general.",
				.rationale =
					"The injured worker has a history of "
					"anemia and takes a beta blocker. A "
					"blood count and a tracing before "
					"regional anesthesia are prudent. The "
					"request is medically necessary.",
			},
			{
				.heading = "Retrospective urine drug screen, "
					   "DOS: 11/11/2016",
				.gap = "{/}",
				.decision = "Upheld",
				.claims_guideline = NO_EVIDENCE,
				.reviewer_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016, Section(s): "
					"Opioids, steps to avoid misuse.",
				.rationale =
					"No opioid was prescribed or planned "
					"on that date of service. A screen "
					"without a drug to be watched would "
					"not have changed the care. The "
					"request is not medically necessary.",
			},
		},
	},
	{
		.name = "2016-partial",
		.traps = "partial approval: remaining portion, partial "
			 "approval: original request, partial approval without "
			 "is, partial sentences in a summary, partial "
			 "sentences in a rationale",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900003",
		.date_assigned = "12/01/2016",
		.date_of_injury = "05/19/2009",
		.decision_date = "01/04/2017",
		.ur_denial_date = "11/15/2016",
		.application_received = "11/21/2016",
		.priority = "Standard",
		.states = "Nevada, California",
		.certifications = "Anesthesiology, Pain Management",
		.summary =
			"The injured worker is a 60 year old female who slipped "
			"on a wet loading dock on 5/19/2009. She is treated "
			"for chronic low back pain after a fusion at L4-L5. "
			"Her medications were reviewed on 11/2/2016. Baclofen "
			"10mg #90 was the original request. Baclofen 10mg #30 "
			"was authorized by the Claims Administrator. The "
			"remaining IMR eligible portion of the original "
			"request, Baclofen 10mg #60 is: in dispute. Aquatic "
			"exercise had been helpful in 2012.",
		.age = 60,
		.sex = "female",
		.issues = {
			{
				.heading =
					"Baclofen 10mg #90 was the original "
					"request. Baclofen 10mg #30 was "
					"authorized by the Claims "
					"Administrator. The remaining IMR "
					"eligible portion of the original "
					"request, Baclofen 10mg #60 is",
				.treatment = "Baclofen 10mg #60",
				.original_request = "Baclofen 10mg #90",
				.authorized = "Baclofen 10mg #30",
				.decision = "Upheld",
				.claims_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016.",
				.reviewer_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016, Section(s): "
					"Muscle relaxants (for pain).",
				.rationale =
					"Muscle relaxants are a second-line "
					"choice for short flares. The "
					"remaining IMR eligible portion of "
					"the original request, Baclofen 10mg "
					"#60 is: more than a flare calls for. "
					"The request is not medically "
					"necessary.",
			},
			{
				.heading =
					"Aquatic therapy 2 times a week for 6 "
					"weeks was the original request. The "
					"Claims Administrator authorized "
					"aquatic therapy, 4 visits, leaving "
					"the original request IMR eligible. "
					"The original request, aquatic therapy "
					"2 times a week for 6 weeks is",
				.treatment = "aquatic therapy 2 times a week "
					     "for 6 weeks",
				.original_request = "Aquatic therapy 2 times a "
						    "week for 6 weeks",
				.authorized = "aquatic therapy, 4 visits",
				.decision = "Overturned",
				.claims_guideline = NO_EVIDENCE,
				.reviewer_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016, Section(s): "
					"Aquatic therapy.",
				.rationale =
					"Where bearing weight hurts, exercise "
					"in water is an accepted substitute. "
					"She has gained weight, walks with a "
					"cane, and kept up her exercises when "
					"she last had a pool. The request is "
					"medically necessary.",
			},
			{
				.heading =
					"Topical lidocaine 5% patch #60 with 2 "
					"refills was the original request. "
					"Topical lidocaine 5% patch #60 was "
					"authorized by the Claims "
					"Administrator. The remaining IMR "
					"eligible portion of the original "
					"request, two refills of topical "
					"lidocaine 5% patch #60",
				.treatment = "two refills of topical lidocaine "
					     "5% patch #60",
				.original_request = "Topical lidocaine 5% "
						    "patch #60 with 2 refills",
				.authorized = "Topical lidocaine 5% patch #60",
				.decision = "Upheld",
				.claims_guideline = OUTSIDE_MTUS,
				.reviewer_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016, Section(s): "
					"Topical analgesics.",
				.rationale =
					"The first fill was allowed as a "
					"trial. Its effect has yet to be "
					"recorded, so refills are premature. "
					"The request is not medically "
					"necessary.",
			},
		},
	},
	{ .name = NULL },
};
