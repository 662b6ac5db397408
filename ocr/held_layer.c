/* held_layer.c - words that stand at one place are compared. */
#include "ocr/held_layer.h"

#include <string.h>

#include "ocr/lines.h"
#include "ocr/word_likeness.h"

/* Of the narrower of two words, for them to stand at one place. */
#define SAME_PLACE 0.3
/* Of the smaller of two words' boxes, for one to lie over the other. */
#define LIES_OVER 0.5

/* Of a word that the layer alone has, though something is printed there, and of
 * one that the recognition has otherwise: no value is made of it. */
#define DISPUTED 0.5

/* Less sure words of the recognition alone are a logo's strokes, or a stain's.
 */
#define LEAST_SURE 0.3

/* Of the box of a word's letters, so much is black where any are. */
#define LEAST_INK 0.01

enum fate { FATE_OPEN, FATE_KEPT, FATE_DROPPED };

struct held_word {
	struct word *word; /* borrowed */
	struct box shown;
	enum fate fate;
	guint group;
};

struct words {
	struct held_word *words;
	guint count;
};

struct merger {
	struct held_layer *layer;
	struct page *seen;
	const struct prepared *prepared;
	held_layer_look look;
	gpointer closure;
	gboolean looked;
	struct page *closer;	   /* NULL: not looked, or in vain */
	struct words ours, theirs; /* the layer's; the recognition's */
	guint disputed, unseen, added;
};

struct held_layer *
held_layer_new_take(struct page *page)
{
	struct held_layer *layer = g_new0(struct held_layer, 1);

	layer->page = page;
	layer->struck = g_array_new(FALSE, FALSE, sizeof(struct box));
	return layer;
}

void
held_layer_free(struct held_layer *layer)
{
	g_clear_pointer(&layer->page, page_free);
	g_array_unref(layer->struck);
	g_free(layer);
}

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

/* On one line, and one above the other's letters. */
static gboolean
stand_together(const struct box *a, const struct box *b)
{
	double wide = MIN(a->x1 - a->x0, b->x1 - b->x0);
	double high = MIN(a->y1 - a->y0, b->y1 - b->y0);

	return shared(a->x0, a->x1, b->x0, b->x1) > SAME_PLACE * wide &&
	       shared(a->y0, a->y1, b->y0, b->y1) > LIES_OVER * high;
}

static gboolean
lies_over(const struct box *a, const struct box *b)
{
	return shared(a->x0, a->x1, b->x0, b->x1) *
		       shared(a->y0, a->y1, b->y0, b->y1) >
	       LIES_OVER * MIN(area_of(a), area_of(b));
}

static gboolean
has_letters(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_isalnum(g_utf8_get_char(p)))
			return TRUE;
	return FALSE;
}

/* --- what is struck --- */

static gboolean
is_struck(const struct held_layer *layer, const struct box *shown)
{
	for (guint i = 0; i < layer->struck->len; i++)
		if (lies_over(&g_array_index(layer->struck, struct box, i),
			      shown))
			return TRUE;
	return FALSE;
}

void
held_layer_drop_struck(const struct held_layer *layer, struct page *page)
{
	for (guint i = page->lines->len; i-- > 0;) {
		struct line *line = page->lines->pdata[i];

		for (guint j = line->words->len; j-- > 0;) {
			const struct word *word = line->words->pdata[j];
			struct box shown = page_shown_box(page, word->box);

			if (is_struck(layer, &shown))
				g_ptr_array_remove_index(line->words, j);
		}
		if (line->words->len == 0)
			g_ptr_array_remove_index(page->lines, i);
	}
}

/* --- the words of a page --- */

static struct words
words_of(const struct page *page)
{
	struct words all = { NULL, 0 };
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

static glong
count_letters(const struct words *words, enum fate fate)
{
	glong letters = 0;

	for (guint i = 0; i < words->count; i++)
		if (words->words[i].fate == fate)
			letters +=
				g_utf8_strlen(words->words[i].word->text, -1);
	return letters;
}

/* --- pairs: one word of each, and the same --- */

static void
find_pair(struct merger *merger, struct held_word *ours)
{
	for (guint i = 0; i < merger->theirs.count; i++) {
		struct held_word *theirs = &merger->theirs.words[i];

		if (theirs->fate == FATE_OPEN &&
		    stand_together(&ours->shown, &theirs->shown) &&
		    word_likeness(ours->word->text, theirs->word->text) ==
			    WORD_SAME) {
			ours->fate = FATE_KEPT;
			ours->word->confidence = 1;
			theirs->fate = FATE_DROPPED;
			return;
		}
	}
}

/* What else the layer has at the place of a word that is seen is hidden. */
static void
drop_what_is_covered(struct merger *merger)
{
	struct words *ours = &merger->ours;

	for (guint i = 0; i < ours->count; i++)
		for (guint j = 0;
		     ours->words[i].fate == FATE_OPEN && j < ours->count; j++)
			if (ours->words[j].fate == FATE_KEPT &&
			    lies_over(&ours->words[i].shown,
				      &ours->words[j].shown)) {
				ours->words[i].fate = FATE_DROPPED;
				merger->unseen++;
			}
}

/* --- groups: what stands together, split in two ways --- */

static void
rename_group(struct words *words, guint from, guint to)
{
	for (guint i = 0; i < words->count; i++)
		if (words->words[i].group == from)
			words->words[i].group = to;
}

static void
make_groups(struct merger *merger)
{
	struct words *ours = &merger->ours, *theirs = &merger->theirs;

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
			    !stand_together(&a->shown, &b->shown))
				continue;
			rename_group(ours, b->group, a->group);
			rename_group(theirs, b->group, a->group);
		}
}

