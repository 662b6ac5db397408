/* hidden_text.h - takes an earlier recognition's text off a page. */
#ifndef OCR_SEARCHABLE_HIDDEN_TEXT_H
#define OCR_SEARCHABLE_HIDDEN_TEXT_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

/* A page's content without what shows text in the invisible mode, and without
 * the XObjects that is_unseen says leave no mark; every other byte as it was.
 * NULL where there is nothing of it, or where something visible might move. */
GString *hidden_text_cut(const char *data, gsize size,
			 gboolean (*is_unseen)(const char *name,
					       gpointer closure),
			 gpointer closure);

/* The same of a page; what cannot be read whole stays as it is. FALSE: nothing
 * was taken off. */
gboolean hidden_text_drop(qpdf_data pdf, qpdf_oh page);

#endif
