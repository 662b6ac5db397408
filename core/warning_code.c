/* warning_code.c - the table of the warnings' codes. */
#include "core/warning_code.h"

#include <string.h>

const struct warning_code warning_codes[] = {
	{ "missing", FALSE, "read the field on the page, if the page has it" },
	{ "unreadable", FALSE, "read the value on the page" },
	{ "low-confidence", FALSE, "compare the field with the page" },
	{ "second-reading", FALSE, "compare the field with the page" },
	{ "conflict", FALSE, "decide from the page which value holds" },
	{ "date-order", FALSE, "compare the dates with the page" },
	{ "heading-start", FALSE, "compare the heading with the page" },
	{ "unknown-state", FALSE, "compare the states with the page" },
	{ "unreadable-page", TRUE,
	  "look at the page; ask for the letter again if it cannot be read" },
	{ "left-out", TRUE,
	  "look at the page for words of the letter that were taken for a "
	  "mark over it" },
	{ "incomplete", TRUE,
	  "ask for the missing pages; do not act on the outcome before" },
	{ "page-order", TRUE,
	  "compare the order of the pages with the letter" },
	{ "page-repeated", FALSE, "see that the two pages show the same" },
	{ "unread-file", TRUE,
	  "open the PDF and look at the files that are attached to it; send "
	  "a letter among them by itself" },
	{ "other-document", FALSE,
	  "give the pages that are not the letter's to who they are for" },
	{ "text-differs", TRUE, "compare the record with the page" },
	{ "text-unchecked", FALSE, "compare the record with the page" },
	{ "category-doubt", FALSE,
	  "decide from the treatment which category holds" },
	{ NULL, FALSE, NULL },
};

const struct warning_code *
warning_code_find(const char *code)
{
	for (const struct warning_code *row = warning_codes; row->code != NULL;
	     row++)
		if (strcmp(row->code, code) == 0)
			return row;
	return NULL;
}
