/* held_layer.c - words that stand at one place are compared. */
#include "ocr/layer/held_layer.h"

#include <string.h>

#include "ocr/layer/held_words.h"
#include "ocr/layer/word_likeness.h"
#include "ocr/recognise/lines.h"

/* Less sure words of the recognition alone are a logo's strokes, or a stain's.
 */
#define LEAST_SURE 0.3

/* Of the box of a word's letters, so much is black where any are. */
#define LEAST_INK 0.01

/* Of a page whose font is damaged: where one in so many words does not show,
 * its text is no longer what its readers have. */
#define MOST_UNSEEN 5

struct merger {
	struct held_layer *layer;
	struct page *seen;
	const struct prepared *prepared;
	held_layer_look look;
	gpointer closure;
	gboolean looked;
	struct page *closer;		/* NULL: not looked, or in vain */
	struct held_words ours, theirs; /* the layer's; the recognition's */
	guint disputed, unseen, added;
};

struct held_layer *
held_layer_new_take(struct page *page)
{
	struct held_layer *layer = g_new0(struct held_layer, 1);

	layer->page = page;
	layer->struck = g_array_new(FALSE, FALSE, sizeof(struct box));
	layer->covered = g_array_new(FALSE, FALSE, sizeof(struct box));
	return layer;
}

void
held_layer_free(struct held_layer *layer)
{
	g_clear_pointer(&layer->page, page_free);
	g_array_unref(layer->struck);
	g_free(layer->font_flaw);
	g_array_unref(layer->covered);
	g_free(layer);
}

/* --- what is struck --- */

static gboolean
is_in(const GArray *boxes, const struct box *shown)
{
	for (guint i = 0; i < boxes->len; i++)
		if (held_boxes_overlap(&g_array_index(boxes, struct box, i),
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

			if (is_in(layer->struck, &shown))
				g_ptr_array_remove_index(line->words, j);
		}
		if (line->words->len == 0)
			g_ptr_array_remove_index(page->lines, i);
	}
}

/* Something is printed there, in the recogniser's eyes. */
static gboolean
has_ink(const struct merger *merger, guint group)
{
	const struct prepared *prepared = merger->prepared;
	const struct held_words *words = &merger->ours;
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
		all += (box.x1 - box.x0) * (box.y1 - box.y0) / (scale * scale);
		boxDestroy(&place);
	}
	return black > LEAST_INK * all;
}

/* What the closer look has at that place. */
static char *
closer_text(struct merger *merger, const struct box *place)
{
	GString *text = g_string_new(NULL);
	struct held_words words;

	if (!merger->looked)
		merger->closer = merger->look(merger->closure);
	merger->looked = TRUE;
	if (merger->closer == NULL)
		return g_string_free(text, FALSE);
	words = held_words_of(merger->closer);
	for (guint i = 0; i < words.count; i++)
		if (held_boxes_stand_together(&words.words[i].shown, place))
			g_string_append(text, words.words[i].word->text);
	g_free(words.words);
	return g_string_free(text, FALSE);
}

/* Nothing is seen of those words. */
static void
drop_unseen(struct merger *merger, guint group)
{
	merger->unseen++;
	for (guint i = 0; i < merger->ours.count; i++) {
		struct held_word *held = &merger->ours.words[i];

		if (held->group == group && held->fate == FATE_OPEN)
			held->gone =
				is_in(merger->layer->covered, &held->shown);
	}
	held_words_settle(&merger->ours, group, FATE_DROPPED, 1);
}

static void
keep_ours(struct merger *merger, guint group, double confidence)
{
	held_words_settle(&merger->ours, group, FATE_KEPT, confidence);
	held_words_settle(&merger->theirs, group, FATE_DROPPED, 1);
}

/* The page shows something else there. Where only the closer look read it,
 * there is nothing to put in the words' place. */
static void
dispute(struct merger *merger, guint group, gboolean unread)
{
	merger->disputed++;
	if (unread) {
		keep_ours(merger, group, WORD_DOUBTED);
		return;
	}
	held_words_settle(&merger->ours, group, FATE_DROPPED, 1);
	held_words_settle(&merger->theirs, group, FATE_KEPT, WORD_DOUBTED);
}

