/* fonts.h - fonts that a PDF may name without embedding them. */
#ifndef OCR_FONTS_H
#define OCR_FONTS_H

#include <glib.h>

/* Finds and opens the fonts for the standard and the generic families, and
 * leaves fontconfig no others to choose from: any page can then be drawn
 * without opening a path. Call it once, before the sandbox closes. FATAL when
 * the system has none. */
gboolean fonts_hold(GError **error);

#endif
