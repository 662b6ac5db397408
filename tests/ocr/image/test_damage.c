/* test_damage.c - what decoders complain of is noted, and nothing else. */
#include <string.h>
#include <tiffio.h>
#include <zlib.h>

#include "ocr/image/fax_read.h"
#include "ocr/image/inflate.h"
#include "ocr/image/jpeg_gray.h"
#include "ocr/image/tiff_header.h"
#include "ocr/image/tiff_memory.h"
#include "ocr/image/tiff_read.h"
#include "ocr/image/zero_run.h"
#include "ocr/transfer.h"
#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

static enum damage_kind
take_kind(struct damage *damage)
{
	enum damage_kind kind = damage->kind;

	g_assert_true((damage->what != NULL) == (kind != DAMAGE_NONE));
	damage_clear(damage);
	return kind;
}

static void
test_worst_counts(void)
{
	struct damage damage = { 0 }, other = { 0 };

	damage_note(&damage, DAMAGE_PART, "first");
	damage_note(&damage, DAMAGE_PART, "second");
	g_assert_cmpstr(damage.what, ==, "first");
	damage_note(&other, DAMAGE_ALL, "third");
	damage_take(&damage, &other);
	g_assert_cmpstr(damage.what, ==, "third");
	g_assert_null(other.what);
	g_assert_cmpint(take_kind(&damage), ==, DAMAGE_ALL);
}

static struct page *
page_with_word(void)
{
	struct page *page = page_new(1, 612, 792);
	struct line *line = line_new();

	g_ptr_array_add(line->words,
			word_new("word", (struct box){ 0 }, 1, FALSE));
	g_ptr_array_add(page->lines, line);
	page->text_source = TEXT_SOURCE_BLANK;
	return page;
}

/* A damaged page is never blank, and a doubtful one has no words. */
static void
test_marks_page(void)
{
	static const guint lines[] = {
		[DAMAGE_NONE] = 1,
		[DAMAGE_LOOK] = 1,
		[DAMAGE_PART] = 1,
		[DAMAGE_ALL] = 0,
	};

	for (guint kind = DAMAGE_NONE; kind <= DAMAGE_ALL; kind++) {
		struct damage damage = { kind, g_strdup("it is cut off") };
		g_autoptr(page) page = page_with_word();

		damage_mark_page(&damage, page);
		g_assert_cmpuint(page->lines->len, ==, lines[kind]);
		g_assert_true(page_has_flaw(page, FLAW_UNREADABLE_PAGE) ==
			      (kind != DAMAGE_NONE));
		g_assert_true((page->text_source == TEXT_SOURCE_BLANK) ==
			      (kind == DAMAGE_NONE));
		damage_clear(&damage);
	}
}

static enum damage_kind
inflate_kind(const guint8 *data, gsize size)
{
	struct damage damage = { 0 }, checked = { 0 };
	g_autoptr(GByteArray) bytes =
		inflate_bytes(data, size, 1u << 20, &damage, "it");

	g_assert_nonnull(bytes);
	inflate_check(data, size, 1u << 20, &checked, "it");
	g_assert_cmpint(take_kind(&checked), ==, damage.kind);
	return take_kind(&damage);
}

static void
test_inflate(void)
{
	struct damage damage = { 0 };
	guint8 plain[20000], packed[20000];
	uLongf size = sizeof(packed);

	for (gsize i = 0; i < sizeof(plain); i++)
		plain[i] =
			(guint8)((guint8) "the request"[i * i % 11] + i / 999);
	compress(packed, &size, plain, sizeof(plain));
	g_assert_cmpint(inflate_kind(packed, size), ==, DAMAGE_NONE);
	/* Without its checksum. */
	g_assert_cmpint(inflate_kind(packed, size - 4), ==, DAMAGE_NONE);
	g_assert_cmpint(inflate_kind(packed, size / 2), ==, DAMAGE_PART);
	g_assert_cmpint(inflate_kind(packed, 0), ==, DAMAGE_ALL);
	packed[size - 1] ^= 1;
	g_assert_cmpint(inflate_kind(packed, size), ==, DAMAGE_ALL);
	packed[size - 1] ^= 1;
	for (gsize i = 8; i < size - 4; i += size / 16) {
		packed[i] ^= 4;
		g_assert_cmpint(inflate_kind(packed, size), !=, DAMAGE_NONE);
		packed[i] ^= 4;
	}
	g_assert_null(inflate_bytes(packed, size, 100, &damage, "it"));
	g_assert_cmpint(take_kind(&damage), ==, DAMAGE_NONE);
}

