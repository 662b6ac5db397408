/* worker_words.c - from a pipe to lines. */
#include "extract/worker_words.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#define LONGEST_LINE 500   /* bytes */
#define MOST_AT_THE_END 64 /* reads: the worker may write faster than we read  \
			    */

struct worker_words {
	int fd;
	guint source; /* 0: it has ended */
	GString *line;
	void (*heard)(const char *line);
};

static void
hand_on(struct worker_words *words)
{
	if (words->line->len > 0)
		words->heard(words->line->str);
	g_string_truncate(words->line, 0);
}

/* FALSE: there is nothing to read now, or the pipe has ended. */
static gboolean
read_some(struct worker_words *words, gboolean *out_ended)
{
	char bytes[4096];
	gssize got = read(words->fd, bytes, sizeof(bytes));

	*out_ended = got == 0;
	for (gssize i = 0; i < got; i++) {
		if (bytes[i] == '\n' || words->line->len >= LONGEST_LINE)
			hand_on(words);
		if (bytes[i] != '\n' && bytes[i] != '\0')
			g_string_append_c(words->line, bytes[i]);
	}
	return got > 0;
}

static gboolean
hear(gint fd, GIOCondition condition, gpointer data)
{
	struct worker_words *words = data;
	gboolean ended;

	(void)fd;
	(void)condition;
	read_some(words, &ended);
	if (!ended)
		return G_SOURCE_CONTINUE;
	words->source = 0;
	return G_SOURCE_REMOVE;
}

struct worker_words *
worker_words_new(int take_fd, void (*heard)(const char *line))
{
	struct worker_words *words = g_new0(struct worker_words, 1);

	words->fd = take_fd;
	words->line = g_string_new(NULL);
	words->heard = heard;
	g_unix_set_fd_nonblocking(take_fd, TRUE, NULL);
	/* It has a lower priority than all that matters. */
	words->source = g_unix_fd_add_full(G_PRIORITY_LOW, take_fd,
					   G_IO_IN | G_IO_HUP | G_IO_ERR, hear,
					   words, NULL);
	return words;
}

void
worker_words_free(struct worker_words *words)
{
	gboolean ended = FALSE;

	if (words->source != 0)
		g_source_remove(words->source);
	for (int i = 0; i < MOST_AT_THE_END && read_some(words, &ended); i++)
		continue;
	hand_on(words);
	close(words->fd);
	g_string_free(words->line, TRUE);
	g_free(words);
}
