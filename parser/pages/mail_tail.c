/* mail_tail.c - signatures, and mails that are replied to or passed on. */
#include "parser/pages/mail_tail.h"

#include <string.h>

/* "On Tue, Jan 3, 2017 at 9:14 AM Jane Roe <jane@example.org> wrote:" */
#define INTRODUCTION_BYTES 200
/* A mail's head: so many bytes hold its first lines. */
#define HEAD_BYTES 300

/* A dash that is a list's has its item beside it. */
static gboolean
is_signature(const struct flow *flow, gsize start, gsize end)
{
	guint index = flow_span_at(flow, start);
	const struct span *next;

	if (strncmp(flow->text + start, "--", 2) != 0 ||
	    (start + 2 < end && !g_ascii_isspace(flow->text[start + 2])))
		return FALSE;
	if (index + 1 >= flow->spans->len)
		return TRUE;
	next = &g_array_index(flow->spans, struct span, index + 1);
	return next->start >= end || next->starts_line;
}

/* "-----Original Message-----", "---------- Forwarded message ---------" */
static gboolean
is_ruled_introduction(const char *text)
{
	gsize dashes = strspn(text, "-_");
	const char *words = text + dashes + strspn(text + dashes, " ");

	return dashes >= 3 &&
	       (g_ascii_strncasecmp(words, "Original M", 10) == 0 ||
		g_ascii_strncasecmp(words, "Forwarded m", 11) == 0 ||
		g_ascii_strncasecmp(words, "Begin forwarded m", 17) == 0);
}

static gboolean
is_introduction(const char *text, gsize length)
{
	g_autofree char *start =
		g_strndup(text, MIN(length, INTRODUCTION_BYTES));
	const char *wrote = strstr(start, " wrote:");

	return g_str_has_prefix(start, "On ") && wrote != NULL &&
	       memchr(start, '@', (gsize)(wrote - start)) != NULL;
}

/* In any order, as programs differ. */
static gboolean
is_head(const char *text)
{
	g_autofree char *start = g_strndup(text, strnlen(text, HEAD_BYTES));

	return g_str_has_prefix(start, "From: ") &&
	       (strstr(start, "Sent: ") != NULL ||
		strstr(start, "Date: ") != NULL) &&
	       (strstr(start, "To: ") != NULL ||
		strstr(start, "Subject: ") != NULL);
}

gsize
mail_tail_find(const struct flow *flow, gsize from, gsize end)
{
	for (guint i = flow_paragraph_at(flow, from); i < flow->paragraphs->len;
	     i++) {
		const struct paragraph *paragraph =
			&g_array_index(flow->paragraphs, struct paragraph, i);
		const char *text = flow->text + paragraph->start;

		if (paragraph->start >= end)
			break;
		if (paragraph->start >= from &&
		    (is_signature(flow, paragraph->start, paragraph->end) ||
		     is_ruled_introduction(text) ||
		     is_introduction(text, paragraph->end - paragraph->start) ||
		     is_head(text)))
			return paragraph->start;
	}
	return end;
}
