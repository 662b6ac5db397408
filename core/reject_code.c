/* reject_code.c - the table of kinds of rejected files. */
#include "core/reject_code.h"

#include <string.h>

const struct reject_code reject_codes[] = {
	/* Readable documents of which none is an IMR letter. */
	{ "bill-review", "an Independent Bill Review" },
	{ "board-decision", "an opinion or order of the Appeals Board" },
	{ "petition", "a petition, brief or appeal to the Appeals Board" },
	{ "utilization-review", "a utilization review decision" },
	{ "imr-application", "an application for IMR" },
	{ "assignment-notice",
	  "a notice that an IMR was assigned, or a request for information" },
	{ "ineligible-notice",
	  "a notice that an application for IMR is not eligible, or was "
	  "closed or withdrawn" },
	{ "health-plan-review", "an IMR of a health plan's decision" },
	{ "other-state", "an external review of another state" },
	{ "commentary", "a text about IMR letters, or one that quotes them" },
	{ "blank-form", "the form of a letter without a case" },
	{ "not-a-letter", "another document, of no kind that is known" },
	/* Files of which the document cannot be seen. */
	{ "no-text", "no text could be read on any page" },
	{ "illegible", "the text is hardly legible" },
	{ "damaged", "the file or a page of it is damaged or cut off" },
	{ "encrypted", "the file needs a password" },
	{ "archive", "an archive, such as a ZIP, of other files" },
	{ "e-mail", "a saved e-mail or a part of one, or a mailbox" },
	{ "office-file", "a file of Word, Excel, Pages or the like, or RTF" },
	{ "web-page", "a web page, or text with the codes of one" },
	{ "marked-up-text", "text with marks of its layout in it" },
	{ "text-encoding", "text in an encoding that cannot be told" },
	{ "image-format", "an image of a kind that is not read" },
	{ "portfolio",
	  "a PDF with attached files, or a portfolio, that cannot be read" },
	{ "xfa-form", "an XFA form, whose pages only Adobe Reader draws" },
	{ "unsupported", "another kind of file that is not read" },
	{ "too-large", "more bytes, pages or pixels than the settings allow" },
	{ "too-slow", "reading it took longer than the settings allow" },
	{ "worker-lost", "reading it ended its worker" },
	{ "other", "another reason, which the message gives" },
	{ NULL, NULL },
};

static const struct reject_code *
find_row(const char *code)
{
	const struct reject_code *row = reject_codes;

	while (row->code != NULL && strcmp(row->code, code) != 0)
		row++;
	return row;
}

const char *
reject_code_find(const char *code)
{
	return find_row(code)->code;
}

const char *
reject_code_meaning(const char *code)
{
	const struct reject_code *row = find_row(code);

	g_assert(row->code != NULL);
	return row->meaning;
}