/* The group's open words, one behind the other; *out_place holds them. */
static char *
group_text(const struct words *words, guint group, struct box *out_place)
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

static void
set_fate(struct words *words, guint group, enum fate fate, double confidence)
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

/* Something is printed there, in the recogniser's eyes. */
static gboolean
has_ink(const struct merger *merger, guint group)
{
	const struct prepared *prepared = merger->prepared;
	const struct words *words = &merger->ours;
	double scale = prepared->points_per_pixel, all = 0;
	l_int32 black = 0;

	for (guint i = 0; prepared->ink != NULL && i < words->count; i++) {
		struct box box;
		l_int32 count = 0;
		BOX *place;

		if (words->words[i].group != group)
			continue;
		box = page_reading_box(merger->seen, words->words[i].shown);
		place = boxCreate((int)(box.x0 / scale), (int)(box.y0 / scale),
				  (int)((box.x1 - box.x0) / scale) + 1,
				  (int)((box.y1 - box.y0) / scale) + 1);
		if (pixCountPixelsInRect(prepared->ink, place, &count, NULL) ==
		    0)
			black += count;
		all += area_of(&box) / (scale * scale);
		boxDestroy(&place);
	}
	return black > LEAST_INK * all;
}

/* What the closer look has at that place. */
static char *
closer_text(struct merger *merger, const struct box *place)
{
	GString *text = g_string_new(NULL);
	struct words words;

	if (!merger->looked)
		merger->closer = merger->look(merger->closure);
	merger->looked = TRUE;
	if (merger->closer == NULL)
		return g_string_free(text, FALSE);
	words = words_of(merger->closer);
	for (guint i = 0; i < words.count; i++)
		if (stand_together(&words.words[i].shown, place))
			g_string_append(text, words.words[i].word->text);
	g_free(words.words);
	return g_string_free(text, FALSE);
}

static void
keep_ours(struct merger *merger, guint group, double confidence)
{
	set_fate(&merger->ours, group, FATE_KEPT, confidence);
	set_fate(&merger->theirs, group, FATE_DROPPED, 1);
}

static void
dispute(struct merger *merger, guint group, const char *theirs)
{
	merger->disputed++;
	if (*theirs == '\0') {
		keep_ours(merger, group, DISPUTED);
		return;
	}
	set_fate(&merger->ours, group, FATE_DROPPED, 1);
	set_fate(&merger->theirs, group, FATE_KEPT, DISPUTED);
}

static void
settle_group(struct merger *merger, guint group)
{
	struct box place;
	g_autofree char *ours = group_text(&merger->ours, group, &place);
	g_autofree char *theirs = group_text(&merger->theirs, group, &place);
	g_autofree char *again = NULL;
	g_autofree char *closer = NULL;

	if (*theirs == '\0' && !has_ink(merger, group)) {
		merger->unseen++;
		set_fate(&merger->ours, group, FATE_DROPPED, 1);
		return;
	}
	if (word_likeness(ours, theirs) == WORD_SAME || !has_letters(ours)) {
		keep_ours(merger, group, 1);
		return;
	}
	again = group_text(&merger->ours, group, &place);
	closer = closer_text(merger, &place);
	if (word_likeness(ours, closer) == WORD_SAME ||
	    word_likeness(ours, theirs) == WORD_NEAR)
		keep_ours(merger, group, 1);
	else
		dispute(merger, group, *theirs != '\0' ? theirs : closer);
}

static gboolean
is_worth_adding(const struct word *word)
{
	return has_letters(word->text) &&
	       (word->confidence >= LEAST_SURE ||
		strpbrk(word->text, "0123456789") != NULL);
}

/* What the recognition alone has. */
static void
add_the_rest(struct merger *merger)
{
	for (guint i = 0; i < merger->theirs.count; i++) {
		struct held_word *held = &merger->theirs.words[i];

		if (held->fate != FATE_OPEN)
			continue;
		held->fate =
			is_worth_adding(held->word) ? FATE_KEPT : FATE_DROPPED;
		merger->added += held->fate == FATE_KEPT ? 1 : 0;
	}
}