static enum damage_kind
jpeg_kind(const guint8 *data, gsize size)
{
	struct damage damage = { 0 }, checked = { 0 };
	PIX *pix = jpeg_gray_read(data, size, &damage);

	jpeg_gray_check(data, size, &checked);
	g_assert_cmpint(take_kind(&checked), ==, damage.kind);
	pixDestroy(&pix);
	return take_kind(&damage);
}

static void
test_jpeg(void)
{
	PIX *page = known_page();
	g_autoptr(GBytes) bytes = paper_image(page, IFF_JFIF_JPEG);
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	g_autofree guint8 *copy = g_memdup2(data, size);

	pixDestroy(&page);
	g_assert_cmpint(jpeg_kind(data, size), ==, DAMAGE_NONE);
	/* Without its end marker. */
	g_assert_cmpint(jpeg_kind(data, size - 2), ==, DAMAGE_NONE);
	g_assert_cmpint(jpeg_kind(data, size * 2 / 5), ==, DAMAGE_PART);
	g_assert_cmpint(jpeg_kind(data, 0), ==, DAMAGE_ALL);
	memset(copy + size / 2, 0, size / 4);
	g_assert_cmpint(jpeg_kind(copy, size), ==, DAMAGE_ALL);
}

/* The one strip of a page as group 4 has it. */
static guint8 *
fax_of_page(gsize *out_size)
{
	PIX *page = known_page();
	PIX *bilevel = pixThresholdToBinary(page, 128);
	struct tiff_memory memory = { 0 };
	guint64 *at = NULL, *size = NULL;
	l_uint8 *bytes = NULL;
	guint8 *strip;
	TIFF *tiff;

	pixWriteMemTiff(&bytes, &memory.size, bilevel, IFF_TIFF_G4);
	memory.data = bytes;
	tiff = tiff_open_memory(&memory);
	g_assert_cmpuint(TIFFNumberOfStrips(tiff), ==, 1);
	TIFFGetField(tiff, TIFFTAG_STRIPOFFSETS, &at);
	TIFFGetField(tiff, TIFFTAG_STRIPBYTECOUNTS, &size);
	*out_size = size[0];
	strip = g_memdup2(bytes + at[0], size[0]);
	TIFFClose(tiff);
	lept_free(bytes);
	pixDestroy(&page);
	pixDestroy(&bilevel);
	return strip;
}

static enum damage_kind
fax_kind(const guint8 *data, gsize size, int height)
{
	struct damage damage = { 0 };
	PIX *pix = fax_read(data, size, 848, height, -1, &damage);

	pixDestroy(&pix);
	return take_kind(&damage);
}

static void
test_fax(void)
{
	gsize size;
	g_autofree guint8 *data = fax_of_page(&size);

	g_assert_cmpint(fax_kind(data, size, 1100), ==, DAMAGE_NONE);
	/* It says itself that it ends, sooner than was told. */
	g_assert_cmpint(fax_kind(data, size, 1200), ==, DAMAGE_NONE);
	for (guint percent = 10; percent < 100; percent += 10)
		g_assert_cmpint(fax_kind(data, size * percent / 100, 1100), !=,
				DAMAGE_NONE);
	memset(data + size / 2, 0, size / 8);
	g_assert_cmpint(fax_kind(data, size, 1100), !=, DAMAGE_NONE);
}

static enum damage_kind
tiff_kind(const guint8 *data, gsize size)
{
	struct damage damage = { 0 };
	struct tiff_header header;
	PIX *pix;

	g_assert_true(tiff_header_read(data, size, 1, &header));
	pix = tiff_read(data, size, 1, &header, &damage);
	pixDestroy(&pix);
	return take_kind(&damage);
}

/* What its decoder warns of and reads over: in JPEG a marker that is none, in
 * PackBits runs that are longer than their row. */
