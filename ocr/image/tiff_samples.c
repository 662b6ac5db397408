/* tiff_samples.c - libtiff's rows, made gray one by one. */
#include "ocr/image/tiff_samples.h"

#include "ocr/image/tiff_memory.h"

#define INKS 4
#define MOST_SAMPLES 5

struct rows {
	TIFF *tiff;
	const struct tiff_header *header;
	guint16 extra; /* EXTRASAMPLE_ of the sample behind the colours */
	guint8 *row;
	PIX *pix;
};

static guint
colours_of(const struct tiff_header *header)
{
	return header->photometric == PHOTOMETRIC_SEPARATED ? INKS : 1;
}

gboolean
tiff_samples_are_fine(const struct tiff_header *header)
{
	const gboolean inks = header->photometric == PHOTOMETRIC_SEPARATED;
	const gboolean gray = header->photometric == PHOTOMETRIC_MINISBLACK ||
			      header->photometric == PHOTOMETRIC_MINISWHITE;
	const guint colours = colours_of(header);

	return header->format == SAMPLEFORMAT_UINT && (inks || gray) &&
	       (header->samples == colours ||
		header->samples == colours + 1u) &&
	       (header->bits == 12 ||
		(header->bits == 16 && header->samples > 1));
}

/* The sample's upper 8 bits. libtiff gives 16 bits in the processor's order,
 * 12 as they are packed. */
static guint8
sample_at(const struct rows *rows, gsize index)
{
	const guint8 *row = rows->row;
	gsize at = index * 12 / 8;
	guint pair;

	if (rows->header->bits == 16)
		return (guint8)(((const guint16 *)(const void *)row)[index] >>
				8);
	pair = (guint)row[at] << 8 | row[at + 1];
	return (guint8)(pair >> (index % 2 == 0 ? 8 : 4) & 0xff);
}

static guint8
light_at(const struct rows *rows, guint x)
{
	const struct tiff_header *header = rows->header;
	const gsize first = (gsize)x * header->samples;
	const guint colours = colours_of(header);
	guint light[INKS] = { 0 }, level, alpha;

	for (guint i = 0; i < colours; i++)
		light[i] = header->photometric == PHOTOMETRIC_MINISBLACK
				   ? sample_at(rows, first + i)
				   : 255u - sample_at(rows, first + i);
	level = colours == 1
			? light[0]
			: (77 * light[0] + 151 * light[1] + 28 * light[2]) *
				  light[3] / 255 / 256;
	if (header->samples == colours ||
	    rows->extra == EXTRASAMPLE_UNSPECIFIED)
		return (guint8)level;
	alpha = sample_at(rows, first + colours);
	if (rows->extra == EXTRASAMPLE_UNASSALPHA)
		level = level * alpha / 255;
	return (guint8)MIN(level + 255 - alpha, 255);
}

/* What the file says of itself again is not believed a second time. */
static gboolean
is_as_told(struct rows *rows)
{
	const struct tiff_header *header = rows->header;
	const gsize bits =
		(gsize)header->width * header->samples * header->bits;
	guint32 width = 0, height = 0;
	guint16 planes = 0, count = 0, *extras = NULL;

	TIFFGetField(rows->tiff, TIFFTAG_IMAGEWIDTH, &width);
	TIFFGetField(rows->tiff, TIFFTAG_IMAGELENGTH, &height);
	TIFFGetFieldDefaulted(rows->tiff, TIFFTAG_PLANARCONFIG, &planes);
	if (TIFFGetField(rows->tiff, TIFFTAG_EXTRASAMPLES, &count, &extras) &&
	    count > 0)
		rows->extra = extras[0];
	return width == header->width && height == header->height &&
	       (planes == PLANARCONFIG_CONTIG || header->samples == 1) &&
	       !TIFFIsTiled(rows->tiff) &&
	       TIFFScanlineSize64(rows->tiff) == (bits + 7) / 8;
}

static gboolean
read_rows(struct rows *rows)
{
	const struct tiff_header *header = rows->header;

	/* A packed pair is looked at whole. */
	rows->row = g_try_malloc0((gsize)TIFFScanlineSize64(rows->tiff) + 1);
	rows->pix =
		pixCreate((l_int32)header->width, (l_int32)header->height, 8);
	if (rows->row == NULL || rows->pix == NULL)
		return FALSE;
	for (guint32 y = 0; y < header->height; y++) {
		l_uint32 *line = pixGetData(rows->pix) +
				 (gsize)y * (gsize)pixGetWpl(rows->pix);

		if (TIFFReadScanline(rows->tiff, rows->row, y, 0) != 1)
			return FALSE;
		for (guint x = 0; x < header->width; x++)
			SET_DATA_BYTE(line, x, light_at(rows, x));
	}
	return TRUE;
}

PIX *
tiff_samples_read(const guint8 *data, gsize size, guint number,
		  const struct tiff_header *header)
{
	struct tiff_memory memory = { data, size, 0 };
	struct rows rows = { .tiff = tiff_open_memory(&memory),
			     .header = header };

	if (rows.tiff == NULL)
		return NULL;
	if (!TIFFSetDirectory(rows.tiff, (tdir_t)(number - 1)) ||
	    !is_as_told(&rows) || !read_rows(&rows))
		pixDestroy(&rows.pix);
	TIFFClose(rows.tiff);
	g_free(rows.row);
	return rows.pix;
}

char *
tiff_samples_explain(const struct tiff_header *header)
{
	static const guint16 bits[] = { 1, 2, 4, 8, 12, 16 };

	if (header->format == SAMPLEFORMAT_IEEEFP)
		return g_strdup_printf("%u-bit floating point", header->bits);
	if (header->format != SAMPLEFORMAT_UINT &&
	    header->format != SAMPLEFORMAT_VOID)
		return g_strdup("signed or complex numbers");
	for (guint i = 0; i < G_N_ELEMENTS(bits); i++)
		if (header->bits == bits[i])
			return header->samples > MOST_SAMPLES
				       ? g_strdup_printf("%u samples a pixel",
							 header->samples)
				       : NULL;
	return g_strdup_printf("%u bits a sample", header->bits);
}
