/* acquire.h - a known page of 848 x 1100 dots at 100 dpi goes into a file by
 * one way after the other, and is compared with what comes out. */
#ifndef TESTS_OCR_ACQUIRE_H
#define TESTS_OCR_ACQUIRE_H

#include <glib.h>

#include "ocr/image/leptonica.h"
#include "ocr/image/scan.h"

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

/* Black ink, as transparent as the page is light. */
void fill_alpha(guint8 level, guint8 *rgba);

GBytes *jpeg_cmyk(gboolean adobe);

/* A TIFF of the page, written out byte by byte. */
struct tiff {
	guint16 bits, samples, photometric;
	guint extra;	   /* what the last sample is: 2 alpha; 0: a colour */
	guint orientation; /* 0: not told */
	guint format;	   /* of samples: 3 floating point; 0: not told */
};

/* data: rows of samples, big end first within a byte; palette: 3 x 2^bits
 * values of 16 bits, or NULL. */
GBytes *tiff_bytes(const struct tiff *kind, const GByteArray *data,
		   const GByteArray *palette);

/* Of all its dots. */
#define PAGE_BOX "[0 0 610.56 792]"
#define WHOLE "q 610.56 0 0 792 0 0 cm /Im Do Q"

/* One page, of that content, with the image as /Im. Readers rebuild the
 * cross-reference table. */
GBytes *pdf_bytes(const char *image, const guint8 *data, gsize size,
		  const char *content, const char *page);

GBytes *pdf_gray(const char *content, const char *page);

#endif
