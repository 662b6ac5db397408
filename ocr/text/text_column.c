/* text_column.c - how many lines end at the last column, and how many before.
 */
#include "ocr/text/text_column.h"

#include <string.h>

#define WIDEST 2048u /* columns; longer lines are whole paragraphs */
#define LEAST_COLUMN 30u
#define COLUMNS_BEFORE 6u
/* Lines that end at the last column: at least so many, and so many for each
 * that ends at one of the columns before. Lines that were broken between words
 * of usual length give 1.4. */
#define LEAST_LINES 6u
#define MOST_ALIKE 2.5
#define CHANCE 3.0

struct lengths {
	guint lines[WIDEST + 1]; /* by their length in characters */
	guint longest;
	guint justified; /* of those lines, with gaps that filled them up */
};

/* Gaps between the words of a line; those before the first are an indent. */
static gboolean
has_wide_gap(const char *line)
{
	return strstr(line + strspn(line, " \t"), "  ") != NULL;
}

static void
count_line(struct lengths *lengths, const char *line, guint width)
{
	lengths->lines[width]++;
	if (width > lengths->longest) {
		lengths->longest = width;
		lengths->justified = 0;
	}
	if (width == lengths->longest && has_wide_gap(line))
		lengths->justified++;
}

static gboolean
is_cut(const struct lengths *lengths)
{
	guint column = lengths->longest, last = lengths->lines[column];
	guint before = 0;

	for (guint i = 1; i <= COLUMNS_BEFORE; i++)
		before += lengths->lines[column - i];
	return last >= LEAST_LINES && lengths->justified * 2 < last &&
	       last >= MOST_ALIKE * before / COLUMNS_BEFORE + CHANCE;
}

guint
text_column_find(const char *text)
{
	g_auto(GStrv) lines = g_strsplit_set(text, "\n\f", -1);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	struct lengths lengths = { 0 };

	for (char **line = lines; *line != NULL; line++) {
		glong width = g_utf8_strlen(*line, -1);

		if (width > WIDEST)
			return 0;
		/* Text that a letter repeats for each issue counts only
		 * once. */
		if (g_hash_table_add(seen, *line))
			count_line(&lengths, *line, (guint)width);
	}
	return lengths.longest >= LEAST_COLUMN && is_cut(&lengths)
		       ? lengths.longest
		       : 0;
}
