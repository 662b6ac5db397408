/* treatment.c - a heading's treatment, and the parts of a partial approval. */
#include "parser/fields/treatment.h"

#include <string.h>

#include "parser/letter/phrase.h"

struct range {
	gsize start, end;
};

/* The parts of a heading of either partial-approval form. */
struct partial {
	struct range original, authorized, judged;
};

static struct range
trimmed(const char *text, gsize start, gsize end)
{
	while (start < end && strchr(" \n,.", text[start]) != NULL)
		start++;
	while (end > start && strchr(" \n,", text[end - 1]) != NULL)
		end--;
	return (struct range){ start, end };
}

/* Without its closing "is". */
static struct range
without_verb(const char *text, gsize start, gsize end)
{
	struct range range = trimmed(text, start, end);

	if (range.end - range.start > 3 &&
	    g_ascii_strncasecmp(text + range.end - 3, " is", 3) == 0)
		range.end -= 3;
	return trimmed(text, range.start, range.end);
}

static gboolean
split_remaining(const char *text, gsize start, gsize end,
		struct partial *partial)
{
	gsize authorized, authorized_end, remaining, remaining_end;

	if (!phrase_find(text, start, end,
			 "was authorized by the Claims Administrator",
			 &authorized, &authorized_end) ||
	    !phrase_find(text, authorized_end, end,
			 "The remaining IMR eligible portion of the original "
			 "request",
			 &remaining, &remaining_end))
		return FALSE;
	partial->authorized = trimmed(text, start, authorized);
	partial->judged = without_verb(text, remaining_end, end);
	return TRUE;
}

static gboolean
split_left_whole(const char *text, gsize start, gsize end,
		 struct partial *partial)
{
	gsize authorized_end, leaving, leaving_end, original_end;

	if (!phrase_find(text, start, end,
			 "The Claims Administrator authorized", NULL,
			 &authorized_end) ||
	    !phrase_find(text, authorized_end, end,
			 "leaving the original request IMR eligible", &leaving,
			 &leaving_end) ||
	    !phrase_find(text, leaving_end, end, "The original request", NULL,
			 &original_end))
		return FALSE;
	partial->authorized = trimmed(text, authorized_end, leaving);
	partial->judged = without_verb(text, original_end, end);
	return TRUE;
}

static gboolean
split_partial(const char *text, gsize start, gsize end, struct partial *partial)
{
	gsize original, original_end;

	if (!phrase_find(text, start, end, "was the original request",
			 &original, &original_end))
		return FALSE;
	partial->original = trimmed(text, start, original);
	return split_remaining(text, original_end, end, partial) ||
	       split_left_whole(text, original_end, end, partial);
}

static void
enter(struct letter *letter, struct issue *issue, const char *member,
      char **field, struct range range)
{
	g_autofree char *path = letter_issue_path(issue, member);

	letter_set(letter, path, field,
		   letter_slice(letter, range.start, range.end), range.start,
		   range.end);
}

/* "lidocaine." as a heading's end; "10 mg." and "etc." lose theirs too: the
 * form closes a heading with a period now and then. */
static struct range
without_period(const char *text, gsize start, gsize end)
{
	struct range range = trimmed(text, start, end);

	while (range.end > range.start && text[range.end - 1] == '.')
		range.end--;
	return range;
}

void
treatment_read(struct letter *letter, struct issue *issue, gsize start,
	       gsize end)
{
	const char *text = letter->flow->text;
	struct partial partial;

	if (!split_partial(text, start, end, &partial)) {
		enter(letter, issue, "treatment", &issue->treatment,
		      without_period(text, start, end));
		return;
	}
	enter(letter, issue, "treatment", &issue->treatment,
	      without_period(text, partial.judged.start, partial.judged.end));
	enter(letter, issue, "original_request", &issue->original_request,
	      partial.original);
	enter(letter, issue, "authorized", &issue->authorized,
	      partial.authorized);
}
