/* page_repeats.c - holds the words of any two pages against each other. */
#include "parser/pages/page_repeats.h"

#include <string.h>

#include "parser/letter/phrase.h"
#include "parser/pages/page_text.h"

/* Fewer words may well stand on two pages ("cc: ..."). */
#define LEAST_WORDS 12
/* Of the words of two pages that are not compared any further. */
#define LEAST_COMMON 0.75
/* A recognised word below is a guess, and its digits with it. */
#define GUESS_CONFIDENCE 0.60
/* One in so many characters of a stretch may have been misread. */
#define CHARACTERS_A_MISTAKE 4
/* Beyond, pages of dense tables: the comparison takes the square. */
#define MOST_WORDS 3000
/* A copy is read instead of the first where it was read so much better. */
#define CLEARLY_BETTER 0.03

/* The words of a page: what they are of letters and digits, and as hashes, in
 * order and sorted. */
struct bag {
	const struct page_text *page;
	guint first; /* span */
	GArray *hashes, *sorted;
};

static void
bag_clear(gpointer data)
{
	struct bag *bag = data;

	g_array_unref(bag->hashes);
	g_array_unref(bag->sorted);
}

static int
compare_hashes(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a, y = *(const guint *)b;

	return (x > y) - (x < y);
}

static guint
hash_word(const char *text)
{
	guint hash = 5381;

	for (; *text != '\0'; text++)
		if (g_ascii_isalnum(*text) || (*text & 0x80) != 0)
			hash = hash * 33 + (guint8)g_ascii_tolower(*text);
	return hash;
}

static struct bag
bag_fill(const struct flow *flow, const struct page_text *page)
{
	struct bag bag = {
		.page = page,
		.first = flow_span_at(flow, page->start),
		.hashes = g_array_new(FALSE, FALSE, sizeof(guint)),
	};

	for (guint i = 0; i < page->words; i++) {
		guint hash = hash_word(
			g_array_index(flow->spans, struct span, bag.first + i)
				.word->text);

		g_array_append_val(bag.hashes, hash);
	}
	bag.sorted = g_array_copy(bag.hashes);
	g_array_sort(bag.sorted, compare_hashes);
	return bag;
}

static guint
hash_at(const GArray *hashes, guint index)
{
	return g_array_index(hashes, guint, index);
}

/* The part of both pages' words that stand on both. */
static double
common_part(const struct bag *a, const struct bag *b)
{
	guint i = 0, j = 0, common = 0;

	while (i < a->sorted->len && j < b->sorted->len) {
		guint x = hash_at(a->sorted, i), y = hash_at(b->sorted, j);

		common += x == y;
		i += x <= y;
		j += y <= x;
	}
	return 2.0 * common / (a->sorted->len + b->sorted->len);
}

/* --- what differs --- */

/* A stretch of words of each page between two that both have. */
struct stretch {
	guint from, to;	      /* of a's words */
	guint again, against; /* of b's */
};

struct comparison {
	const struct flow *flow;
	const struct bag *a, *b;
};

static const struct word *
word_at(const struct flow *flow, const struct bag *bag, guint index)
{
	return g_array_index(flow->spans, struct span, bag->first + index).word;
}

/* Letters and digits of words [from, to); *confidence falls to the lowest. */
static char *
join_words(const struct flow *flow, const struct bag *bag, guint from, guint to,
	   gboolean digits_only, double *confidence)
{
	GString *text = g_string_new(NULL);

	for (guint i = from; i < to; i++) {
		const struct word *word = word_at(flow, bag, i);

		for (const char *p = word->text; *p != '\0'; p++)
			if (g_ascii_isdigit(*p) ||
			    (!digits_only && g_ascii_isalpha(*p)))
				g_string_append_c(text, g_ascii_tolower(*p));
		*confidence = MIN(*confidence, word->confidence);
	}
	return g_string_free(text, FALSE);
}

static gboolean
is_recognised(const struct bag *bag)
{
	return bag->page->page->text_source == TEXT_SOURCE_OCR;
}

/* Whether recognition can have made the one of the other. At a page's top and
 * bottom only one may show a fax's running line. */
static gboolean
is_misread(const struct comparison *pair, const struct stretch *stretch)
{
	double confidence = 1;
	g_autofree char *a = join_words(pair->flow, pair->a, stretch->from,
					stretch->to, FALSE, &confidence);
	g_autofree char *b = join_words(pair->flow, pair->b, stretch->again,
					stretch->against, FALSE, &confidence);
	g_autofree char *a_digits =
		join_words(pair->flow, pair->a, stretch->from, stretch->to,
			   TRUE, &confidence);
	g_autofree char *b_digits =
		join_words(pair->flow, pair->b, stretch->again,
			   stretch->against, TRUE, &confidence);
	gsize length = MAX(strlen(a), strlen(b));

	if (strcmp(a, b) == 0)
		return TRUE;
	if (!is_recognised(pair->a) && !is_recognised(pair->b))
		return FALSE;
	if (strcmp(a_digits, b_digits) != 0 && confidence >= GUESS_CONFIDENCE)
		return FALSE;
	/* Specks. */
	if (length <= 1)
		return TRUE;
	return length < 200 &&
	       phrase_is_near(a, b,
			      MAX(1, (guint)length / CHARACTERS_A_MISTAKE));
}

