/* show_letter.c - a letter's rows of the spool, on a sheet. */
#include "ctl/show/show_letter.h"

#include "ctl/show/sheet.h"
#include "view/times.h"

static const enum colour state_colours[] = {
	[LETTER_RECEIVED] = COLOUR_DOUBT,  [LETTER_EXTRACTING] = COLOUR_DOUBT,
	[LETTER_EXTRACTED] = COLOUR_DOUBT, [LETTER_DELIVERED] = COLOUR_GOOD,
	[LETTER_REJECTED] = COLOUR_BAD,	   [LETTER_FAILED] = COLOUR_BAD,
};

static const enum colour delivery_colours[] = {
	[DELIVERY_QUEUED] = COLOUR_DOUBT,
	[DELIVERY_DELIVERED] = COLOUR_GOOD,
	[DELIVERY_PARKED] = COLOUR_BAD,
	[DELIVERY_SPARED] = COLOUR_DIM,
};

enum colour
show_state_colour(enum letter_state state)
{
	return state_colours[state];
}

static void
add_fact(GPtrArray *sheet, const char *label, const char *text)
{
	sheet_add(sheet, SHEET_FACT, COLOUR_NONE, label, text);
}

static void
add_section(GPtrArray *sheet, const char *label)
{
	sheet_add(sheet, SHEET_SECTION, COLOUR_NONE, label, NULL);
}

static void
add_time(GPtrArray *sheet, const char *label, gint64 time)
{
	g_autofree char *text = NULL;

	if (time == 0)
		return;
	text = times_to_local(time);
	add_fact(sheet, label, text);
}

static void
add_work(GPtrArray *sheet, const struct spool_letter *letter)
{
	g_autofree char *text = g_strdup_printf(
		"%u, of which %u recognised, in %.1f s", letter->pages,
		letter->ocr_pages, letter->seconds);

	if (letter->pages > 0)
		add_fact(sheet, "pages", text);
}

static void
add_trouble(GPtrArray *sheet, const struct spool_letter *letter)
{
	g_autofree char *attempts = g_strdup_printf(
		letter->attempts == 1
			? "%u, which a worker did not survive"
			: "%u, each of which a worker did not survive",
		letter->attempts);

	if (letter->reason != NULL)
		add_fact(sheet, "reason", letter->reason);
	if (letter->reason_code != NULL)
		add_fact(sheet, "kind", letter->reason_code);
	if (letter->attempts > 0)
		add_fact(sheet, "attempts", attempts);
	if (letter->state == LETTER_RECEIVED)
		add_time(sheet, "next try", letter->next_attempt);
	if (letter->from_scratch)
		add_fact(sheet, "pages",
			 letter->every_page
				 ? "each is to be recognised (imrctl reocr)"
				 : "are to be read again (imrctl reextract)");
}

/* The reasons are shown with the records, as their warnings. */
static void
add_look(GPtrArray *sheet, const struct spool_letter *letter)
{
	g_autofree char *at = times_to_local(letter->seen);
	g_autofree char *seen = g_strdup_printf("seen %s", at);

	if (spool_letter_needs_look(letter))
		add_fact(sheet, "look", "needed; then imrctl seen");
	else if (letter->seen > 0)
		add_fact(sheet, "look", seen);
}

void
show_letter(GPtrArray *sheet, const struct spool_letter *letter,
	    const char *original_path)
{
	g_autofree char *size = g_strdup_printf("%" G_GUINT64_FORMAT " bytes",
						letter->size_bytes);

	sheet_add(sheet, SHEET_TITLE, show_state_colour(letter->state),
		  letter->name, letter_state_names[letter->state]);
	add_fact(sheet, "id", letter->id);
	add_trouble(sheet, letter);
	add_look(sheet, letter);
	add_fact(sheet, "watch",
		 *letter->watch ? letter->watch
				: "not known: taken up from the store");
	if (letter->folder != NULL && *letter->folder != '\0')
		add_fact(sheet, "folder", letter->folder);
	add_fact(sheet, "size", size);
	add_work(sheet, letter);
	add_time(sheet, "arrived", letter->received);
	add_time(sheet, "extracted", letter->extracted);
	add_time(sheet, "finished", letter->finished);
	add_fact(sheet, "original", original_path);
}

static void
add_arrival(GPtrArray *sheet, const struct spool_arrival_row *arrival)
{
	g_autofree char *first = times_to_local(arrival->first);
	g_autofree char *last = times_to_local(arrival->last);
	g_autofree char *text =
		arrival->times > 1
			? g_strdup_printf("%s  (%u times, last %s)",
					  arrival->path, arrival->times, last)
			: g_strdup(arrival->path);

	add_fact(sheet, first, text);
}

void
show_arrivals(GPtrArray *sheet, const GPtrArray *arrivals)
{
	/* Known from the store alone: how the letter came is unknown. */
	if (arrivals->len == 0)
		return;
	add_section(sheet, arrivals->len > 1
				   ? "Arrived (the same bytes, more than once)"
				   : "Arrived");
	for (guint i = 0; i < arrivals->len; i++)
		add_arrival(sheet, arrivals->pdata[i]);
}

void
show_events(GPtrArray *sheet, const GPtrArray *events)
{
	add_section(sheet, "History");
	for (guint i = 0; i < events->len; i++) {
		const struct spool_event *event = events->pdata[i];
		g_autofree char *at = times_to_local(event->at);
		g_autofree char *text =
			event->detail ? g_strdup_printf("%s: %s", event->what,
							event->detail)
				      : g_strdup(event->what);

		add_fact(sheet, at, text);
	}
}

static void
add_delivery(GPtrArray *sheet, const struct spool_delivery *delivery)
{
	gboolean is_spared = delivery->state == DELIVERY_SPARED;
	g_autofree char *time = times_to_local(
		is_spared || delivery->state == DELIVERY_DELIVERED
			? delivery->delivered
			: delivery->next_attempt);
	g_autoptr(GString) text = g_string_new(NULL);

	g_string_printf(text, "record %u %s", delivery->index + 1,
			delivery_state_names[delivery->state]);
	if (delivery->state == DELIVERY_DELIVERED)
		g_string_append_printf(text, " %s", time);
	else if (delivery->state == DELIVERY_QUEUED && delivery->attempts > 0)
		g_string_append_printf(
			text, ", failed %u %s, next try %s", delivery->attempts,
			g_dngettext(NULL, "time", "times", delivery->attempts),
			time);
	else if (is_spared && delivery->delivered > 0)
		g_string_append_printf(text, ", an older revision delivered %s",
				       time);
	else if (is_spared)
		g_string_append(text, ", never delivered");
	if (delivery->state != DELIVERY_DELIVERED && delivery->reason != NULL)
		g_string_append_printf(text, ": %s", delivery->reason);
	sheet_add(sheet, SHEET_FACT, delivery_colours[delivery->state],
		  delivery->sink, text->str);
}

void
show_deliveries(GPtrArray *sheet, const GPtrArray *deliveries)
{
	if (deliveries->len == 0)
		return;
	add_section(sheet, "Deliveries");
	for (guint i = 0; i < deliveries->len; i++)
		add_delivery(sheet, deliveries->pdata[i]);
}
