/* meaning.h - what each treatment of a record asks for, and what was cited.
 *
 * Rules over the words of the letter and the lexicon (lexicon.h), and nothing
 * else: the same words give the same meaning, and where the words do not tell
 * it is null. docs/meaning.md says the rules in words. */
#ifndef MEANING_MEANING_H
#define MEANING_MEANING_H

#include <glib.h>

#include "core/flow.h"
#include "core/record.h"
#include "core/request/request.h"
#include "meaning/lexicon.h"

/* Of a longer text the rest is not read: no treatment is so long. The lists of
 * the record (core/request_read.c) hold what fits. */
#define MEANING_MOST_TREATMENT 3000
#define MEANING_MOST_GUIDELINE 8000

/* A copy of the text's first characters, most bytes of them. */
char *meaning_cut(const char *text, gsize most);

/* Where in a text a member was read. */
struct meaning_place {
	const char *member; /* "category", "drugs", ... */
	gsize start, end;   /* bytes of the text */
};

/* What a treatment's text asks for. places (of struct meaning_place) and
 * out_rival may be NULL. *out_rival is "category, subcategory" of what fits as
 * well as what was chosen, for the caller to free; else NULL. */
struct request *meaning_read_request(const struct lexicon *lexicon,
				     const char *treatment, GArray *places,
				     char **out_rival);

/* Appends what a side's guideline text cites. */
void meaning_read_citations(const struct lexicon *lexicon, const char *text,
			    GPtrArray *side);

#endif
