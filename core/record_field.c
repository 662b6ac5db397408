/* record_field.c - the tables of fields, and a field's value as text. */
#include "core/record.h"

static const char *const formats[] = {
	"final_determination",
	"independent_medical_review",
	"notice_of_determination",
	"professional_review",
	"unknown",
	NULL,
};
static const char *const priorities[] = { "standard", "expedited", NULL };
static const char *const sexes[] = { "male", "female", NULL };
static const char *const outcomes[] = { "upheld", "overturned",
					"partially_overturned", NULL };
static const char *const decisions[] = { "upheld", "overturned", NULL };

#define ROW(path, column, type, owner, member, choices, meaning)               \
	{                                                                      \
		path, column, type, G_STRUCT_OFFSET(struct owner, member),     \
			choices, meaning                                       \
	}

/* The rows stand in the order in which the JSON names them. */
const struct field record_fields[] = {
	ROW("format", "format", FIELD_CHOICE, record, format, formats,
	    "the family of letters that this one belongs to"),
	ROW("case/case_number", "case_number", FIELD_TEXT, record, case_number,
	    NULL, "the review's number: CM16-0000000, in 2013 IMR13-0000004"),
	ROW("case/date_assigned", "date_assigned", FIELD_DATE, record,
	    date_assigned, NULL, "when the review was assigned"),
	ROW("case/date_of_injury", "date_of_injury", FIELD_DATE, record,
	    date_of_injury, NULL, "when the worker was injured"),
	ROW("case/decision_date", "decision_date", FIELD_DATE, record,
	    decision_date, NULL, "when the final determination was made"),
	ROW("case/ur_denial_date", "ur_denial_date", FIELD_DATE, record,
	    ur_denial_date, NULL,
	    "when utilization review denied or modified the treatment"),
	ROW("case/application_received", "application_received", FIELD_DATE,
	    record, application_received, NULL,
	    "when the application for the review arrived"),
	ROW("case/priority", "priority", FIELD_CHOICE, record, priority,
	    priorities, "how fast the review was to be made"),
	ROW("case/employee_name", "employee_name", FIELD_TEXT, record,
	    employee_name, NULL,
	    "the injured worker, on the copies sent to the parties"),
	ROW("case/claim_number", "claim_number", FIELD_TEXT, record,
	    claim_number, NULL,
	    "the claims administrator's number, on the parties' copies"),
	ROW("reviewer/licensed_states", "licensed_states", FIELD_STRINGS,
	    record, licensed_states, NULL,
	    "the states where the expert reviewer is licensed"),
	ROW("reviewer/certifications", "certifications", FIELD_STRINGS, record,
	    certifications, NULL,
	    "the reviewer's board certifications and specialties, as printed"),
	ROW("summary/text", "summary_text", FIELD_TEXT, record, summary_text,
	    NULL, "the clinical case summary after its fixed first sentence"),
	ROW("summary/age", "age", FIELD_INTEGER, record, age, NULL,
	    "the worker's age in years, where the summary says it"),
	ROW("summary/sex", "sex", FIELD_CHOICE, record, sex, sexes,
	    "the worker's sex, where the summary says it outright"),
	ROW("documents_reviewed", "documents_reviewed", FIELD_STRINGS, record,
	    documents_reviewed, NULL,
	    "the documents the reviewer read, where the letter lists them"),
	ROW("outcome", "outcome", FIELD_CHOICE, record, outcome, outcomes,
	    "the decisions of all issues taken together"),
	{ NULL },
};

const struct field issue_fields[] = {
	ROW("number", "number", FIELD_INTEGER, issue, number, NULL,
	    "the issue's place in the letter, from 1"),
	ROW("heading", "heading", FIELD_TEXT, issue, heading, NULL,
	    "all that stands before the decision word's colon, as printed"),
	ROW("treatment", "treatment", FIELD_TEXT, issue, treatment, NULL,
	    "what was judged, without a closing period"),
	ROW("original_request", "original_request", FIELD_TEXT, issue,
	    original_request, NULL,
	    "what was first asked for, where part of it was authorized"),
	ROW("authorized", "authorized", FIELD_TEXT, issue, authorized, NULL,
	    "the part that the claims administrator had authorized"),
	ROW("decision", "decision", FIELD_CHOICE, issue, decision, decisions,
	    "whether the denial stands (upheld) or falls (overturned)"),
	ROW("claims_administrator_guideline", "claims_administrator_guideline",
	    FIELD_TEXT, issue, claims_administrator_guideline, NULL,
	    "what the claims administrator based its decision on"),
	ROW("reviewer_guideline", "reviewer_guideline", FIELD_TEXT, issue,
	    reviewer_guideline, NULL,
	    "what the expert reviewer based the decision on"),
	ROW("rationale", "rationale", FIELD_TEXT, issue, rationale, NULL,
	    "the reviewer's reasons, as written"),
	{ NULL },
};

gboolean
field_is_null(const struct field *field, gconstpointer owner)
{
	const char *text;

	switch (field->type) {
	case FIELD_INTEGER:
		return *FIELD_VALUE(int, owner, field) == INTEGER_UNKNOWN;
	case FIELD_STRINGS:
		return *FIELD_VALUE(char **, owner, field) == NULL;
	default:
		text = *FIELD_VALUE(char *, owner, field);
		return text == NULL || *text == '\0';
	}
}

char *
field_to_string(const struct field *field, gconstpointer owner)
{
	if (field_is_null(field, owner))
		return g_strdup("");
	switch (field->type) {
	case FIELD_INTEGER:
		return g_strdup_printf("%d", *FIELD_VALUE(int, owner, field));
	case FIELD_STRINGS:
		return g_strjoinv("; ", *FIELD_VALUE(char **, owner, field));
	default:
		return g_strdup(*FIELD_VALUE(char *, owner, field));
	}
}
