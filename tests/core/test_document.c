/* test_document.c - pages over the wire, their strict reading, and boxes from
 * the reading frame to the page as shown. */
#include "core/document.h"
#include "core/error.h"

#define ID "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define HEAD "\"number\":1," HEAD2
#define HEAD2                                                                  \
	"\"width_pt\":612.0,\"height_pt\":792.0,"                              \
	"\"text_source\":\"ocr\",\"reason\":null,\"dpi\":300.0,"               \
	"\"rotation_deg\":0,\"skew_deg\":0.0,\"confidence\":1.0,"              \
	"\"tells_bold\":false,"

static struct page *
sample_page(void)
{
	struct page *page = page_new(3, 612, 792);
	struct line *line = line_new();

	page->text_source = TEXT_SOURCE_OCR;
	page->reason = g_strdup("no text layer");
	page->dpi = 200;
	page->rotation_deg = 90;
	page->skew_deg = 1.25;
	page->tells_bold = TRUE;
	g_ptr_array_add(line->words,
			word_new("Case", (struct box){ -0.5, 10.125, 30, 20 },
				 0.5, TRUE));
	g_ptr_array_add(
		line->words,
		word_new("nº", (struct box){ 33, 9, 40, 21.5 }, 1.0, FALSE));
	g_ptr_array_add(page->lines, line);
	page_set_mean_confidence(page);
	return page;
}

static struct page *
sample_closer(void)
{
	struct page *page = sample_page();

	page->rotation_deg = 270;
	return page;
}

static struct document *
sample_document(void)
{
	struct document *document = document_new();

	document->id = g_strdup(ID);
	document->name = g_strdup("invented.tiff");
	document->media_type = g_strdup("image/tiff");
	document->size_bytes = G_GUINT64_CONSTANT(5000000000);
	g_ptr_array_add(document->pages, sample_page());
	g_ptr_array_add(document->pages, sample_page());
	page_add_flaw(document->pages->pdata[0], FLAW_UNREADABLE_PAGE,
		      "its image is cut off after row %d", 17);
	page_add_flaw(document->pages->pdata[0], FLAW_UNREADABLE_PAGE,
		      "said once");
	((struct page *)document->pages->pdata[1])->closer = sample_closer();
	((struct page *)document->pages->pdata[1])->other = sample_page();
	return document;
}

static void
test_round_trip(void)
{
	g_autoptr(document) document = sample_document();
	json_auto_t *first = document_to_json(document);
	g_autoptr(GError) error = NULL;
	g_autoptr(document) copy = document_from_json(first, &error);
	json_auto_t *second = NULL;
	const struct page *page;
	const struct flaw *flaw;
	const struct line *line;
	const struct word *word;

	g_assert_no_error(error);
	second = document_to_json(copy);
	g_assert_true(json_equal(first, second));
	page = copy->pages->pdata[0];
	line = page->lines->pdata[0];
	word = line->words->pdata[0];
	g_assert_cmpstr(word->text, ==, "Case");
	g_assert_true(word->bold);
	g_assert_cmpfloat(word->box.x0, ==, -0.5);
	g_assert_cmpfloat(word->box.y0, ==, 10.125);
	g_assert_cmpstr(page->reason, ==, "no text layer");
	g_assert_cmpint(page->rotation_deg, ==, 90);
	g_assert_cmpuint(page->flaws->len, ==, 1);
	flaw = page->flaws->pdata[0];
	g_assert_cmpstr(flaw->code, ==, "unreadable-page");
	g_assert_cmpstr(flaw->message, ==, "its image is cut off after row 17");
	g_assert_null(page->closer);
	g_assert_null(page->other);
	page = copy->pages->pdata[1];
	g_assert_cmpint(page->other->rotation_deg, ==, 90);
	g_assert_cmpint(page->closer->rotation_deg, ==, 270);
	g_assert_cmpuint(page->closer->lines->len, ==, 1);
	g_assert_cmpuint(copy->size_bytes, ==, document->size_bytes);
}

