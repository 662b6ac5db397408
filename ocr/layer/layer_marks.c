/* layer_marks.c - the words of a page fall into classes that look alike. The
 * letter's class is the one that says most; a watermark's tiles say the same
 * again and again. A class is a mark by what it does to the letter's words:
 * print never lies over print that its author wrote. */
#include "ocr/layer/layer_marks.h"

#include <math.h>
#include <string.h>

#include "core/document.h"
#include "ocr/layer/word_likeness.h"

/* Of a word's height, above and below: rows set solid reach into one another
 * there. */
#define ROW_EDGE 0.25

/* Of the narrower word's width, from here on two words overlap. */
#define OVERLAP 0.12

/* Sizes that differ by less are one: steps of half a point. */
#define SIZE_STEP 0.5

/* Of a class's characters, over the letter's: from here on it is a mark as a
 * whole, and not only those of its words that overlap. */
#define MOSTLY_OVER 0.3

/* Colours from here on are too faint to have been meant for the letter's own
 * words; 1 is paper. Nearly white ones may stand on a dark ground. */
#define FAINT 0.55
#define NEARLY_PAPER 0.93

/* Beside the letter's words in their row: as far as this, in sizes. */
#define BESIDE 0.7
#define SAME_BASE 0.12

/* In sizes: what is typed over a word stands so near its base line. */
#define CORRECTED_BASE 0.2
/* Characters: a class with more text is not a correction. */
#define MOST_CORRECTIONS 40

/* Of 255: a color of no more than this of red, green and blue is black. */
#define BLACK 0x40

/* So many times less than what was stamped in colour a page's few last lines
 * may say. */
#define FEW_LINES 5

/* What a page says in fewer may be a watermark alone: faint, in tiles, or
 * larger than a letter's print. */
#define FEW_CHARACTERS 28
#define POSTER_PT 30

/* Relative to the letter's size: print that differs more is not a heading. */
#define ODD_SIZE 0.2

/* Of the letter's size: no heading of it is so large. */
#define HUGE_SIZE 2.2

/* So often a class says what it says, when it is made of tiles. */
#define TILES 6

/* Of a page's characters: what is left out for its colour alone may be the
 * letter's from here on. */
#define MUCH 0.15

#define LEFT_EDGE_PT 2.0

struct class
{
	guint32 color;
	int size; /* in steps */
	GQuark family;
	guint characters;	 /* of different words */
	guint all, over, beside; /* characters: all, over those of a class
				  * that says more, beside such in their row */
	gboolean mark, corrects; /* corrects: it is typed over words */
};

struct entry {
	struct word *word;
	const struct word_style *style;
	struct class *class;
	guint length;
	gboolean over; /* a word of a class that says more */
	gboolean twin; /* a word of its own class, which looks alike */
};

struct page_words {
	GArray *entries;     /* of struct entry, from top to bottom */
	GHashTable *classes; /* of struct class, by itself */
	const struct class *letter;
};

GQuark
layer_marks_family(const char *font_name)
{
	const char *plus = strchr(font_name, '+');
	g_autofree char *lower =
		g_ascii_strdown(plus != NULL ? plus + 1 : font_name, -1);

	lower[strcspn(lower, "-,")] = '\0';
	if (g_str_has_prefix(lower, "times"))
		lower[strlen("times")] = '\0';
	return g_quark_from_string(lower);
}

static guint
class_hash(gconstpointer key)
{
	const struct class *class = key;

	return class->color * 31 + (guint) class->size * 7 + class->family;
}

static gboolean
class_equal(gconstpointer a, gconstpointer b)
{
	const struct class *x = a, *y = b;

	return x->color == y->color && x->size == y->size &&
	       x->family == y->family;
}

static struct class *
find_class(GHashTable *classes, const struct word_style *style)
{
	struct class wanted = {
		.color = style->color,
		.size = (int)rint(style->size / SIZE_STEP),
		.family = style->family,
	};
	struct class *class = g_hash_table_lookup(classes, &wanted);

	if (class == NULL) {
		class = g_memdup2(&wanted, sizeof(wanted));
		g_hash_table_add(classes, class);
	}
	return class;
}

static int
compare_top(gconstpointer a, gconstpointer b)
{
	const struct entry *x = a, *y = b;
	double difference = x->word->box.y0 - y->word->box.y0;

	return (difference > 0) - (difference < 0);
}

/* By what does not depend on the order of a hash table. */
static gboolean
says_more(const struct class *a, const struct class *b)
{
	if (a->characters != b->characters)
		return a->characters > b->characters;
	return a->color != b->color ? a->color < b->color : a->size < b->size;
}

static guint
entry_hash(gconstpointer key)
{
	const struct entry *entry = key;

	return g_str_hash(entry->word->text) ^ g_direct_hash(entry->class);
}

