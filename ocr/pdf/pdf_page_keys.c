/* pdf_page_keys.c - keys that no object has any more. */
#include "ocr/pdf/pdf_page_keys.h"

#include "ocr/pdf/pdf_page.h"

#define NO_KEY (-1)
/* Files beyond these bounds are not looked at. */
#define MOST_SKIPPED 64
#define MOST_OBJECTS 100000

static long long
read_key(qpdf_data pdf, qpdf_oh dict, const char *name)
{
	qpdf_oh key = qpdf_oh_get_key_if_dict(pdf, dict, name);

	return qpdf_oh_is_integer(pdf, key) ? qpdf_oh_get_int_value(pdf, key)
					    : NO_KEY;
}

static long long
page_key(qpdf_data pdf, guint number)
{
	return read_key(pdf, qpdf_get_page_n(pdf, number - 1),
			"/StructParents");
}

static gboolean
is_between(long long key, long long above, long long below)
{
	return key > above && key < below;
}

/* A page that was taken out stays in the file where its parts of the
 * structure lead to it. */
static gboolean
is_page(qpdf_data pdf, qpdf_oh dict)
{
	return qpdf_oh_is_name_and_equals(
		pdf, qpdf_oh_get_key_if_dict(pdf, dict, "/Type"), "/Page");
}

static gboolean
has_page_between(qpdf_data pdf, long long above, long long below)
{
	int count = qpdf_get_num_pages(pdf);
	gboolean found = FALSE;

	for (int number = 1; number <= count && !found; number++) {
		found = is_between(page_key(pdf, (guint)number), above, below);
		qpdf_oh_release_all(pdf);
	}
	return found;
}

/* Other than a page. */
static gboolean
has_object_between(qpdf_data pdf, long long above, long long below)
{
	long long count = read_key(pdf, qpdf_get_trailer(pdf), "/Size");
	gboolean found = count > MOST_OBJECTS;

	for (int id = 1; id < count && !found; id++) {
		qpdf_oh object = qpdf_get_object_by_id(pdf, id, 0);
		qpdf_oh dict = qpdf_oh_is_stream(pdf, object)
				       ? qpdf_oh_get_dict(pdf, object)
				       : object;

		found = !is_page(pdf, dict) &&
			(is_between(read_key(pdf, dict, "/StructParents"),
				    above, below) ||
			 is_between(read_key(pdf, dict, "/StructParent"), above,
				    below));
		qpdf_oh_release_all(pdf);
	}
	return found;
}

gboolean
pdf_page_keys_skip_behind(qpdf_data pdf, guint number)
{
	long long above, below;
	gboolean skips;

	if (qpdf_more_warnings(pdf) || (int)number >= qpdf_get_num_pages(pdf))
		return FALSE;
	above = page_key(pdf, number);
	below = page_key(pdf, number + 1);
	skips = above != NO_KEY && below > above + 1 &&
		below - above - 1 <= MOST_SKIPPED &&
		!has_page_between(pdf, above, below) &&
		!has_object_between(pdf, above, below);
	pdf_settle(pdf);
	/* Those are of objects that no page needs. */
	pdf_forget_warnings(pdf);
	return skips;
}
