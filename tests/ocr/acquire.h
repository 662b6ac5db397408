/* acquire.h - a known page of 848 x 1100 dots at 100 dpi goes into a file by
 * one way after the other, and is compared with what comes out. */
#ifndef TESTS_OCR_ACQUIRE_H
#define TESTS_OCR_ACQUIRE_H

#include <allheaders.h>
#include <glib.h>

#include "ocr/scan.h"

/* The page, 8 bits gray; width a multiple of 8 spares the test its padding. */
PIX *known_page(void);

guint8 level_at(PIX *page, int x, int y);

/* The scan of the file's first page; message for the operator in error. */
struct scan *acquire_page(GBytes *bytes, guint number, GError **error);

double mean_difference(PIX *a, PIX *b);

/* Takes bytes. The page must come out within tolerance, in mean gray levels:
 * an inverted page differs by 200, one without its text by 6. */
void assert_comes_out_as(GBytes *take_bytes, PIX *wanted, double tolerance);

void assert_comes_out(GBytes *take_bytes, double tolerance);

/* The page that a file of that orientation shows. */
PIX *as_shown(PIX *stored, guint orientation);

/* The PDF of an image shows it as viewers of the image do. Takes bytes. */
void assert_pdf_shows(GBytes *take_bytes, PIX *shown, double tolerance);

void put(GByteArray *bytes, guint32 value, guint length);

/* The page's levels in so many bits, turned over where white is least. */
GByteArray *pack(PIX *page, guint bits, gboolean inverted);

/* Each pixel's samples by a function of its level. */
GByteArray *samples_of(PIX *page, guint samples,
		       void (*fill)(guint8 level, guint8 *samples));

void fill_rgb(guint8 level, guint8 *rgb);

/* Black ink alone, as office printers have it. */
void fill_cmyk(guint8 level, guint8 *cmyk);

void fill_adobe_cmyk(guint8 level, guint8 *cmyk);

GBytes *jpeg_cmyk(gboolean adobe);

#endif