static gboolean
entry_equal(gconstpointer a, gconstpointer b)
{
	const struct entry *x = a, *y = b;

	return x->class == y->class &&
	       strcmp(x->word->text, y->word->text) == 0;
}

/* Each class says a word once, however often it says it. */
static void
count_words(struct page_words *page)
{
	g_autoptr(GHashTable) said = g_hash_table_new(entry_hash, entry_equal);

	for (guint i = 0; i < page->entries->len; i++) {
		struct entry *entry =
			&g_array_index(page->entries, struct entry, i);

		entry->class->all += entry->length;
		if (g_hash_table_add(said, entry))
			entry->class->characters += entry->length;
	}
}

static gboolean
is_black(const struct class *class)
{
	return (class->color >> 16 & 0xff) < BLACK &&
	       (class->color >> 8 & 0xff) < BLACK &&
	       (class->color & 0xff) < BLACK;
}

/* The class that says most; but on a page of a line or two what was stamped in
 * colour over black print may say more. */
static void
find_letter(struct page_words *page)
{
	const struct class *most = NULL, *black = NULL;
	GHashTableIter iter;
	gpointer key;

	g_hash_table_iter_init(&iter, page->classes);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		const struct class *class = key;

		if (most == NULL || says_more(class, most))
			most = class;
		if (is_black(class) &&
		    (black == NULL || says_more(class, black)))
			black = class;
	}
	page->letter = black != NULL && black->characters * FEW_LINES >=
						most->characters
			       ? black
			       : most;
}

static void
read_words(struct page_words *page, const GPtrArray *words,
	   const GArray *styles)
{
	for (guint i = 0; i < words->len; i++) {
		struct entry entry = {
			.word = words->pdata[i],
			.style = &g_array_index(styles, struct word_style, i),
		};

		if (!word_says_something(entry.word->text))
			continue;
		entry.length = (guint)g_utf8_strlen(entry.word->text, -1);
		entry.class = find_class(page->classes, entry.style);
		g_array_append_val(page->entries, entry);
	}
	count_words(page);
	g_array_sort(page->entries, compare_top);
}

static gboolean
overlap(const struct box *a, const struct box *b)
{
	double edge_a = ROW_EDGE * (a->y1 - a->y0);
	double edge_b = ROW_EDGE * (b->y1 - b->y0);
	double width = MIN(a->x1 - a->x0, b->x1 - b->x0);

	return MIN(a->x1, b->x1) - MAX(a->x0, b->x0) > OVERLAP * width &&
	       a->y0 + edge_a < b->y1 - edge_b &&
	       b->y0 + edge_b < a->y1 - edge_a;
}

