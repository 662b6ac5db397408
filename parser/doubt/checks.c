/* checks.c - outcome, order of dates, missing and doubtful fields. */
#include "parser/doubt/checks.h"

#include <string.h>

#include "parser/doubt/stated_outcome.h"

#define MEMBER(name) G_STRUCT_OFFSET(struct record, name)

const struct typed typed_fields[] = {
	{ "/case/case_number", MEMBER(case_number) },
	{ "/case/date_of_injury", MEMBER(date_of_injury) },
	{ "/case/ur_denial_date", MEMBER(ur_denial_date) },
	{ "/case/application_received", MEMBER(application_received) },
	{ "/case/date_assigned", MEMBER(date_assigned) },
	{ "/case/decision_date", MEMBER(decision_date) },
	{ "/case/priority", MEMBER(priority) },
	{ NULL, 0 },
};
#define FIRST_DATE 1
#define LAST_DATE 5

/* Words of a page in doubt; on a standard fax, one in fifty is. */
#define LEAST_DOUBTED 6
#define MUCH_DOUBTED 0.03

struct doubted {
	const struct page *page;
	guint words, doubted;
};

char **
typed_value(struct record *record, const struct typed *field)
{
	return (char **)(gpointer)((char *)record + field->offset);
}

const struct typed *
typed_find(const char *path)
{
	for (const struct typed *field = typed_fields; field->path != NULL;
	     field++)
		if (strcmp(field->path, path) == 0)
			return field;
	return NULL;
}

static void
withdraw(struct letter *letter, const char *path, char **value)
{
	const struct evidence *evidence = letter_evidence(letter, path);

	if (evidence != NULL && evidence->confidence < TRUSTED_CONFIDENCE)
		letter_withdraw(letter, path, value, "low-confidence",
				"recognised with confidence %.2f only",
				evidence->confidence);
}

/* A digit that was misread makes another date, number or age, and two letters
 * another sex. */
static void
withdraw_doubtful(struct letter *letter)
{
	struct record *record = letter->record;
	g_autofree char *age = g_strdup_printf("%d", record->age);

	for (const struct typed *field = typed_fields; field->path != NULL;
	     field++)
		withdraw(letter, field->path, typed_value(record, field));
	withdraw(letter, "/summary/sex", &record->sex);
	withdraw(letter, "/summary/age", &age);
	if (age == NULL)
		record->age = INTEGER_UNKNOWN;
}

/* Text stays as it was read, and so does a decision: no misread letter makes
 * one of its two words of the other. */
static void
warn_doubtful(struct record *record)
{
	for (guint i = 0; i < record->evidence->len; i++) {
		const struct evidence *evidence = record->evidence->pdata[i];

		if (evidence->confidence < TRUSTED_CONFIDENCE)
			record_add_warning(record, "low-confidence",
					   evidence->path,
					   "a word of it was recognised with "
					   "confidence %.2f only",
					   evidence->confidence);
	}
}

