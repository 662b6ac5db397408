/* tokens.h - splits a treatment's text into words, numbers and signs.
 *
 * Letters and digits are separated ("20mg" is 20 and mg, "C5-6" is c, 5, - and
 * 6), so that one pattern fits all kinds of spacing. Initials with periods are
 * one word ("b.i.d." is bid). */
#ifndef MEANING_TOKENS_H
#define MEANING_TOKENS_H

#include <glib.h>

#include "core/cleanup.h"

enum token_kind {
	TOKEN_WORD,
	TOKEN_NUMBER,
	TOKEN_SIGN, /* one character */
	TOKEN_END,  /* after the last */
};

struct token {
	enum token_kind kind;
	gsize start, end;  /* bytes of the text */
	const char *word;  /* lower case, without a plural's s; a number's
			    * digits; a sign's character; "" at the end */
	const char *plain; /* lower case, otherwise unchanged */
	double number;	   /* from digits or a number word; else -1 */
	gboolean glued;	   /* directly follows the previous token */
};

struct tokens {
	const char *text; /* borrowed */
	struct token *at; /* at[count] is TOKEN_END */
	guint count;
	GStringChunk *words;
};

struct tokens *tokens_new(const char *text);
void tokens_free(struct tokens *tokens);

/* All of these are FALSE for an index out of range. */
gboolean token_is(const struct tokens *tokens, guint index, const char *plain);
/* One of the words of a list "week|wk|weekly". */
gboolean token_in(const struct tokens *tokens, guint index, const char *list);
/* A whole number from 0 to high, in digits or as a word. */
gboolean token_count(const struct tokens *tokens, guint index, int high,
		     int *out_count);
/* A hyphen, a dash or a slash, which join a phrase's words as a space does. */
gboolean token_joins(const struct tokens *tokens, guint index);

DEFINE_AUTOPTR(tokens, tokens_free)

#endif
