/* fax_read.c - a TIFF around the same bytes, for libtiff. */
#include "ocr/fax_read.h"

#include "ocr/tiff_faults.h"

struct tiff_tag {
	guint16 tag, type;
	guint32 count, value;
} __attribute__((packed));

#define TIFF_LONG 4

/* Little-endian, as x86-64 is; libtiff reads either. */
static GByteArray *
wrap_as_tiff(const guint8 *data, gsize size, int width, int height, int k)
{
	const struct tiff_tag tags[] = {
		{ 256, TIFF_LONG, 1, (guint32)width },
		{ 257, TIFF_LONG, 1, (guint32)height },
		{ 258, TIFF_LONG, 1, 1 },	      /* bits a sample */
		{ 259, TIFF_LONG, 1, k < 0 ? 4 : 3 }, /* compression */
		{ 262, TIFF_LONG, 1, 0 },	      /* zero is white */
		{ 273, TIFF_LONG, 1, 0 },	      /* offset, below */
		{ 278, TIFF_LONG, 1, (guint32)height },
		{ 279, TIFF_LONG, 1, (guint32)size },
		{ 292, TIFF_LONG, 1, k > 0 ? 1u : 0 }, /* of group 3 */
	};
	const guint16 count = G_N_ELEMENTS(tags);
	const guint32 first = 8, none = 0;
	guint32 offset = (guint32)(first + 2 + sizeof(tags) + 4);
	GByteArray *tiff = g_byte_array_new();

	g_byte_array_append(tiff, (const guint8 *)"II*", 4);
	g_byte_array_append(tiff, (const guint8 *)&first, 4);
	g_byte_array_append(tiff, (const guint8 *)&count, 2);
	for (guint i = 0; i < count; i++) {
		struct tiff_tag tag = tags[i];

		if (tag.tag == 273)
			tag.value = offset;
		g_byte_array_append(tiff, (const guint8 *)&tag, sizeof(tag));
	}
	g_byte_array_append(tiff, (const guint8 *)&none, 4);
	g_byte_array_append(tiff, data, (guint)size);
	return tiff;
}

PIX *
fax_read(const guint8 *data, gsize size, int width, int height, int k,
	 struct damage *damage)
{
	g_autoptr(GByteArray) tiff = wrap_as_tiff(data, size, width, height, k);
	PIX *pix;

	tiff_faults_watch();
	pix = pixReadMemTiff(tiff->data, tiff->len, 0);
	tiff_faults_take(damage, "its image", k >= 0);
	if (pix != NULL && pixGetDepth(pix) != 1)
		pixDestroy(&pix);
	return pix;
}
