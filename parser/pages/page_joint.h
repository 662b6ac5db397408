/* page_joint.h - whether one page's text goes on where another's ends. */
#ifndef PARSER_PAGES_PAGE_JOINT_H
#define PARSER_PAGES_PAGE_JOINT_H

#include "parser/pages/page_text.h"

enum joint {
	JOINT_FITS,
	JOINT_LOOSE, /* nothing speaks against it, and little for it */
	JOINT_BROKEN,
};

/* The section that a page ends in which was entered in state. */
guint32 joint_state_behind(guint32 state, const struct page_text *page);

/* Whether below goes on where above, which ends in state, ends. */
enum joint joint_between(guint32 state, const struct page_text *above,
			 const struct page_text *below);

/* Whether a letter may begin with the page, and end with it in state.
 * others_fill: pages above it are filled to their bottom, so that one that is
 * not was not broken off. */
enum joint joint_at_start(const struct page_text *page);
enum joint joint_at_end(guint32 state, const struct page_text *page,
			gboolean others_fill);

#endif
