/* meaning.h - reads what a treatment asks for, and what was cited.
 *
 * Uses only rules over the letter's words and the lexicon (lexicon.h): the same
 * words give the same meaning, and what the words do not say is null.
 * docs/meaning.md describes the rules. */
#ifndef MEANING_MEANING_H
#define MEANING_MEANING_H

#include <glib.h>

#include "core/flow.h"
#include "core/record.h"
#include "core/request/request.h"
#include "meaning/lexicon.h"

/* Longer texts are cut: no treatment is so long. What fits in them also fits in
 * the record's lists (core/request_read.c). */
#define MEANING_MOST_TREATMENT 3000
#define MEANING_MOST_GUIDELINE 8000

/* A copy of the text's first characters, at most `most` bytes. */
char *meaning_cut(const char *text, gsize most);

/* The place in a text from which a member was read. */
struct meaning_place {
	const char *member; /* "category", "drugs", ... */
	gsize start, end;   /* bytes of the text */
};

/* Reads what a treatment's text asks for. places (of struct meaning_place) and
 * out_rival may be NULL. *out_rival is the "category, subcategory" that fits as
 * well as the chosen one, for the caller to free; NULL if there is none. */
struct request *meaning_read_request(const struct lexicon *lexicon,
				     const char *treatment, GArray *places,
				     char **out_rival);

/* Appends the citations in a side's guideline text to side. */
void meaning_read_citations(const struct lexicon *lexicon, const char *text,
			    GPtrArray *side);

#endif
