/* jpx_read.c - OpenJPEG's samples, as Leptonica has them. */
#define _GNU_SOURCE /* memmem */
#include "ocr/image/jpx_read.h"

#include <string.h>

#define HEAD_BYTES 1024 /* where a file says its colours */
#define BOX_BYTES 11
#define WHITE 0xffffff00

/* 0: others. */
static int
count_colours(const guint8 *data, gsize size)
{
	static const struct {
		const char *box; /* colour specification, enumerated */
		int colours;
	} spaces[] = {
		{ "colr\1\0\0\0\0\0\x10", 3 }, /* sRGB */
		{ "colr\1\0\0\0\0\0\x11", 1 }, /* gray */
	};

	for (guint i = 0; i < G_N_ELEMENTS(spaces); i++)
		if (memmem(data, MIN(size, HEAD_BYTES), spaces[i].box,
			   BOX_BYTES) != NULL)
			return spaces[i].colours;
	return 0;
}

static gboolean
is_uniform(PIX *gray)
{
	l_int32 darkest = 0, lightest = 255;

	pixGetExtremeValue(gray, 1, L_SELECT_MIN, NULL, NULL, NULL, &darkest);
	pixGetExtremeValue(gray, 1, L_SELECT_MAX, NULL, NULL, NULL, &lightest);
	return darkest == lightest;
}

static PIX *
gray_over_white(PIX *pix)
{
	PIX *flat, *gray;

	pixSetSpp(pix, 4);
	flat = pixAlphaBlendUniform(pix, WHITE);
	gray = flat != NULL ? pixConvertTo8(flat, FALSE) : NULL;
	pixDestroy(&flat);
	return gray;
}

PIX *
jpx_read_transparent(const guint8 *data, gsize size, int width, int height,
		     int colours, gboolean is_masked)
{
	l_int32 columns, rows, bits, channels;
	PIX *pix, *gray = NULL;

	if (colours == 0)
		colours = count_colours(data, size);
	if (colours == 0 ||
	    readHeaderMemJp2k(data, size, &columns, &rows, &bits, &channels,
			      NULL) != 0 ||
	    columns != width || rows != height || channels != colours + 1)
		return NULL;
	pix = pixReadMemJp2k(data, size, 1, NULL, 0, 0);
	if (pix != NULL && pixGetDepth(pix) == 32 &&
	    pixGetWidth(pix) == width && pixGetHeight(pix) == height) {
		gray = pixConvertTo8(pix, FALSE);
		if (gray != NULL && (is_masked || is_uniform(gray))) {
			pixDestroy(&gray);
			gray = gray_over_white(pix);
		}
	}
	pixDestroy(&pix);
	return gray;
}
