/* test_file_kind.c - what people send instead of a letter is told by its bytes
 * and rejected by its own name. */
#include <string.h>

#include "core/error.h"
#include "core/reject_code.h"
#include "ocr/opened_document.h"
#include "tests/ocr/paper.h"

#define LETTER                                                                 \
	"Case Number: CM16-9900001\n\nHOW THE IMR FINAL DETERMINATION WAS "    \
	"MADE\n\nCLINICAL CASE SUMMARY\n"

struct sample {
	const char *bytes;
	gsize size;
	const char *reject_code;
	const char *named; /* in the message */
};

#define SAMPLE(bytes, code, named)                                             \
	{                                                                      \
		bytes, sizeof(bytes) - 1, code, named                          \
	}
#define ZIP(flags, name)                                                       \
	"PK\3\4\24\0" flags                                                    \
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\24\0\0\0" name

static const struct sample samples[] = {
	SAMPLE(ZIP("\0", "letter1.pdf.........%PDF-1.7\n"), "archive", "ZIP"),
	SAMPLE(ZIP("\1", "letter1.pdf........."), "archive", "password"),
	SAMPLE("PK\5\6\0\0\0\0", "archive", "ZIP"),
	SAMPLE(ZIP("\0", "[Content_Types].xml "), "office-file", "DOCX"),
	SAMPLE(ZIP("\0", "mimetypeapplication/"), "office-file", "ODT"),
	SAMPLE(ZIP("\0", "Index/Document.iwa.."), "office-file", "Pages"),
	SAMPLE("7z\xbc\xaf\x27\x1c\0\4", "archive", "7z"),
	SAMPLE("Rar!\x1a\x07\1\0", "archive", "RAR"),
	SAMPLE("\x1f\x8b\x08\0\0\0\0\0", "archive", "gzip"),
	SAMPLE("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0d\0", "office-file",
	       "DOC"),
	SAMPLE("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 "
	       "_\0_\0s\0u\0b\0s\0t\0g\0001\0.\0000\0_\0",
	       "e-mail", "MSG"),
	SAMPLE("{\\rtf1\\ansi " LETTER "\\par}", "office-file", "RTF"),
	SAMPLE("\n <!DOCTYPE HTML><p>" LETTER, "web-page", "HTML"),
	SAMPLE("\xef\xbb\xbf<html><p>" LETTER, "web-page", "HTML"),
	SAMPLE("<?xml version=\"1.0\"?>" LETTER, "web-page", "XML"),
	SAMPLE("%!PS-Adobe-3.0\n", "unsupported", "PostScript"),
	SAMPLE("GIF89a\1\0\1\0", "image-format", "GIF"),
	SAMPLE("RIFF\0\0\0\0WEBPVP8 ", "image-format", "WebP"),
	SAMPLE("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0", "image-format",
	       "BMP"),
	SAMPLE("\0\0\0\x18"
	       "ftypheic\0\0\0\0",
	       "image-format", "HEIC"),
	SAMPLE("\0\0\0\x18"
	       "ftypavif\0\0\0\0",
	       "image-format", "AVIF"),
	SAMPLE("\0\0\0\x18"
	       "ftypmp42\0\0\0\0",
	       "unsupported", "video"),
	SAMPLE("\0\0\0\x0cjP  \r\n\x87\n", "image-format", "JPEG 2000"),
	SAMPLE("\x97JB2\r\n\x1a\n", "image-format", "JBIG2"),
	SAMPLE("AT&TFORM\0\0\0\0DJVU", "image-format", "DjVu"),
	SAMPLE("P4\n1 1\n\1", "image-format", "PBM"),
	SAMPLE("\x7f\x45LF\2\1\1\0", "unsupported", "program"),
	SAMPLE("MZ\x90\0\3\0\0\0", "unsupported", "program"),
	SAMPLE("[InternetShortcut]\nURL=x\n", "unsupported", "shortcut"),
	SAMPLE("{\"schema\": \"x\"}", "unsupported", "JSON"),
	/* E-mails: their own header, a mailbox's, a part of one; whatever the
	 * order of its fields, and with a PDF close to its beginning. */
	SAMPLE("From: a@example.org\nSubject: IMR\nMIME-Version: 1.0\n"
	       "Content-Type: application/pdf\n\n%PDF-1.7\n%%EOF\n",
	       "e-mail", "saved e-mail"),
	SAMPLE("From a@example.org Mon Jan 2 2017\nReturn-Path: <a>\n\n" LETTER,
	       "e-mail", "saved e-mail"),
	SAMPLE("Subject: a\r\n folded one\r\nReceived: from b\r\n\r\n" LETTER,
	       "e-mail", "saved e-mail"),
	SAMPLE("--0000_part\nContent-Type: text/plain\n\n" LETTER, "e-mail",
	       "saved e-mail"),
	SAMPLE(LETTER "\n--part\nContent-Transfer-Encoding: base64\n", "e-mail",
	       "part of a saved e-mail"),
	SAMPLE("\x1\x2\x3", "unsupported", "not a PDF"),
};

