/* poppler_faults.h - collects Poppler's complaints.
 *
 * Poppler reports errors only to GLib's log ("Poppler", at the level of
 * information), goes on, and leaves out what it could not read. Only one thread
 * at a time may use this. */
#ifndef OCR_PDF_POPPLER_FAULTS_H
#define OCR_PDF_POPPLER_FAULTS_H

#include "ocr/image/damage.h"

/* From now on. */
void poppler_faults_watch(void);

/* What happened since, as damage. */
void poppler_faults_take(struct damage *damage);

#endif
