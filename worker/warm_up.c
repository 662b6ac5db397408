/* warm_up.c - reads an invented letter before the first real one.
 *
 * Libraries and our own patterns are initialised at the first page and the
 * first line, which takes 1 ms of the 9 for a letter of three pages. Poppler
 * needs as much again, and discards its data when the last open document is
 * closed. */
#define _GNU_SOURCE /* memfd_create() */
#include "worker/warm_up.h"

#include <sys/mman.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/extract_settings.h"
#include "ocr/colour_curves.h"
#include "ocr/opened_document.h"

#define ID "0000000000000000000000000000000000000000000000000000000000000000"

static const char *const lines[] = {
	"Case Number: CM00-0000000",
	"Date Assigned: 01/05/2000",
	"Decision Date: 01/06/2000",
	"Date of Injury: 01/02/2000",
	"UR Denial Date: 01/03/2000",
	"Priority: Standard",
	"Application Received: 01/04/2000",
	"HOW THE IMR FINAL DETERMINATION WAS MADE",
	"State(s) of Licensure: California",
	"Certification(s)/Specialty: Occupational Medicine",
	"CLINICAL CASE SUMMARY",
	"The injured worker is a 48 year old who fell and was treat-",
	"ed with therapy.",
	"IMR ISSUES, DECISIONS AND RATIONALES",
	"The Final Determination was based on decisions for the disputed",
	"items/services set forth below:",
	"1. MRI of the right shoulder, two views: Upheld",
	"Claims Administrator guideline: The Claims Administrator did not",
	"base their decision on the MTUS.",
	"MAXIMUS guideline: The Expert Reviewer based his/her decision on",
	"the MTUS, Chronic Pain, page 1, and ODG, Shoulder, section MRI.",
	"Decision rationale: There is no red flag. The request is not",
	"medically necessary.",
};

static GString *
write_pdf(void)
{
	g_autoptr(GString) page = g_string_new("BT /F 11 Tf 72 750 Td 14 TL\n");
	GString *pdf = g_string_new(
		"%PDF-1.4\n"
		"1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
		"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
		"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
		"/Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>> endobj\n"
		"5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> "
		"endobj\n");

	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_auto(GStrv) parts = g_strsplit(lines[i], "(s)", 2);
		g_autofree char *text = g_strjoinv("\\(s\\)", parts);

		g_string_append_printf(page, "(%s) Tj T*\n", text);
	}
	g_string_append(page, "ET\n");
	g_string_append_printf(pdf, "4 0 obj <</Length %" G_GSIZE_FORMAT ">> ",
			       page->len);
	g_string_append_printf(pdf,
			       "stream\n%sendstream endobj\n"
			       "trailer <</Root 1 0 R>>\n%%%%EOF\n",
			       page->str);
	return pdf;
}

/* Runs all steps of reading and ignores the answer. */
static void
read_it(struct verbs *verbs, const struct extract_settings *settings,
	const GString *pdf)
{
	json_t *request =
		json_pack("{s:s, s:o, s:s, s:s}", "verb", "read", "settings",
			  extract_settings_to_json(settings), "id", ID, "name",
			  "letter.pdf");
	g_auto(owned_fd) fd = memfd_create("letter", MFD_CLOEXEC);

	if (descriptor_write(fd, pdf->str, pdf->len, NULL))
		json_decref(verbs_answer(verbs, request, fd));
	json_decref(request);
}

struct opened_document *
warm_up(struct verbs *verbs)
{
	static struct extract_settings settings;
	GString *pdf = write_pdf();
	g_autoptr(GBytes) bytes = NULL;

	colour_curves_remember();
	settings_set_defaults(extract_setting_table, &settings);
	read_it(verbs, &settings, pdf);
	/* Without this each child would close it, which copies the memory it is
	 * in. */
	verbs_forget_document(verbs);
	bytes = g_string_free_to_bytes(pdf);
	return opened_document_open(bytes, &settings, NULL);
}
