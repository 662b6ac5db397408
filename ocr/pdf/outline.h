/* outline.h - what can be found out about a PDF page without decoding or
 * drawing anything. Reading must stay quick, since it has no limit such as
 * recognition's page_seconds. */
#ifndef OCR_PDF_OUTLINE_H
#define OCR_PDF_OUTLINE_H

#include "core/cleanup.h"
#include "ocr/layer/text_layer.h"
#include "ocr/pdf/pdf_scan.h"

struct outline {
	gboolean known; /* the others are FALSE otherwise */
	struct pdf_survey survey;
	gboolean bare;
	gboolean scan;
	gboolean hidden; /* most of its text: an earlier recognition's. A stamp
			  * may be seen. */
	struct level_page *level; /* that its text was read from, or NULL */
};

/* Damage of its content is noted. */
struct outline *outline_new(struct pdf_scans *scans, guint number,
			    struct damage *damage);
void outline_free(struct outline *outline);

/* Why the page's layer cannot be used, or NULL. The caller frees it. */
char *outline_fault(const struct outline *outline,
		    const struct text_layer *layer, const struct page *page);

/* Why it takes more than the page's operators to know that its words are seen,
 * or NULL; static. pale: see struct text_layer. */
const char *outline_doubt(const struct outline *outline,
			  const struct page *page, gboolean pale);

/* Its text is in fonts that may lie, see pdf_font.h. */
gboolean outline_has_fonts(const struct outline *outline);

DEFINE_AUTOPTR(outline, outline_free)

#endif
