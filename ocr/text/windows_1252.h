/* windows_1252.h - text in Windows-1252, and UTF-8 that was taken for it. */
#ifndef OCR_TEXT_WINDOWS_1252_H
#define OCR_TEXT_WINDOWS_1252_H

#include <glib.h>

/* As UTF-8, to be freed. NULL where the bytes are not surely Windows-1252:
 * some stand for nothing in it, some are UTF-8 after all, or its letters would
 * stand where no word has such letters, as those of the Mac's encoding do. */
char *windows_1252_decode(const guint8 *data, gsize size);

/* What UTF-8 text says that was decoded as Windows-1252 and encoded once more,
 * as the apostrophe that shows as three letters tells; to be freed. NULL where
 * it was not. */
char *windows_1252_undo(const char *text, gsize size);

/* Replaces, in UTF-8, the control characters 0x80 to 0x9f, which no text has,
 * by what Windows-1252 has in their places. Frees *text where it replaces it.
 * But 0x85 ends a line, in text that has no other line ends. */
void windows_1252_mend_controls(char **text);

#endif
