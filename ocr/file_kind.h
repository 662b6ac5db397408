/* file_kind.h - files that are not read, known by their first bytes.
 *
 * People send what they have: archives, saved e-mails, Office files, photos in
 * other formats. Each is told by its signature or the shape of its beginning,
 * never by its name, before any format is asked whether the bytes are its own:
 * a ZIP or an e-mail may well hold the beginning of a PDF near its own. */
#ifndef OCR_FILE_KIND_H
#define OCR_FILE_KIND_H

#include <glib.h>

/* TRUE where the bytes are of none of these kinds. REJECT otherwise, with what
 * the file is and what to do. */
gboolean file_kind_check(const guint8 *data, gsize size, GError **error);

#endif
