/* header.c - the header table, read by where its words stand. */
#include "parser/fields/header.h"

#include <string.h>

#include "parser/letter/case_number.h"
#include "parser/letter/date.h"
#include "parser/letter/digit.h"
#include "parser/letter/phrase.h"

enum header_type { TYPE_CASE_NUMBER, TYPE_DATE, TYPE_PRIORITY, TYPE_TEXT };

static const struct header_field {
	const char *phrase;
	const char *path;
	gsize offset;
	enum header_type type;
} header_fields[] = {
#define ROW(phrase, member, type)                                              \
	{                                                                      \
		phrase, "/case/" #member,                                      \
			G_STRUCT_OFFSET(struct record, member), type           \
	}
	ROW("Case Number", case_number, TYPE_CASE_NUMBER),
	ROW("MAXIMUS Case Number", case_number, TYPE_CASE_NUMBER),
	ROW("IMR Case Number", case_number, TYPE_CASE_NUMBER),
	ROW("Date Assigned", date_assigned, TYPE_DATE),
	ROW("Date of Injury", date_of_injury, TYPE_DATE),
	ROW("Decision Date", decision_date, TYPE_DATE),
	ROW("Dated", decision_date, TYPE_DATE),
	ROW("UR Denial Date", ur_denial_date, TYPE_DATE),
	ROW("Date of UR Decision", ur_denial_date, TYPE_DATE),
	ROW("Application Received", application_received, TYPE_DATE),
	ROW("IMR Application Received", application_received, TYPE_DATE),
	ROW("Application", application_received, TYPE_DATE),
	ROW("Priority", priority, TYPE_PRIORITY),
	ROW("Employee Name", employee_name, TYPE_TEXT),
	ROW("Employee", employee_name, TYPE_TEXT),
	ROW("Claim Number", claim_number, TYPE_TEXT),
	ROW("Claims Number", claim_number, TYPE_TEXT),
#undef ROW
};

/* A label on the page: the spans that it covers and where they stand. */
struct label {
	const struct header_field *field; /* NULL: "Received:", half a label */
	guint first, last;		  /* spans */
	struct box box;
	const struct page *page;
};

/* Part of the line's height by which a value may stand higher or lower. */
#define RAGGED 0.35
/* Values begin within this of the label that they belong to, in heights of
 * its line. */
#define FARTHEST 24.0
/* So wide a gap, in the same heights, no date has and no case number: what
 * stands behind it is another cell's, even where its label cannot be read (a
 * stamp covers it). */
#define CELL_GAP 4.0

static const struct span *
span_at(const struct flow *flow, guint index)
{
	return &g_array_index(flow->spans, struct span, index);
}

static gsize
line_start(const struct flow *flow, guint index)
{
	while (index > 0 && !span_at(flow, index)->starts_line)
		index--;
	return span_at(flow, index)->start;
}

static gsize
line_end(const struct flow *flow, guint index)
{
	guint i = index + 1;

	while (i < flow->spans->len && !span_at(flow, i)->starts_line)
		i++;
	return span_at(flow, i - 1)->end;
}

/* What labels_find() looks for. */
struct wordings {
	struct phrase fields[G_N_ELEMENTS(header_fields)];
	struct phrase received;
};

static void
wordings_read(struct wordings *wordings)
{
	for (guint i = 0; i < G_N_ELEMENTS(header_fields); i++)
		phrase_read(&wordings->fields[i], header_fields[i].phrase);
	phrase_read(&wordings->received, "Received");
}

/* The longest label that starts at span index, its colon included: without a
 * colon only `Application`, whose second line carries it. */
static gboolean
label_at(const struct flow *flow, guint index, const struct wordings *wordings,
	 struct label *out)
{
	gsize start = span_at(flow, index)->start;
	gsize limit = line_end(flow, index), longest = 0, end;
	struct phrase_place place;

	phrase_place_open(&place, flow->text, start, limit);

	for (guint i = 0; i < G_N_ELEMENTS(header_fields); i++) {
		const struct header_field *field = &header_fields[i];
		gboolean bare = strcmp(field->phrase, "Application") == 0;

		if (!phrase_place_begins(&place, &wordings->fields[i], &end) ||
		    end <= longest)
			continue;
		if (!bare && strchr(":;.", flow->text[end]) == NULL)
			continue;
		longest = end;
		out->field = field;
	}
	if (longest == 0 &&
	    phrase_place_begins(&place, &wordings->received, &end) &&
	    flow->text[end] == ':') {
		longest = end;
		out->field = NULL;
	}
	if (longest == 0)
		return FALSE;
	out->first = index;
	out->last = flow_span_at(flow, longest - 1);
	out->page = span_at(flow, index)->page;
	out->box = span_at(flow, index)->word->box;
	for (guint i = index; i <= out->last; i++)
		out->box = box_union(out->box, span_at(flow, i)->word->box);
	return TRUE;
}

static GArray *
labels_find(const struct flow *flow, gsize start, gsize end)
{
	GArray *labels = g_array_new(FALSE, FALSE, sizeof(struct label));
	guint i = flow_span_at(flow, start);
	struct wordings wordings;

	wordings_read(&wordings);
	while (i < flow->spans->len && span_at(flow, i)->start < end) {
		struct label label;

		if (label_at(flow, i, &wordings, &label)) {
			g_array_append_val(labels, label);
			i = label.last;
		}
		i++;
	}
	return labels;
}

static gboolean
on_one_row(struct box label, struct box word)
{
	double slack = RAGGED * (label.y1 - label.y0);
	double centre = (word.y0 + word.y1) / 2;

	return centre > label.y0 - slack && centre < label.y1 + slack;
}

