/* file_kind.h - recognises files that are not read, by their first bytes.
 *
 * People send what they have: archives, saved e-mails, Office files, photos in
 * other formats. Each is recognised by its signature or the shape of its
 * beginning, never by its name, before any format is tried: a ZIP or an e-mail
 * may well contain the beginning of a PDF near its own beginning. */
#ifndef OCR_FILE_KIND_H
#define OCR_FILE_KIND_H

#include <glib.h>

/* TRUE if the bytes are of none of these kinds. Otherwise REJECT, with what the
 * file is and what to do. */
gboolean file_kind_check(const guint8 *data, gsize size, GError **error);

#endif
