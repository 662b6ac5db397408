"""as_text.py - a final determination as the text that mail programs and converters make of it: its gold, between the
form's own words."""
import textwrap

METHOD = ("MAXIMUS Federal Services sent the complete case file to an expert reviewer. He/she has no affiliation with "
          "the employer, employee, providers or the claims administrator. The expert reviewer was selected based on "
          "his/her clinical experience, education, background, and expertise.")
SUMMARY = ("The expert reviewer developed the following clinical case summary based on a review of the case file, "
           "including all medical records:")
ISSUES = "The Final Determination was based on decisions for the disputed items/services set forth below:"
NEEDED = ("case_number", "date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "application_received",
          "priority")


def date(iso):
    year, month, day = iso.split("-")
    return f"{month}/{day}/{year}"


def is_whole(gold):
    """The gold has what the form of 2014 to now has, and nothing that its text would not give."""
    reviewer, summary = gold.get("reviewer") or {}, gold.get("summary") or {}
    return (all(gold.get(field) for field in NEEDED) and reviewer.get("licensed_states")
            and reviewer.get("certifications") and summary.get("text") and gold.get("issues")
            and all(issue.get("claims_administrator_guideline") and issue.get("reviewer_guideline")
                    and issue.get("rationale") and issue.get("decision") for issue in gold["issues"]))


def paragraphs(gold):
    """A list of the lines of each; most have one."""
    yield [f"Case Number: {gold['case_number']}",
           f"Date Assigned: {date(gold['date_assigned'])}    Date of Injury: {date(gold['date_of_injury'])}",
           f"Decision Date: {date(gold['decision_date'])}    UR Denial Date: {date(gold['ur_denial_date'])}",
           f"Priority: {gold['priority'].capitalize()}    "
           f"Application Received: {date(gold['application_received'])}"]
    yield ["HOW THE IMR FINAL DETERMINATION WAS MADE"]
    yield [METHOD]
    yield ["The Expert Reviewer has the following credentials:"]
    yield [f"State(s) of Licensure: {', '.join(gold['reviewer']['licensed_states'])}"]
    yield [f"Certification(s)/Specialty: {', '.join(gold['reviewer']['certifications'])}"]
    yield ["CLINICAL CASE SUMMARY"]
    yield [SUMMARY]
    yield gold["summary"]["text"].split("\n\n")
    yield ["IMR ISSUES, DECISIONS AND RATIONALES"]
    yield [ISSUES]
    for issue in gold["issues"]:
        yield [f"{issue['heading']}: {issue['decision'].capitalize()}"]
        yield [f"Claims Administrator guideline: {issue['claims_administrator_guideline']}"]
        yield [f"MAXIMUS guideline: {issue['reviewer_guideline']}"]
        yield [f"Decision rationale: {issue['rationale']}"]


def wrap(found, width):
    return [[part for line in lines for part in textwrap.wrap(line, width, break_long_words=False) or [""]]
            for lines in found]


def text(gold, width=0, between="\n\n", before=""):
    """width: 0 for a paragraph a line. between: paragraphs. before: each line."""
    found = list(paragraphs(gold))
    if width:
        found = found[:1] + wrap(found[1:], width)
    return between.join("\n".join(before + line for line in lines) for lines in found) + "\n"


def quote(plain, mark="> "):
    return "".join(f"{mark}{line}\n" for line in plain.splitlines())