static void
test_tiff_warnings(void)
{
	static const struct {
		int format, depth;
		guint8 harm;
	} kinds[] = {
		{ IFF_TIFF_JPEG, 8, 0x61 },
		{ IFF_TIFF_PACKBITS, 1, 0x81 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		PIX *page = known_page();
		PIX *pix = kinds[i].depth == 1 ? pixThresholdToBinary(page, 128)
					       : pixClone(page);
		l_uint8 *data = NULL;
		gsize size = 0;

		pixWriteMemTiff(&data, &size, pix, kinds[i].format);
		g_assert_cmpint(tiff_kind(data, size), ==, DAMAGE_NONE);
		data[size / 2] = 0xff;
		memset(data + size / 2 + 1, kinds[i].harm, 40);
		g_assert_cmpint(tiff_kind(data, size), !=, DAMAGE_NONE);
		lept_free(data);
		pixDestroy(&pix);
		pixDestroy(&page);
	}
}

/* The link to the next directory, of a file of one. */
#define LINK_AT(tags) (8 + 2 + (tags)*12)

static void
test_tiff_chain(void)
{
	static const struct tiff kind = { .bits = 8,
					  .samples = 1,
					  .photometric = 1 };
	PIX *page = known_page();
	g_autoptr(GByteArray) samples = pack(page, 8, FALSE);
	g_autoptr(GBytes) bytes = tiff_bytes(&kind, samples, NULL);
	gsize size;
	const guint8 *data = g_bytes_get_data(bytes, &size);
	g_autofree guint8 *copy = g_memdup2(data, size);
	guint8 *link = copy + LINK_AT(data[8]);
	GArray *pages = tiff_list_pages(data, size);

	pixDestroy(&page);
	g_assert_cmpuint(pages->len, ==, 1);
	g_array_unref(pages);
	link[3] = 0x7f; /* beyond the end */
	g_assert_null(tiff_list_pages(copy, size));
	link[3] = 0;
	link[0] = 8; /* itself */
	g_assert_null(tiff_list_pages(copy, size));
	link[0] = 200; /* where there is no directory */
	g_assert_null(tiff_list_pages(copy, size));
}

/* As FTP's text mode does. */
static GByteArray *
with_ends(const guint8 *data, gsize size, const char *end)
{
	GByteArray *out = g_byte_array_new();

	for (gsize i = 0; i < size; i++)
		if (data[i] == '\n' || data[i] == '\r')
			g_byte_array_append(out, (const guint8 *)end,
					    (guint)strlen(end));
		else
			g_byte_array_append(out, data + i, 1);
	return out;
}

static void
test_transfer(void)
{
	static const char *const ends[] = { "\r\n", "\n", "\r" };
	const char *text = "\xc3\xa9\r\n\xc3\xa9\r\n\xc3\xa9\r\n";
	guint8 noise[65536] = "%PDF-1.4\n";
	guint32 state = 1;

	for (gsize i = 9; i < sizeof(noise); i++) {
		state = state * 1103515245 + 12345;
		noise[i] = (guint8)(state >> 16);
	}
	g_assert_null(transfer_fault(noise, sizeof(noise)));
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autoptr(GByteArray) sent =
			with_ends(noise, sizeof(noise), ends[i]);

		g_assert_nonnull(strstr(transfer_fault(sent->data, sent->len),
					"line ends"));
	}
	g_assert_nonnull(transfer_fault((const guint8 *)"\x89PNG\n\x1a\n", 7));
	g_assert_null(transfer_fault((const guint8 *)text, strlen(text)));
}

static gboolean
is_holed(const char *before, gsize zeros, const char *after)
{
	g_autoptr(GString) pdf = g_string_new(before);

	for (gsize i = 0; i < zeros; i++)
		g_string_append_c(pdf, '\0');
	g_string_append(pdf, after);
	return zero_run_is_in_pdf((const guint8 *)pdf->str, pdf->len);
}

static void
test_zeros(void)
{
	const char *start = "%PDF-1.4\n1 0 obj <<>> stream\nabc";
	const char *end = "abc\nendstream endobj\n%%EOF\n";

	/* In a stream they may be its own. */
	g_assert_false(is_holed(start, 4096, end));
	g_assert_false(is_holed("%PDF-1.4\n1 0 obj <<>>", 100, "endobj %%EOF"));
	g_assert_false(
		is_holed("%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n", 4096, ""));
	g_assert_true(is_holed("%PDF-1.4\n1 0 obj <<>>", 4096, end));
	g_assert_true(is_holed(start, 4096,
			       ">>\nendobj\n2 0 obj <<>> stream\nendstream\n"
			       "%%EOF\n"));
}

