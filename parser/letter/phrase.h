/* phrase.h - the form's fixed wording, found although a scan blurred it.
 *
 * Only letters and digits are compared, without case: spaces, line breaks and
 * punctuation are the first to be damaged by print and recognition. */
#ifndef PARSER_LETTER_PHRASE_H
#define PARSER_LETTER_PHRASE_H

#include <glib.h>

/* Letters and digits of a phrase, and of a place in the text, that count. */
#define PHRASE_LONGEST 256
#define PHRASE_LONGEST_PLACE (PHRASE_LONGEST + PHRASE_LONGEST / 4)

/* A wording, read once and looked for at many places. */
struct phrase {
	guint count;
	char letters[PHRASE_LONGEST]; /* and digits, in lower case */
};

/* Where phrases are looked for: the letters and digits from there on, taken
 * from the text as far as some phrase needs them. */
struct phrase_place {
	const char *text;
	gsize next, stop; /* where to take the next, and the text's end */
	guint count;
	char letters[PHRASE_LONGEST_PLACE];
	gsize ends[PHRASE_LONGEST_PLACE]; /* offset behind each */
};

void phrase_read(struct phrase *phrase, const char *words);

/* text[start, end), which must outlive the place. */
void phrase_place_open(struct phrase_place *place, const char *text,
		       gsize start, gsize end);

/* As phrase_begins(), at one place for many phrases. */
gboolean phrase_place_begins(struct phrase_place *place,
			     const struct phrase *phrase, gsize *out_end);

/* Whether text[start, end) begins with phrase, allowing one wrong, missing or
 * extra character in eight. *out_end (may be NULL) is the byte offset behind
 * the match; a phrase of any length costs time proportional to its length. */
gboolean phrase_begins(const char *text, gsize start, gsize end,
		       const char *phrase, gsize *out_end);

/* The first word start in [start, end) at which phrase_begins(); FALSE where
 * there is none. */
gboolean phrase_find(const char *text, gsize start, gsize end,
		     const char *phrase, gsize *out_start, gsize *out_end);

/* The same for the first place at which any of count phrases begins;
 * *out_index (may be NULL) is which. */
gboolean phrase_find_any(const char *text, gsize start, gsize end,
			 const char *const *phrases, guint count,
			 guint *out_index, gsize *out_end);

/* Behind colons and full stops, and the white space about them. */
gsize phrase_skip_colon(const char *text, gsize offset, gsize end);

/* Whether text[start, end) ends a sentence: in a full stop, or one of ! and ?,
 * behind which only quotes and brackets stand. */
gboolean phrase_ends_sentence(const char *text, gsize start, gsize end);

/* Edits between two words by their letters and digits, without case. */
guint phrase_distance(const char *a, const char *b);

/* Whether there are at most that many; the fewer, the cheaper this is. */
gboolean phrase_is_near(const char *a, const char *b, guint edits);

#endif
