/* text_lines.h - a text file's lines, whatever program wrote them. */
#ifndef OCR_TEXT_TEXT_LINES_H
#define OCR_TEXT_TEXT_LINES_H

#include <glib.h>

/* The text with "\n" alone for each line's end (CR LF, CR, Unicode's line and
 * paragraph separators, the vertical tab of a word processor's manual break)
 * and without the signs of quotation (">") that a mail program put before most
 * of its lines, or the numbers that its lines begin with; to be freed. A form
 * feed stays. */
char *text_lines_normalise(const char *text);

#endif
