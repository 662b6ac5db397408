/* damage.h - the parts of a page that its decoders could not read.
 *
 * A decoder that fails half-way leaves a page that looks whole: gray, white, or
 * noise where print was. So each reports what it missed, and the page passes
 * that on to the record. */
#ifndef OCR_IMAGE_DAMAGE_H
#define OCR_IMAGE_DAMAGE_H

#include <glib.h>

#include "core/document.h"

enum damage_kind {
	DAMAGE_NONE,
	DAMAGE_LOOK, /* all text is there, but may not show as it should */
	DAMAGE_PART, /* something is missing; what is there is right */
	DAMAGE_ALL,  /* right cannot be told from wrong on the whole page */
};

struct damage {
	enum damage_kind kind;
	char *what; /* "its image is cut off"; NULL where kind is NONE */
};

/* The worst kind counts, and the first message that tells of it. */
void damage_note(struct damage *damage, enum damage_kind kind,
		 const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The same of what is noted in other, which is cleared. */
void damage_take(struct damage *damage, struct damage *other);
void damage_clear(struct damage *damage);

/* Gives the page its flaw. If nothing on it can be trusted, its words are
 * dropped: a missing value has a warning, a wrong one would not. */
void damage_mark_page(const struct damage *damage, struct page *page);

#endif
