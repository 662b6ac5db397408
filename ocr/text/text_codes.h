/* text_codes.h - the codes of other kinds of files inside a text.
 *
 * A text that was cut out of a web page, an e-mail, an RTF file or a PDF's
 * inside holds their codes between its words. What would be read of it is
 * not what a person saw, so it is rejected. */
#ifndef OCR_TEXT_TEXT_CODES_H
#define OCR_TEXT_TEXT_CODES_H

#include <glib.h>

/* TRUE where text, UTF-8 with "\n" at each line's end, holds no such codes.
 * REJECT otherwise, with what they are and what to do. */
gboolean text_codes_check(const char *text, GError **error);

#endif
