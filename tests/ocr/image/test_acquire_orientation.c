/* Pages lie as their file's orientation says. */
#include "ocr/format.h"
#include "tests/ocr/acquire.h"
#include "tests/ocr/paper.h"

static void
assert_page_lies(GBytes *bytes, gboolean on_side)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(scan) scan = acquire_page(bytes, 1, &error);

	g_assert_no_error(error);
	g_assert_true((scan->width_pt > scan->height_pt) == on_side);
}

static void
test_orientation_of_tiff(void)
{
	static const struct {
		struct tiff kind;
		void (*fill)(guint8, guint8 *);
		double tolerance;
	} cases[] = {
		{ { 1, 1, 1, 0 }, NULL, 4.5 },
		{ { 4, 1, 1, 0 }, NULL, 2 },
		{ { 8, 1, 1, 0 }, NULL, 0.5 },
		{ { 16, 1, 1, 0 }, NULL, 1 },
		{ { 8, 3, 2, 0 }, fill_rgb, 2 },
		{ { 8, 4, 2, 2 }, fill_alpha, 2 },
		{ { 8, 4, 5, 0 }, fill_cmyk, 2 },
	};
	PIX *page = known_page();

	for (guint n = 1; n <= 8; n++) {
		PIX *shown = as_shown(page, n);

		for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
			struct tiff kind = cases[i].kind;
			g_autoptr(GByteArray) data =
				cases[i].fill ? samples_of(page, kind.samples,
							   cases[i].fill)
					      : pack(page, kind.bits, FALSE);
			g_autoptr(GBytes) bytes = NULL;

			kind.orientation = n;
			bytes = tiff_bytes(&kind, data, NULL);
			g_test_message("orientation %u, case %zu", n, i);
			assert_page_lies(bytes, n >= 5);
			assert_comes_out_as(g_steal_pointer(&bytes), shown,
					    cases[i].tolerance);
		}
		pixDestroy(&shown);
	}
	pixDestroy(&page);
}

/* The JPEG with an EXIF block of one directory behind its start. */
static GBytes *
with_exif(GBytes *take_jpeg, gboolean big_endian, guint orientation)
{
	static const guint8 big[] = { 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 2,
				      /* make: of no interest */
				      1, 15, 0, 2, 0, 0, 0, 1, 'x', 0, 0, 0, 1,
				      18, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0,
				      0 };
	static const guint8 little[] = { 'I', 'I', 42, 0, 8, 0, 0, 0, 2,   0,
					 15,  1,   2,  0, 1, 0, 0, 0, 'x', 0,
					 0,   0,   18, 1, 3, 0, 1, 0, 0,   0,
					 0,   0,   0,  0, 0, 0, 0, 0 };
	static const guint8 head[] = { 0xff, 0xe1, 0,	2 + 6 + sizeof(big),
				       'E',  'x',  'i', 'f',
				       0,    0 };
	g_autoptr(GBytes) jpeg = take_jpeg;
	GByteArray *bytes = g_byte_array_new();
	const guint8 *data = g_bytes_get_data(jpeg, NULL);
	guint at;

	g_byte_array_append(bytes, data, 2);
	g_byte_array_append(bytes, head, sizeof(head));
	at = bytes->len + 8 + 2 + 12 + 8 + (big_endian ? 1 : 0);
	g_byte_array_append(bytes, big_endian ? big : little, sizeof(big));
	bytes->data[at] = (guint8)orientation;
	g_byte_array_append(bytes, data + 2, (guint)g_bytes_get_size(jpeg) - 2);
	return g_byte_array_free_to_bytes(bytes);
}

static void
test_orientation_of_jpeg(void)
{
	PIX *page = known_page();

	for (guint n = 1; n <= 8; n++) {
		PIX *shown = as_shown(page, n);

		for (guint big = 0; big < 2; big++) {
			g_autoptr(GBytes) bytes = with_exif(
				paper_image(page, IFF_JFIF_JPEG), big != 0, n);

			g_test_message("orientation %u", n);
			assert_page_lies(bytes, n >= 5);
			assert_comes_out_as(g_steal_pointer(&bytes), shown, 3);
		}
		assert_comes_out_as(with_exif(jpeg_cmyk(TRUE), TRUE, n), shown,
				    3);
		pixDestroy(&shown);
	}
	pixDestroy(&page);
}

static void
test_orientation_in_pdf(void)
{
	PIX *page = known_page();
	g_autoptr(GByteArray) gray = pack(page, 8, FALSE);

	for (guint n = 1; n <= 8; n++) {
		struct tiff kind = { 8, 1, 1, 0, n };
		PIX *shown = as_shown(page, n);

		g_test_message("orientation %u", n);
		assert_pdf_shows(
			with_exif(paper_image(page, IFF_JFIF_JPEG), TRUE, n),
			shown, 3);
		assert_pdf_shows(tiff_bytes(&kind, gray, NULL), shown, 3);
		pixDestroy(&shown);
	}
	pixDestroy(&page);
}

/* A number that means nothing is as good as none, and so is a block that says
 * of itself what is not there. */
static void
test_damaged_exif(void)
{
	static const guint8 numbers[] = { 0, 9, 255 };
	static const guint places[] = { 4, 5, 22, 24 };
	PIX *page = known_page();

	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
		assert_comes_out(with_exif(paper_image(page, IFF_JFIF_JPEG),
					   TRUE, numbers[i]),
				 3);
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autoptr(GBytes) whole =
			with_exif(paper_image(page, IFF_JFIF_JPEG), TRUE, 3);
		gsize size = g_bytes_get_size(whole);
		guint8 *data = g_memdup2(g_bytes_get_data(whole, NULL), size);

		data[2 + 10 + places[i]] = 0xff;
		assert_comes_out(g_bytes_new_take(data, size), 3);
	}
	pixDestroy(&page);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
	g_test_add_func("/acquire/orientation-of-tiff",
			test_orientation_of_tiff);
	g_test_add_func("/acquire/orientation-of-jpeg",
			test_orientation_of_jpeg);
	g_test_add_func("/acquire/orientation-in-pdf", test_orientation_in_pdf);
	g_test_add_func("/acquire/damaged-exif", test_damaged_exif);
	return g_test_run();
}
