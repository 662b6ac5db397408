/* test_pdf_parts.c - PDFs in which other files are, and forms of XFA. */
#include <string.h>

#include "core/error.h"
#include "ocr/opened_document.h"
#include "tests/ocr/paper.h"

struct writer {
	GString *pdf;
	GString *table; /* of where its objects begin */
	guint count;
};

/* The next object, and what follows its dictionary. */
static void
add_object(struct writer *writer, const char *dictionary, const void *stream,
	   gsize size)
{
	g_string_append_printf(writer->table, "%010zu 00000 n \n",
			       writer->pdf->len);
	g_string_append_printf(writer->pdf, "%u 0 obj<<%s", ++writer->count,
			       dictionary);
	if (stream != NULL) {
		g_string_append_printf(writer->pdf, "/Length %zu>>stream\n",
				       size);
		g_string_append_len(writer->pdf, stream, (gssize)size);
		g_string_append(writer->pdf, "\nendstream endobj\n");
	} else {
		g_string_append(writer->pdf, ">>endobj\n");
	}
}

/* Objects 1 to 4: more of its catalog and of its one page, and its words. */
static struct writer
start_pdf(const char *catalog, const char *page, const char *words)
{
	struct writer writer = { g_string_new("%PDF-1.7\n"),
				 g_string_new("0000000000 65535 f \n"), 0 };
	g_autofree char *root =
		g_strconcat("/Type/Catalog/Pages 2 0 R", catalog, NULL);
	g_autofree char *sheet = g_strconcat(
		"/Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
		"/Resources<</Font<</F<</Type/Font/Subtype/Type1"
		"/BaseFont/Helvetica>>>>>>",
		page, NULL);
	g_autofree char *content =
		g_strdup_printf("BT /F 12 Tf 72 700 Td (%s) Tj ET", words);

	add_object(&writer, root, NULL, 0);
	add_object(&writer, "/Type/Pages/Kids[3 0 R]/Count 1", NULL, 0);
	add_object(&writer, sheet, NULL, 0);
	add_object(&writer, "", content, strlen(content));
	return writer;
}

static GBytes *
finish_pdf(struct writer *writer)
{
	gsize table = writer->pdf->len;

	g_string_append_printf(writer->pdf,
			       "xref\n0 %u\n%strailer<</Root 1 0 R/Size %u>>\n"
			       "startxref\n%zu\n%%%%EOF\n",
			       writer->count + 1, writer->table->str,
			       writer->count + 1, table);
	g_string_free(writer->table, TRUE);
	return g_string_free_to_bytes(writer->pdf);
}

static GBytes *
write_pdf(const char *catalog, const char *page, const char *words)
{
	struct writer writer = start_pdf(catalog, page, words);

	return finish_pdf(&writer);
}

/* Objects 5 and 6: a file's specification, and the file. */
static GBytes *
write_with_file(const char *catalog, const char *page, GBytes *file,
		const char *told)
{
	struct writer writer = start_pdf(catalog, page, "Cover");

	add_object(&writer, "/Type/Filespec/F(a)/EF<</F 6 0 R>>", NULL, 0);
	add_object(&writer, told, g_bytes_get_data(file, NULL),
		   g_bytes_get_size(file));
	return finish_pdf(&writer);
}

#define NAMES "/Names<</EmbeddedFiles<</Kids[<</Names[(a)5 0 R]>>]>>>>"
#define PINNED "/Annots[<</Type/Annot/Subtype/FileAttachment/FS 5 0 R>>]"
#define XFA "/AcroForm<</Fields[]/XFA[(a)(b)]>>"

static GBytes *
attached(GBytes *file, const char *more)
{
	g_autofree char *catalog = g_strconcat(NAMES, more, NULL);

	return write_with_file(catalog, "", file, "");
}

static struct opened_document *
open_bytes(GBytes *bytes, GError **error)
{
	static struct extract_settings settings;

	settings = paper_settings(OCR_AUTO);
	settings.max_pages = 3;
	settings.max_bytes = 100000;
	return opened_document_open(bytes, &settings, error);
}

/* The first word of each page, in order. */
static void
assert_pages(GBytes *bytes, const char *wanted)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(opened_document) opened = open_bytes(bytes, &error);
	g_autoptr(GString) words = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint n = 1; n <= opened_document_page_count(opened); n++) {
		gboolean needs_ocr;
		g_autoptr(page) page = opened_document_read_page(
			opened, n, &needs_ocr, &error);
		const struct line *line;
		const struct word *word;

		g_assert_no_error(error);
		g_assert_cmpuint(page->lines->len, ==, 1);
		line = page->lines->pdata[0];
		word = line->words->pdata[0];
		g_string_append_printf(words, "%s ", word->text);
	}
	g_assert_cmpstr(words->str, ==, wanted);
}