static void
assert_rejected(const struct sample *sample)
{
	struct extract_settings settings = paper_settings(OCR_AUTO);
	g_autoptr(GBytes) bytes =
		g_bytes_new_static(sample->bytes, sample->size);
	g_autoptr(GError) error = NULL;
	struct opened_document *opened =
		opened_document_open(bytes, &settings, &error);

	g_assert_null(opened);
	g_assert_error(error, IMR_ERROR, IMR_ERROR_REJECT);
	if (strstr(error->message, sample->named) == NULL)
		g_error("'%s' has no '%s'", error->message, sample->named);
	g_assert_cmpstr(error_reject_code(error), ==, sample->reject_code);
	g_assert_nonnull(strstr(error->message, "; ")); /* what to do */
}

static void
test_samples(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++)
		assert_rejected(&samples[i]);
}

/* As long as a tar's header and a disc's image at the least. */
static void
test_far_signatures(void)
{
	g_autofree char *tar = g_malloc0(512);
	g_autofree char *disc = g_malloc0(0x8801);
	struct sample far[] = { { tar, 512, "archive", "tar" },
				{ disc, 0x8801, "archive", "disc" } };

	g_strlcpy(tar, "letter.pdf", 512);
	memcpy(tar + 257, "ustar", 5);
	memcpy(disc + 0x8001, "CD001", 5);
	assert_rejected(&far[0]);
	assert_rejected(&far[1]);
}

/* Cut anywhere, a sample is rejected or read, and nothing is read beyond it. */
static void
test_cut(void)
{
	struct extract_settings settings = paper_settings(OCR_AUTO);

	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++)
		for (gsize size = 0; size < samples[i].size; size++) {
			g_autofree char *copy =
				g_memdup2(samples[i].bytes, size);
			g_autoptr(GBytes) bytes =
				g_bytes_new_static(copy, size);
			g_autoptr(GError) error = NULL;
			g_autoptr(opened_document) opened =
				opened_document_open(bytes, &settings, &error);

			g_assert_true((opened == NULL) == (error != NULL));
		}
}

/* What begins a little like those, and is a letter's text. */
static void
test_letters(void)
{
	static const char *const texts[] = {
		LETTER,
		"From:\tA. Clerk\nSent:\tMonday\nSubject:\tIMR\n\n" LETTER,
		"X-ray of the left wrist: Upheld\n\n" LETTER,
		"Priority: Standard\n" LETTER,
		"MM. " LETTER,
		"BM was normal. " LETTER,
		"PK levels were < 3 & > 1. P4 was 3.\n" LETTER,
		"-- \n" LETTER,
	};
	struct extract_settings settings = paper_settings(OCR_AUTO);

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GBytes) bytes =
			g_bytes_new_static(texts[i], strlen(texts[i]));
		g_autoptr(GError) error = NULL;
		g_autoptr(opened_document) opened =
			opened_document_open(bytes, &settings, &error);

		g_assert_no_error(error);
		g_assert_cmpstr(opened_document_media_type(opened), ==,
				"text/plain");
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/file-kind/samples", test_samples);
	g_test_add_func("/file-kind/far-signatures", test_far_signatures);
	g_test_add_func("/file-kind/cut", test_cut);
	g_test_add_func("/file-kind/letters", test_letters);
	return g_test_run();
}
