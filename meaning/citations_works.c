/* citations_works.c - works of neither the MTUS, the ODG nor ACOEM: who
 * publishes them, and under which title. */
#include <string.h>

#include "meaning/cited.h"

/* ", accessed 02/18/2017," ends one of several. */
static gsize
find_work_end(const struct piece *piece)
{
	gsize at, end;

	if (!piece_find(piece, "accessed", &at))
		return piece->end;
	end = at + strlen("accessed");
	while (end < piece->end && (g_ascii_isdigit(piece->text[end]) ||
				    strchr(" /-)", piece->text[end]) != NULL))
		end++;
	return end;
}

static gboolean
begins_address(const struct piece *piece)
{
	return piece_begins(piece, "http") || piece_begins(piece, "https") ||
	       piece_begins(piece, "www");
}

/* Behind an address. */
static struct piece
skip_address(struct piece piece)
{
	while (piece.start < piece.end && piece.text[piece.start] != ' ')
		piece.start++;
	return piece_trim(piece);
}

/* "www.example.org", which is all that is known of the work. */
static gboolean
is_host(const struct piece *piece)
{
	return piece_begins(piece, "www") &&
	       memchr(piece->text + piece->start, '/',
		      piece->end - piece->start) == NULL;
}

/* Without "Available at: http://..., accessed 02/18/2017". */
static struct piece
cut_access(struct piece piece)
{
	static const char *const words[] = { "accessed",     "retrieved",
					     "available at", "available from",
					     "http",	     "https",
					     "www" };
	gsize at;

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (piece_find(&piece, words[i], &at))
			piece.end = at;
	piece = piece_trim(piece);
	if (piece.end > piece.start && piece.text[piece.end - 1] == '(')
		piece.end--;
	return piece_trim(piece);
}

/* Behind the ". " or "? " that ends a sentence; that of an initial, "J. ",
 * ends none. */
static gsize
sentence_end(const struct piece *piece)
{
	for (gsize i = piece->start + 2; i + 1 < piece->end; i++) {
		const char *at = piece->text + i;

		if (strchr(".?", *at) != NULL && at[1] == ' ' &&
		    !(g_ascii_isupper(at[-1]) && !g_ascii_isalnum(at[-2])))
			return i + 1;
	}
	return piece->end;
}

/* "Smith J, et al" */
static gboolean
are_authors(const struct piece *sentence)
{
	gsize at;

	return piece_find(sentence, "et al", &at);
}

/* "Publisher: title" */
static gboolean
read_publisher_first(const struct lexicon *lexicon, const struct piece *work,
		     struct citation *citation)
{
	struct piece rest = *work;
	g_autofree char *name =
		cited_take_guideline(lexicon, "other", FALSE, &rest);

	if (name == NULL || rest.start >= rest.end ||
	    strchr(":,;.", rest.text[rest.start]) == NULL)
		return FALSE;
	citation->guideline = g_steal_pointer(&name);
	cited_read_sections(lexicon, rest, citation);
	return TRUE;
}

/* "Authors. Title. Publisher, its department" */
static gboolean
read_publisher_last(const struct lexicon *lexicon, const struct piece *work,
		    struct citation *citation)
{
	struct piece rest = *work, title = { work->text, 0, 0 };

	while (rest.start < rest.end) {
		struct piece sentence = piece_trim(rest), name;
		g_autofree char *publisher = NULL;

		sentence.end = sentence_end(&sentence);
		rest.start = sentence.end;
		name = sentence;
		publisher =
			cited_take_guideline(lexicon, "other", FALSE, &name);
		sentence = piece_trim(sentence);
		if (publisher != NULL && title.end > title.start) {
			citation->guideline = piece_copy(&sentence);
			cited_add_section(citation, title);
			return TRUE;
		}
		if (title.end == 0 && !are_authors(&sentence))
			title = sentence;
	}
	return FALSE;
}

static void
read_work(const struct lexicon *lexicon, struct piece work,
	  struct citation *citation)
{
	struct piece address = work;

	while (begins_address(&work))
		work = skip_address(work);
	work = cut_access(work);
	if (work.start >= work.end) {
		citation->guideline =
			is_host(&address) ? piece_copy(&address) : NULL;
		return;
	}
	cited_take_pages(&work, citation);
	if (!read_publisher_first(lexicon, &work, citation) &&
	    !read_publisher_last(lexicon, &work, citation))
		citation->guideline = piece_copy(&work);
}

void
citations_read_works(const struct lexicon *lexicon, struct piece piece,
		     GPtrArray *side)
{
	for (;;) {
		struct piece one;
		struct citation *citation;

		piece = piece_trim(piece);
		if (piece.start >= piece.end)
			return;
		one = piece;
		one.end = find_work_end(&piece);
		piece.start = one.end;
		one = piece_trim(one);
		citation = citations_add(side, "other");
		citation->start = one.start;
		read_work(lexicon, one, citation);
	}
}