/* 0 is ink, 1 is paper. */
static double
lightness(guint32 color)
{
	double red = (color >> 16 & 0xff) / 255.0;
	double green = (color >> 8 & 0xff) / 255.0,
	       blue = (color & 0xff) / 255.0;

	return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/* Typed over one of the letter's words, in its row and size: it strikes or
 * mends that, and only the page as drawn tells what is to be read. */
static gboolean
is_correction(const struct entry *less, const struct entry *more)
{
	double size = MAX(more->style->size, 1);

	return fabs(less->word->box.y1 - more->word->box.y1) <
		       CORRECTED_BASE * size &&
	       fabs(less->style->size - more->style->size) < ODD_SIZE * size &&
	       less->class->all <= MOST_CORRECTIONS &&
	       lightness(less->class->color) < FAINT;
}

/* Print that is struck twice, to look bold, says one thing. */
static void
compare_overlapping(struct entry *a, struct entry *b)
{
	struct entry *less = says_more(b->class, a->class) ? a : b;

	if (strcmp(a->word->text, b->word->text) == 0)
		return;
	if (a->class == b->class) {
		a->twin = b->twin = TRUE;
		return;
	}
	if (is_correction(less, less == a ? b : a)) {
		a->twin = b->twin = less->class->corrects = TRUE;
		return;
	}
	if (!less->over)
		less->class->over += less->length;
	less->over = TRUE;
}

static gboolean
is_beside(const struct entry *a, const struct entry *b)
{
	double size = MAX(a->style->size, 1);
	double gap = MAX(a->word->box.x0 - b->word->box.x1,
			 b->word->box.x0 - a->word->box.x1);

	return fabs(a->word->box.y1 - b->word->box.y1) < SAME_BASE * size &&
	       fabs(a->style->size - b->style->size) < ODD_SIZE * size &&
	       gap < BESIDE * size;
}

static void
compare(struct entry *a, struct entry *b, const struct class *letter)
{
	if (overlap(&a->word->box, &b->word->box))
		compare_overlapping(a, b);
	else if (a->class->color != b->class->color && is_beside(a, b)) {
		if (a->class->color == letter->color)
			b->class->beside += b->length;
		else if (b->class->color == letter->color)
			a->class->beside += a->length;
	}
}

static void
compare_words(struct page_words *page)
{
	for (guint i = 0; i < page->entries->len; i++) {
		struct entry *a =
			&g_array_index(page->entries, struct entry, i);

		for (guint j = i + 1; j < page->entries->len; j++) {
			struct entry *b =
				&g_array_index(page->entries, struct entry, j);

			if (b->word->box.y0 >= a->word->box.y1)
				break;
			compare(a, b, page->letter);
		}
	}
}

/* Some line of the letter begins where the class's words do. */
static gboolean
keeps_the_margin(const struct page_words *page, const struct class *class)
{
	double margin = G_MAXDOUBLE;

	for (guint i = 0; i < page->entries->len; i++) {
		const struct entry *entry =
			&g_array_index(page->entries, struct entry, i);

		if (entry->class == page->letter)
			margin = MIN(margin, entry->word->box.x0);
	}
	for (guint i = 0; i < page->entries->len; i++) {
		const struct entry *entry =
			&g_array_index(page->entries, struct entry, i);

		if (entry->class == class &&
		    fabs(entry->word->box.x0 - margin) < LEFT_EDGE_PT)
			return TRUE;
	}
	return FALSE;
}

/* Links and headings may be coloured: they stand in the letter's rows, or
 * begin where its lines do. */
static gboolean
is_mark_by_color(const struct page_words *page, const struct class *class)
{
	double light = lightness(class->color);
	double size = page->letter->size;

	if (class->color == page->letter->color || light > NEARLY_PAPER ||
	    class->beside * 2 > class->all)
		return FALSE;
	return (light > FAINT && lightness(page->letter->color) < FAINT) ||
	       fabs(class->size - size) > ODD_SIZE * size ||
	       !keeps_the_margin(page, class);
}

/* A page that is empty but for a watermark. */
static gboolean
is_mark_alone(const struct class *class)
{
	return class->characters < FEW_CHARACTERS &&
	       (class->all >= TILES * class->characters ||
		lightness(class->color) > FAINT ||
		class->size * SIZE_STEP > POSTER_PT);
}

/* Returns whether much went for its colour alone. */
static gboolean
find_marks(struct page_words *page)
{
	guint all = 0, by_color = 0;
	GHashTableIter iter;
	gpointer key;

	g_hash_table_iter_init(&iter, page->classes);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		struct class *class = key;

		all += class->characters;
		if (class == page->letter) {
			class->mark = is_mark_alone(class);
			continue;
		}
		if (class->corrects)
			continue;
		if (class->over > MOSTLY_OVER * class->all ||
		    class->size > HUGE_SIZE * page->letter->size ||
		    class->all >= TILES * class->characters) {
			class->mark = TRUE;
		} else if (is_mark_by_color(page, class)) {
			class->mark = TRUE;
			by_color += class->characters;
		}
	}
	return by_color > MUCH * all;
}

/* Of a class that has the letter's words too, those that overlap are marks,
 * and what else says the same as they do. */
static void
drop_marks(struct page_words *page, GPtrArray *words)
{
	g_autoptr(GHashTable) dropped = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) over = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < page->entries->len; i++) {
		struct entry *entry =
			&g_array_index(page->entries, struct entry, i);

		if (entry->over)
			g_hash_table_add(over, entry->word->text);
	}
	for (guint i = 0; i < page->entries->len; i++) {
		struct entry *entry =
			&g_array_index(page->entries, struct entry, i);

		if (entry->class->mark || entry->over ||
		    (entry->class->over > 0 &&
		     g_hash_table_contains(over, entry->word->text)))
			g_hash_table_add(dropped, entry->word);
		else if (entry->twin)
			entry->word->confidence = WORD_DOUBTED;
	}
	g_hash_table_remove_all(over);
	for (guint i = words->len; i-- > 0;)
		if (g_hash_table_contains(dropped, words->pdata[i]))
			g_ptr_array_remove_index(words, i);
}

static void
tell_marks(const struct page_words *page, GArray *marks)
{
	GHashTableIter iter;
	gpointer key;

	g_hash_table_iter_init(&iter, page->classes);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		const struct class *class = key;
		struct word_style style = {
			.color = class->color,
			.size = class->size * SIZE_STEP,
			.family = class->family,
		};

		if (class->mark)
			g_array_append_val(marks, style);
	}
}

gboolean
layer_marks_drop(GPtrArray *words, const GArray *styles, GArray *marks)
{
	struct page_words page = {
		.entries = g_array_new(FALSE, FALSE, sizeof(struct entry)),
		.classes = g_hash_table_new_full(class_hash, class_equal,
						 g_free, NULL),
	};
	gboolean much = FALSE;

	read_words(&page, words, styles);
	if (page.entries->len > 0) {
		find_letter(&page);
		compare_words(&page);
		much = find_marks(&page);
		drop_marks(&page, words);
		tell_marks(&page, marks);
	}
	g_array_unref(page.entries);
	g_hash_table_unref(page.classes);
	return much;
}
