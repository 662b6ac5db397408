/* show_status.c - imrctl status, for people. */
#include "ctl/status/show_status.h"

#include <math.h>

#include "ctl/print.h"
#include "ctl/show/show_letter.h"
#include "ctl/status/show_sources.h"
#include "output/screen.h"
#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "view/health.h"
#include "view/times.h"

#define COLUMN SHOW_COLUMN
#define NAME_CELLS 14 /* of a sink */
#define STATE_CELLS 7
#define QUEUE_COLUMN (COLUMN + NAME_CELLS + 2 + STATE_CELLS + 2)

static const enum colour sink_colours[] = {
	[SINK_OK] = COLOUR_GOOD,
	[SINK_WAITING] = COLOUR_DOUBT,
	[SINK_HALTED] = COLOUR_BAD,
	[SINK_REMOVED] = COLOUR_DIM,
};

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
	show_line(out, "letters", line->str);
	g_string_printf(
		line, "%" G_GUINT64_FORMAT " %s, %" G_GUINT64_FORMAT " %s",
		summary->records, summary->records == 1 ? "record" : "records",
		summary->duplicates,
		summary->duplicates == 1 ? "duplicate" : "duplicates");
	show_line(out, NULL, line->str);
	g_string_printf(line,
			"%" G_GUINT64_FORMAT " in the last minute, "
			"%" G_GUINT64_FORMAT " in the last hour",
			summary->last_minute, summary->last_hour);
	show_line(out, "rate", line->str);
	g_string_printf(line, "the oldest for %s", age);
	show_line(out, "waiting",
		  summary->oldest_waiting > 0 ? line->str : "none");
}

/* Rounded down to a tenth of a per cent, so that 100 % means all of them. */
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
	show_line(out, "looks", line->str);
	if (straight < 0)
		return;
	g_string_printf(line, "%.1f %% of the letters needed none",
			floor(straight * 1000) / 10);
	if (with_record > summary->looks_known)
		g_string_append_printf(line,
				       "; %" G_GUINT64_FORMAT
				       " older ones are still looked through",
				       with_record - summary->looks_known);
	show_line(out, NULL, line->str);
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
	show_line(out, NULL, trouble);
}

static void
append_problems(GString *out, const GPtrArray *problems)
{
	for (guint i = 0; i < problems->len; i++) {
		const struct spool_letter *letter = problems->pdata[i];
		g_autofree char *time = times_to_local(letter->finished);
		g_autofree char *line = g_strdup_printf(
			"%.*s  %s  %s  %s: %s", SHOW_ID_DIGITS, letter->id,
			time, letter->name, letter_state_names[letter->state],
			letter->reason ? letter->reason : "");

		show_line(out, i ? NULL : "last bad", line);
	}
}

static void
append_concerns(GString *out, const GPtrArray *concerns)
{
	for (guint i = 0; i < concerns->len; i++) {
		const struct concern *concern = concerns->pdata[i];
		g_autofree char *line = screen_line(concern->text);

		print_coloured(out, COLOUR_BAD, "! ");
		screen_append_wrapped(out, line, 2, 2, print_style()->width);
		g_string_append_c(out, '\n');
	}
}

static void
append_headline(GString *out, const GPtrArray *concerns)
{
	g_autofree char *headline = health_headline(concerns, TRUE);
	g_autofree char *line = screen_line(headline);
	g_autoptr(GString) wrapped = g_string_new(NULL);

	screen_append_wrapped(wrapped, line, 0, 2, print_style()->width);
	print_coloured(out, concerns->len > 0 ? COLOUR_BAD : COLOUR_GOOD,
		       wrapped->str);
	g_string_append_c(out, '\n');
}

/* A running daemon may use other settings than those in the file. */
static void
append_settings(GString *out, const struct health *health)
{
	g_autofree char *read = times_to_local(health->settings->at);
	g_autofree char *line = NULL;

	if (!health_settings_have_changed(health))
		return;
	line = g_strdup_printf("the file has changed since the service read "
			       "it, %s: imr-ingest --check-config, then "
			       "systemctl reload imr-ingest",
			       read);
	show_line(out, "settings", line);
}

void
show_status(const struct health *health, const char *directory,
	    const GPtrArray *concerns)
{
	const struct spool_summary *summary = health->summary;
	g_autoptr(GString) out = g_string_new(NULL);

	append_headline(out, concerns);
	append_daemon(out, health->pid, directory);
	append_settings(out, health);
	append_letters(out, summary, health->now);
	append_looks(out, summary);
	show_sources(out, health);
	for (guint i = 0; i < summary->sinks->len; i++)
		append_sink(out, summary->sinks->pdata[i], health->now, i == 0);
	append_problems(out, summary->problems);
	show_troubles(out, health);
	append_concerns(out, concerns);
	print_text(out);
}
