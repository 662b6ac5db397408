/* show_letter.c - a letter's rows of the spool, for people. */
#include "ctl/show_letter.h"

#include <string.h>

#include "output/screen.h"
#include "view/times.h"

#define LABEL_CELLS 12
#define INDENT "  "

static const enum colour state_colours[] = {
	[LETTER_RECEIVED] = COLOUR_DOUBT,  [LETTER_EXTRACTING] = COLOUR_DOUBT,
	[LETTER_EXTRACTED] = COLOUR_DOUBT, [LETTER_DELIVERED] = COLOUR_GOOD,
	[LETTER_REJECTED] = COLOUR_BAD,	   [LETTER_FAILED] = COLOUR_BAD,
};

static const enum colour delivery_colours[] = {
	[DELIVERY_QUEUED] = COLOUR_DOUBT,
	[DELIVERY_DELIVERED] = COLOUR_GOOD,
	[DELIVERY_PARKED] = COLOUR_BAD,
};

enum colour
show_state_colour(enum letter_state state)
{
	return state_colours[state];
}

static void
append_heading(GString *out, const char *text)
{
	print_coloured(out, COLOUR_BOLD, text);
	g_string_append_c(out, '\n');
}

/* "  label       text", wrapped. */
static void
append_fact(GString *out, const char *label, const char *text)
{
	g_autofree char *safe = screen_line(text);
	guint column = strlen(INDENT) + LABEL_CELLS;

	g_string_append(out, INDENT);
	print_column(out, COLOUR_DIM, label, LABEL_CELLS);
	screen_append_wrapped(out, safe, column, column, print_style()->width);
	g_string_append_c(out, '\n');
}

static void
append_time(GString *out, const char *label, gint64 time)
{
	g_autofree char *text = NULL;

	if (time == 0)
		return;
	text = times_to_local(time);
	append_fact(out, label, text);
}

static void
append_work(GString *out, const struct spool_letter *letter)
{
	g_autofree char *text = g_strdup_printf(
		"%u, of which %u recognised, in %.1f s", letter->pages,
		letter->ocr_pages, letter->seconds);

	if (letter->pages > 0)
		append_fact(out, "pages", text);
}

static void
append_trouble(GString *out, const struct spool_letter *letter)
{
	g_autofree char *attempts = g_strdup_printf(
		letter->attempts == 1
			? "%u, which a worker did not survive"
			: "%u, each of which a worker did not survive",
		letter->attempts);

	if (letter->reason != NULL)
		append_fact(out, "reason", letter->reason);
	if (letter->reason_code != NULL)
		append_fact(out, "kind", letter->reason_code);
	if (letter->attempts > 0)
		append_fact(out, "attempts", attempts);
	if (letter->state == LETTER_RECEIVED)
		append_time(out, "next try", letter->next_attempt);
	if (letter->from_scratch)
		append_fact(out, "pages",
			    "each is to be recognised (imrctl reocr)");
}

/* Why stands with the records: in their warnings. */
static void
append_look(GString *out, const struct spool_letter *letter)
{
	g_autofree char *at = times_to_local(letter->seen);
	g_autofree char *seen = g_strdup_printf("seen %s", at);

	if (spool_letter_needs_look(letter))
		append_fact(out, "look", "needed; then imrctl seen");
	else if (letter->seen > 0)
		append_fact(out, "look", seen);
}

void
show_letter(GString *out, const struct spool_letter *letter,
	    const char *original_path)
{
	g_autofree char *name = screen_line(letter->name);
	g_autofree char *size = g_strdup_printf("%" G_GUINT64_FORMAT " bytes",
						letter->size_bytes);

	print_coloured(out, COLOUR_BOLD, name);
	g_string_append(out, "  ");
	print_coloured(out, show_state_colour(letter->state),
		       letter_state_names[letter->state]);
	g_string_append_c(out, '\n');
	append_fact(out, "id", letter->id);
	append_trouble(out, letter);
	append_look(out, letter);
	append_fact(out, "watch",
		    *letter->watch ? letter->watch
				   : "not known: taken up from the store");
	if (letter->folder != NULL && *letter->folder != '\0')
		append_fact(out, "folder", letter->folder);
	append_fact(out, "size", size);
	append_work(out, letter);
	append_time(out, "arrived", letter->received);
	append_time(out, "extracted", letter->extracted);
	append_time(out, "finished", letter->finished);
	append_fact(out, "original", original_path);
	g_string_append_c(out, '\n');
}

