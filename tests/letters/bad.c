/* bad.c - what comes in beside letters, by accident or by malice. */
#include "tests/letters/bad.h"

#include "tests/letters/form.h"
#include "tests/letters/sheet.h"

#define MANY_PAGES 10000
#define HUGE_PT 100000

static void
write_bytes(const char *directory, const char *name, const char *bytes,
	    gsize length)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autoptr(GError) error = NULL;

	if (!g_file_set_contents(path, bytes, (gssize)length, &error))
		g_error("%s", error->message);
}

static void
write_random(const char *directory)
{
	GRand *rand = g_rand_new_with_seed(1);
	char bytes[4096];

	for (gsize i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)g_rand_int(rand);
	write_bytes(directory, "random-bytes.pdf", bytes, sizeof(bytes));
	g_rand_free(rand);
}

static void
write_truncated(const char *directory)
{
	g_autoptr(GPtrArray) sheets = form_typeset(&letters_2016[0]);
	g_autofree char *path =
		g_build_filename(directory, "truncated.pdf", NULL);
	g_autofree char *whole = NULL;
	gsize length;

	sheets_write_pdf(sheets, path);
	if (!g_file_get_contents(path, &whole, &length, NULL))
		g_error("read %s", path);
	write_bytes(directory, "truncated.pdf", whole, length / 3);
}

/* The objects of a PDF, and where each begins. */
struct pdf {
	GString *text;
	GArray *offsets; /* of gsize */
};

static void
pdf_add_object(struct pdf *pdf, const char *body)
{
	g_array_append_val(pdf->offsets, pdf->text->len);
	g_string_append_printf(pdf->text, "%u 0 obj\n%s\nendobj\n",
			       pdf->offsets->len, body);
}

static void
pdf_add_trailer(struct pdf *pdf)
{
	gsize start = pdf->text->len;
	guint size = pdf->offsets->len + 1;

	g_string_append_printf(pdf->text, "xref\n0 %u\n0000000000 65535 f \n",
			       size);
	for (guint i = 0; i < pdf->offsets->len; i++)
		g_string_append_printf(pdf->text, "%010zu 00000 n \n",
				       g_array_index(pdf->offsets, gsize, i));
	g_string_append_printf(pdf->text,
			       "trailer<</Size %u/Root 1 0 R>>\n"
			       "startxref\n%zu\n%%%%EOF\n",
			       size, start);
}

/* A PDF of page_count pages of one size that all show the same: a gray area,
 * so that none is blank and only rendering it would tell what it says. */
static void
write_pages(const char *directory, const char *name, int page_count,
	    int side_pt)
{
	struct pdf pdf = { g_string_new("%PDF-1.4\n"),
			   g_array_new(FALSE, FALSE, sizeof(gsize)) };
	g_autoptr(GString) tree = g_string_new(NULL);

	g_string_printf(tree,
			"<</Type/Pages/Count %d/MediaBox[0 0 %d %d]/Kids[",
			page_count, side_pt, side_pt);
	for (int page = 0; page < page_count; page++)
		g_string_append_printf(tree, "%d 0 R ", page + 4);
	g_string_append(tree, "]>>");

	pdf_add_object(&pdf, "<</Type/Catalog/Pages 2 0 R>>");
	pdf_add_object(&pdf, tree->str);
	pdf_add_object(&pdf, "<</Length 24>>stream\n"
			     "0.5 g 10 10 300 300 re f\nendstream");
	for (int page = 0; page < page_count; page++)
		pdf_add_object(&pdf,
			       "<</Type/Page/Parent 2 0 R/Contents 3 0 R>>");
	pdf_add_trailer(&pdf);
	write_bytes(directory, name, pdf.text->str, pdf.text->len);
	g_string_free(pdf.text, TRUE);
	g_array_unref(pdf.offsets);
}

static void
write_typeset(const char *directory, const char *name,
	      const char *const *paragraphs)
{
	struct typesetter *typesetter = typesetter_new(NULL);
	g_autoptr(GPtrArray) sheets = NULL;
	g_autofree char *path = g_build_filename(directory, name, NULL);

	for (; *paragraphs != NULL; paragraphs++)
		type_paragraph(typesetter, *paragraphs);
	sheets = typesetter_finish(typesetter);
	sheets_write_pdf(sheets, path);
}

static const char *const invoice[] = {
	"{b}INVOICE 2016-0417{/b}",
	"Fernhollow Medical Supply{/}12 Invented Lane{/}Nowhere, CA 00000",
	"1 pair of crutches: 48.00{/}2 elastic bandages: 11.50",
	"The amount of 59.50 is due within 30 days. Thank you for your "
	"business.",
	NULL
};

/* The Department of Managed Health Care has an IMR program, too. */
static const char *const health_plan[] = {
	"{b}Department of Managed Health Care{/b}",
	"{b}Independent Medical Review Determination{/b}",
	"Reference ID: MN16-00000{/}Diagnosis: Asthma{/}"
	"Treatment: Biologic injection{/}Type: Medical Necessity{/}"
	"Determination: Overturned Decision of Health Plan",
	"Nature of Statutory Criteria/Case Summary: An enrollee has asked "
	"the health plan for a biologic injection. The health plan has denied "
	"it as not medically necessary.",
	"Findings: One physician reviewer found that the requested injection "
	"is medically necessary. Therefore, the plan's denial should be "
	"overturned.",
	NULL
};

void
bad_write(const char *directory)
{
	static const char mac[] = "The worker\xd5s letter is another.\n";

	write_bytes(directory, "empty.pdf", "", 0);
	write_bytes(directory, "mac-roman.txt", mac, sizeof(mac) - 1);
	write_random(directory);
	write_truncated(directory);
	write_pages(directory, "no-pages.pdf", 0, 612);
	write_pages(directory, "many-pages.pdf", MANY_PAGES, 612);
	write_pages(directory, "huge-page.pdf", 1, HUGE_PT);
	write_typeset(directory, "invoice.pdf", invoice);
	write_typeset(directory, "health-plan.pdf", health_plan);
}
