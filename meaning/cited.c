/* cited.c - reads a piece of a guideline text, and the lists in it. */
#include "meaning/cited.h"

#include <string.h>

#define MOST_SECTIONS 1000

static gboolean
is_word_char(char c)
{
	return g_ascii_isalnum(c) || (c & 0x80) != 0;
}

gboolean
piece_find(const struct piece *piece, const char *phrase, gsize *out_start)
{
	gsize length = strlen(phrase);
	const char first = g_ascii_tolower(*phrase);

	for (gsize i = piece->start; i + length <= piece->end; i++) {
		if (g_ascii_tolower(piece->text[i]) != first ||
		    g_ascii_strncasecmp(piece->text + i, phrase, length) != 0 ||
		    (i > piece->start && is_word_char(piece->text[i - 1]) &&
		     is_word_char(*phrase)) ||
		    (i + length < piece->end &&
		     is_word_char(piece->text[i + length]) &&
		     is_word_char(phrase[length - 1])))
			continue;
		*out_start = i;
		return TRUE;
	}
	return FALSE;
}

gboolean
piece_begins(const struct piece *piece, const char *phrase)
{
	struct piece head = { piece->text, piece->start,
			      MIN(piece->end, piece->start + strlen(phrase)) };
	gsize start;

	return piece_find(&head, phrase, &start) &&
	       (head.end == piece->end ||
		!is_word_char(piece->text[head.end]) ||
		!is_word_char(phrase[strlen(phrase) - 1]));
}

struct piece
piece_trim(struct piece piece)
{
	while (piece.start < piece.end &&
	       strchr(" \n\t,.;:-/&", piece.text[piece.start]) != NULL)
		piece.start++;
	while (piece.end > piece.start &&
	       strchr(" \n\t,.;:-/&", piece.text[piece.end - 1]) != NULL)
		piece.end--;
	return piece;
}

char *
piece_copy(const struct piece *piece)
{
	return piece->end > piece->start ? g_strndup(piece->text + piece->start,
						     piece->end - piece->start)
					 : NULL;
}

/* Whether the piece is "122", "39-40" or "98-99, 103" from start on. */
static gboolean
are_pages(const struct piece *piece, gsize start)
{
	gboolean any = FALSE;

	for (gsize i = start; i < piece->end; i++) {
		any |= g_ascii_isdigit(piece->text[i]);
		if (!g_ascii_isdigit(piece->text[i]) &&
		    strchr(" ,-&.;and", piece->text[i]) == NULL)
			return FALSE;
	}
	return any;
}

void
cited_take_pages(struct piece *piece, struct citation *citation)
{
	static const char *const labels[] = { "page(s):", "page(s)", "pages",
					      "page",	  "pgs.",    "pg.",
					      "pp.",	  "pp",	     "pg",
					      "p.",	  "p" };

	for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
		gsize at;
		struct piece pages = *piece;

		if (!piece_find(piece, labels[i], &at) ||
		    !are_pages(piece, at + strlen(labels[i])))
			continue;
		pages.start = at + strlen(labels[i]);
		pages = piece_trim(pages);
		citation->pages = piece_copy(&pages);
		piece->end = at;
		*piece = piece_trim(*piece);
		return;
	}
}

void
cited_add_section(struct citation *citation, struct piece piece)
{
	guint count = g_strv_length(citation->sections);
	char *section;

	piece = piece_trim(piece);
	/* "(Shock wave therapy)" */
	if (piece.end - piece.start > 2 && piece.text[piece.start] == '(' &&
	    piece.text[piece.end - 1] == ')' &&
	    memchr(piece.text + piece.start + 1, '(',
		   piece.end - piece.start - 1) == NULL) {
		piece.start++;
		piece.end--;
	}
	section = count < MOST_SECTIONS ? piece_copy(&piece) : NULL;
	if (section == NULL)
		return;
	citation->sections = g_renew(char *, citation->sections, count + 2);
	citation->sections[count] = section;
	citation->sections[count + 1] = NULL;
}

