/* text_codes.c - patterns that no letter has in such numbers. */
#include "ocr/text/text_codes.h"

#include "core/error.h"

#define SEND_ATTACHED                                                          \
	"save the letter that is attached to the mail, or print the mail to "  \
	"a PDF, and send that"
#define PRINT_IT "print what it shows to a PDF and send that"

struct code {
	const char *pattern;
	guint least; /* so often it stands there, or it is the author's own */
	const char *reject_code;
	const char *message;
};

/* Each pattern is bounded by the line, so that no text makes one slow. */
static const struct code codes[] = {
	{ "</?(?i:p|br|div|span|td|tr|table|b|i|strong|em|font|body|html|head|"
	  "ul|li|h[1-6])(?: [^<>\n]{0,200})?/?>",
	  3, "web-page",
	  "text with the codes of a web page (HTML); " PRINT_IT },
	{ "&(?:nbsp|amp|lt|gt|quot|[lr][sd]quo|ndash|mdash|#\\d{2,5});", 2,
	  "web-page", "text with the codes of a web page (HTML); " PRINT_IT },
	{ "^(?i:content-transfer-encoding: *\\w|content-type: *\\w+/\\w)", 1,
	  "e-mail", "a part of a saved e-mail; " SEND_ATTACHED },
	/* Quoted-printable, without the fields that say so. */
	{ "[^=\n]=$", 3, "e-mail",
	  "text in an e-mail's own encoding; " SEND_ATTACHED },
	{ "=(?:20|3D|0D|C2=A0|E2=80)", 3, "e-mail",
	  "text in an e-mail's own encoding; " SEND_ATTACHED },
	{ "^ {0,3}>", 3, "e-mail",
	  "text of which some lines are quoted (\">\"); " SEND_ATTACHED },
	{ "\\\\(?:pard?|rtf1|fs\\d{1,3}|plain|cf\\d|[bi]0?) ?\\b", 3,
	  "office-file",
	  "text with the codes of an RTF file; save it as a PDF and send "
	  "that" },
	{ "<(?:w|text|office|a|o):\\w", 1, "office-file",
	  "text with the codes of an Office file; save it as a PDF and send "
	  "that" },
	{ "^(?:endobj|endstream|\\d{1,7} \\d{1,5} obj)|"
	  "(?:\\)|\\]|>|\\d|\\bBT) ?(?:Tj|TJ|Tf|Td|Tm)$",
	  3, "damaged",
	  "the inside of a PDF without its beginning; ask for "
	  "it again" },
	{ "^(?:#{1,6} \\w|\\*\\*\\w|\\|.{0,200}\\|$)|\\w\\*\\*$", 3,
	  "marked-up-text",
	  "text with marks of its layout (Markdown); send the file that it "
	  "was made from" },
	{ "\\\\(?:begin|section|textbf|item)\\b", 3, "marked-up-text",
	  "text with marks of its layout (LaTeX); send the file that it was "
	  "made from" },
	{ "\\\\(?:n|t|u[0-9a-f]{4})", 3, "marked-up-text",
	  "text with a program's codes (\"\\n\"); send the file that it was "
	  "made from" },
	/* UTF-8 that was taken for Windows-1252, and not all over. */
	{ "\\x{e2}\\x{20ac}|\\x{c3}[\\x{80}-\\x{bf}]|\\x{c2}[\\x{a0}-\\x{bf}]",
	  1, "text-encoding",
	  "text whose characters were decoded wrongly; save it as UTF-8" },
};

/* Stops at as many as matter. */
static gboolean
occurs(const struct code *code, const char *text)
{
	g_autoptr(GRegex) regex =
		g_regex_new(code->pattern, G_REGEX_MULTILINE, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	guint count = 0;

	g_assert(regex != NULL);
	g_regex_match(regex, text, 0, &match);
	while (g_match_info_matches(match) && ++count < code->least)
		g_match_info_next(match, NULL);
	return count >= code->least;
}

gboolean
text_codes_check(const char *text, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		if (occurs(&codes[i], text))
			return error_reject(error, codes[i].reject_code, "%s",
					    codes[i].message);
	return TRUE;
}
