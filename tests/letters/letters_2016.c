/* letters_2016.c - final determinations of 2016 and 2017 whose
 * headings, decisions and words are the trap. */
#include "tests/letters/letter.h"
#include "tests/letters/phrases.h"

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
			"The injured worker is a 52 year old male who "
			"sustained an industrial injury on 03-14-2015 when a "
			"pallet of roof tiles slid from a forklift against "
			"his left shoulder. He is being treated for adhesive "
			"capsulitis and a partial-thickness tear of the "
			"supraspinatus. Treatment has included twelve visits "
			"of physical therapy, a subacromial injection with "
			"three weeks of relief, and over-the-counter "
			"naproxen. At the visit of 10-11-2016 he rated his "
			"pain at 6/10 with lifting above the shoulder. "
			"Abduction measured 95 degrees and the impingement "
			"sign was positive. Plain films showed a type II "
			"acromion without a fracture. The request is for a "
			"magnetic resonance arthrogram before a decision on "
			"surgery is made.",
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
				"clarified before an invasive procedure. Here "
				"a course of conservative care has failed, "
				"motion is getting worse, and the surgeon "
				"must know whether the tear reaches the joint "
				"side of the tendon. An arthrogram shows such "
				"a tear better than a plain scan. The request "
				"is therefore medically necessary.",
		} },
	},
	{
		.name = "2016-colons",
		.traps =
			"colons in a heading, decision on its own line, "
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
		.certifications =
			"Physical Medicine & Rehabilitation, Pain Management",
		.summary =
			"This case involves a now 41-year-old female who was "
			"struck by a swinging kitchen door on August 2, 2014. "
			"The diagnoses are a triangular fibrocartilage tear "
			"of the right wrist and de Quervain tenosynovitis. "
			"She wore a splint for six weeks and took part in "
			"hand therapy: heat, putty and gentle stretching. The "
			"surgeon planned an arthroscopic debridement and "
			"asked for services around it. A urine specimen was "
			"taken at the visit of 11/11/2016.",
		.age = 41,
		.sex = "female",
		.issues = {
			{
				.heading =
					"Associated surgical service: "
					"Continuous cold wrap, two weeks",
				.decision = "Upheld",
				.claims_guideline = CITED_NOTHING,
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
				.heading =
					"Pre-operative labs to include: CBC, "
					"EKG: one set",
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
				.heading =
					"Retrospective urine drug screen, "
					"DOS: 11/11/2016",
				.gap = "{/}",
				.decision = "Upheld",
				.claims_guideline = CITED_NOTHING,
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
		.traps =
			"partial approval: remaining portion, partial "
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
			"The injured worker is a 60 year old female who "
			"slipped on a wet loading dock on 5/19/2009. She is "
			"treated for chronic low back pain after a fusion at "
			"L4-L5. Her medications were reviewed on 11/2/2016. "
			"Baclofen 10mg #90 was the original request. Baclofen "
			"10mg #30 was authorized by the Claims Administrator. "
			"The remaining IMR eligible portion of the original "
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
					"The original request, aquatic "
					"therapy 2 times a week for 6 weeks is",
				.treatment =
					"aquatic therapy 2 times a week for 6 "
					"weeks",
				.original_request =
					"Aquatic therapy 2 times a week for 6 "
					"weeks",
				.authorized = "aquatic therapy, 4 visits",
				.decision = "Overturned",
				.claims_guideline = CITED_NOTHING,
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
					"Topical lidocaine 5% patch #60 with "
					"2 refills was the original request. "
					"Topical lidocaine 5% patch #60 was "
					"authorized by the Claims "
					"Administrator. The remaining IMR "
					"eligible portion of the original "
					"request, two refills of topical "
					"lidocaine 5% patch #60",
				.treatment =
					"two refills of topical lidocaine 5% "
					"patch #60",
				.original_request =
					"Topical lidocaine 5% patch #60 with "
					"2 refills",
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
	{
		.name = "2016-long-headings",
		.traps =
			"heading of several lines, heading of 550 characters, "
			"heading in capitals, heading broken by a page, URL "
			"with periods",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900004",
		.date_assigned = "12/05/2016",
		.date_of_injury = "02/17/2016",
		.decision_date = "01/09/2017",
		.ur_denial_date = "11/18/2016",
		.application_received = "11/25/2016",
		.priority = "Standard",
		.states = "Texas, California",
		.certifications = "Preventive Medicine, Occupational Medicine",
		.summary =
			"The injured worker is a 35-year-old male who was "
			"pinned between two pallet jacks on February 17, "
			"2016. Diagnoses are a crush injury of the right "
			"foot, a healed fracture of the third metatarsal, and "
			"gait disturbance. He returned to light duty in June "
			"and to his usual work in September, with pain after "
			"four hours of standing. The examination of November "
			"2, 2016 noted swelling over the dorsum, a normal "
			"pulse, and strength of 5/5. He walks with a slightly "
			"shortened stride. The podiatrist asked for custom "
			"orthoses, for shoes that will hold them, and for a "
			"functional evaluation. He has used store-bought "
			"insoles, ice, and an elastic stocking, none with a "
			"lasting effect. He does not smoke and has no "
			"diabetes. The foot is warm, the skin is whole, and "
			"there is no sign of a regional pain syndrome. Films "
			"of October 2016 show the fracture united in good "
			"position, with a bony spur at the base of the second "
			"metatarsal and a slight loss of the arch. He drives "
			"a sweeping machine in a warehouse whose floor is of "
			"concrete, and climbs on and off it some sixty times "
			"a shift. The employer has offered him a stool for "
			"his breaks and a second pair of hands for heavy "
			"lifts. A physical therapist taught him to stretch "
			"the calf, which he does each morning.",
		.age = 35,
		.sex = "male",
		.issues = {
			{
				.heading =
					"Extra-depth work shoes with a steel "
					"toe and a rocker sole, one pair for "
					"the current {//}year and one spare "
					"pair",
				.decision = "Upheld",
				.claims_guideline = CITED_NOTHING,
				.reviewer_guideline =
					"Decision based on MTUS Ankle and "
					"Foot Complaints 2004, Section(s): "
					"Initial Care.",
				.rationale =
					"Footwear that any person at this "
					"work place must wear is not a "
					"treatment. The record does not tell "
					"why the orthoses would not fit in "
					"ordinary safety shoes. The request "
					"is not medically necessary.",
			},
			{
				.heading =
					"CUSTOM MOLDED FOOT ORTHOSES, "
					"BILATERAL, ONE PAIR",
				.decision = "Overturned",
				.claims_guideline =
					"Decision based on MTUS Ankle and "
					"Foot Complaints 2004.",
				.reviewer_guideline =
					"Decision based on MTUS Ankle and "
					"Foot Complaints 2004, Section(s): "
					"Physical Methods, and Non-MTUS "
					"Citation "
					"http://www.orthosis-review.example/2014/rigid.vs.soft.html. "
					"Accessed 12.20.2016.",
				.rationale =
					"The guideline names rigid orthoses "
					"among the methods that can ease pain "
					"while walking. Insoles from a store "
					"were tried first. A pair made to "
					"measure is medically necessary.",
			},
			{
				.heading =
					"Functional capacity evaluation, to "
					"be done over two consecutive days, "
					"with measurement of static and "
					"dynamic lifting, carrying, pushing "
					"and pulling, of tolerance for "
					"standing and for walking on level "
					"and on uneven ground, of balance on "
					"one leg, of climbing stairs and "
					"ladders, of grip and pinch of both "
					"hands, with a written report to the "
					"treating physician, to the employer "
					"and to the injured worker, and with "
					"a second, shorter evaluation of four "
					"hours six weeks after the first one, "
					"including travel to and from the "
					"place of testing, lodging for one "
					"night and interpreting",
				.decision = "Upheld",
				.claims_guideline = OUTSIDE_MTUS,
				.reviewer_guideline =
					"Decision based on Non-MTUS Citation "
					"Official Disability Guidelines, "
					"Fitness for Duty Chapter: Functional "
					"capacity evaluation.",
				.rationale =
					"He is back at his usual work. An "
					"evaluation of capacity answers "
					"whether a person can return to a "
					"given job, a question that does not "
					"arise here. The request is not "
					"medically necessary.",
			},
		},
	},
	{
		.name = "2016-repeats",
		.traps =
			"rationale repeated word for word, page break in a "
			"broken word, upheld rationale that ends on tapering "
			"opioids, wrong facts copied",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900006",
		.date_assigned = "12/14/2016",
		.date_of_injury = "10/09/2007",
		.decision_date = "01/18/2017",
		.ur_denial_date = "12/01/2016",
		.application_received = "12/05/2016",
		.priority = "Standard",
		.states = "Florida,New York,California",
		.certifications = "Family Practice",
		.summary =
			"The applicant is a represented 63-year-old former "
			"welder who has filed a claim for chronic low back "
			"and knee pain reportedly associated with an "
			"industrial injury of October 9, 2007. In a report of "
			"November 16, 2016, the applicant was on oxycodone, "
			"gabapentin and senna, and was not working. Pain was "
			"8/10 with medication and 9/10 without. The left "
			"knee, which the same report calls the right knee, "
			"showed no effusion.",
		.age = 63,
		.sex = NULL,
		.issues = {
			{
				.heading = "Oxycodone 15mg #120",
				.decision = "Upheld",
				.claims_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016.",
				.reviewer_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016, Section(s): "
					"Opioids for chronic pain.",
				.rationale =
					"Going on with an opioid calls for "
					"proof that the applicant does more, "
					"hurts less, or works again because "
					"of it. A change from 9/10 to 8/10 is "
					"small, and there is no "
					"docu{-//}mentation of an activity "
					"that oxycodone 10mg makes possible. "
					"The request is not medically "
					"necessary. "
					TAPERING,
			},
			{
				.heading =
					"Retrospective oxycodone 15mg #120, "
					"DOS 10/20/2016",
				.decision = "Upheld",
				.claims_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016.",
				.reviewer_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016, Section(s): "
					"Opioids for chronic pain.",
				.rationale =
					"Going on with an opioid calls for "
					"proof that the applicant does more, "
					"hurts less, or works again because "
					"of it. A change from 9/10 to 8/10 is "
					"small, and there is no documentation "
					"of an activity that oxycodone 10mg "
					"makes possible. The request is not "
					"medically necessary. "
					TAPERING,
			},
			{
				.heading = "Senna 8.6mg #60",
				.decision = "Overturned",
				.claims_guideline = CITED_NOTHING,
				.reviewer_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016, Section(s): "
					"Initiating therapy.",
				.rationale =
					"While the opioid is being tapered "
					"the bowel still needs help. The "
					"request is medically necessary.",
			},
		},
	},
	{
		.name = "2016-expedited",
		.traps = "expedited, case number of 8 digits, all overturned",
		.form = FORM_FINAL_2015,
		.case_number = "CM17-99000070",
		.date_assigned = "02/14/2017",
		.date_of_injury = "01/20/2017",
		.decision_date = "02/17/2017",
		.ur_denial_date = "02/10/2017",
		.application_received = "02/13/2017",
		.priority = "Expedited",
		.states = "California",
		.certifications = "General Surgery",
		.summary =
			"The injured worker is a 29-year-old female who was "
			"scalded by a burst steam line on January 20, 2017. "
			"She has deep partial-thickness burns of the left "
			"forearm and hand, 3% of the body surface. Grafting "
			"was done on January 27. The dressings must be "
			"changed every second day, which she cannot do with "
			"one hand. Her family lives in another state.",
		.age = 29,
		.sex = "female",
		.issues = { {
			.heading =
				"Home health nursing, 3 visits a week for 4 "
				"weeks",
			.decision = "Overturned",
			.claims_guideline = OUTSIDE_MTUS,
			.reviewer_guideline =
				"Decision based on MTUS Chronic Pain Medical "
				"Treatment 2016, Section(s): Home health "
				"services.",
			.rationale =
				"The guideline supports home care for persons "
				"who need skilled treatment and cannot leave "
				"the house or cannot do it on their own. "
				"Changing the dressing of a fresh graft is "
				"skilled work, and an infection would cost "
				"the graft. The request is medically "
				"necessary.",
		} },
	},
	{ .name = NULL },
};
