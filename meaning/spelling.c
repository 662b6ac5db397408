/* spelling.c - the distance between two words. */
#include "meaning/spelling.h"

#include <string.h>

#define LONGEST 48

guint32
spelling_letters(const char *word)
{
	guint32 letters = 0;

	for (; *word != '\0'; word++)
		letters |= 1u << (*word & 31);
	return letters;
}

gboolean
spelling_differs(guint32 letters, guint32 other, guint bound)
{
	return (guint)__builtin_popcount(letters & ~other) > bound ||
	       (guint)__builtin_popcount(other & ~letters) > bound;
}

guint
spelling_bound(gsize length)
{
	return length < 6 ? 0 : length < 9 ? 1 : 2;
}

guint
spelling_distance(const char *word, const char *other, guint bound)
{
	guint rows[3][LONGEST + 1];
	gsize length = strlen(word), other_length = strlen(other);

	if (length > LONGEST || other_length > LONGEST ||
	    length > other_length + bound || other_length > length + bound)
		return bound + 1;
	for (guint j = 0; j <= other_length; j++)
		rows[0][j] = j;
	for (guint i = 1; i <= length; i++) {
		guint *row = rows[i % 3], *above = rows[(i + 2) % 3];
		const guint *before = rows[(i + 1) % 3];
		guint least = row[0] = i;

		for (guint j = 1; j <= other_length; j++) {
			guint cost = word[i - 1] != other[j - 1];

			row[j] = MIN(MIN(above[j] + 1, row[j - 1] + 1),
				     above[j - 1] + cost);
			if (i > 1 && j > 1 && word[i - 1] == other[j - 2] &&
			    word[i - 2] == other[j - 1])
				row[j] = MIN(row[j], before[j - 2] + 1);
			least = MIN(least, row[j]);
		}
		if (least > bound)
			return bound + 1;
	}
	return MIN(rows[length % 3][other_length], bound + 1);
}
