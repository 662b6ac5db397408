/* show_sources.c - the sources, for people. */
#include "ctl/status/show_sources.h"

#include <string.h>

#include "ctl/print.h"
#include "output/screen.h"
#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "view/health.h"
#include "view/times.h"

#define MOST_STRAYS 5

/* The words after the number, and what follows them if names are given. */
static const struct {
	const char *one, *many;
} wait_texts[] = {
	[SPOOL_WAIT_UNSETTLED] = { "file still being written",
				   "files still being written" },
	[SPOOL_WAIT_INCOMPLETE] = { "file incomplete: its end is missing",
				    "files incomplete: their ends are "
				    "missing" },
	[SPOOL_WAIT_TURN] = { "file next in turn", "files next in turn" },
	[SPOOL_WAIT_AGAIN] = { "file tried again soon",
			       "files tried again soon" },
	[SPOOL_WAIT_IGNORED] = { "name ignored (setting ignore)",
				 "names ignored (setting ignore)" },
	[SPOOL_WAIT_FOLDER] = { "folder not looked into (recursive = no)",
				"folders not looked into (recursive = no)" },
};

void
show_line(GString *out, const char *label, const char *text)
{
	g_autofree char *safe = screen_line(text);

	print_column(out, COLOUR_BOLD, label ? label : "", SHOW_COLUMN);
	screen_append_wrapped(out, safe, SHOW_COLUMN, SHOW_COLUMN + 2,
			      print_style()->width);
	g_string_append_c(out, '\n');
}

static void
show_waiting(GString *out, enum spool_wait why,
	     const struct spool_waiting *waiting, gint64 now)
{
	g_autofree char *shown =
		g_filename_display_name(waiting->names ? waiting->names : "");
	g_auto(GStrv) names = g_strsplit(shown, "\n", -1);
	g_autofree char *list = g_strjoinv(", ", names);
	g_autofree char *span = times_to_span(now - waiting->since);
	g_autoptr(GString) line = g_string_new(NULL);

	g_string_append_printf(line, "  %u %s", waiting->files,
			       waiting->files == 1 ? wait_texts[why].one
						   : wait_texts[why].many);
	if (waiting->since > 0)
		g_string_append_printf(line, ", for %s", span);
	g_string_append_printf(line, ": %s%s", list,
			       waiting->files > g_strv_length(names) ? ", ..."
								     : "");
	show_line(out, NULL, line->str);
}

static void
show_source(GString *out, const struct health *health,
	    const struct spool_source *source, gboolean first)
{
	g_autofree char *directory = g_filename_display_name(source->directory);
	g_autofree char *last =
		times_to_span(health->now - source->last_arrival);
	gboolean reachable = health_source_is_reachable(health, source);
	g_autofree char *line = g_strdup_printf(
		"%s  %s  %s, %s%s%s", source->watch, directory,
		health->pid == 0 ? "not watched now"
		: reachable	 ? "reachable"
				 : "NOT REACHABLE",
		source->last_arrival > 0 ? "last letter "
					 : "no letter noted yet",
		source->last_arrival > 0 ? last : "",
		source->last_arrival > 0 ? " ago" : "");

	show_line(out, first ? "sources" : NULL, line);
	for (guint i = 0; i < SPOOL_WAITS; i++)
		if (source->waits[i].files > 0)
			show_waiting(out, i, &source->waits[i], health->now);
}

static void
show_strays(GString *out, const GPtrArray *strays)
{
	g_autofree char *more = NULL;

	for (guint i = 0; i < MIN(strays->len, MOST_STRAYS); i++) {
		const struct spool_stray *stray = strays->pdata[i];
		g_autofree char *line =
			g_strdup_printf("%s: %s", stray->path, stray->reason);

		show_line(out, i ? NULL : "strays", line);
	}
	if (strays->len <= MOST_STRAYS)
		return;
	more = g_strdup_printf("and %u more: imrctl status --json",
			       strays->len - MOST_STRAYS);
	show_line(out, NULL, more);
}

void
show_sources(GString *out, const struct health *health)
{
	const struct spool_summary *summary = health->summary;

	for (guint i = 0; i < summary->sources->len; i++)
		show_source(out, health, summary->sources->pdata[i], i == 0);
	show_strays(out, summary->strays);
}

void
show_troubles(GString *out, const struct health *health)
{
	g_autoptr(GPtrArray) troubles = health_troubles(health);

	for (guint i = 0; i < troubles->len && health->pid == 0; i++) {
		const struct spool_trouble *trouble = troubles->pdata[i];
		g_autofree char *what = spool_trouble_describe(trouble);
		g_autofree char *since = times_to_local(trouble->since);
		g_autofree char *line = g_strdup_printf(
			"when imr-ingest last ran (it may be over): %s, since "
			"%s",
			what, since);

		show_line(out, i ? NULL : "noted", line);
	}
}
