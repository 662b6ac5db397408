/* letter.h - one letter of a flow, and the record that it becomes.
 *
 * The parser's working object: the range of the flow that the letter covers,
 * and the record under construction. Values go into the record only together
 * with where they were read. */
#ifndef PARSER_LETTER_LETTER_H
#define PARSER_LETTER_LETTER_H

#include <glib.h>

#include "core/flow.h"
#include "core/record.h"

struct letter {
	const struct flow *flow; /* borrowed */
	gsize start, end;	 /* the letter's part of flow->text */
	struct record *record;	 /* owned */
	GHashTable *noted;	 /* path that has evidence -> struct place */

	/* What completeness.h found. */
	guint gaps;		  /* places where pages are missing */
	gboolean lacks_decisions; /* what is missing may hold further ones */
};

/* Where a value was read: [start, end) of the flow's text. */
struct place {
	gsize start, end;
};

struct letter *letter_new(const struct flow *flow, gsize start, gsize end);
void letter_free(struct letter *letter);

/* The text of [start, end) as the author wrote it: trimmed, and a paragraph
 * break that only a page break suggests (struct paragraph, certain) is a
 * space. NULL where nothing but white space is there. */
char *letter_slice(const struct letter *letter, gsize start, gsize end);

/* Sets *field (a member of the record or of one of its issues) to take_value
 * and notes [start, end) as the evidence for path ("/case/priority"). NULL
 * leaves the field NULL and notes nothing. */
void letter_set(struct letter *letter, const char *path, char **field,
		char *take_value, gsize start, gsize end);

/* Notes evidence for a value that is not a string. */
void letter_note(struct letter *letter, const char *path, gsize start,
		 gsize end);

/* Where path was read; NULL where it was not. Stays the record's. */
struct evidence *letter_evidence(const struct letter *letter, const char *path);

/* The same as a place of the flow; NULL where path was not read, or in another
 * reading only. */
const struct place *letter_place(const struct letter *letter, const char *path);

/* Takes *other, which other_path of another reading of the same letter has, and
 * where it was read, for *field, which is NULL. */
void letter_adopt(struct letter *letter, const char *path, char **field,
		  struct letter *reading, const char *other_path, char **other);

/* Sets *field to NULL again, drops its evidence and warns. */
void letter_withdraw(struct letter *letter, const char *path, char **field,
		     const char *code, const char *format, ...)
	G_GNUC_PRINTF(5, 6);

/* "/issues/2/heading"; the caller frees it. */
char *letter_issue_path(const struct issue *issue, const char *member);

DEFINE_AUTOPTR(letter, letter_free)

#endif
