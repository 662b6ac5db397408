"""other_texts.py - documents of other kinds that speak of IMR letters, invented: (name, kind of rejection, text).

{quote} is where a letter is quoted, line by line, as the kind would do it.
"""

CAPTION = """\
                WORKERS' COMPENSATION APPEALS BOARD

                        STATE OF CALIFORNIA

ROBIN EXAMPLE,                             Case No. ADJ9900123
              Applicant,                   (Oxnard District Office)

        vs.
                                           {title}
SAMPLE FREIGHT LINES; FICTION
MUTUAL INSURANCE COMPANY,
              Defendants.

"""

OPINION = CAPTION + """\
     Applicant seeks reconsideration of the decision of the workers' compensation administrative law judge
(WCJ), who denied his appeal of an independent medical review (IMR) determination.

     The IMR determination of {date} states in relevant part:

{quote}

     Applicant contends that the determination rests on a plainly erroneous finding of fact (Lab. Code,
section 4610.6(h)). We have considered the Petition for Reconsideration and the Answer. We agree with
applicant. For the reasons stated below, the determination is REVERSED and the dispute is remanded to the
administrative director for a new review.

     For the foregoing reasons,

     IT IS ORDERED that the IMR determination is REVERSED.

                                           WORKERS' COMPENSATION APPEALS BOARD

DATED AND FILED AT SAN FRANCISCO, CALIFORNIA
"""

PETITION = CAPTION + """\
     Applicant hereby petitions, under Labor Code section 4610.6(h), that the determination of the
administrative director be set aside, on the following grounds.

     1. The decision uphelds a denial on facts that are not in the record. It reads:

{quote}

     2. The reviewer did not have the report of the treating physician.

     WHEREFORE, petitioner prays that the matter be sent to another reviewer.

Dated: March 3, 2017
                                           Respectfully submitted,

                                           Attorney for Applicant
"""

EXCERPT = """\
provides that the determination of the independent medical review organization is presumed to be correct.
In the present matter the reviewer wrote as follows:

{quote}

This finding is contrary to the record. As the WCJ explains in the Report, the reviewer did not consider
the report of the agreed medical evaluator. Labor Code section 4610.6 allows an appeal where the finding of
fact is plainly erroneous. We therefore grant the petition for reconsideration and rescind the Findings and
Order. The Appeals Board may not make a finding of medical necessity itself.
"""

NEWSLETTER = """\
What an IMR letter tells you

By our staff writer. Most readers of this newsletter hold a drawer of Final Determination Letters from
MAXIMUS Federal Services. Each has the same sections:

HOW THE IMR FINAL DETERMINATION WAS MADE

Here the letter says who reviewed the file, and in which states the reviewer is licensed.

CLINICAL CASE SUMMARY

A paragraph on the injured worker's history. The age stands there, for instance 44 years old.

IMR ISSUES, DECISIONS AND RATIONALES

Each disputed item has a heading that ends in Upheld or Overturned, and below it:

Claims Administrator guideline: what the claims administrator relied on.

MAXIMUS guideline: what the reviewer relied on.

Decision rationale: why the reviewer decided so.

Read the last part first. Nine in ten decisions uphold the denial.
"""

ARTICLE = """\
A closer look at one determination

Our column looks at a recent case. The worker asked for a treatment that utilization review had refused. The
reviewer's letter gives this answer:

{quote}

What can practitioners learn from it? First, that a request needs a reason. Second, that the record must
have the reports. Readers may write to the editor.
"""

BILL_REVIEW = """\
MAXIMUS FEDERAL SERVICES, INC.
Independent Bill Review
P.O. Box 900001
Sacramento, CA 99999-0001

              INDEPENDENT BILL REVIEW FINAL DETERMINATION

May 9, 2016

IBR Case Number: CB16-0009901             Date of Injury: 02/11/2014
Claim Number: 99X-123                     Application Received: 03/30/2016
Claims Administrator: Fiction Mutual      Date Assigned: 04/20/2016
Provider Name: Sample Surgery Center      Date(s) of Service: 11/02/2015

Dear Sample Surgery Center:

Determination:

A Final Determination has been made by MAXIMUS Federal Services on the Independent Bill Review of the above
case. The Claims Administrator's determination is Upheld.

              HOW THE IBR FINAL DETERMINATION WAS MADE

MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation with
the employer, employee, providers or the claims administrator.

              DOCUMENTS REVIEWED

The application for IBR, the original billing itemization, the explanations of review.

              ANALYSIS AND FINDING

ISSUE IN DISPUTE: Provider seeks full remuneration for facility fees of CPT 64483.
The Claims Administrator reimbursed $400.00. Code 64483 has a fee of $612.33.

DETERMINATION OF ISSUE IN DISPUTE: reimbursement of code 64483 is not warranted. Upheld
"""