static gboolean
has_warning(const struct record *record, const char *path)
{
	for (guint i = 0; i < record->warnings->len; i++) {
		const struct warning *warning =
			g_ptr_array_index(record->warnings, i);

		if (strcmp(warning->path, path) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
warn_if_missing(struct record *record, gboolean missing, const char *path,
		const char *message)
{
	if (missing)
		record_add_warning(record, "missing", path, "%s", message);
}

/* Another warning of it may say why already. */
static void
warn_if_unexplained(struct record *record, gboolean missing, const char *path,
		    const char *message)
{
	warn_if_missing(record, missing && !has_warning(record, path), path,
			message);
}

static void
warn_missing(struct letter *letter)
{
	struct record *record = letter->record;

	for (const struct typed *field = typed_fields; field->path != NULL;
	     field++)
		warn_if_unexplained(record, *typed_value(record, field) == NULL,
				    field->path, "the letter does not show it");
	warn_if_missing(record, record->licensed_states == NULL,
			"/reviewer/licensed_states",
			"the reviewer's licences were not found");
	warn_if_missing(record, record->certifications == NULL,
			"/reviewer/certifications",
			"the reviewer's specialty was not found");
	warn_if_missing(record, record->summary_text == NULL, "/summary/text",
			"no case summary was found");
	warn_if_unexplained(record, record->age == INTEGER_UNKNOWN,
			    "/summary/age",
			    "no case summary says it in its opening");
	warn_if_unexplained(record, record->sex == NULL, "/summary/sex",
			    "no case summary says it in its opening");
	warn_if_unexplained(record, record->outcome == NULL, "/outcome",
			    letter->lacks_decisions
				    ? "what is missing of the letter may hold "
				      "further decisions"
				    : "not every issue has its decision");
	warn_if_missing(record, record->issues->len == 0, "/issues",
			"no issue with a decision was found");
}

static void
warn_missing_part(struct letter *letter, const struct issue *issue,
		  const char *member, const char *value)
{
	g_autofree char *path = letter_issue_path(issue, member);

	warn_if_unexplained(letter->record, value == NULL, path,
			    "this part was not found");
}

/* The families of 2013 list the documents; the first had no claims
 * administrator's guideline. */
static void
warn_missing_parts(struct letter *letter)
{
	struct record *record = letter->record;
	gboolean lists = strcmp(record->format, "final_determination") != 0 &&
			 strcmp(record->format, "unknown") != 0;
	gboolean earliest = strcmp(record->format, "professional_review") == 0;

	for (guint i = 0; i < record->issues->len; i++) {
		const struct issue *issue = record->issues->pdata[i];

		if (!earliest)
			warn_missing_part(
				letter, issue, "claims_administrator_guideline",
				issue->claims_administrator_guideline);
		warn_missing_part(letter, issue, "reviewer_guideline",
				  issue->reviewer_guideline);
		warn_missing_part(letter, issue, "rationale", issue->rationale);
	}
	warn_if_missing(record, lists && record->documents_reviewed == NULL,
			"/documents_reviewed",
			"no list of documents was found");
}

static void
check_date_order(struct letter *letter)
{
	const struct typed *earlier = NULL, *field = &typed_fields[FIRST_DATE];

	for (; field <= &typed_fields[LAST_DATE]; field++) {
		const char *date = *typed_value(letter->record, field);

		if (date == NULL)
			continue;
		if (earlier != NULL &&
		    strcmp(*typed_value(letter->record, earlier), date) > 0)
			record_add_warning(letter->record, "date-order",
					   field->path,
					   "is before %s, which should come "
					   "first",
					   earlier->path);
		earlier = field;
	}
}

/* Warns once, of the page with the most of its words in doubt. */
static void
doubt_issues(struct letter *letter, const GArray *counts)
{
	const struct doubted *worst = NULL;

	for (guint i = 0; i < counts->len; i++) {
		const struct doubted *page =
			&g_array_index(counts, struct doubted, i);

		if (page->doubted >= LEAST_DOUBTED &&
		    page->doubted >= MUCH_DOUBTED * page->words &&
		    (worst == NULL || page->doubted > worst->doubted))
			worst = page;
	}
	if (worst == NULL)
		return;
	record_add_warning(letter->record, "low-confidence", "/issues",
			   "%u of the %u words on page %u are in doubt: an "
			   "issue may have been missed",
			   worst->doubted, worst->words, worst->page->number);
	letter->lacks_decisions = TRUE;
}

/* A label that was misread is none, and its issue a part of the one above. */
static void
check_doubted_pages(struct letter *letter)
{
	const struct flow *flow = letter->flow;
	g_autoptr(GArray) counts =
		g_array_new(FALSE, TRUE, sizeof(struct doubted));

	for (guint i = flow_span_at(flow, letter->start); i < flow->spans->len;
	     i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);
		struct doubted *page;

		if (span->start >= letter->end)
			break;
		if (counts->len == 0 ||
		    g_array_index(counts, struct doubted, counts->len - 1)
				    .page != span->page)
			g_array_append_val(counts,
					   ((struct doubted){ span->page }));
		page = &g_array_index(counts, struct doubted, counts->len - 1);
		page->words++;
		page->doubted += span->word->confidence <= WORD_DOUBTED;
	}
	doubt_issues(letter, counts);
}

/* One issue upheld and one overturned prove it, whatever is missing. */
static void
set_outcome(struct letter *letter)
{
	struct record *record = letter->record;
	guint upheld = 0, overturned = 0;

	for (guint i = 0; i < record->issues->len; i++) {
		const struct issue *issue =
			g_ptr_array_index(record->issues, i);

		if (g_strcmp0(issue->decision, "upheld") == 0)
			upheld++;
		else if (issue->decision != NULL)
			overturned++;
	}
	if (upheld > 0 && overturned > 0)
		record->outcome = g_strdup("partially_overturned");
	else if (upheld + overturned == record->issues->len &&
		 record->issues->len > 0 && !letter->lacks_decisions)
		record->outcome =
			g_strdup(upheld > 0 ? "upheld" : "overturned");
}

/* Of the letter's words: what is not in a field counts too, since a label
 * that was misread may have hidden one. Each gap counts as a page of which
 * nothing was read. */
static void
set_confidence(struct letter *letter)
{
	const struct flow *flow = letter->flow;
	const struct page *page = NULL;
	double sum = 0;
	guint words = 0, pages = 0;

	for (guint i = flow_span_at(flow, letter->start); i < flow->spans->len;
	     i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);

		if (span->start >= letter->end)
			break;
		sum += span->word->confidence;
		words++;
		pages += span->page != page;
		page = span->page;
	}
	letter->record->confidence =
		words > 0 ? sum / words * pages / (pages + letter->gaps) : 0;
}

void
checks_run(struct letter *letter)
{
	withdraw_doubtful(letter);
	warn_doubtful(letter->record);
	check_date_order(letter);
	check_doubted_pages(letter);
	set_outcome(letter);
	stated_outcome_check(letter);
	warn_missing(letter);
	warn_missing_parts(letter);
	set_confidence(letter);
}
