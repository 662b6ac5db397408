/* tiff_read.c - Leptonica reads what scanners write; what it refuses, libtiff's
 * own reader of colours may know (tiles, planes, WebP). */
#include "ocr/image/tiff_read.h"

#include "ocr/image/fax_rows.h"
#include "ocr/image/orientation.h"
#include "ocr/image/tiff_faults.h"
#include "ocr/image/tiff_memory.h"
#include "ocr/image/tiff_samples.h"

/* libtiff's pixel as Leptonica has it, over white paper. Its colours are
 * already multiplied by how opaque they are. */
static l_uint32
over_white(guint32 pixel)
{
	const guint paper = 255 - TIFFGetA(pixel);
	l_uint32 out;

	composeRGBPixel((l_int32)MIN(TIFFGetR(pixel) + paper, 255),
			(l_int32)MIN(TIFFGetG(pixel) + paper, 255),
			(l_int32)MIN(TIFFGetB(pixel) + paper, 255), &out);
	return out;
}

static gboolean
fill(TIFF *tiff, guint number, PIX *pix)
{
	const gsize count = (gsize)pixGetWpl(pix) * (gsize)pixGetHeight(pix);
	l_uint32 *pixels = pixGetData(pix);

	if (!TIFFSetDirectory(tiff, (tdir_t)(number - 1)) ||
	    !TIFFReadRGBAImageOriented(tiff, (guint32)pixGetWidth(pix),
				       (guint32)pixGetHeight(pix), pixels,
				       ORIENTATION_TOPLEFT, 0))
		return FALSE;
	for (gsize i = 0; i < count; i++)
		pixels[i] = over_white(pixels[i]);
	return TRUE;
}

/* Bilevel stays bilevel: specks can only be told there. */
static PIX *
read_colours(const guint8 *data, gsize size, guint number,
	     const struct tiff_header *header)
{
	struct tiff_memory memory = { data, size, 0 };
	TIFF *tiff = tiff_open_memory(&memory);
	PIX *pix = NULL, *gray, *bilevel;

	if (tiff != NULL)
		pix = pixCreate((l_int32)header->width, (l_int32)header->height,
				32);
	if (pix != NULL && !fill(tiff, number, pix))
		pixDestroy(&pix);
	if (tiff != NULL)
		TIFFClose(tiff);
	if (pix == NULL || header->bits != 1 || header->samples != 1)
		return pix;
	gray = pixConvertTo8(pix, FALSE);
	bilevel = gray != NULL ? pixThresholdToBinary(gray, 128) : NULL;
	pixDestroy(&gray);
	pixDestroy(&pix);
	return bilevel;
}

static gboolean
is_fax(const struct tiff_header *header)
{
	return header->bits == 1 && header->samples == 1 &&
	       (header->compression == COMPRESSION_CCITTFAX3 ||
		header->compression == COMPRESSION_CCITTFAX4);
}

static PIX *
read_fax(const guint8 *data, gsize size, guint number, struct damage *damage)
{
	struct tiff_memory memory = { data, size, 0 };
	TIFF *tiff = tiff_open_memory(&memory);
	guint missing = 0;
	PIX *pix = NULL;

	if (tiff == NULL)
		return NULL;
	if (TIFFSetDirectory(tiff, (tdir_t)(number - 1)) && !TIFFIsTiled(tiff))
		pix = fax_rows_read(tiff, &missing);
	if (missing > 0)
		damage_note(damage, DAMAGE_PART, "its image is cut off");
	TIFFClose(tiff);
	return pix;
}

/* Leptonica reads faster, but silences libtiff: what a decoder only warns of
 * (JPEG, PackBits and the fax codes mend by guessing) would not be heard. */
static gboolean
decoder_only_warns(const struct tiff_header *header)
{
	return header->compression != COMPRESSION_NONE &&
	       header->compression != COMPRESSION_LZW &&
	       header->compression != COMPRESSION_ADOBE_DEFLATE &&
	       header->compression != COMPRESSION_DEFLATE;
}

static PIX *
decode(const guint8 *data, gsize size, guint number,
       const struct tiff_header *header, struct damage *damage)
{
	/* Leptonica turns over the other depths by itself. */
	const gboolean inverted =
		header->white_is_zero && header->samples == 1 &&
		(header->bits == 2 || header->bits == 4 || header->bits == 16);
	PIX *pix = NULL;

	tiff_faults_watch();
	if (tiff_samples_are_fine(header))
		return tiff_samples_read(data, size, number, header);
	if (is_fax(header))
		pix = read_fax(data, size, number, damage);
	if (pix != NULL)
		return pix;
	if (!decoder_only_warns(header))
		pix = pixReadMemTiff(data, size, (l_int32)number - 1);
	if (pix != NULL && inverted)
		pixInvert(pix, pix);
	if (pix != NULL)
		return pix;
	tiff_faults_watch();
	return read_colours(data, size, number, header);
}

PIX *
tiff_read(const guint8 *data, gsize size, guint number,
	  const struct tiff_header *header, struct damage *damage)
{
	g_autoptr(GBytes) upright = NULL;
	PIX *pix;

	if (header->orientation != ORIENTATION_UPRIGHT) {
		upright = tiff_mark_upright(data, size, number);
		if (upright == NULL)
			return NULL;
		data = g_bytes_get_data(upright, &size);
	}
	pix = decode(data, size, number, header, damage);
	tiff_faults_take(damage, "its image",
			 header->compression == COMPRESSION_CCITTFAX3);
	return pix;
}