BILL_REVIEW_SHORT = """\
                            IBR FINAL DETERMINATION

Case Number: CB15-0009902                 Date of Injury: 06/06/2011
Date Assigned: 01/20/2015                 Decision Date: 02/23/2015
Priority: Standard                        Application Received: 01/05/2015

              HOW THE IBR FINAL DETERMINATION WAS MADE

A certified coding specialist reviewed the file. The decision was based on the Official Medical Fee Schedule.

99214: Overturned
"""

UR_DENIAL = """\
Fiction Utilization Review Services

                 NOTICE OF UTILIZATION REVIEW DETERMINATION

November 3, 2016

Claimant: Robin Example                   Case Number: 123456-UR
Claim Number: 99X-123                     Date of Injury: 10/13/2016
Request received: 10/28/2016              Decision Date: 11/03/2016

Dear Dr. Sample:

We have reviewed your request for authorization.

CLINICAL SUMMARY: The injured worker is a 48 year old female with neck pain.

Request: MRI of the cervical spine            Decision: NON-CERTIFIED
Rationale: The guideline asks for a red flag. The request is not medically necessary.

If you disagree with this decision you may ask for an Independent Medical Review. The application (DWC Form
IMR) is enclosed and must reach MAXIMUS Federal Services within 30 days.
"""

UR_MODIFICATION = """\
                 UTILIZATION REVIEW - MODIFIED DECISION

Re: Robin Example         Claim Number: 99X-123         Date of Injury: 10/13/2016

The request for 12 visits of physical therapy is medically necessary and appropriate for 6 visits. The
remaining 6 visits are not medically necessary and appropriate.

Issue at dispute: physical therapy, 12 visits.
Decision rationale: The guideline allows 6 visits.
Reviewer: A. Sample, MD, licensed in California
"""

APPLICATION = """\
State of California
Division of Workers' Compensation
                 APPLICATION FOR INDEPENDENT MEDICAL REVIEW
                              DWC Form IMR
TO REQUEST INDEPENDENT MEDICAL REVIEW:
1. Sign and date this application and consent to obtain medical records.
2. Mail or fax the application and a copy of the written decision.

Type of Utilization Review:    [ ] Regular   [ ] Expedited   [X] Modification after Appeal

Employee Name (First, MI, Last): Robin Example
Address: 1 Invented Way, Oxnard
Phone Number: 555-0100             Employer Name: Sample Freight Lines
Claim Number: 99X-123              Date of Injury (MM/DD/YYYY): 10/13/2016
Case Number:                       EAMS Case Number: ADJ9900123
Disputed Medical Treatment (complete below section)
Primary Diagnosis: neck pain
Date of Utilization Review Determination Letter: 11/03/2016
List each specific requested medical services that were denied or modified:
1. MRI of the cervical spine
Signature: ______________ Date: __________
"""

ASSIGNMENT = """\
MAXIMUS FEDERAL SERVICES, INC.
Independent Medical Review
P.O. Box 900001

            NOTICE OF ASSIGNMENT AND REQUEST FOR INFORMATION

November 9, 2016

IMR Case Number:       CM16-9909903       Date of Injury:       10/13/2016
Claim Number:          99X-123            Application Received: 11/03/2016
UR Denial Date:        11/03/2016         Date Assigned:        11/09/2016
Priority:              Standard

Dear Claims Administrator:

The Division of Workers' Compensation has assigned the above case to MAXIMUS Federal Services. Please send
the medical records within 15 days. A final determination will follow within 30 days.

Disputed treatment:
1. MRI of the cervical spine
"""

INELIGIBLE = """\
Department of Industrial Relations
Division of Workers' Compensation

       NOTICE OF INELIGIBILITY FOR INDEPENDENT MEDICAL REVIEW

Case Number:     CM16-9909904
Date of Injury:  10/13/2016              Application Received: 11/03/2016
Decision Date:   12/01/2016

Your application for Independent Medical Review is not eligible: it was received after 30 days. The file is
closed. You may appeal to the Workers' Compensation Appeals Board.
"""

WITHDRAWAL = """\
MAXIMUS FEDERAL SERVICES, INC.
                  NOTICE OF CASE TERMINATION

IMR Case Number: CM16-9909905             Date of Injury: 10/13/2016
UR Denial Date: 11/03/2016                Application Received: 11/03/2016

The claims administrator has authorized the treatment in dispute. The application was withdrawn and the
Independent Medical Review is dismissed.
"""

HEALTH_PLAN = """\
DEPARTMENT OF MANAGED HEALTH CARE
HELP CENTER

              INDEPENDENT MEDICAL REVIEW DETERMINATION

Reference Number: MN16-99123

Dear Ms. Example:

MAXIMUS Federal Services has completed its review of your health plan's denial.

Case Summary: The enrollee is a 44 year old female who asked for an MRI of the knee.

Findings: The physician reviewer found that the requested service is medically necessary for treatment of
the enrollee. The Health Plan's denial should be overturned.

Medical Qualifications of the Expert Reviewer: The reviewer is Board Certified in Radiology.
"""

