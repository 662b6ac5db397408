/* letters_layout.c - final determinations of 2016 and 2017 whose layout is the
 * trap: pages, line ends, hyphens, boxes. */
#include "tests/letters/letter.h"
#include "tests/letters/phrases.h"

const struct letter letters_layout[] = {
	{
		.name = "2016-page-breaks",
		.traps =
			"page break between a rationale and a heading, page "
			"break in a guideline, a second page that opens with "
			"a heading",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900005",
		.date_assigned = "12/13/2016",
		.date_of_injury = "07/30/2012",
		.decision_date = "01/17/2017",
		.ur_denial_date = "11/29/2016",
		.application_received = "12/06/2016",
		.priority = "Standard",
		.states = "California, Arizona",
		.certifications = "Neurology",
		.summary =
			"This case involves a now 58-year-old female who fell "
			"from a step stool in a stock room on 07/30/2012. The "
			"working diagnoses are post-concussion headache, "
			"cervical sprain, and sleep disturbance. Over the "
			"years she was given topiramate, which made her "
			"drowsy, and amitriptyline, which she still takes at "
			"night. Twenty-four visits of physical therapy and "
			"eight of acupuncture are on record. An MRI of the "
			"brain from 2013 was normal, and one of the neck "
			"showed a small disc bulge at C5-C6 without contact "
			"to the cord. On 11/14/2016 she reported fourteen "
			"headache days a month. Her neck turned 60 degrees to "
			"the right and 70 to the left. There was tenderness "
			"over the greater occipital nerve on the right. The "
			"neurologist asked for onabotulinum toxin, for a "
			"nerve block, for a sleep study, and for a visit with "
			"a psychologist.",
		.age = 58,
		.sex = "female",
		.issues = {
			{
				.heading =
					"Botulinum toxin injection, 155 "
					"units, one session",
				.decision = "Upheld",
				.claims_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016.",
				.reviewer_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical {//}Treatment 2016, "
					"Section(s): Botulinum toxin (Botox; "
					"Myobloc).",
				.rationale =
					"The toxin is recommended for chronic "
					"migraine, that is for fifteen or "
					"more days with headache a month over "
					"three months. She has fourteen, and "
					"the headache began with a blow. No "
					"diary was kept. The request is not "
					"medically necessary.",
			},
			{
				.heading =
					"Greater occipital nerve block, right",
				.decision = "Overturned",
				.claims_guideline = CITED_NOTHING,
				.reviewer_guideline =
					"Decision based on Non-MTUS Citation "
					"Official Disability Guidelines, Neck "
					"and Upper Back Chapter: Greater "
					"occipital nerve block, diagnostic.",
				.rationale =
					"Pain over the course of the nerve, "
					"sore to the touch, is what the block "
					"is meant to prove. One diagnostic "
					"block costs little and may spare her "
					"further drugs. The injection can be "
					"done in the office, without sedation "
					"and without imaging. If it brings no "
					"relief in the first hours, it should "
					"not be repeated. The request is "
					"medically necessary.",
			},
			{
				.heading =
					"Psychological consultation, one visit",
				.decision = "Overturned",
				.claims_guideline = CITED_NOTHING,
				.reviewer_guideline =
					"Decision based on MTUS Chronic Pain "
					"Medical Treatment 2016, Section(s): "
					"Psychological evaluations.",
				.rationale =
					"Evaluation by a psychologist is a "
					"well-founded step where pain has "
					"lasted for years and sleep and mood "
					"suffer. She has not had one so far. "
					"The request is medically necessary.",
			},
			{
				.heading =
					"Polysomnogram, overnight, with one "
					"night of titration",
				.decision = "Upheld",
				.claims_guideline = OUTSIDE_MTUS,
				.reviewer_guideline =
					"Decision based on Non-MTUS Citation "
					"Official Disability Guidelines, Pain "
					"Chapter: Polysomnography.",
				.rationale =
					"A sleep study is for those with "
					"daytime sleepiness, loud snoring, or "
					"pauses of the breath that somebody "
					"has seen, after six months of poor "
					"sleep and after mental causes have "
					"been ruled out. The notes hold no "
					"sleep score, no weight, no account "
					"of a bed partner. Simple advice on "
					"sleep was not tried, and the evening "
					"dose of amitriptyline was not "
					"adapted. The request is not "
					"medically necessary.{//}",
			},
			{
				.heading = "Acupuncture, 8 visits",
				.decision = "Upheld",
				.claims_guideline =
					"Decision based on MTUS Acupuncture "
					"Medical Treatment.",
				.reviewer_guideline =
					"Decision based on MTUS Acupuncture "
					"Medical Treatment.",
				.rationale =
					"Acupuncture may be extended where "
					"functional gain from the earlier "
					"visits is on record. Eight visits "
					"were used in 2014. What they "
					"changed, at work or at home, was not "
					"written down. The neurologist notes "
					"that she felt better for a day after "
					"each visit, and that is all. A gain "
					"in function means a clear change in "
					"daily activity or fewer restrictions "
					"at work, with less need of medical "
					"care. Neither is told in the notes "
					"of 2014 nor in those of this year. "
					"She has kept the same hours and "
					"takes the same number of tablets. A "
					"further trial would be reasonable "
					"once a goal has been named, with a "
					"measure that shows whether it was "
					"reached. The present request names a "
					"number of visits, but no goal, no "
					"interval, and no measure. For a "
					"complaint that has lasted for four "
					"years a plan is needed which looks "
					"beyond the single week, and which "
					"the injured worker can follow on her "
					"own between the visits and after "
					"them, at home, with a long-term "
					"view. Without it more visits cannot "
					"be supported. The request is not "
					"medically necessary.",
			},
		},
	},
	{
		.name = "2016-hyphens",
		.traps =
			"own hyphens at line ends, broken words at line ends, "
			"soft hyphens",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900008",
		.date_assigned = "12/19/2016",
		.date_of_injury = "04/04/2011",
		.decision_date = "01/23/2017",
		.ur_denial_date = "12/02/2016",
		.application_received = "12/09/2016",
		.priority = "Standard",
		.states = "California",
		.certifications = "Internal Medicine, Rheumatology",
		.summary =
			"The injured worker is a 47 year old male whose knees "
			"gave out after years of tiling. On 11-8-{/}16 he "
			"rated the pain at 7/10. The notes list "
			"osteoarthritis of both knees and a cyst, with no "
			"docu{-}mentation of a fall. He has tried ice, a "
			"cane, weight loss, and several drugs of the "
			"anti-{/}inflammatory kind, which upset his stomach. "
			"A brace helped for a time. He does not want a "
			"long-{/}term opioid. Therapy brought him back to "
			"two-thirds of his former strength, and the "
			"recommen{-}dation of the surgeon is to wait with a "
			"replacement. X-rays of 10-24-2016 showed a joint "
			"nar{~}rowed to 2 mm on the inner side. He lays tile "
			"for four hours a day now, on a padded board.",
		.age = 47,
		.sex = "male",
		.issues = { {
			.heading =
				"Series of 3 hyaluronic acid injections, both "
				"knees",
			.decision = "Overturned",
			.claims_guideline = CITED_NOTHING,
			.reviewer_guideline =
				"Decision based on Non-MTUS Citation Official "
				"Disability Guidelines, Knee and Leg Chapter: "
				"Hyaluronic acid injections.",
			.rationale =
				"Injections may be offered where an arthritis "
				"of the knee stays sympto{-}matic and where "
				"simple care has failed for three months. The "
				"record shows exercise, an "
				"over-the-{/}counter drug, a brace, and in "
				"July of the same year an injection into each "
				"knee of triam{~}cinolone, with three weeks "
				"of relief. At his age he would rather not "
				"have the joint replaced, a well-{/}founded "
				"wish, since a second replacement would then "
				"be likely. The surgeon sees him for "
				"follow-{/}up after the third injection. The "
				"request is medically necessary.",
		} },
	},
	{
		.name = "2016-returns",
		.traps =
			"hard returns in a summary, hard returns in a "
			"rationale, ligatures, typographic quotes",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900009",
		.date_assigned = "12/20/2016",
		.date_of_injury = "09/01/2015",
		.decision_date = "01/24/2017",
		.ur_denial_date = "12/05/2016",
		.application_received = "12/12/2016",
		.priority = "Standard",
		.states = "Ohio, California",
		.certifications = "Chiropractor",
		.summary =
			"This is a 38 year old female with a date of injury "
			"of 09/01/2015, when she lifted a tub of dishes and "
			"felt a sharp pain in the low back.{P}Diagnoses: "
			"lumbar strain; sacroiliac joint dysfunction, left; "
			"my\ufb01brositis, so called by the "
			"clinic.{P}Treatment to date: ten visits of "
			"manipulation, a muscle relaxant, and a \u201cback "
			"school\u201d of four evenings. The \ufb01rst "
			"\ufb01ve visits brought \ufb02exion from 40 to 60 "
			"degrees; the patient\u2019s pain fell from 7/10 to "
			"5/10 and stayed there. She \ufb01lls shelves four "
			"hours a day.",
		.age = 38,
		.sex = "female",
		.issues = { {
			.heading = "Manipulation, 6 further visits",
			.decision = "Upheld",
			.claims_guideline =
				"Decision based on MTUS Chronic Pain Medical "
				"Treatment 2016.",
			.reviewer_guideline =
				"Decision based on MTUS Chronic Pain Medical "
				"Treatment 2016, Section(s): Manual therapy & "
				"manipulation.",
			.rationale =
				"The guideline recommends a trial of six "
				"visits over two weeks and, with evidence of "
				"functional improvement, up to eighteen "
				"visits.{P}Ten visits were used. After the "
				"\ufb01fth one nothing changed: not the range "
				"of motion, not the hours of work, not the "
				"number of tablets.{P}A \u201c\ufb02are\u201d "
				"was not described. The request is not "
				"medically necessary.",
		} },
	},
	{
		.name = "2016-wrapped",
		.traps =
			"certification wrapped, page break after an own "
			"hyphen, no Californian licence",
		.form = FORM_FINAL_2015,
		.case_number = "CM16-9900010",
		.date_assigned = "12/21/2016",
		.date_of_injury = "06/12/2013",
		.decision_date = "01/25/2017",
		.ur_denial_date = "12/06/2016",
		.application_received = "12/13/2016",
		.priority = "Standard",
		.states = "Georgia, South Carolina,Massachusetts",
		.certifications =
			"Family Practice, Occupational Medicine, Public "
			"Health &{/} General Preventive Medicine",
		.summary =
			"The injured worker is a 44 year old female who bent "
			"a finger back on a conveyor on 06/12/2013. The "
			"finger healed with a loss of 20 degrees. She asks "
			"for a splint that can be worn while she works. Three "
			"sessions of hand therapy in the last year brought no "
			"change. She sorts fruit, with gloves on.",
		.age = 44,
		.sex = "female",
		.issues = { {
			.heading = "Dynamic finger splint, right ring finger",
			.decision = "Upheld",
			.claims_guideline = CITED_NOTHING,
			.reviewer_guideline =
				"Decision based on MTUS Forearm, Wrist, and "
				"Hand Complaints 2004, Section(s): Physical "
				"Methods.",
			.rationale =
				"Three years after the injury the joint's end "
				"of motion is firm, and a spring will not "
				"move it. A splint under a glove is a hazard "
				"at a conveyor. Nor was it seen as a "
				"long-{//}term remedy. The request is not "
				"medically necessary.",
		} },
	},
	{
		.name = "2016-shared-line",
		.traps = "two labels on one line, redaction boxes",
		.form = FORM_FINAL_2015,
		.quirks = QUIRK_SHARED_LABEL_LINE,
		.case_number = "CM16-9900011",
		.date_assigned = "12/22/2016",
		.date_of_injury = "11/11/2014",
		.decision_date = "01/26/2017",
		.ur_denial_date = "12/07/2016",
		.application_received = "12/14/2016",
		.priority = "Standard",
		.states = "California, Washington",
		.certifications = "Psychiatry",
		.summary =
			"The injured worker is a 33 year old male who was "
			"robbed at the counter of {#Hollowell} Market on "
			"11/11/2014. He has nightmares, avoids the street of "
			"the store, and startles easily. Dr. {#Quenby} has "
			"seen him weekly since {#March} and prescribed "
			"sertraline. He has gone back to work at another "
			"store, in daylight only.",
		.age = 33,
		.sex = "male",
		.issues = { {
			.heading =
				"Cognitive behavioral therapy {#Quenby} 10 "
				"sessions",
			.decision = "Overturned",
			.claims_guideline = CITED_NOTHING,
			.reviewer_guideline =
				"Decision based on Non-MTUS Citation Official "
				"Disability Guidelines, Mental Illness & "
				"Stress Chapter: Cognitive therapy for PTSD.",
			.rationale =
				"The cited guideline supports up to twenty "
				"sessions where progress is being made. He "
				"sleeps better, works again, and has used "
				"nine. The request by Dr. {#Quenby} is "
				"medically necessary.",
		} },
	},
	{
		.name = "2016-empty-page",
		.traps = "empty last page, guideline joined by and MTUS",
		.form = FORM_FINAL_2015,
		.quirks = QUIRK_EMPTY_LAST_PAGE,
		.case_number = "CM16-9900012",
		.date_assigned = "12/27/2016",
		.date_of_injury = "12/03/2015",
		.decision_date = "01/30/2017",
		.ur_denial_date = "12/12/2016",
		.application_received = "12/19/2016",
		.priority = "Standard",
		.states = "California",
		.certifications = "Orthopedic Surgery",
		.summary =
			"This case involves a now 50-year-old male whose boot "
			"was caught in a grate on 12/03/2015. The ankle was "
			"sprained and has given way twice since. A brace, "
			"balance training and six weeks of home exercise are "
			"on record. The stress view of 11/30/2016 opened by 4 "
			"mm more than on the other side.",
		.age = 50,
		.sex = "male",
		.issues = {
			{
				.heading =
					"MRI of the left ankle without "
					"contrast",
				.decision = "Overturned",
				.claims_guideline =
					"Decision based on MTUS General "
					"Approaches 2004, and MTUS Ankle and "
					"Foot Complaints 2004.",
				.reviewer_guideline =
					"Decision based on MTUS General "
					"Approaches 2004, Section(s): General "
					"Approach to Initial Assessment and "
					"Documentation, and MTUS Ankle and "
					"Foot Complaints 2004, Section(s): "
					"Special Studies.",
				.rationale =
					"An ankle that gives way after a year "
					"of sound care, with a stress view "
					"that is out of line, deserves a scan "
					"before a repair is planned. The "
					"request is medically necessary.",
			},
			{
				.heading = "Post-operative crutches, purchase.",
				.decision = "Upheld",
				.claims_guideline = OUTSIDE_MTUS,
				.reviewer_guideline =
					"Decision based on MTUS Ankle and "
					"Foot Complaints 2004, Section(s): "
					"Activity Alteration.",
				.rationale =
					"No operation has been asked for. The "
					"request is not medically necessary.",
			},
		},
	},
	{ .name = NULL },
};