static const struct {
	const char *json, *refusal;
} flaws[] = {
	{ "[]", "/: not an object" },
	{ "{" HEAD "\"lines\":{}}", "/lines: not an array" },
	{ "{" HEAD "\"lines\":[],\"more\":1}", "/more: unknown member" },
	{ "{" HEAD "\"rows\":[]}", "/rows: unknown member" },
	{ "{" HEAD "\"lines\":[[]]}", "/lines/0: 0 elements" },
	{ "{" HEAD "\"lines\":[[[\"a\",1,2,3,4,1]]]}",
	  "/lines/0/0: 6 elements" },
	{ "{" HEAD "\"lines\":[[[\"\",1,2,3,4,1,true]]]}",
	  "/lines/0/0/0: empty" },
	{ "{" HEAD "\"lines\":[[[\"a b\",1,2,3,4,1,true]]]}",
	  "/lines/0/0/0: white space" },
	{ "{" HEAD "\"lines\":[[[\"a\\u00a0b\",1,2,3,4,1,true]]]}",
	  "/lines/0/0/0: white space" },
	{ "{" HEAD "\"lines\":[[[\"a\",1,2,3,\"4\",1,true]]]}",
	  "/lines/0/0/4: not a number" },
	{ "{" HEAD "\"lines\":[[[\"a\",1,2,3e300,4,1,true]]]}",
	  "/lines/0/0/3: 3e+300 is not from" },
	{ "{" HEAD "\"lines\":[[[\"a\",3,2,1,4,1,true]]]}",
	  "/lines/0/0: corners out of order" },
	{ "{" HEAD "\"lines\":[[[\"a\",1,2,3,4,1.01,true]]]}",
	  "/lines/0/0/5: 1.01 is not from 0 to 1" },
	{ "{" HEAD "\"lines\":[[[\"a\",1,2,3,4,1,1]]]}",
	  "/lines/0/0/6: missing, or no boolean" },
	{ "{" HEAD "\"lines\":[],\"flaws\":[]}", "/flaws: 0 elements" },
	{ "{" HEAD "\"lines\":[],\"flaws\":[{\"code\":\"A B\","
	  "\"message\":\"m\"}]}",
	  "/flaws/0/code: " },
	{ "{" HEAD "\"lines\":[],\"flaws\":[{\"code\":\"a-b\"}]}",
	  "/flaws/0/message: missing" },
	{ "{" HEAD "\"lines\":[],\"closer\":null}", "/closer: not an object" },
	{ "{" HEAD "\"lines\":[],\"closer\":{" HEAD "\"lines\":[[]]}}",
	  "/closer/lines/0: 0 elements" },
	{ "{" HEAD "\"lines\":[],\"closer\":{" HEAD
	  "\"lines\":[],\"closer\":{" HEAD "\"lines\":[]}}}",
	  "/closer: read too often" },
	{ "{" HEAD "\"lines\":[],\"closer\":{\"number\":2," HEAD2
	  "\"lines\":[]}}",
	  "/closer: another page" },
	{ "{" HEAD "\"lines\":[],\"other\":{" HEAD
	  "\"lines\":[],\"closer\":{" HEAD "\"lines\":[]}}}",
	  "/other: read too often" },
	{ "{" HEAD "\"lines\":[],\"closer\":{" HEAD
	  "\"lines\":[],\"other\":{" HEAD "\"lines\":[]}}}",
	  "/closer: read too often" },
	{ "{" HEAD "\"lines\":[],\"other\":{\"number\":2," HEAD2
	  "\"lines\":[]}}",
	  "/other: another page" },
};

