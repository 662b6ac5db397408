/* show_status.c - imrctl status, for people. */
#include "ctl/show_status.h"

#include <math.h>

#include "ctl/print.h"
#include "ctl/show_letter.h"
#include "output/screen.h"
#include "spool/spool.h"
#include "view/health.h"
#include "view/times.h"

#define COLUMN 10     /* where texts begin */
#define NAME_CELLS 14 /* of a sink */
#define STATE_CELLS 7
#define QUEUE_COLUMN (COLUMN + NAME_CELLS + 2 + STATE_CELLS + 2)
#define MOST_STRAYS 5

static const enum colour sink_colours[] = {
	[SINK_OK] = COLOUR_GOOD,
	[SINK_WAITING] = COLOUR_DOUBT,
	[SINK_HALTED] = COLOUR_BAD,
	[SINK_REMOVED] = COLOUR_DIM,
};

/* label (once, then NULL) and a wrapped text. */
static void
append_line(GString *out, const char *label, const char *text)
{
	g_autofree char *safe = screen_line(text);

	print_column(out, COLOUR_BOLD, label ? label : "", COLUMN);
	screen_append_wrapped(out, safe, COLUMN, COLUMN + 2,
			      print_style()->width);
	g_string_append_c(out, '\n');
}

static void
append_daemon(GString *out, gint64 pid, const char *directory)
{
	g_autofree char *place = screen_line(directory);

	print_coloured(out, pid != 0 ? COLOUR_GOOD : COLOUR_BAD,
		       pid != 0 ? "imr-ingest is running"
				: "no imr-ingest is running");
	if (pid > 0)
		g_string_append_printf(out, " (pid %" G_GINT64_FORMAT ")", pid);
	g_string_append_printf(out, ", spool %s\n", place);
}

static void
append_letters(GString *out, const struct spool_summary *summary, gint64 now)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autofree char *age = times_to_span(now - summary->oldest_waiting);

	for (guint i = 0; letter_state_names[i] != NULL; i++)
		g_string_append_printf(line, "%s%" G_GUINT64_FORMAT "\u00a0%s",
				       i ? ", " : "", summary->letters[i],
				       letter_state_names[i]);
	append_line(out, "letters", line->str);
	g_string_printf(
		line, "%" G_GUINT64_FORMAT " %s, %" G_GUINT64_FORMAT " %s",
		summary->records, summary->records == 1 ? "record" : "records",
		summary->duplicates,
		summary->duplicates == 1 ? "duplicate" : "duplicates");
	append_line(out, NULL, line->str);
	g_string_printf(line,
			"%" G_GUINT64_FORMAT " in the last minute, "
			"%" G_GUINT64_FORMAT " in the last hour",
			summary->last_minute, summary->last_hour);
	append_line(out, "rate", line->str);
	g_string_printf(line, "the oldest for %s", age);
	append_line(out, "waiting",
		    summary->oldest_waiting > 0 ? line->str : "none");
}

/* Cut down to a tenth of a per cent: 100 % is all of them. */
static void
append_looks(GString *out, const struct spool_summary *summary)
{
	double straight = spool_straight_through(summary);
	guint64 with_record = summary->letters[LETTER_EXTRACTED] +
			      summary->letters[LETTER_DELIVERED];
	g_autoptr(GString) line = g_string_new(NULL);

	if (summary->looks_open > 0)
		g_string_append_printf(line,
				       "%" G_GUINT64_FORMAT
				       " %s a look: imrctl list --warnings, "
				       "then imrctl seen",
				       summary->looks_open,
				       summary->looks_open == 1
					       ? "letter needs"
					       : "letters need");
	else
		g_string_append(line, "no letter needs a look");
	append_line(out, "looks", line->str);
	if (straight < 0)
		return;
	g_string_printf(line, "%.1f %% of the letters needed none",
			floor(straight * 1000) / 10);
	if (with_record > summary->looks_known)
		g_string_append_printf(line,
				       "; %" G_GUINT64_FORMAT
				       " older ones are still looked through",
				       with_record - summary->looks_known);
	append_line(out, NULL, line->str);
}

