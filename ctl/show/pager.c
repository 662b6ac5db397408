/* pager.c - runs $PAGER by a shell, as other programs do. */
#include "ctl/show/pager.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "ctl/print.h"

/* NULL: none. */
static char *
find_pager(void)
{
	static const char *const usual[] = { "less", "more" };
	const char *wanted = g_getenv("PAGER");

	if (wanted != NULL)
		return *wanted == '\0' || strcmp(wanted, "cat") == 0
			       ? NULL
			       : g_strdup(wanted);
	for (guint i = 0; i < G_N_ELEMENTS(usual); i++) {
		char *path = g_find_program_in_path(usual[i]);

		if (path != NULL)
			return path;
	}
	return NULL;
}

void
pager_show(const GString *text)
{
	g_autofree char *pager = print_is_for_terminal() ? find_pager() : NULL;
	FILE *pipe;

	/* Show colours, end at once if the text fits on the screen, and keep no
	 * history of what was searched for in a letter. */
	(void)g_setenv("LESS", "FRX", FALSE);
	(void)g_setenv("LESSHISTFILE", "-", TRUE);
	pipe = pager != NULL ? popen(pager, "we") : NULL;
	if (pipe == NULL) {
		print_text(text);
		return;
	}
	/* Ctrl-C is for the pager, and it may end before it has read
	 * everything. */
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	(void)fwrite(text->str, 1, text->len, pipe);
	(void)pclose(pipe);
}