static void
compare(struct merger *merger)
{
	for (guint i = 0; i < merger->ours.count; i++)
		find_pair(merger, &merger->ours.words[i]);
	drop_what_is_covered(merger);
	make_groups(merger);
	for (guint i = 0; i < merger->ours.count; i++)
		if (merger->ours.words[i].fate == FATE_OPEN)
			settle_group(merger, merger->ours.words[i].group);
	add_the_rest(merger);
}

/* --- the page that comes of it --- */

/* Into the layer's reading frame. */
static void
add_kept(GPtrArray *words, const struct words *from, const struct page *layer)
{
	for (guint i = 0; i < from->count; i++) {
		const struct held_word *held = &from->words[i];
		struct box box = page_reading_box(layer, held->shown);

		if (held->fate == FATE_KEPT)
			g_ptr_array_add(words, word_new(held->word->text, box,
							held->word->confidence,
							held->word->bold));
	}
}

static void
tell(const struct merger *merger, struct page *page, const char *why)
{
	guint struck = merger->layer->struck->len;

	g_free(page->reason);
	if (merger->disputed + merger->unseen + merger->added + struck == 0) {
		page->reason = g_strdup_printf("%s: agreed", why);
		return;
	}
	page->reason = g_strdup_printf(
		"%s: %u of its words are not seen, %u are read otherwise, %u "
		"are struck, %u are seen besides",
		why, merger->unseen, merger->disputed, struck, merger->added);
	if (merger->disputed + merger->unseen + struck > 0)
		page_add_flaw(page, "text-differs",
			      "%u words of the file's text are not what the "
			      "page shows, and were left out or put right",
			      merger->disputed + merger->unseen + struck);
}

static struct page *
make_page(struct merger *merger)
{
	const struct page *layer = merger->layer->page;
	struct page *page =
		page_new(layer->number, layer->width_pt, layer->height_pt);
	GPtrArray *words =
		g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	guint words_seen;

	add_kept(words, &merger->ours, layer);
	add_kept(words, &merger->theirs, layer);
	words_seen = words->len;
	g_ptr_array_unref(page->lines);
	page->lines = lines_take_words(words);
	page->text_source = count_letters(&merger->theirs, FATE_KEPT) > 0
				    ? TEXT_SOURCE_OCR
				    : TEXT_SOURCE_TEXT_LAYER;
	if (words_seen == 0 && merger->seen->text_source == TEXT_SOURCE_BLANK)
		page->text_source = TEXT_SOURCE_BLANK;
	page->tells_bold = layer->tells_bold;
	page->rotation_deg = layer->rotation_deg;
	page->skew_deg = layer->skew_deg;
	page_set_mean_confidence(page);
	tell(merger, page, layer->reason);
	return page;
}

/* The layer is another text than the page's. */
static gboolean
is_another_text(const struct merger *merger)
{
	return count_letters(&merger->theirs, FATE_KEPT) >
	       count_letters(&merger->ours, FATE_KEPT);
}

static void
copy_flaws(const struct page *from, struct page *to)
{
	for (guint i = 0; i < from->flaws->len; i++) {
		const struct flaw *flaw = from->flaws->pdata[i];

		page_add_flaw(to, flaw->code, "%s", flaw->message);
	}
}

static void
settle_page(struct merger *merger, struct page **page)
{
	if (!is_another_text(merger)) {
		*page = make_page(merger);
		copy_flaws(merger->layer->page, *page);
		copy_flaws(merger->seen, *page);
		page_free(merger->seen);
		return;
	}
	*page = merger->seen;
	g_free((*page)->reason);
	(*page)->reason =
		g_strdup_printf("%s: most of what is seen is not in it",
				merger->layer->page->reason);
}

struct page *
held_layer_merge(struct held_layer *layer, struct page *take_seen,
		 const struct prepared *prepared, held_layer_look look,
		 gpointer closure)
{
	struct merger merger = {
		.layer = layer,
		.seen = take_seen,
		.prepared = prepared,
		.look = look,
		.closure = closure,
	};
	struct page *page;

	/* Nothing on it can be believed: it is damaged. */
	if (page_has_flaw(take_seen, FLAW_UNREADABLE_PAGE) &&
	    take_seen->lines->len == 0)
		return take_seen;
	held_layer_drop_struck(layer, take_seen);
	held_layer_drop_struck(layer, layer->page);
	merger.ours = words_of(layer->page);
	merger.theirs = words_of(take_seen);
	compare(&merger);
	settle_page(&merger, &page);
	g_clear_pointer(&merger.closer, page_free);
	g_free(merger.ours.words);
	g_free(merger.theirs.words);
	return page;
}
