/* ink_profile.c - ink counted along rows and columns of pixels. */
#include "ocr/prepare/ink_profile.h"

int *
ink_rows(PIX *ink, const struct region *region)
{
	int *rows = g_new0(int, (gsize)(region->bottom - region->top) + 1);

	for (int y = region->top; y < region->bottom; y++) {
		const l_uint32 *line =
			pixGetData(ink) + (gssize)y * pixGetWpl(ink);
		int first = region->left / 32, last = (region->right - 1) / 32;

		for (int i = first; i <= last; i++) {
			l_uint32 word = line[i];

			if (i == first)
				word &= 0xffffffffu >> (region->left % 32);
			if (i == last && region->right % 32 != 0)
				word &= ~(0xffffffffu >> (region->right % 32));
			rows[y - region->top] += __builtin_popcount(word);
		}
	}
	return rows;
}

int *
ink_columns(PIX *ink, const struct region *region)
{
	int *columns = g_new0(int, (gsize)(region->right - region->left) + 1);

	for (int y = region->top; y < region->bottom; y++) {
		const l_uint32 *line =
			pixGetData(ink) + (gssize)y * pixGetWpl(ink);

		for (int i = region->left / 32; i <= (region->right - 1) / 32;
		     i++)
			for (l_uint32 word = line[i]; word != 0;) {
				int bit = __builtin_clz(word);
				int x = i * 32 + bit;

				word &= ~(0x80000000u >> bit);
				if (x >= region->left && x < region->right)
					columns[x - region->left]++;
			}
	}
	return columns;
}

GArray *
ink_runs(const int *profile, int count, int least, int gap)
{
	GArray *runs = g_array_new(FALSE, TRUE, sizeof(struct region));
	int start = -1, end = 0;

	for (int i = 0; i < count; i++) {
		if (profile[i] < least)
			continue;
		if (start >= 0 && i - end > gap) {
			struct region run = { 0, start, 0, end };

			g_array_append_val(runs, run);
			start = -1;
		}
		if (start < 0)
			start = i;
		end = i + 1;
	}
	if (start >= 0) {
		struct region run = { 0, start, 0, end };

		g_array_append_val(runs, run);
	}
	return runs;
}