static void
assert_rejected(GBytes *bytes, const char *reject_code)
{
	g_autoptr(GError) error = NULL;
	struct opened_document *opened = open_bytes(bytes, &error);

	g_assert_null(opened);
	g_assert_cmpstr(error_reject_code(error), ==, reject_code);
}

static void
test_attached(void)
{
	g_autoptr(GBytes) letter = write_pdf("", "", "Letter");
	g_autoptr(GBytes) named = attached(letter, "");
	g_autoptr(GBytes) portfolio = attached(letter, "/Collection<<>>");
	g_autoptr(GBytes) pinned = write_with_file("", PINNED, letter, "");
	g_autoptr(GBytes) both = write_with_file(NAMES, PINNED, letter, "");
	g_autoptr(GBytes) twice = attached(named, "");

	assert_pages(named, "Cover Letter ");
	assert_pages(portfolio, "Cover Letter ");
	assert_pages(pinned, "Cover Letter ");
	assert_pages(both, "Cover Letter ");
	assert_pages(twice, "Cover Cover Letter ");
}

static void
test_bounds(void)
{
	g_autoptr(GBytes) letter = write_pdf("", "", "Letter");
	g_autoptr(GBytes) pages = attached(letter, "");
	g_autoptr(GBytes) told =
		write_with_file(NAMES, "", letter, "/Params<</Size 100001>>");
	struct writer looped =
		start_pdf("/Names<</EmbeddedFiles 5 0 R>>", "", "Cover");
	g_autoptr(GBytes) loop = NULL;
	g_autoptr(GBytes) deep = g_bytes_ref(letter);

	add_object(&looped, "/Kids[5 0 R 5 0 R]", NULL, 0);
	loop = finish_pdf(&looped);
	for (guint i = 0; i < 3; i++) {
		GBytes *outer = attached(pages, "");

		g_bytes_unref(pages);
		pages = outer;
	}
	for (guint i = 0; i < 6; i++) {
		GBytes *outer = attached(deep, "");

		g_bytes_unref(deep);
		deep = outer;
	}
	assert_rejected(pages, "too-large");
	assert_rejected(told, "portfolio");
	assert_rejected(deep, "portfolio");
	assert_pages(loop, "Cover ");
}

static void
test_unread(void)
{
	g_autoptr(GBytes) text = g_bytes_new_static("A letter.", 9);
	g_autoptr(GBytes) cut = g_bytes_new_static("%PDF-1.7\n1 0 obj", 16);
	g_autoptr(GBytes) portfolio = attached(text, "/Collection<<>>");
	g_autoptr(GBytes) damaged = attached(cut, "");
	g_autoptr(GBytes) cover = attached(text, "");
	g_autoptr(opened_document) opened = open_bytes(cover, NULL);
	gboolean needs_ocr;
	g_autoptr(page) page =
		opened_document_read_page(opened, 1, &needs_ocr, NULL);

	assert_rejected(portfolio, "portfolio");
	assert_rejected(damaged, "portfolio");
	g_assert_true(page_has_flaw(page, FLAW_UNREAD_FILE));
}

static void
test_xfa(void)
{
	g_autoptr(GBytes) drawn =
		write_pdf(XFA "/NeedsRendering true", "", "Anything");
	g_autoptr(GBytes) placeholder =
		write_pdf(XFA, "", "Please wait... If this");
	g_autoptr(GBytes) pages = write_pdf(XFA, "", "Letter");

	assert_rejected(drawn, "xfa-form");
	assert_rejected(placeholder, "xfa-form");
	assert_pages(pages, "Letter ");
}

/* One behind the other's end; but an update of a file is none, nor is a file
 * that was attached as it is. */
static void
test_chain(void)
{
	g_autoptr(GBytes) letter = write_pdf("", "", "Letter");
	GByteArray *chain = g_byte_array_new();
	g_autoptr(GBytes) bytes = NULL;

	for (guint i = 0; i < 2; i++)
		g_byte_array_append(chain, g_bytes_get_data(letter, NULL),
				    (guint)g_bytes_get_size(letter));
	bytes = g_byte_array_free_to_bytes(chain);
	assert_rejected(bytes, "unsupported");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf-parts/attached", test_attached);
	g_test_add_func("/pdf-parts/bounds", test_bounds);
	g_test_add_func("/pdf-parts/unread", test_unread);
	g_test_add_func("/pdf-parts/xfa", test_xfa);
	g_test_add_func("/pdf-parts/chain", test_chain);
	return g_test_run();
}
