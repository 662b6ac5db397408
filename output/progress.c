/* progress.c - the progress line. */
#include "output/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "output/screen.h"

#define PATIENCE_MS 500
#define PERIOD_MS 100
#define ERASE "\r\033[K"

struct progress {
	char *(*describe)(gpointer data);
	gpointer data;
	guint timer;
	gboolean visible;
};

static gboolean
show(gpointer data)
{
	struct progress *progress = data;
	g_autofree char *line = progress->describe(progress->data);

	if (line == NULL)
		return G_SOURCE_CONTINUE;
	/* Cut so that it does not wrap: only one line can be erased. */
	fprintf(stderr, ERASE "%.*s", (int)screen_width(STDERR_FILENO) - 1,
		line);
	fflush(stderr);
	progress->visible = TRUE;
	return G_SOURCE_CONTINUE;
}

static gboolean
begin(gpointer data)
{
	struct progress *progress = data;

	progress->timer = g_timeout_add(PERIOD_MS, show, progress);
	show(progress);
	return G_SOURCE_REMOVE;
}

struct progress *
progress_new(char *(*describe)(gpointer data), gpointer data)
{
	struct progress *progress = g_new0(struct progress, 1);

	progress->describe = describe;
	progress->data = data;
	if (isatty(STDERR_FILENO))
		progress->timer = g_timeout_add(PATIENCE_MS, begin, progress);
	return progress;
}

void
progress_hide(struct progress *progress)
{
	if (progress->visible)
		fputs(ERASE, stderr);
	fflush(stderr);
	progress->visible = FALSE;
}

void
progress_free(struct progress *progress)
{
	progress_hide(progress);
	if (progress->timer != 0)
		g_source_remove(progress->timer);
	g_free(progress);
}