TEXAS = """\
TEXAS DEPARTMENT OF INSURANCE
                   NOTICE OF INDEPENDENT REVIEW DECISION

IRO CASE #: 99012

DESCRIPTION OF THE SERVICE OR SERVICES IN DISPUTE: lumbar MRI

REVIEW OUTCOME: Upon independent review the reviewer finds that the previous adverse determination should be:
[X] Upheld (Agree)   [ ] Overturned (Disagree)

PATIENT CLINICAL HISTORY [SUMMARY]: The patient is a 51-year-old male who fell from a ladder.

ANALYSIS AND EXPLANATION OF THE DECISION: The request is not medically necessary.
"""

NEW_YORK = """\
NEW YORK STATE DEPARTMENT OF FINANCIAL SERVICES
                    EXTERNAL APPEAL DETERMINATION

Case Number: 2016-990123                   Decision Date: 12/09/2016
Health Plan: Fiction Health                Date Assigned: 11/09/2016

CLINICAL CASE SUMMARY: The patient is a 63 year old male with back pain.

DETERMINATION: The health plan's denial is Upheld in whole.
RATIONALE: The request is not medically necessary.
"""

WASHINGTON = """\
STATE OF WASHINGTON
OFFICE OF THE INSURANCE COMMISSIONER
                 INDEPENDENT REVIEW ORGANIZATION DECISION

Case Number: 99-0456                       Date Assigned: 11/09/2016
The IRO decision is to overturn the carrier's denial. The treatment is medically necessary and appropriate.
"""

BLANK = """\
Case Number:     CM__-_______
Date Assigned:   MM/DD/YYYY              Date of Injury:  MM/DD/YYYY
Decision Date:   MM/DD/YYYY              UR Denial Date:  MM/DD/YYYY
Priority:        [Standard/Expedited]    Application      MM/DD/YYYY
                                         Received:

              HOW THE IMR FINAL DETERMINATION WAS MADE

MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation with
the employer, employee, providers or the claims administrator.

The Expert Reviewer has the following credentials:
State(s) of Licensure: [states]
Certification(s)/Specialty: [specialty]

              CLINICAL CASE SUMMARY

The expert reviewer developed the following clinical case summary based on a review of the case file,
including all medical records:

[Insert summary here]

              IMR ISSUES, DECISIONS AND RATIONALES

The Final Determination was based on decisions for the disputed items/services set forth below:

[Treatment]: [Upheld/Overturned]

Claims Administrator guideline: [guideline]

MAXIMUS guideline: [guideline]

Decision rationale: [rationale]
"""

COURT = """\
CERTIFIED FOR PUBLICATION

           IN THE COURT OF APPEAL OF THE STATE OF CALIFORNIA
                        FIRST APPELLATE DISTRICT

ROBIN EXAMPLE,
        Petitioner,                        A990123
   v.                                      (WCAB No. ADJ9900123)
WORKERS' COMPENSATION APPEALS BOARD et al.,
        Respondents.

Workers injured on the job may ask for an independent medical review. The reviewer here wrote:

{quote}

We hold that the statute does not violate due process. The petition is denied.
"""

FIXED = [
    ("bill-review", "bill-review", BILL_REVIEW),
    ("bill-review-short", "bill-review", BILL_REVIEW_SHORT),
    ("ur-denial", "utilization-review", UR_DENIAL),
    ("ur-modification", "utilization-review", UR_MODIFICATION),
    ("application", "imr-application", APPLICATION),
    ("assignment", "assignment-notice", ASSIGNMENT),
    ("ineligible", "ineligible-notice", INELIGIBLE),
    ("termination", "ineligible-notice", WITHDRAWAL),
    ("health-plan", "health-plan-review", HEALTH_PLAN),
    ("texas", "other-state", TEXAS),
    ("new-york", "other-state", NEW_YORK),
    ("washington", "other-state", WASHINGTON),
    ("blank", "blank-form", BLANK),
    ("newsletter", "commentary|not-a-letter", NEWSLETTER),
]
QUOTING = [
    ("opinion", "board-decision", OPINION.replace("{title}", "OPINION AND DECISION\n" + " " * 43
                                                  + "AFTER RECONSIDERATION")),
    ("order", "board-decision", OPINION.replace("{title}", "OPINION AND ORDER GRANTING\n" + " " * 43
                                                + "PETITION FOR RECONSIDERATION")),
    ("petition", "petition", PETITION.replace("{title}", "PETITION APPEALING INDEPENDENT\n" + " " * 43
                                              + "MEDICAL REVIEW DETERMINATION")),
    ("trial-brief", "petition", PETITION.replace("{title}", "APPLICANT'S TRIAL BRIEF")),
    ("excerpt", "board-decision", EXCERPT),
    ("court", "board-decision", COURT),
    ("article", "commentary", ARTICLE),
]