/* Where the next label to the right begins: values do not reach there. */
static double
right_limit(const GArray *labels, const struct label *label)
{
	double limit =
		label->box.x1 + FARTHEST * (label->box.y1 - label->box.y0);

	for (guint i = 0; i < labels->len; i++) {
		const struct label *other =
			&g_array_index(labels, struct label, i);

		if (other != label && other->page == label->page &&
		    other->box.x0 > label->box.x1 &&
		    on_one_row(label->box, other->box))
			limit = MIN(limit, other->box.x0);
	}
	return limit;
}

static gboolean
is_in_label(const GArray *labels, guint span)
{
	for (guint i = 0; i < labels->len; i++) {
		const struct label *label =
			&g_array_index(labels, struct label, i);

		if (span >= label->first && span <= label->last)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_of_next_cell(const struct label *label, double end, const struct box *box)
{
	return label->field->type != TYPE_TEXT &&
	       box->x0 - end > CELL_GAP * (label->box.y1 - label->box.y0);
}

/* The run of spans of [from, to) that stand beside the label. */
static gboolean
spans_beside(const struct flow *flow, const GArray *labels,
	     const struct label *label, gsize from, gsize to, gsize *out_start,
	     gsize *out_end)
{
	double limit = right_limit(labels, label), end = 0;
	gboolean found = FALSE;

	for (guint i = flow_span_at(flow, from);
	     i < flow->spans->len && span_at(flow, i)->start < to; i++) {
		const struct span *span = span_at(flow, i);
		const struct box *box = &span->word->box;

		if (span->page != label->page || is_in_label(labels, i) ||
		    box->x0 < label->box.x1 - 1 || box->x0 >= limit ||
		    !on_one_row(label->box, *box))
			continue;
		if (found && is_of_next_cell(label, end, box))
			break;
		if (!found)
			*out_start = span->start;
		*out_end = span->end;
		end = box->x1;
		found = TRUE;
	}
	return found;
}

/* The value stands on the label's line; only a crooked scan that made two
 * lines of a row leaves it to another. */
static gboolean
value_range(const struct flow *flow, const GArray *labels,
	    const struct label *label, gsize from, gsize to, gsize *out_start,
	    gsize *out_end)
{
	return spans_beside(flow, labels, label, line_start(flow, label->last),
			    line_end(flow, label->last), out_start, out_end) ||
	       spans_beside(flow, labels, label, from, to, out_start, out_end);
}

/* Two dates beside one label are two rows run together, and digits may be what
 * a scan left of a date; other words are a line's that was run into this one.
 */
static char *
parse_only_date(const char *text, gboolean repair)
{
	const char *rest = text + date_length(text, repair);
	gsize digits = strcspn(rest, "0123456789");
	gboolean is_item = rest[digits] != '\0' && rest[digits + 1] == ')';

	return rest[digits] == '\0' || is_item ? date_parse(text, repair)
					       : NULL;
}

static char *
parse_priority(const char *text)
{
	if (phrase_begins(text, 0, strlen(text), "Standard", NULL))
		return g_strdup("standard");
	if (phrase_begins(text, 0, strlen(text), "Expedited", NULL))
		return g_strdup("expedited");
	return NULL;
}

static char *
parse_value(enum header_type type, const char *text, gboolean repair)
{
	g_autofree char *plain = digit_plain_separators(text);

	switch (type) {
	case TYPE_CASE_NUMBER:
		return case_number_parse(plain, repair);
	case TYPE_DATE:
		return parse_only_date(plain, repair);
	case TYPE_PRIORITY:
		return parse_priority(text);
	default:
		return g_strdup(text);
	}
}

/* A field that two places of a letter give differently is in doubt. */
static void
enter_value(struct letter *letter, const struct header_field *field,
	    gsize start, gsize end)
{
	g_autofree char *text = letter_slice(letter, start, end);
	char **value =
		(char **)(gpointer)((char *)letter->record + field->offset);
	gboolean repair =
		span_at(letter->flow, flow_span_at(letter->flow, start))
			->page->text_source == TEXT_SOURCE_OCR;
	g_autofree char *parsed = NULL;

	if (text == NULL)
		return;
	parsed = parse_value(field->type, text, repair);
	if (parsed == NULL)
		record_add_warning(letter->record, "unreadable", field->path,
				   "the value beside '%s:' is not of its form",
				   field->phrase);
	else if (*value == NULL)
		letter_set(letter, field->path, value, g_steal_pointer(&parsed),
			   start, end);
	else if (strcmp(*value, parsed) != 0)
		letter_withdraw(letter, field->path, value, "conflict",
				"the letter gives two different values");
}

void
header_read(struct letter *letter, gsize start, gsize end)
{
	const struct flow *flow = letter->flow;
	g_autoptr(GArray) labels = labels_find(flow, start, end);

	for (guint i = 0; i < labels->len; i++) {
		const struct label *label =
			&g_array_index(labels, struct label, i);
		gsize from, to;

		if (label->field != NULL &&
		    value_range(flow, labels, label, start, end, &from, &to))
			enter_value(letter, label->field, from, to);
	}
}

gboolean
header_is_there(const struct flow *flow, gsize start, gsize end)
{
	g_autoptr(GArray) labels = labels_find(flow, start, end);
	gboolean case_number = FALSE;
	guint others = 0;

	for (guint i = 0; i < labels->len; i++) {
		const struct label *label =
			&g_array_index(labels, struct label, i);

		if (label->field == NULL)
			continue;
		if (label->field->type == TYPE_CASE_NUMBER)
			case_number = TRUE;
		else
			others++;
	}
	return case_number && others > 0;
}