static char *
describe_queue(const struct spool_sink *sink, gint64 now)
{
	GString *out = g_string_new(NULL);
	g_autofree char *oldest = times_to_span(now - sink->oldest_queued);
	g_autofree char *last = times_to_span(now - sink->last_success);

	g_string_append_printf(out, "%" G_GUINT64_FORMAT " queued",
			       sink->queued);
	if (sink->oldest_queued > 0)
		g_string_append_printf(out, " (for %s)", oldest);
	g_string_append_printf(out,
			       ", %" G_GUINT64_FORMAT " parked, "
			       "%" G_GUINT64_FORMAT " delivered",
			       sink->parked, sink->delivered);
	if (sink->last_success > 0)
		g_string_append_printf(out, ", last %s ago", last);
	return g_string_free(out, FALSE);
}

static void
append_sink(GString *out, const struct spool_sink *sink, gint64 now,
	    gboolean first)
{
	g_autofree char *name = screen_line(sink->name);
	g_autofree char *next = times_to_span(sink->next_try - now);
	g_autofree char *queue = describe_queue(sink, now);
	g_autofree char *trouble = NULL;

	print_column(out, COLOUR_BOLD, first ? "sinks" : "", COLUMN);
	print_column(out, COLOUR_NONE, name, NAME_CELLS);
	g_string_append(out, "  ");
	print_column(out, sink_colours[sink->state],
		     sink_state_names[sink->state], STATE_CELLS);
	g_string_append(out, "  ");
	screen_append_wrapped(out, queue, QUEUE_COLUMN, QUEUE_COLUMN,
			      print_style()->width);
	g_string_append_c(out, '\n');
	if (sink->reason == NULL ||
	    (sink->state != SINK_WAITING && sink->state != SINK_HALTED))
		return;
	trouble = g_strdup_printf("  %s; next try %s%s", sink->reason,
				  sink->next_try > now ? "in " : "now",
				  sink->next_try > now ? next : "");
	append_line(out, NULL, trouble);
}

static void
append_problems(GString *out, const GPtrArray *problems)
{
	for (guint i = 0; i < problems->len; i++) {
		const struct spool_letter *letter = problems->pdata[i];
		g_autofree char *time = times_to_local(letter->finished);
		g_autofree char *line = g_strdup_printf(
			"%.*s  %s  %s: %s", SHOW_ID_DIGITS, letter->id, time,
			letter_state_names[letter->state],
			letter->reason ? letter->reason : "");

		append_line(out, i ? NULL : "last bad", line);
	}
}

static void
append_strays(GString *out, const GPtrArray *strays)
{
	g_autofree char *more = NULL;

	for (guint i = 0; i < MIN(strays->len, MOST_STRAYS); i++)
		append_line(out, i ? NULL : "strays", strays->pdata[i]);
	if (strays->len <= MOST_STRAYS)
		return;
	more = g_strdup_printf("and %u more: imrctl status --json",
			       strays->len - MOST_STRAYS);
	append_line(out, NULL, more);
}

static void
append_concerns(GString *out, const GPtrArray *concerns)
{
	for (guint i = 0; i < concerns->len; i++) {
		g_autofree char *line = screen_line(concerns->pdata[i]);

		print_coloured(out, COLOUR_BAD, "! ");
		screen_append_wrapped(out, line, 2, 2, print_style()->width);
		g_string_append_c(out, '\n');
	}
}

void
show_status(const struct health *health, const char *directory, gint64 now,
	    const GPtrArray *concerns)
{
	const struct spool_summary *summary = health->summary;
	g_autoptr(GString) out = g_string_new(NULL);

	append_daemon(out, health->pid, directory);
	append_letters(out, summary, now);
	append_looks(out, summary);
	for (guint i = 0; i < summary->sinks->len; i++)
		append_sink(out, summary->sinks->pdata[i], now, i == 0);
	append_problems(out, summary->problems);
	append_strays(out, summary->strays);
	append_concerns(out, concerns);
	print_text(out);
}
