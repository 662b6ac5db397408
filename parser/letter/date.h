/* date.h - the letters' US dates, month first, as ISO 8601. */
#ifndef PARSER_LETTER_DATE_H
#define PARSER_LETTER_DATE_H

#include <glib.h>

/* "11/09/2016", "9/26/2013", "11-09-2016" or "September 26, 2013" at the
 * start of text: "YYYY-MM-DD", the caller's; NULL for anything else, a day
 * that no calendar has, or a year outside 1900..2100.
 *
 * With repair, characters that recognition confuses with digits and slashes (O,
 * l, I, S, B; a colon, a gap) are read as what a date must contain there. */
char *date_parse(const char *text, gboolean repair);

/* Behind the date that date_parse() read, counted from text; 0 if none. */
gsize date_length(const char *text, gboolean repair);

#endif