/* Longest common subsequence: row i, column j holds its length behind i and
 * j. */
static guint16 *
common_lengths(const struct bag *a, const struct bag *b)
{
	gsize columns = b->hashes->len + 1;
	guint16 *lengths = g_new0(guint16, (a->hashes->len + 1) * columns);

	for (guint i = a->hashes->len; i-- > 0;)
		for (guint j = b->hashes->len; j-- > 0;) {
			guint16 *here = lengths + i * columns + j;

			if (hash_at(a->hashes, i) == hash_at(b->hashes, j))
				*here = (guint16)(here[columns + 1] + 1);
			else
				*here = MAX(here[1], here[columns]);
		}
	return lengths;
}

/* Whether all that differs can be misread print. */
static gboolean
differ_as_scans(const struct comparison *pair)
{
	const GArray *a = pair->a->hashes, *b = pair->b->hashes;
	g_autofree guint16 *lengths = common_lengths(pair->a, pair->b);
	gsize columns = b->len + 1;
	struct stretch stretch = { 0 };
	guint i = 0, j = 0;

	for (;;) {
		gboolean ends = i == a->len || j == b->len;

		if (!ends && hash_at(a, i) != hash_at(b, j)) {
			if (lengths[(i + 1) * columns + j] >=
			    lengths[i * columns + j + 1])
				i++;
			else
				j++;
			continue;
		}
		stretch.to = ends ? a->len : i;
		stretch.against = ends ? b->len : j;
		if ((stretch.to > stretch.from ||
		     stretch.against > stretch.again) &&
		    !is_misread(pair, &stretch))
			return FALSE;
		if (ends)
			return TRUE;
		stretch.from = ++i;
		stretch.again = ++j;
	}
}

static gboolean
show_the_same(const struct flow *flow, const struct bag *a, const struct bag *b)
{
	struct comparison pair = { flow, a, b };

	if (a->hashes->len < LEAST_WORDS || b->hashes->len < LEAST_WORDS ||
	    a->hashes->len > MOST_WORDS || b->hashes->len > MOST_WORDS ||
	    common_part(a, b) < LEAST_COMMON)
		return FALSE;
	return differ_as_scans(&pair);
}

/* --- which one is read --- */

static gboolean
is_repeat(const GArray *repeats, guint page)
{
	for (guint i = 0; i < repeats->len; i++)
		if (g_array_index(repeats, struct page_repeat, i).page == page)
			return TRUE;
	return FALSE;
}

static struct page_repeat
choose(const struct page *first, const struct page *again)
{
	struct page_repeat repeat = { again->number, first->number };

	if (again->confidence > first->confidence + CLEARLY_BETTER)
		repeat = (struct page_repeat){ first->number, again->number };
	return repeat;
}

static int
compare_repeats(gconstpointer a, gconstpointer b)
{
	const struct page_repeat *x = a, *y = b;

	return (x->page > y->page) - (x->page < y->page);
}

GArray *
page_repeats_find(const struct flow *flow, const GArray *pages,
		  const GPtrArray *cases)
{
	GArray *repeats = g_array_new(FALSE, FALSE, sizeof(struct page_repeat));
	g_autoptr(GArray) bags = g_array_new(FALSE, FALSE, sizeof(struct bag));

	g_array_set_clear_func(bags, bag_clear);
	for (guint i = 0; i < pages->len; i++) {
		struct bag bag = bag_fill(
			flow, &g_array_index(pages, struct page_text, i));

		g_array_append_val(bags, bag);
	}
	for (guint i = 0; i < bags->len; i++) {
		const struct bag *a = &g_array_index(bags, struct bag, i);

		for (guint j = i + 1; j < bags->len; j++) {
			const struct bag *b =
				&g_array_index(bags, struct bag, j);
			struct page_repeat repeat;

			if (is_repeat(repeats, a->page->page->number))
				break;
			if (is_repeat(repeats, b->page->page->number) ||
			    (cases->pdata[i] != NULL &&
			     cases->pdata[j] != NULL &&
			     strcmp(cases->pdata[i], cases->pdata[j]) != 0) ||
			    !show_the_same(flow, a, b))
				continue;
			repeat = choose(a->page->page, b->page->page);
			g_array_append_val(repeats, repeat);
		}
	}
	g_array_sort(repeats, compare_repeats);
	return repeats;
}