static void
test_flaws(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(flaws); i++) {
		json_auto_t *json = json_loads(flaws[i].json, 0, NULL);
		g_autoptr(GError) error = NULL;

		g_assert_nonnull(json);
		g_assert_null(page_from_json(json, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
		if (!g_str_has_prefix(error->message, flaws[i].refusal))
			g_error("%s: refused with '%s'", flaws[i].refusal,
				error->message);
	}
}

static void
test_document_flaws(void)
{
	static const struct {
		const char *key, *value, *refusal;
	} cases[] = {
		{ "id", "\"" ID "-2\"", "/id: not 64 hex digits" },
		{ "name", "null", "/name: not a string" },
		{ "size_bytes", "-1", "/size_bytes: -1 is not from" },
		{ "pages", "[7]", "/pages/0: not an object" },
		{ "path", "\"x\"", "/path: unknown member" },
	};
	g_autoptr(document) document = sample_document();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		json_auto_t *json = document_to_json(document);
		g_autoptr(GError) error = NULL;

		json_object_set_new(
			json, cases[i].key,
			json_loads(cases[i].value, JSON_DECODE_ANY, NULL));
		g_assert_null(document_from_json(json, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
		g_assert_true(
			g_str_has_prefix(error->message, cases[i].refusal));
	}
}

static void
test_mean_confidence(void)
{
	g_autoptr(page) page = sample_page();
	g_autoptr(page) blank = page_new(1, 612, 792);

	/* Four letters at 0.5, two at 1.0: by letters, not by bytes. */
	g_assert_cmpfloat_with_epsilon(page->confidence, 4.0 / 6, 1e-9);
	page_set_mean_confidence(blank);
	g_assert_cmpfloat(blank->confidence, ==, 1.0);
}

static void
assert_box(struct box got, struct box wanted)
{
	g_assert_cmpfloat_with_epsilon(got.x0, wanted.x0, 0.01);
	g_assert_cmpfloat_with_epsilon(got.y0, wanted.y0, 0.01);
	g_assert_cmpfloat_with_epsilon(got.x1, wanted.x1, 0.01);
	g_assert_cmpfloat_with_epsilon(got.y1, wanted.y1, 0.01);
}

/* A box near the top left of the upright page: where was it, before the page
 * was turned clockwise to read it? */
static void
test_shown_turned(void)
{
	static const struct {
		int rotation_deg;
		struct box shown;
	} cases[] = {
		{ 0, { 10, 20, 110, 30 } },
		{ 90, { 20, 682, 30, 782 } },	 /* bottom left, upwards */
		{ 180, { 502, 762, 602, 772 } }, /* bottom right */
		{ 270, { 582, 10, 592, 110 } },	 /* top right, downwards */
	};
	const struct box box = { 10, 20, 110, 30 };

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(page) page = page_new(1, 612, 792);

		page->rotation_deg = cases[i].rotation_deg;
		assert_box(page_shown_box(page, box), cases[i].shown);
	}
}

/* Levelling turned the page clockwise by 2 degrees about its centre; shown, a
 * point right of the centre lies higher, and one above it further left. */
static void
test_shown_skewed(void)
{
	static const struct {
		struct box point, shown;
	} cases[] = {
		{ { 500, 400, 500, 400 }, { 499.88, 393.02, 499.88, 393.02 } },
		{ { 300, 100, 300, 100 }, { 289.53, 100.18, 289.53, 100.18 } },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(page) page = page_new(1, 600, 800);

		page->skew_deg = 2;
		assert_box(page_shown_box(page, cases[i].point),
			   cases[i].shown);
	}
}

static void
test_shown_inside(void)
{
	g_autoptr(page) page = page_new(1, 612, 792);

	assert_box(page_shown_box(page, (struct box){ -5, -1, 700, 800 }),
		   (struct box){ 0, 0, 612, 792 });
}

static void
test_line_box(void)
{
	g_autoptr(page) page = sample_page();

	assert_box(line_box(page->lines->pdata[0]),
		   (struct box){ -0.5, 9, 40, 21.5 });
}

static void
test_text_source(void)
{
	enum text_source source = TEXT_SOURCE_BLANK;

	g_assert_true(text_source_parse("ocr", &source));
	g_assert_cmpint(source, ==, TEXT_SOURCE_OCR);
	g_assert_false(text_source_parse("OCR", &source));
	g_assert_cmpstr(text_source_name(TEXT_SOURCE_TEXT_LAYER), ==,
			"text_layer");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/document/round-trip", test_round_trip);
	g_test_add_func("/document/page-flaws", test_flaws);
	g_test_add_func("/document/flaws", test_document_flaws);
	g_test_add_func("/document/mean-confidence", test_mean_confidence);
	g_test_add_func("/document/shown-turned", test_shown_turned);
	g_test_add_func("/document/shown-skewed", test_shown_skewed);
	g_test_add_func("/document/shown-inside", test_shown_inside);
	g_test_add_func("/document/line-box", test_line_box);
	g_test_add_func("/document/text-source", test_text_source);
	return g_test_run();
}
