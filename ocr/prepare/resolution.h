/* resolution.h - at which a page is worked on. */
#ifndef OCR_PREPARE_RESOLUTION_H
#define OCR_PREPARE_RESOLUTION_H

/* Tesseract's network scales every line to 36 pixels: more resolution than
 * this only costs time, and below 130 dpi the errors rise. */
#define PREPARED_DPI 150.0

#endif