static void
decide_group(struct merger *merger, guint group)
{
	struct box place = { 0 }, their_place;
	g_autofree char *ours = held_words_text(&merger->ours, group, &place);
	g_autofree char *theirs =
		held_words_text(&merger->theirs, group, &their_place);
	g_autofree char *closer = NULL;

	if (*theirs == '\0' && !has_ink(merger, group)) {
		drop_unseen(merger, group);
		return;
	}
	if (word_likeness(ours, theirs) == WORD_SAME ||
	    !word_says_something(ours)) {
		keep_ours(merger, group, 1);
		return;
	}
	closer = closer_text(merger, &place);
	if (word_likeness(ours, closer) == WORD_SAME ||
	    word_likeness(ours, theirs) == WORD_NEAR)
		keep_ours(merger, group, 1);
	else
		dispute(merger, group, *theirs == '\0');
}

static gboolean
is_worth_adding(const struct word *word)
{
	return word_says_something(word->text) &&
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
	merger->unseen += held_words_pair(&merger->ours, &merger->theirs);
	held_words_group(&merger->ours, &merger->theirs);
	for (guint i = 0; i < merger->ours.count; i++)
		if (merger->ours.words[i].fate == FATE_OPEN)
			decide_group(merger, merger->ours.words[i].group);
	add_the_rest(merger);
	held_words_doubt_beside_gone(&merger->ours);
}

/* --- the page that comes of it --- */

/* Into the layer's reading frame. */
static void
add_kept(GPtrArray *words, const struct held_words *from,
	 const struct page *layer)
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
	page->text_source =
		held_words_count_characters(&merger->theirs, FATE_KEPT) > 0
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
	return held_words_count_characters(&merger->theirs, FATE_KEPT) >
	       held_words_count_characters(&merger->ours, FATE_KEPT);
}

static void
copy_flaws(const struct page *from, struct page *to)
{
	for (guint i = 0; i < from->flaws->len; i++) {
		const struct flaw *flaw = from->flaws->pdata[i];

		page_add_flaw(to, flaw->code, "%s", flaw->message);
	}
}

/* What of the layer's words is not seen, or not as they are, is in doubt;
 * returns how many that are. */
static guint
doubt_unseen(struct merger *merger)
{
	guint doubted = 0;

	for (guint i = 0; i < merger->ours.count; i++) {
		struct held_word *held = &merger->ours.words[i];

		if (held->fate != FATE_KEPT)
			word_doubt(held->word);
		if (held->word->confidence <= WORD_DOUBTED)
			doubted++;
	}
	return doubted;
}

/* Glyphs that are damaged lose no text: it stays. Where much of it does not
 * show, the page is what is seen. */
static struct page *
decide_damaged_font(struct merger *merger)
{
	struct held_layer *layer = merger->layer;
	guint doubted = doubt_unseen(merger);
	g_autofree char *why = g_strdup(layer->page->reason);
	struct page *page, *other;

	if (doubted * MOST_UNSEEN > merger->ours.count) {
		page = merger->seen;
		other = g_steal_pointer(&layer->page);
	} else {
		page = g_steal_pointer(&layer->page);
		other = merger->seen;
		if (doubted > 0)
			page_add_flaw(page, "text-differs",
				      "%u words of the file's text do not "
				      "show: %s",
				      doubted, layer->font_flaw);
		page_set_mean_confidence(page);
	}
	g_free(page->reason);
	page->reason = doubted > 0
			       ? g_strdup_printf("%s: %u of its words are not "
						 "seen as they are",
						 why, doubted)
			       : g_strdup_printf("%s: agreed", why);
	page_free(other);
	return page;
}

static void
decide_page(struct merger *merger, struct page **page)
{
	if (merger->layer->font_flaw != NULL) {
		*page = decide_damaged_font(merger);
		return;
	}
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
	if (layer->font_flaw == NULL &&
	    page_has_flaw(take_seen, FLAW_UNREADABLE_PAGE) &&
	    take_seen->lines->len == 0)
		return take_seen;
	held_layer_drop_struck(layer, take_seen);
	held_layer_drop_struck(layer, layer->page);
	merger.ours = held_words_of(layer->page);
	merger.theirs = held_words_of(take_seen);
	compare(&merger);
	decide_page(&merger, &page);
	g_clear_pointer(&merger.closer, page_free);
	g_free(merger.ours.words);
	g_free(merger.theirs.words);
	return page;
}
