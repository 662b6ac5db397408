/* scan_file.c - writes image-only PDF and multipage TIFF by Leptonica. */
#include "tests/letters/scan_file.h"

static const struct {
	const char *suffix;
	int encoding; /* L_*_ENCODE for PDF, IFF_TIFF_* for TIFF */
} kinds[] = {
	[SCAN_PDF_JPEG] = { "pdf", L_JPEG_ENCODE },
	[SCAN_PDF_FLATE] = { "pdf", L_FLATE_ENCODE },
	[SCAN_PDF_G4] = { "pdf", L_G4_ENCODE },
	[SCAN_TIFF_G3] = { "tif", IFF_TIFF_G3 },
	[SCAN_TIFF_G4] = { "tif", IFF_TIFF_G4 },
	[SCAN_TIFF_LZW] = { "tif", IFF_TIFF_LZW },
	[SCAN_TIFF_DEFLATE] = { "tif", IFF_TIFF_ZIP },
};

const char *
scan_file_suffix(enum scan_file file)
{
	return kinds[file].suffix;
}

static gboolean
write_tiff(PIXA *pages, int compression, const char *path)
{
	for (int i = 0; i < pixaGetCount(pages); i++) {
		PIX *page = pixaGetPix(pages, i, L_CLONE);
		l_ok failed = pixWriteTiff(path, page, compression,
					   i == 0 ? "w" : "a");

		pixDestroy(&page);
		if (failed)
			return FALSE;
	}
	return TRUE;
}

void
scan_file_write(PIXA *pages, const struct scan_class *class, const char *path)
{
	int encoding = kinds[class->file].encoding;
	gboolean written;

	if (kinds[class->file].suffix[0] == 'p')
		written = !pixaConvertToPdf(pages, class->dpi, 1.0f, encoding,
					    SCAN_JPEG_QUALITY, NULL, path);
	else
		written = write_tiff(pages, encoding, path);
	if (!written)
		g_error("cannot write %s", path);
}
