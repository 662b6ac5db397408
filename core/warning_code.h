/* warning_code.h - the codes of the warnings, and what a person should do.
 *
 * Codes are few and stable: programs sort letters by them. imr-record(5) lists
 * all of them; a test compares the table, the manual and the code that gives
 * the warnings. */
#ifndef CORE_WARNING_CODE_H
#define CORE_WARNING_CODE_H

#include <glib.h>

/* What a code looks like, for readers of JSON. */
#define WARNING_CODE_PATTERN "^[a-z0-9]+(-[a-z0-9]+)*$"
#define WARNING_CODE_WANTED "lower-case words and hyphens"

struct warning_code {
	const char *code;
	/* A person should look at a letter with this warning, whichever field
	 * it is about. Other codes only matter on a field that matters (see
	 * imr-record(5)). */
	gboolean needs_look;
	const char *action; /* what to do, one sentence without a period */
};

extern const struct warning_code warning_codes[]; /* end: code == NULL */

/* NULL: a code that this version does not know. */
const struct warning_code *warning_code_find(const char *code);

#endif
