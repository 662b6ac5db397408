/* reject_code.h - what kind of file was rejected, for programs that route it.
 *
 * A rejection (IMR_ERROR_REJECT) says in its message what the file is and what
 * to do; its code says the kind in one word that never changes. imr-ingest(8)
 * lists the same codes. A new one is a row of the table in reject_code.c and an
 * item there. */
#ifndef CORE_REJECT_CODE_H
#define CORE_REJECT_CODE_H

#include <glib.h>

/* A rejection that names no kind has this one. */
#define REJECT_CODE_OTHER "other"

struct reject_code {
	const char *code;
	const char *meaning; /* one line for the documentation */
};

extern const struct reject_code reject_codes[]; /* end: code == NULL */

/* The table's own string that equals code; NULL where it has none. */
const char *reject_code_find(const char *code);

/* What a code of the table means. */
const char *reject_code_meaning(const char *code);

#endif
