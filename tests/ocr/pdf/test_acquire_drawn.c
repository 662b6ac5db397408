/* PDFs that show more than one image are drawn, as finely as they need. */
#define _GNU_SOURCE /* memmem */
#include "ocr/format.h"
#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

static void
replace(PIX **pix, PIX *made)
{
	pixDestroy(pix);
	*pix = made;
}

/* What is more than one image is drawn, with all that stands on it. */
static void
test_pdf_drawn(void)
{
	static const char *const contents[] = {
		WHOLE " BT /F 40 Tf 100 60 Td (RECEIVED) Tj ET",
		WHOLE " 1 0 0 rg 0 0 300 100 re f",
		WHOLE " q 40 0 0 40 100 40 cm /Im Do Q",
	};
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(contents); i++) {
		g_autoptr(GBytes) bytes =
			pdf_gray(contents[i], "/MediaBox" PAGE_BOX);
		g_autoptr(GError) error = NULL;
		g_autoptr(scan) scan = acquire_page(bytes, 1, &error);
		double difference;

		g_assert_no_error(error);
		/* Beside text its dots are made two by two. */
		if (i == 0)
			replace(&scan->pix, pixScaleAreaMap2(scan->pix));
		difference = mean_difference(scan->pix, page);
		g_test_message("%s: %.2f", contents[i], difference);
		g_assert_cmpfloat(difference, >, 0.01);
		g_assert_cmpfloat(difference, <, 15);
		g_assert_false(scan->drawn);
	}
	pixDestroy(&page);
}

/* Where an earlier recognition's text lies in a form of its own, the image is
 * still all that is seen. */
#define FORM                                                                   \
	"6 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 611 792]/Length %zu"   \
	">>\nstream\n%s\nendstream\nendobj\n"

static GBytes *
pdf_with_form(const char *form)
{
	g_autoptr(GBytes) bytes =
		pdf_gray(WHOLE " q /Fm Do Q", "/MediaBox" PAGE_BOX);
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	GString *pdf = g_string_new_len(data, (gssize)size);
	g_autofree char *object = g_strdup_printf(FORM, strlen(form), form);
	const char *trailer = "trailer\n<</Root";
	const char *at = memmem(pdf->str, pdf->len, trailer, strlen(trailer));

	g_assert_nonnull(at);
	g_string_insert(pdf, at - pdf->str, object);
	g_string_replace(pdf, "<</Im 5 0 R>>", "<</Im 5 0 R/Fm 6 0 R>>", 1);
	return g_string_free_to_bytes(pdf);
}

static void
test_pdf_forms(void)
{
	PIX *page = known_page();
	g_autoptr(GBytes) seen = pdf_with_form("0 0 300 100 re f");
	g_autoptr(GError) error = NULL;
	g_autoptr(scan) scan = acquire_page(seen, 1, &error);

	g_assert_no_error(error);
	g_assert_cmpfloat(mean_difference(scan->pix, page), >, 5);
	assert_comes_out_as(
		pdf_with_form("BT /F 12 Tf 3 Tr 72 72 Td (hidden) Tj ET"), page,
		0.01);
	pixDestroy(&page);
}

/* --- how finely a page is drawn --- */

#define TEXT_AT(points, y)                                                     \
	"BT /F " points " Tf 72 " y " Td (The request is not necessary.) Tj "  \
	"ET "
#define TEXT_OF(points) TEXT_AT(points, "700")
#define PICTURE "q 240.38 0 0 311.81 72 72 cm /Im Do Q"
#define TILE(x, y) "q 305.28 0 0 396 " x " " y " cm /Im Do Q "

static GBytes *
pdf_of(const char *content)
{
	return pdf_gray(content, "/MediaBox" PAGE_BOX);
}

static void
test_pdf_resolution(void)
{
	static const struct {
		const char *content;
		double dpi;
		gboolean drawn;
	} cases[] = {
		{ TEXT_OF("24"), 150, TRUE },
		{ TEXT_OF("16"), 225, TRUE },
		{ TEXT_OF("16") TEXT_AT("12", "660"), 300, TRUE },
		{ TEXT_OF("16") TEXT_AT("6", "660"), 300, TRUE },
		{ "q .75 0 0 .75 0 0 cm " TEXT_OF("24") "Q", 200, TRUE },
		{ TEXT_OF("24") "BT /F 6 Tf 72 600 Td (2) Tj ET", 150, TRUE },
		{ TEXT_OF("24") "BT /F 2 Tf 72 600 Td (Nobody can read such "
				"small print as this is) Tj ET",
		  150, TRUE },
		{ "72 600 m 200 600 l S", 150, TRUE },
		/* four tiles of one scan, of 200 dpi */
		{ TILE("0", "0") TILE("305.28", "0") TILE("0", "396")
			  TILE("305.28", "396"),
		  200, FALSE },
		/* a scan of 100 dpi with a stamp, and with hidden text too */
		{ WHOLE " " TEXT_OF("12"), 200, FALSE },
		{ WHOLE " q 40 0 0 40 100 40 cm /Im Do Q BT 3 Tr /F 6 Tf 72 "
			"700 Td (The request is not necessary.) Tj ET",
		  100, FALSE },
		/* a picture of 254 dpi in a text */
		{ TEXT_OF("24") PICTURE, 254, TRUE },
		/* a shade behind a text: a picture of 9 dpi */
		{ "q 6500 0 0 8400 0 0 cm /Im Do Q " TEXT_OF("24"), 150, TRUE },
		/* a logo of 2000 */
		{ TEXT_OF("24") "q 30 0 0 40 72 720 cm /Im Do Q", 150, TRUE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GBytes) bytes = pdf_of(cases[i].content);
		g_autoptr(GError) error = NULL;
		g_autoptr(scan) scan = acquire_page(bytes, 1, &error);

		g_assert_no_error(error);
		g_test_message("%s", cases[i].content);
		g_assert_cmpfloat_with_epsilon(
			pixGetWidth(scan->pix) / 610.56 * 72, cases[i].dpi, 1);
		g_assert_cmpfloat_with_epsilon(pixGetHeight(scan->pix) / 11.0,
					       cases[i].dpi, 1);
		g_assert_true(scan->drawn == cases[i].drawn);
	}
}

/* Letters drawn as shapes have no size that anybody tells. */
static void
test_pdf_outlines(void)
{
	g_autoptr(GString) content = g_string_new(NULL);
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(scan) scan = NULL;

	for (int i = 0; i < 800; i++)
		g_string_append_printf(content,
				       "%d %d m %d 0 1 1 2 2 c 3 3 4 4 v f\n",
				       i % 500 + 10, i / 10 + 10, i);
	bytes = pdf_of(content->str);
	scan = acquire_page(bytes, 1, &error);
	g_assert_no_error(error);
	g_assert_cmpfloat_with_epsilon(pixGetHeight(scan->pix) / 11.0, 300, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
	g_test_add_func("/acquire/pdf-drawn", test_pdf_drawn);
	g_test_add_func("/acquire/pdf-forms", test_pdf_forms);
	g_test_add_func("/acquire/pdf-resolution", test_pdf_resolution);
	g_test_add_func("/acquire/pdf-outlines", test_pdf_outlines);
	return g_test_run();
}
