/* tiff_faults.h - collects the errors of libtiff's decoders.
 *
 * Most of its callers go on after an error, Leptonica among them, and a page
 * ends white or in noise. libtiff reports errors only to its handlers, which
 * are global; only one thread at a time may use this. */
#ifndef OCR_IMAGE_TIFF_FAULTS_H
#define OCR_IMAGE_TIFF_FAULTS_H

#include "ocr/image/damage.h"

/* From now on nothing from libtiff goes to standard error. */
void tiff_faults_hear(void);

/* From now on it counts. */
void tiff_faults_watch(void);

/* What happened since, as damage of what, "its image".
 * by_row: the code starts afresh in each row, so that an error spoils no other
 * (faxes of group 3). */
void tiff_faults_take(struct damage *damage, const char *what, gboolean by_row);

#endif