static struct scan *
acquire(GBytes *take_bytes)
{
	g_autoptr(GBytes) bytes = take_bytes;
	g_autoptr(GError) error = NULL;
	struct scan *scan = acquire_page(bytes, 1, &error);

	g_assert_no_error(error);
	return scan;
}

static enum damage_kind
pdf_kind(const char *filter, const guint8 *data, gsize size,
	 const char *content)
{
	g_autofree char *image = g_strdup_printf(
		"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/%s", filter);
	g_autoptr(scan) scan = acquire(
		pdf_bytes(image, data, size, content, "/MediaBox" PAGE_BOX));

	return take_kind(&scan->damage);
}

/* Taken from its stream, and drawn. */
static void
test_pdf_image(void)
{
	static const char *const contents[] = { WHOLE, WHOLE " 0 0 1 1 re f" };
	PIX *page = known_page();
	g_autoptr(GByteArray) samples = pack(page, 8, FALSE);
	g_autoptr(GBytes) jpeg = paper_image(page, IFF_JFIF_JPEG);
	gsize jpeg_size;
	const guint8 *jpeg_data = g_bytes_get_data(jpeg, &jpeg_size);
	uLongf size = compressBound(samples->len);
	g_autofree guint8 *packed = g_malloc(size);

	pixDestroy(&page);
	compress(packed, &size, samples->data, samples->len);
	for (gsize i = 0; i < G_N_ELEMENTS(contents); i++) {
		const char *content = contents[i];

		g_assert_cmpint(pdf_kind("FlateDecode", packed, size, content),
				==, DAMAGE_NONE);
		g_assert_cmpint(
			pdf_kind("FlateDecode", packed, size / 2, content), ==,
			DAMAGE_PART);
		packed[size - 2] ^= 1;
		g_assert_cmpint(pdf_kind("FlateDecode", packed, size, content),
				==, DAMAGE_ALL);
		packed[size - 2] ^= 1;
		g_assert_cmpint(
			pdf_kind("DCTDecode", jpeg_data, jpeg_size, content),
			==, DAMAGE_NONE);
		g_assert_cmpint(pdf_kind("DCTDecode", jpeg_data, jpeg_size / 2,
					 content),
				==, DAMAGE_PART);
		g_assert_cmpint(pdf_kind("DCTDecode", jpeg_data, 0, content),
				==, DAMAGE_ALL);
	}
}

/* The page's flaw where it is read without being drawn. */
static gboolean
is_flawed(const char *content)
{
	struct extract_settings settings = paper_settings(OCR_NEVER);
	g_autoptr(GBytes) bytes = pdf_gray(content, "/MediaBox" PAGE_BOX);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, &error);
	g_autoptr(page) page = NULL;
	gboolean needs_ocr;

	g_assert_no_error(error);
	page = opened_document_read_page(opened, 1, &needs_ocr, &error);
	g_assert_no_error(error);
	return page_has_flaw(page, FLAW_UNREADABLE_PAGE);
}

static void
test_pdf_text(void)
{
	g_assert_false(is_flawed("BT /F 9 Tf 50 50 Td (Upheld) Tj ET"));
	g_assert_false(is_flawed(""));
	g_assert_true(is_flawed("BT /Gone 9 Tf 50 50 Td (Upheld) Tj ET"));
	g_assert_true(is_flawed("BT /F 9 Tf 50 50 Td (Upheld) Tj ET /Gone Do"));
	g_assert_true(is_flawed("BT /F 9 Tf 50 50 Td (Upheld) Tj (Over"));
	g_assert_true(is_flawed("BT /F 9 Tf 50 50 Td (Upheld) Tj @x Uj ET"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
	g_test_add_func("/damage/worst-counts", test_worst_counts);
	g_test_add_func("/damage/marks-page", test_marks_page);
	g_test_add_func("/damage/inflate", test_inflate);
	g_test_add_func("/damage/jpeg", test_jpeg);
	g_test_add_func("/damage/fax", test_fax);
	g_test_add_func("/damage/tiff-warnings", test_tiff_warnings);
	g_test_add_func("/damage/tiff-chain", test_tiff_chain);
	g_test_add_func("/damage/transfer", test_transfer);
	g_test_add_func("/damage/zeros", test_zeros);
	g_test_add_func("/damage/pdf-image", test_pdf_image);
	g_test_add_func("/damage/pdf-text", test_pdf_text);
	return g_test_run();
}
