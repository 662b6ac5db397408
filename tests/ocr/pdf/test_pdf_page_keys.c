/* test_pdf_page_keys.c - PDFs from which a page was taken. */
#include "ocr/pdf/pdf_page.h"
#include "ocr/pdf/pdf_page_keys.h"

#define PAGE "<</Type/Page/MediaBox[0 0 612 792]"
#define KEYED_PAGE(key) PAGE "/StructParents " #key ">>"

static qpdf_oh
new_object(qpdf_data pdf, const char *text)
{
	return qpdf_make_indirect_object(pdf, qpdf_oh_parse(pdf, text));
}

/* pages end with NULL; other: an object that the catalog leads to, or NULL. */
static GBytes *
make_pdf(const char *const *pages, const char *other)
{
	qpdf_data pdf = pdf_new();
	GBytes *bytes;

	for (; *pages != NULL; pages++)
		qpdf_add_page(pdf, pdf, new_object(pdf, *pages), QPDF_FALSE);
	if (other != NULL)
		qpdf_oh_replace_key(pdf, qpdf_get_root(pdf), "/Other",
				    new_object(pdf, other));
	qpdf_init_write_memory(pdf);
	g_assert_cmpint(qpdf_write(pdf), <, QPDF_ERRORS);
	bytes = g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
	pdf_free(pdf);
	return bytes;
}

/* The first page behind which keys are skipped, or 0. */
static guint
find_skip(const char *const *pages, const char *other)
{
	g_autoptr(GBytes) bytes = make_pdf(pages, other);
	qpdf_data pdf = pdf_read(bytes);
	guint count = (guint)qpdf_get_num_pages(pdf), found = 0;

	for (guint number = count; number > 0; number--)
		if (pdf_page_keys_skip_behind(pdf, number))
			found = number;
	g_assert_false(qpdf_more_warnings(pdf));
	pdf_free(pdf);
	return found;
}

static const char *const without_one[] = { KEYED_PAGE(0), KEYED_PAGE(1),
					   KEYED_PAGE(3), KEYED_PAGE(4), NULL };

static void
test_taken_out(void)
{
	static const char *const two[] = { KEYED_PAGE(0), KEYED_PAGE(3), NULL };

	g_assert_cmpuint(find_skip(without_one, NULL), ==, 2);
	g_assert_cmpuint(find_skip(two, NULL), ==, 1);
	/* Its page object stays where the file's structure leads to it. */
	g_assert_cmpuint(find_skip(without_one, KEYED_PAGE(2)), ==, 2);
}

static void
test_whole(void)
{
	static const char *const in_order[] = { KEYED_PAGE(0), KEYED_PAGE(1),
						KEYED_PAGE(2), NULL };
	static const char *const swapped[] = { KEYED_PAGE(0), KEYED_PAGE(2),
					       KEYED_PAGE(1), NULL };
	static const char *const doubled[] = { KEYED_PAGE(0), KEYED_PAGE(0),
					       KEYED_PAGE(1), NULL };
	static const char *const parted[] = { KEYED_PAGE(7), KEYED_PAGE(8),
					      NULL };
	static const char *const joined[] = { KEYED_PAGE(5), KEYED_PAGE(0),
					      KEYED_PAGE(1), NULL };
	static const char *const unkeyed[] = { KEYED_PAGE(0), PAGE ">>",
					       KEYED_PAGE(2), NULL };
	static const char *const *const files[] = {
		in_order, swapped, doubled, parted, joined, unkeyed
	};

	for (guint i = 0; i < G_N_ELEMENTS(files); i++)
		g_assert_cmpuint(find_skip(files[i], NULL), ==, 0);
}

/* A link or a form has the number. */
static void
test_other_objects(void)
{
	g_assert_cmpuint(find_skip(without_one, "<</StructParent 2>>"), ==, 0);
	g_assert_cmpuint(
		find_skip(without_one, "<</Type/XObject/StructParents 2>>"), ==,
		0);
	g_assert_cmpuint(find_skip(without_one, "<</StructParent 9>>"), ==, 2);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pdf-page-keys/taken-out", test_taken_out);
	g_test_add_func("/pdf-page-keys/whole", test_whole);
	g_test_add_func("/pdf-page-keys/other-objects", test_other_objects);
	return g_test_run();
}
