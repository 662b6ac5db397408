/* phrase.h - the form's fixed wording, found although a scan blurred it.
 *
 * Only letters and digits are compared, without case: spaces, line breaks and
 * punctuation are what print and recognition damage first. */
#ifndef PARSER_LETTER_PHRASE_H
#define PARSER_LETTER_PHRASE_H

#include <glib.h>

/* Whether text[start, end) begins with phrase, allowing one wrong, missing or
 * extra character in eight. *out_end (may be NULL) is the byte offset behind
 * the match; a phrase of any length costs time proportional to its length. */
gboolean phrase_begins(const char *text, gsize start, gsize end,
		       const char *phrase, gsize *out_end);

/* The first word start in [start, end) at which phrase_begins(); FALSE where
 * there is none. */
gboolean phrase_find(const char *text, gsize start, gsize end,
		     const char *phrase, gsize *out_start, gsize *out_end);

/* Behind colons and full stops, and the white space about them. */
gsize phrase_skip_colon(const char *text, gsize offset, gsize end);

/* Whether text[start, end) ends a sentence: in a full stop, or one of ! and ?,
 * behind which only quotes and brackets stand. */
gboolean phrase_ends_sentence(const char *text, gsize start, gsize end);

/* Edits between two words by their letters and digits, without case. */
guint phrase_distance(const char *a, const char *b);

#endif
