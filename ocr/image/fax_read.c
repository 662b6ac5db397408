/* fax_read.c - a TIFF around the same bytes, for libtiff. */
#include "ocr/image/fax_read.h"

#include "ocr/image/fax_rows.h"
#include "ocr/image/tiff_faults.h"
#include "ocr/image/tiff_memory.h"

struct tiff_tag {
	guint16 tag, type;
	guint32 count, value;
} __attribute__((packed));

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

/* Two ends of line, or what is left of them where bits were filled up: the
 * writer says that the page ends here, though it may be shorter than told. */
static gboolean
tells_its_end(const guint8 *data, gsize size)
{
	guint64 tail = 0;

	while (size > 0 && data[size - 1] == 0)
		size--;
	for (gsize i = size > 5 ? size - 5 : 0; i < size; i++)
		tail = tail << 8 | data[i];
	while (tail != 0 && (tail & 1) == 0)
		tail >>= 1;
	return (tail & 0xffffff) == 0x001001;
}

PIX *
fax_read(const guint8 *data, gsize size, int width, int height, int k,
	 struct damage *damage)
{
	g_autoptr(GByteArray) bytes =
		wrap_as_tiff(data, size, width, height, k);
	struct tiff_memory memory = { bytes->data, bytes->len, 0 };
	struct damage found = { DAMAGE_NONE, NULL };
	TIFF *tiff;
	guint missing = 0;
	PIX *pix = NULL;

	tiff_faults_watch();
	tiff = tiff_open_memory(&memory);
	if (tiff != NULL) {
		pix = fax_rows_read(tiff, &missing);
		TIFFClose(tiff);
	}
	tiff_faults_take(&found, "its image", k >= 0);
	if (missing > 0)
		damage_note(&found, DAMAGE_PART, "its image is cut off");
	if (found.kind == DAMAGE_PART && k < 0 && tells_its_end(data, size))
		damage_clear(&found);
	damage_take(damage, &found);
	return pix;
}