/* Whether the text after a comma begins another topic: "NSAIDs, specific drug
 * list" and "NSAIDs, GI symptoms" are one topic each, and after a topic with a
 * number only another number begins one. */
static gboolean
begins_topic(const struct piece *piece, gsize start, gsize comma,
	     gboolean numbered)
{
	gsize next = comma + 1;

	while (next < piece->end && piece->text[next] == ' ')
		next++;
	if (next >= piece->end)
		return FALSE;
	if (numbered)
		return g_ascii_isdigit(piece->text[next]);
	if (g_ascii_islower(piece->text[next]))
		return FALSE;
	while (start < comma && piece->text[start] == ' ')
		start++;
	return comma - start != strlen("NSAIDs") ||
	       strncmp(piece->text + start, "NSAIDs", comma - start) != 0;
}

/* The end of a title that the lexicon has, which may contain commas; start if
 * there is none. */
static gsize
title_end(const struct lexicon *lexicon, const struct piece *piece, gsize start)
{
	struct piece rest = { piece->text, start, piece->end };
	g_autofree char *text = NULL;
	g_autoptr(tokens) tokens = NULL;
	const struct entry *entry;
	guint next;

	rest = piece_trim(rest);
	text = piece_copy(&rest);
	tokens = tokens_new(text != NULL ? text : "");
	entry = lexicon_match(lexicon, ENTRY_SECTION, tokens, 0, &next);
	if (entry == NULL || !piece_begins(&rest, entry->name))
		return start;
	return rest.start + strlen(entry->name);
}

void
cited_read_sections(const struct lexicon *lexicon, struct piece piece,
		    struct citation *citation)
{
	gsize known;

	int depth = 0;
	gsize start;
	gboolean numbered;

	piece = piece_trim(piece);
	start = piece.start;
	numbered = piece.start < piece.end &&
		   g_ascii_isdigit(piece.text[piece.start]);
	known = title_end(lexicon, &piece, start);
	for (gsize i = piece.start; i < piece.end; i++) {
		char c = piece.text[i];

		depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
		if (depth > 0 || i < known ||
		    !(c == ';' ||
		      (c == ',' && begins_topic(&piece, start, i, numbered))))
			continue;
		cited_add_section(citation,
				  (struct piece){ piece.text, start, i });
		start = i + 1;
		known = title_end(lexicon, &piece, start);
	}
	cited_add_section(citation,
			  (struct piece){ piece.text, start, piece.end });
}

char *
cited_take_guideline(const struct lexicon *lexicon, const char *system,
		     gboolean chapters, struct piece *piece)
{
	g_autofree char *text = piece_copy(piece);
	g_autoptr(tokens) tokens = tokens_new(text != NULL ? text : "");
	const struct entry *entry;
	struct piece name = *piece;
	guint next;

	entry = lexicon_match(lexicon, ENTRY_GUIDELINE, tokens, 0, &next);
	if (entry == NULL || entry->is_chapter != chapters ||
	    strcmp(entry->system, system) != 0)
		return NULL;
	name.end = piece->start + tokens->at[next - 1].end;
	piece->start = name.end;
	return piece_copy(&name);
}

struct piece
cited_cut_link(struct piece piece)
{
	static const char *const links[] = { " and the", " and", " the", " as",
					     " well as" };
	gboolean cut = TRUE;

	while (cut) {
		cut = FALSE;
		piece = piece_trim(piece);
		for (guint i = 0; i < G_N_ELEMENTS(links) && !cut; i++) {
			gsize length = strlen(links[i]);

			cut = piece.end - piece.start >= length &&
			      g_ascii_strncasecmp(piece.text + piece.end -
							  length,
						  links[i], length) == 0;
			if (cut)
				piece.end -= length;
		}
	}
	return piece;
}
