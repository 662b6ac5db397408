/* What reading tells of a PDF's page without decoding or drawing it. */
#include <string.h>
#include <sys/resource.h>

#include "tests/ocr/paper.h"

#define STAMP " BT /F 12 Tf 72 700 Td (RECEIVED 03/04/2019) Tj ET"

/* Five of these are more than anybody nests. */
#define NESTED "q q q q q q q q q q q q q q "

#define OBJECTS 6

/* A PDF in the making. */
struct writer {
	GByteArray *bytes;
	guint offsets[OBJECTS];
	guint count;
};

G_GNUC_PRINTF(2, 3)
static void
write_text(struct writer *writer, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_byte_array_append(writer->bytes, (guint8 *)text, (guint)strlen(text));
}

static void
write_object(struct writer *writer, const char *body)
{
	writer->offsets[writer->count++] = writer->bytes->len;
	write_text(writer, "%u 0 obj\n%s\nendobj\n", writer->count, body);
}

static void
write_stream(struct writer *writer, const char *entries, const void *data,
	     guint size)
{
	writer->offsets[writer->count++] = writer->bytes->len;
	write_text(writer, "%u 0 obj\n<<%s/Length %u>>\nstream\n",
		   writer->count, entries, size);
	g_byte_array_append(writer->bytes, data, size);
	write_text(writer, "\nendstream\nendobj\n");
}

/* A page with these entries, this content, and an image to draw as /I. */
static GBytes *
make_pdf(const char *page, const char *content, const char *image,
	 const void *data, guint size)
{
	struct writer writer = { .bytes = g_byte_array_new() };
	g_autofree char *object = g_strdup_printf(
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R"
		"/Resources<</Font<</F 4 0 R>>/XObject<</I 6 0 R>>>>%s>>",
		page);
	g_autofree char *entries =
		g_strconcat("/Type/XObject/Subtype/Image", image, NULL);
	guint start;

	write_text(&writer, "%%PDF-1.4\n");
	write_object(&writer, "<</Type/Catalog/Pages 2 0 R>>");
	write_object(&writer, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
	write_object(&writer, object);
	write_object(&writer,
		     "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
	write_stream(&writer, "", content, (guint)strlen(content));
	write_stream(&writer, entries, data, size);
	start = writer.bytes->len;
	write_text(&writer, "xref\n0 7\n0000000000 65535 f \n");
	for (guint i = 0; i < OBJECTS; i++)
		write_text(&writer, "%010u 00000 n \n", writer.offsets[i]);
	write_text(&writer,
		   "trailer\n<</Root 1 0 R/Size 7>>\nstartxref\n%u\n%%%%EOF\n",
		   start);
	return g_byte_array_free_to_bytes(writer.bytes);
}

static struct page *
read_pdf(GBytes *bytes, gboolean *out_needs_ocr)
{
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened =
		opened_document_open(bytes, &settings, &error);
	struct page *page;

	g_assert_no_error(error);
	page = opened_document_read_page(opened, 1, out_needs_ocr, &error);
	g_assert_no_error(error);
	return page;
}

/* The reason that the page with this content has. */
static char *
reason_of(const char *page_entries, const char *content, gboolean needs_ocr)
{
	static const guint8 pixel = 0;
	g_autoptr(GBytes) pdf = make_pdf(page_entries, content,
					 "/Width 1/Height 1/BitsPerComponent 8"
					 "/ColorSpace/DeviceGray",
					 &pixel, 1);
	gboolean needs = !needs_ocr;
	g_autoptr(page) page = read_pdf(pdf, &needs);

	g_assert_cmpint(needs, ==, needs_ocr);
	return g_strdup(page->reason);
}

static void
test_reasons(void)
{
	static const struct {
		const char *page, *content;
		gboolean needs_ocr;
		const char *reason;
	} rows[] = {
		{ "", "", FALSE, "blank" },
		{ "", "BT 3 Tr /F 9 Tf ( ) Tj ET", FALSE, "blank" },
		{ "", "9 9 m 20 20 l S", TRUE, "no text layer" },
		{ "/Annots[]", "", TRUE, "no text layer" },
		{ "", "q 9 0 0 9 0 0 cm /I Do Q", TRUE, "no text layer" },
		{ "", STAMP " q 9 0 0 9 0 0 cm /I Do Q", FALSE, "text layer" },
		{ "", "q 612 0 0 792 0 0 cm /I Do Q" STAMP, TRUE,
		  "no text layer but a stamp on a scan" },
		{ "",
		  "q 612 0 0 792 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI "
		  "Q" STAMP,
		  TRUE, "no text layer but a stamp on a scan" },
		{ "", NESTED NESTED NESTED NESTED NESTED STAMP, TRUE,
		  "little text on a page that may show more" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *reason = reason_of(
			rows[i].page, rows[i].content, rows[i].needs_ocr);

		g_assert_cmpstr(reason, ==, rows[i].reason);
	}
}

/* An empty image of 6000 x 6000 in three colours: 400 MiB once decoded. */
static const guint8 jpx[] =
	"\xff\x4f\xff\x51\0\x2f\0\0\0\0\x17\x70\0\0\x17\x70\0\0\0\0\0\0\0\0"
	"\0\0\x17\x70\0\0\x17\x70\0\0\0\0\0\0\0\0\0\3\7\1\1\7\1\1\7\1\1"
	"\xff\x52\0\x0c\0\0\0\1\0\5\4\4\0\1"
	"\xff\x5c\0\x13@@@@@@@@@@@@@@@@@"
	"\xff\x90\0\x0a\0\0\0\0\0\x20\0\1\xff\x93"
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xd9";

static long
peak_kib(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void
test_image_is_not_decoded(void)
{
	static const char *const contents[] = {
		"q 612 0 0 792 0 0 cm /I Do Q",
		"q 61 0 0 79 0 0 cm /I Do Q",
		"q 612 0 0 792 0 0 cm /I Do Q" STAMP,
	};

	for (gsize i = 0; i < G_N_ELEMENTS(contents); i++) {
		g_autoptr(GBytes) pdf =
			make_pdf("", contents[i],
				 "/Width 6000/Height 6000/Filter/JPXDecode",
				 jpx, sizeof(jpx) - 1);
		long before = peak_kib();
		gboolean needs_ocr = FALSE;
		g_autoptr(page) page = read_pdf(pdf, &needs_ocr);

		g_assert_true(needs_ocr);
		g_assert_cmpint(peak_kib() - before, <, 100 << 10);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/outline/reasons", test_reasons);
	g_test_add_func("/outline/image-is-not-decoded",
			test_image_is_not_decoded);
	return g_test_run();
}
