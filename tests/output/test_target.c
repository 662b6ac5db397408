/* test_target.c - which bytes an output never replaces. */
#include "output/target.h"

#include <string.h>

static const char *
kind_of(const char *text)
{
	return target_document_kind((const guint8 *)text, strlen(text));
}

static void
test_letter_text(void)
{
	static const char *const letters[] = {
		"Dear Worker:\r\n\r\nINDEPENDENT  MEDICAL\r\nREVIEW",
		"\xef\xbb\xbfIMR Case Number: CM16-9900001",
		"> Clinical\n> case summary\nExpert Reviewer",
	};

	for (guint i = 0; i < G_N_ELEMENTS(letters); i++)
		g_assert_cmpstr(kind_of(letters[i]), ==,
				"the text of a letter");
}

/* Records quote letters. */
static void
test_own(void)
{
	static const char *const records[] = {
		"{\"schema\":1,\"text\":\"Independent Medical Review\"}\n",
		"id,file_name,format\r\n1,Independent Medical Review.pdf,x\r\n",
		"<?xml version=\"1.0\"?>\n<html>Expert Reviewer</html>\n",
		"CM16-9900001  upheld  Independent Medical Review.pdf\n"
		"    decided 2016-01-01\n",
		"no case number  upheld  Expert Reviewer.pdf\n"
		"    ! the letter's header is missing\n",
	};

	for (guint i = 0; i < G_N_ELEMENTS(records); i++)
		g_assert_null(kind_of(records[i]));
}

static void
test_others(void)
{
	g_assert_null(kind_of(""));
	g_assert_null(kind_of("P"));
	g_assert_null(kind_of("[extract]\nocr = auto\n"));
	g_assert_cmpstr(kind_of("HTTP/1.1 200 OK\r\n\r\n%PDF-1.7"), ==,
			"a PDF");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/target/letter-text", test_letter_text);
	g_test_add_func("/target/own", test_own);
	g_test_add_func("/target/others", test_others);
	return g_test_run();
}
