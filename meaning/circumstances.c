/* circumstances.c - whether the treatment was already given, and whether it
 * belongs to an operation. */
#include <string.h>

#include "meaning/reader.h"

static gboolean
is_surgical(const struct tokens *tokens, guint i, guint *out_next)
{
	*out_next = i + 1;
	if (token_in(tokens, i,
		     "preop|postop|preoperative|postoperative|"
		     "preoperatively|postoperatively|intraoperative|"
		     "perioperative|postsurgical|presurgical"))
		return TRUE;
	if (token_in(tokens, i, "pre|post|intra|peri")) {
		guint at = token_joins(tokens, i + 1) ? i + 2 : i + 1;

		*out_next = at + 1;
		return token_in(tokens, at,
				"op|operative|operatively|surgical|surgery|"
				"surgically|operation|ops");
	}
	*out_next = i + 3;
	return (token_is(tokens, i, "associated") &&
		token_in(tokens, i + 1, "surgical|surgery|service|services")) ||
	       (token_is(tokens, i, "s") && token_is(tokens, i + 1, "/") &&
		token_is(tokens, i + 2, "p"));
}

/* "for after ACDF" */
static gboolean
follows_surgery(const struct reader *reader, guint i)
{
	const struct find *find;

	if (!token_in(reader->tokens, i, "after|following"))
		return FALSE;
	for (guint at = i + 1; at < reader->tokens->count; at++) {
		find = reader_find_at(reader->treatments, at);
		if (token_in(reader->tokens, at, "surgery|operation") ||
		    (find != NULL &&
		     strcmp(find->entry->category, "Surgery") == 0))
			return TRUE;
	}
	return FALSE;
}

static void
read_surgery(struct reader *reader)
{
	struct request *request = reader->request;
	const struct tokens *tokens = reader->tokens;

	for (guint i = 0; i < tokens->count; i++) {
		guint next;

		if (!is_surgical(tokens, i, &next) &&
		    !follows_surgery(reader, i))
			continue;
		request->surgical_association = TRUE;
		reader_note(reader, SENSE_SURGICAL, i,
			    MIN(next, tokens->count));
		return;
	}
	if (g_strcmp0(request->subcategory, "Adjunct Surgical Services") != 0)
		return;
	request->surgical_association = TRUE;
	for (guint i = 0; i < reader->marks->len; i++) {
		struct mark mark = g_array_index(reader->marks, struct mark, i);

		if (mark.sense == SENSE_CATEGORY) {
			reader_note(reader, SENSE_SURGICAL, mark.first,
				    mark.next);
			return;
		}
	}
}

static void
read_retrospective(struct reader *reader)
{
	for (guint i = 0; i < reader->tokens->count; i++) {
		if (!token_in(reader->tokens, i,
			      "retro|retrospective|retrospectively|"
			      "retroactive|retroactively|dos") &&
		    reader->used[i] != SENSE_DATES)
			continue;
		if (reader->used[i] == SENSE_DATES &&
		    reader->request->dates_of_service->len == 0)
			continue;
		reader->request->retrospective = TRUE;
		reader_note(reader, SENSE_RETROSPECTIVE, i, i + 1);
		return;
	}
}

void
reader_read_circumstances(struct reader *reader)
{
	read_surgery(reader);
	read_retrospective(reader);
}
