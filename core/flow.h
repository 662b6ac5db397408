/* flow.h - the repaired text of a document, every character of which still
 * knows where on which page it stood.
 *
 * textclean/ makes a flow from a document; parser/ reads it. text is UTF-8:
 * paragraphs as the author wrote them, words one space apart, an empty line
 * ("\n\n") between paragraphs. All offsets are bytes into text. A paragraph
 * that a page break cut in two is one paragraph again where its sentence runs
 * on; running headers, footers and page numbers are gone. */
#ifndef CORE_FLOW_H
#define CORE_FLOW_H

#include <glib.h>

#include "core/cleanup.h"
#include "core/document.h"

/* One word of the page inside the text. A word that a line end had broken is
 * two spans that touch; a span is never empty. */
struct span {
	gsize start, end;
	const struct word *word; /* the document's */
	const struct page *page;
	gboolean starts_line; /* first word of its line on the page */
	gboolean gap_above;   /* its line stands clear of the line above: more
			       * than the usual line spacing between them */
};

struct paragraph {
	gsize start, end;
	/* The break before this paragraph is certain (a gap, a short line);
	 * where FALSE it lies at a page's top or between close lines and the
	 * layout alone cannot tell whether the sentence runs on. */
	gboolean certain;
};

struct flow {
	const struct document *document; /* borrowed, must outlive the flow */
	char *text;
	GArray *spans;	    /* of struct span, ascending, not overlapping */
	GArray *paragraphs; /* of struct paragraph, ascending, none empty */
};

struct flow *flow_new(const struct document *document);
void flow_free(struct flow *flow);

/* A copy of text[start, end), white space at both ends removed. */
char *flow_slice(const struct flow *flow, gsize start, gsize end);

/* Index of the first span that ends after offset; spans->len if none. */
guint flow_span_at(const struct flow *flow, gsize offset);
/* Index of the last span that ends at or before offset; 0 if none does. */
guint flow_span_before(const struct flow *flow, gsize offset);
/* Index of the paragraph that holds offset, or of the next one. */
guint flow_paragraph_at(const struct flow *flow, gsize offset);

/* Every word that touches [start, end) is bold (and its page tells bold). */
gboolean flow_is_bold(const struct flow *flow, gsize start, gsize end);

/* Lowest word confidence in [start, end); 1.0 where it holds no word. */
double flow_confidence(const struct flow *flow, gsize start, gsize end);

DEFINE_AUTOPTR(flow, flow_free)

#endif
