/* page_text.h - how the text of a page begins and ends, and which parts of the
 * form it contains: all that shows which page follows which. */
#ifndef PARSER_PAGES_PAGE_TEXT_H
#define PARSER_PAGES_PAGE_TEXT_H

#include <glib.h>

#include "core/flow.h"
#include "parser/letter/grammar.h"

enum ending {
	ENDING_OPEN,   /* in mid-sentence, or what lost its full stop */
	ENDING_UNSURE, /* behind what may be an abbreviation, or a colon */
	ENDING_SENTENCE,
};

struct page_text {
	const struct page *page;
	const struct grammar *grammar; /* of the letter that it stands in */
	gsize start, end;	       /* of its words in the flow's text */
	guint words;

	/* The family's landmarks on the page: SECTION(kind), 0 where none. */
	guint32 first, last;

	gboolean begins_with_label;   /* its first landmark is at its top */
	gboolean begins_with_heading; /* only an issue's heading stands above
				       * its first landmark */
	gboolean has_heading;	      /* above it stands one, at its end */
	gboolean begins_mid_sentence; /* in lower case */
	gboolean begins_issues;	      /* with the sentence that opens them */
	gboolean closes_bracket;      /* that was opened above it */
	gboolean begins_bold, ends_bold;

	enum ending ending;
	gboolean ends_in_label;	  /* with nothing behind it */
	gboolean ends_in_heading; /* its decision word is the last one */
	gboolean ends_in_verdict; /* "... is not medically necessary" */
	gboolean lacks_verdict;	  /* nothing of its last sentence is one */
	gboolean leaves_bracket;  /* open, near its end */
	gboolean tells_bold;	  /* the file says so; a scan measures */
	double room;	      /* right of its last word, as far as other lines
			       * reach, in points */
	double first_width;   /* of its first word */
	gboolean leaves_room; /* its text ends well above the page's bottom */
	gboolean is_full;     /* its text reaches the page's bottom */
};

/* The pages of flow that have words in [start, end), in the flow's order; the
 * caller frees the array. landmarks are the flow's. */
GArray *page_texts_find(const struct flow *flow, const GArray *landmarks,
			const struct grammar *grammar, gsize start, gsize end);

#endif