static void
append_arrival(GString *out, const struct spool_arrival_row *arrival)
{
	g_autofree char *first = times_to_local(arrival->first);
	g_autofree char *last = times_to_local(arrival->last);
	g_autofree char *path = screen_line(arrival->path);

	g_string_append_printf(out, INDENT "%s  %s", first, path);
	if (arrival->times > 1)
		g_string_append_printf(out, "  (%u times, last %s)",
				       arrival->times, last);
	g_string_append_c(out, '\n');
}

void
show_arrivals(GString *out, const GPtrArray *arrivals)
{
	/* A letter of the store alone: nobody knows how it came. */
	if (arrivals->len == 0)
		return;
	append_heading(out, arrivals->len > 1
				    ? "Arrived (the same bytes, more than once)"
				    : "Arrived");
	for (guint i = 0; i < arrivals->len; i++)
		append_arrival(out, arrivals->pdata[i]);
	g_string_append_c(out, '\n');
}

static void
append_event(GString *out, const struct spool_event *event)
{
	g_autofree char *at = times_to_local(event->at);
	g_autofree char *what = screen_line(event->what);
	g_autofree char *detail =
		screen_line(event->detail ? event->detail : "");
	guint column = strlen(INDENT) + 19 + 2 + LABEL_CELLS;

	g_string_append_printf(out, INDENT "%-19s  ", at);
	print_column(out, COLOUR_NONE, what, *detail ? LABEL_CELLS : 0);
	screen_append_wrapped(out, detail, column, column,
			      print_style()->width);
	g_string_append_c(out, '\n');
}

void
show_events(GString *out, const GPtrArray *events)
{
	append_heading(out, "History");
	for (guint i = 0; i < events->len; i++)
		append_event(out, events->pdata[i]);
	g_string_append_c(out, '\n');
}

static void
append_delivery(GString *out, const struct spool_delivery *delivery)
{
	g_autofree char *sink = screen_line(delivery->sink);
	g_autofree char *reason =
		screen_line(delivery->reason ? delivery->reason : "");
	g_autofree char *time = times_to_local(
		delivery->state == DELIVERY_DELIVERED ? delivery->delivered
						      : delivery->next_attempt);
	guint column = strlen(INDENT) * 2;

	g_string_append(out, INDENT);
	print_column(out, COLOUR_NONE, sink, LABEL_CELLS);
	g_string_append_printf(out, "  record %u  ", delivery->index + 1);
	print_coloured(out, delivery_colours[delivery->state],
		       delivery_state_names[delivery->state]);
	if (delivery->state == DELIVERY_DELIVERED)
		g_string_append_printf(out, " %s", time);
	else if (delivery->state == DELIVERY_QUEUED && delivery->attempts > 0)
		g_string_append_printf(
			out, ", failed %u %s, next try %s", delivery->attempts,
			g_dngettext(NULL, "time", "times", delivery->attempts),
			time);
	g_string_append_c(out, '\n');
	if (delivery->state == DELIVERY_DELIVERED || *reason == '\0')
		return;
	g_string_append(out, INDENT INDENT);
	screen_append_wrapped(out, reason, column, column,
			      print_style()->width);
	g_string_append_c(out, '\n');
}

void
show_deliveries(GString *out, const GPtrArray *deliveries)
{
	if (deliveries->len == 0)
		return;
	append_heading(out, "Deliveries");
	for (guint i = 0; i < deliveries->len; i++)
		append_delivery(out, deliveries->pdata[i]);
	g_string_append_c(out, '\n');
}
