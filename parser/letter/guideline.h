/* guideline.h - "Decision based on MTUS <guideline>, Section(s): <topics>": the
 * form's words in it. */
#ifndef PARSER_LETTER_GUIDELINE_H
#define PARSER_LETTER_GUIDELINE_H

#include <glib.h>

/* The text of a guideline as recognition gave it, with `Section(s):` and
 * `Page(s):` as the form prints them: brackets and the colon are what a scan
 * loses first. The rest is the author's, and stays as it was read. The caller
 * frees it. */
char *guideline_restore(const char *text);

#endif
