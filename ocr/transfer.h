/* transfer.h - detects files that a transfer or a program treated as text.
 *
 * FTP in text mode, mail gateways and editors change line ends, in images and
 * compressed data too; what is left of those is noise. */
#ifndef OCR_TRANSFER_H
#define OCR_TRANSFER_H

#include <glib.h>

/* Why the bytes of a PDF, TIFF, PNG or JPEG cannot be what was sent, and what
 * to do; NULL where they may. */
const char *transfer_fault(const guint8 *data, gsize size);

#endif
