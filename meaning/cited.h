/* cited.h - a piece of a guideline text, and the lists in it; private to the
 * citations*.c files. */
#ifndef MEANING_CITED_H
#define MEANING_CITED_H

#include "core/request/request.h"
#include "meaning/lexicon.h"

/* Bytes [start, end) of a text. */
struct piece {
	const char *text;
	gsize start, end;
};

/* Where a word or phrase stands in the piece, in any case and as whole words;
 * FALSE: nowhere. */
gboolean piece_find(const struct piece *piece, const char *phrase,
		    gsize *out_start);
gboolean piece_begins(const struct piece *piece, const char *phrase);
/* Without the white space and signs around it. */
struct piece piece_trim(struct piece piece);
char *piece_copy(const struct piece *piece);

/* Without "and the" at its end, which leads to the next one. */
struct piece cited_cut_link(struct piece piece);

/* Takes "Page(s): 122", "page 103", "pg. 64" from the piece's end. */
void cited_take_pages(struct piece *piece, struct citation *citation);
void cited_add_section(struct citation *citation, struct piece piece);
/* Topics: cut at semicolons, and at commas outside of parentheses and of known
 * titles that begin another. */
void cited_read_sections(const struct lexicon *lexicon, struct piece piece,
			 struct citation *citation);

/* "Chronic Pain Medical Treatment 2016, Section(s): ..., and Shoulder
 * Complaints 2004". Appends to side. */
void citations_read_mtus(const struct lexicon *lexicon, struct piece piece,
			 GPtrArray *side);
/* Where the ODG, ACOEM or another begins in a text; its end: none does. */
gsize citations_find_other(const struct piece *piece);
/* Free text behind "Non-MTUS Citation". */
void citations_read_others(const struct lexicon *lexicon, struct piece piece,
			   GPtrArray *side);

/* Works of none of these systems, each up to where it was "accessed". */
void citations_read_works(const struct lexicon *lexicon, struct piece piece,
			  GPtrArray *side);

/* The longest name of a guideline of that system with which the piece begins;
 * behind it the piece goes on. NULL: none, and the piece stays. */
char *cited_take_guideline(const struct lexicon *lexicon, const char *system,
			   gboolean chapters, struct piece *piece);

#endif
