/* held_words.c - which words of the layer and of the recognition stand at one
 * place: one and one, or groups that were split in two ways. */
#include "ocr/layer/held_words.h"

#include <string.h>

#include "ocr/layer/word_likeness.h"

/* Of the narrower of two words, for them to stand at one place. */
#define SAME_PLACE 0.3
/* Of the smaller of two words' boxes, for one to lie over the other. */
#define LIES_OVER 0.5
/* A word that another mends is so many times as large. */
#define MENDED 2.0
/* Of their height: words of one line are no farther apart. */
#define BESIDE 0.6

static double
shared(double a0, double a1, double b0, double b1)
{
	return MAX(MIN(a1, b1) - MAX(a0, b0), 0);
}

static double
area_of(const struct box *box)
{
	return (box->x1 - box->x0) * (box->y1 - box->y0);
}

gboolean
held_boxes_stand_together(const struct box *a, const struct box *b)
{
	double wide = MIN(a->x1 - a->x0, b->x1 - b->x0);
	double high = MIN(a->y1 - a->y0, b->y1 - b->y0);

	return shared(a->x0, a->x1, b->x0, b->x1) > SAME_PLACE * wide &&
	       shared(a->y0, a->y1, b->y0, b->y1) > LIES_OVER * high;
}

gboolean
held_boxes_overlap(const struct box *a, const struct box *b)
{
	return shared(a->x0, a->x1, b->x0, b->x1) *
		       shared(a->y0, a->y1, b->y0, b->y1) >
	       LIES_OVER * MIN(area_of(a), area_of(b));
}

struct held_words
held_words_of(const struct page *page)
{
	struct held_words all = { NULL, 0 };
	guint count = 0;

	for (guint i = 0; i < page->lines->len; i++)
		all.count += ((struct line *)page->lines->pdata[i])->words->len;
	all.words = g_new0(struct held_word, all.count);
	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			struct held_word *held = &all.words[count++];

			held->word = line->words->pdata[j];
			held->shown = page_shown_box(page, held->word->box);
		}
	}
	return all;
}

glong
held_words_count_characters(const struct held_words *words, enum fate fate)
{
	glong characters = 0;

	for (guint i = 0; i < words->count; i++)
		if (words->words[i].fate == fate)
			characters +=
				g_utf8_strlen(words->words[i].word->text, -1);
	return characters;
}

static void
find_pair(struct held_word *ours, struct held_words *all)
{
	for (guint i = 0; i < all->count; i++) {
		struct held_word *theirs = &all->words[i];

		if (theirs->fate == FATE_OPEN &&
		    held_boxes_stand_together(&ours->shown, &theirs->shown) &&
		    word_likeness(ours->word->text, theirs->word->text) ==
			    WORD_SAME) {
			ours->fate = FATE_KEPT;
			ours->word->confidence = 1;
			theirs->fate = FATE_DROPPED;
			return;
		}
	}
}

/* Dashes, crosses: typed over a word, they strike it. */
static gboolean
strikes(const char *text)
{
	const char *p = text;

	for (; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_type(c) != G_UNICODE_DASH_PUNCTUATION &&
		    (c >= 0x80 || strchr("xX/\\#*=~|+", (int)c) == NULL))
			return FALSE;
	}
	return p > text;
}

/* What else the layer has at the place of a word that is seen is hidden, or
 * strikes it. */
static guint
drop_what_is_covered(struct held_words *ours)
{
	guint dropped = 0;

	for (guint i = 0; i < ours->count; i++)
		for (guint j = 0;
		     ours->words[i].fate == FATE_OPEN && j < ours->count; j++)
			if (ours->words[j].fate == FATE_KEPT &&
			    held_boxes_overlap(&ours->words[i].shown,
					       &ours->words[j].shown)) {
				if (strikes(ours->words[i].word->text))
					ours->words[j].word->confidence =
						WORD_DOUBTED;
				ours->words[i].fate = FATE_DROPPED;
				dropped++;
			}
	return dropped;
}

/* Typed over a part of a longer word: what is seen of both is one word. */
static void
drop_what_mends_a_word(struct held_words *ours)
{
	for (guint i = 0; i < ours->count; i++)
		for (guint j = 0; j < ours->count; j++) {
			const struct held_word *a = &ours->words[i];
			const struct held_word *b = &ours->words[j];

			if (i != j && b->fate == FATE_OPEN &&
			    !strikes(a->word->text) &&
			    area_of(&b->shown) > MENDED * area_of(&a->shown) &&
			    held_boxes_overlap(&a->shown, &b->shown))
				ours->words[i].fate = FATE_DROPPED;
		}
}

guint
held_words_pair(struct held_words *ours, struct held_words *theirs)
{
	drop_what_mends_a_word(ours);
	for (guint i = 0; i < ours->count; i++)
		if (ours->words[i].fate == FATE_OPEN)
			find_pair(&ours->words[i], theirs);
	return drop_what_is_covered(ours);
}

static void
rename_group(struct held_words *words, guint from, guint to)
{
	for (guint i = 0; i < words->count; i++)
		if (words->words[i].group == from)
			words->words[i].group = to;
}

void
held_words_group(struct held_words *ours, struct held_words *theirs)
{
	for (guint i = 0; i < ours->count; i++)
		ours->words[i].group = i;
	for (guint i = 0; i < theirs->count; i++)
		theirs->words[i].group = ours->count + i;
	for (guint i = 0; i < ours->count; i++)
		for (guint j = 0; j < theirs->count; j++) {
			struct held_word *a = &ours->words[i];
			struct held_word *b = &theirs->words[j];

			if (a->fate != FATE_OPEN || b->fate != FATE_OPEN ||
			    a->group == b->group ||
			    !held_boxes_stand_together(&a->shown, &b->shown))
				continue;
			rename_group(ours, b->group, a->group);
			rename_group(theirs, b->group, a->group);
		}
}

char *
held_words_text(const struct held_words *words, guint group,
		struct box *out_place)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < words->count; i++) {
		const struct held_word *held = &words->words[i];

		if (held->group != group || held->fate != FATE_OPEN)
			continue;
		*out_place = text->len == 0
				     ? held->shown
				     : box_union(*out_place, held->shown);
		g_string_append(text, held->word->text);
	}
	return g_string_free(text, FALSE);
}

void
held_words_settle(struct held_words *words, guint group, enum fate fate,
		  double confidence)
{
	for (guint i = 0; i < words->count; i++) {
		struct held_word *held = &words->words[i];

		if (held->group != group || held->fate != FATE_OPEN)
			continue;
		held->fate = fate;
		held->word->confidence =
			MIN(held->word->confidence, confidence);
	}
}

static gboolean
is_beside(const struct box *a, const struct box *b)
{
	double high = MIN(a->y1 - a->y0, b->y1 - b->y0);

	return shared(a->y0, a->y1, b->y0, b->y1) > LIES_OVER * high &&
	       MAX(a->x0 - b->x1, b->x0 - a->x1) < BESIDE * high;
}

void
held_words_doubt_beside_gone(struct held_words *words)
{
	for (guint i = 0; i < words->count; i++)
		for (guint j = 0; words->words[i].gone && j < words->count; j++)
			if (words->words[j].fate == FATE_KEPT &&
			    is_beside(&words->words[i].shown,
				      &words->words[j].shown))
				word_doubt(words->words[j].word);
}
