/* test_hidden_layer.c - text that lies hidden over a scan: the scan is read,
 * and the text is its other reading. */
#include "tests/ocr/paper.h"

static struct recogniser *recogniser;

struct overlay {
	const char *from, *to; /* a word of the paper; NULL: none */
	const char *seen;      /* text over all that shows; NULL: none */
	gboolean blank;	       /* the image */
	const char *white;     /* this word of the paper is hidden by white
				* text; NULL: none */
	gboolean all_white;    /* over it all is text in white, not invisible */
};

static void
draw_paper(cairo_t *cairo, G_GNUC_UNUSED guint number)
{
	paper_draw(cairo);
}

/* The paper's own words, where they stand. */
static struct page *
words_of_paper(void)
{
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GBytes) pdf =
		paper_pdf(1, PAPER_WIDTH, PAPER_HEIGHT, draw_paper);
	g_autoptr(opened_document) opened =
		opened_document_open(pdf, &settings, NULL);
	gboolean needs_ocr;

	return opened_document_read_page(opened, 1, &needs_ocr, NULL);
}

/* The word where it stands; a single one with nothing left of it. */
static void
add_white(GString *content, const struct word *word, gboolean broad)
{
	g_string_append(content, "0 Tr 1 g\n");
	for (int i = 0; i < (broad ? 30 : 1); i++)
		g_string_append_printf(
			content, "/F 11 Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj\n",
			word->box.x0 - 2 + i % 6,
			PAPER_HEIGHT - word->box.y1 + 2 + i / 6.0,
			broad ? "MMMMMM" : word->text);
}

static GString *
overlay_content(const struct overlay *overlay)
{
	GString *content =
		g_string_new("q 612 0 0 792 0 0 cm /Im Do Q BT 3 Tr\n");
	g_autoptr(page) page = words_of_paper();

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];
			gboolean misread =
				g_strcmp0(overlay->from, word->text) == 0;
			gboolean broad =
				g_strcmp0(overlay->white, word->text) == 0;

			if (overlay->all_white || broad)
				add_white(content, word, broad);
			if (overlay->all_white || overlay->white != NULL)
				continue;
			g_string_append_printf(
				content, "/F 11 Tf 1 0 0 1 %d %d Tm (%s) Tj\n",
				(int)word->box.x0,
				(int)(PAPER_HEIGHT - word->box.y1),
				misread ? overlay->to : word->text);
		}
	}
	g_string_append(content, "0 Tr 0 g /F 9 Tf 1 0 0 1 72 40 Tm ");
	if (overlay->seen != NULL)
		g_string_append_printf(content, "(%s) Tj ", overlay->seen);
	return g_string_append(content, "ET");
}

static GBytes *
searchable(const struct overlay *overlay)
{
	g_autoptr(GString) content = overlay_content(overlay);
	GString *pdf = g_string_new("%PDF-1.4\n");
	PIX *paper = paper_scan(150);
	g_autoptr(GBytes) jpeg = NULL;

	if (overlay->blank)
		pixSetAll(paper);
	jpeg = paper_image(paper, IFF_JFIF_JPEG);
	g_string_append_printf(
		pdf,
		"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
		"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"
		"/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>/Font<</F<<"
		"/Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>>>\n"
		"endobj\n4 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\n"
		"endobj\n5 0 obj\n<</Type/XObject/Subtype/Image/Width %d"
		"/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter"
		"/DCTDecode/Length %zu>>\nstream\n",
		content->len, content->str, pixGetWidth(paper),
		pixGetHeight(paper), g_bytes_get_size(jpeg));
	g_string_append_len(pdf, g_bytes_get_data(jpeg, NULL),
			    (gssize)g_bytes_get_size(jpeg));
	g_string_append(pdf, "\nendstream\nendobj\n"
			     "trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
	pixDestroy(&paper);
	return g_string_free_to_bytes(pdf);
}

/* As the worker asks: the page's own text, and where that will not do the
 * page as recognised. */
static struct page *
read_page(const struct overlay *overlay, enum ocr ocr, gint64 max_pixels)
{
	struct extract_settings settings = paper_settings(ocr);
	g_autoptr(GBytes) pdf = searchable(overlay);
	g_autoptr(opened_document) opened = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(page) page = NULL;
	gboolean needs_ocr = FALSE;

	settings.max_pixels = max_pixels;
	opened = opened_document_open(pdf, &settings, &error);
	g_assert_no_error(error);
	page = opened_document_read_page(opened, 1, &needs_ocr, &error);
	g_assert_no_error(error);
	if (!needs_ocr)
		return g_steal_pointer(&page);
	g_assert_cmpuint(page->lines->len, ==, 0);
	return opened_document_recognise_page(opened, recogniser, 1,
					      page->reason, NULL);
}

#define ENOUGH_PIXELS 40000000

/* A misread digit, a rule that was taken for a letter, a stamp: what people
 * see is the page. */
static void
test_scan_is_read(void)
{
	static const struct overlay overlays[] = {
		{ NULL, NULL, NULL, FALSE },
		{ "03/04/2019", "08/04/2019", NULL, FALSE },
		{ "03/04/2019", "| 03/04/2019", NULL, FALSE },
		{ "03/04/2019", "08/04/2019", "ACME-000123", FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(overlays); i++) {
		g_autoptr(page) page =
			read_page(&overlays[i], OCR_AUTO, ENOUGH_PIXELS);
		const char *hidden = i % 2 ? "08/04/2019" : "03/04/2019";

		g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_OCR);
		g_assert_cmpstr(page->reason, ==,
				"text layer lies hidden over a scan");
		g_assert_nonnull(paper_find_word(page, "03/04/2019"));
		g_assert_nonnull(page->other);
		g_assert_cmpint(page->other->text_source, ==,
				TEXT_SOURCE_TEXT_LAYER);
		g_assert_nonnull(paper_find_word(page->other, hidden));
		g_assert_null(paper_find_word(page->other, "|"));
		g_assert_cmpfloat(page->other->confidence, <, 0.99);
	}
}

/* Where it leaves outlines of all the print, people read them. */
static void
test_white_over_all(void)
{
	static const struct overlay overlay = { .all_white = TRUE };
	g_autoptr(page) page = read_page(&overlay, OCR_AUTO, ENOUGH_PIXELS);

	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_OCR);
	g_assert_nonnull(paper_find_word(page, "03/04/2019"));
	g_assert_nonnull(paper_find_word(page, "ibuprofen"));
	g_assert_nonnull(page->other);
}

