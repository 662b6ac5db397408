/* line_tips.c - which pieces are only the tips of another's glyphs. */
#include "ocr/recognise/line_tips.h"

#include "ocr/recognise/line_piece.h"

#define NEARBY 16 /* pieces, before and behind */

/* What hangs below a line, or floats above it, in rows too white to be of the
 * line's band: the tail of its only g, a dot. Tails begin where the line
 * stands; what is as high and begins lower may be a line of small print. */
static gboolean
is_tip(const struct line_piece *tip, const struct line_piece *line, int usual)
{
	int gap = MAX(tip->top - line->bottom, line->top - tip->bottom);
	int height = tip->bottom - tip->top;
	gboolean hangs =
		tip->bottom > line->base && tip->top <= line->base + usual / 8;

	return (hangs ? 2 : 3) * height < usual &&
	       2 * (line->bottom - line->top) > usual && gap <= usual / 4 &&
	       tip->left >= line->left && tip->right <= line->right;
}

/* The pieces' order keeps a tip near its line. */
static struct line_piece *
find_owner(const GArray *all, guint tip, int usual)
{
	struct line_piece *pieces = (struct line_piece *)all->data;
	guint first = tip > NEARBY ? tip - NEARBY : 0;
	guint end = MIN(tip + NEARBY, all->len);

	for (guint i = first; i < end; i++)
		if (is_tip(&pieces[tip], &pieces[i], usual))
			return &pieces[i];
	return NULL;
}

void
line_tips_give(GArray *pieces, int usual)
{
	for (guint i = pieces->len; i > 0; i--) {
		const struct line_piece *tip =
			&g_array_index(pieces, struct line_piece, i - 1);
		struct line_piece *line = find_owner(pieces, i - 1, usual);

		if (line == NULL)
			continue;
		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
		line->top = MIN(line->top, tip->top);
		line->bottom = MAX(line->bottom, tip->bottom);
		g_array_remove_index(pieces, i - 1);
	}
}