/* Where it hides a word, that is not seen. */
static void
test_white_over_a_word(void)
{
	static const struct overlay overlays[] = {
		{ .white = "03/04/2019" },
		{ .white = "03/04/2019", .all_white = TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(overlays); i++) {
		g_autoptr(page) page =
			read_page(&overlays[i], OCR_AUTO, ENOUGH_PIXELS);

		g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_OCR);
		g_assert_null(paper_find_word(page, "03/04/2019"));
		g_assert_nonnull(paper_find_word(page, "ibuprofen"));
	}
}

static void
test_always(void)
{
	static const struct overlay overlay = { NULL, NULL, NULL, FALSE };
	g_autoptr(page) page = read_page(&overlay, OCR_ALWAYS, ENOUGH_PIXELS);

	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_OCR);
	g_assert_null(page->other);
}

/* Nothing is recognised, and no word is certain. */
static void
test_never(void)
{
	static const struct overlay overlay = { "03/04/2019", "| 03/04/2019",
						NULL, FALSE };
	g_autoptr(page) page = read_page(&overlay, OCR_NEVER, ENOUGH_PIXELS);
	const struct word *word = paper_find_word(page, "03/04/2019");

	g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_TEXT_LAYER);
	g_assert_cmpstr(page->reason, ==,
			"ocr=never, although text layer lies hidden over a "
			"scan");
	g_assert_cmpfloat(word->confidence, <, 0.99);
	g_assert_cmpfloat(page->confidence, <, 0.99);
	g_assert_null(paper_find_word(page, "|"));
	g_assert_null(page->other);
}

/* A scan that shows nothing, and one that is too large: the hidden text is all
 * that there is, and says so. */
static void
test_illegible(void)
{
	static const struct overlay blank = { NULL, NULL, NULL, TRUE };
	static const struct overlay large = { NULL, NULL, NULL, FALSE };

	for (guint i = 0; i < 2; i++) {
		g_autoptr(page) page =
			i == 0 ? read_page(&blank, OCR_AUTO, ENOUGH_PIXELS)
			       : read_page(&large, OCR_AUTO, 1000);

		g_assert_cmpint(page->text_source, ==, TEXT_SOURCE_TEXT_LAYER);
		g_assert_cmpstr(page->reason, ==,
				"text layer lies hidden over a scan that "
				"cannot be read");
		g_assert_nonnull(paper_find_word(page, "03/04/2019"));
		g_assert_nonnull(page->other);
		g_assert_cmpuint(page->other->lines->len, ==, 0);
	}
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	recogniser = paper_recogniser();
	g_test_add_func("/hidden-layer/scan-is-read", test_scan_is_read);
	g_test_add_func("/hidden-layer/white-over-all", test_white_over_all);
	g_test_add_func("/hidden-layer/white-over-a-word",
			test_white_over_a_word);
	g_test_add_func("/hidden-layer/always", test_always);
	g_test_add_func("/hidden-layer/never", test_never);
	g_test_add_func("/hidden-layer/illegible", test_illegible);
	status = g_test_run();
	recogniser_free(recogniser);
	return status;
}
