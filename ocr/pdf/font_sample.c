/* font_sample.c - few words that hold many characters, set side by side as
 * lines of their own. */
#include "ocr/pdf/font_sample.h"

#include <math.h>
#include <string.h>

#include "ocr/layer/word_likeness.h"
#include "ocr/pdf/pdf_image.h"
#include "ocr/pdf/plain_page.h"
#include "ocr/recognise/recognise.h"

#define DPI PREPARED_DPI
#define MOST_WORDS 80	  /* of one round */
#define MOST_ROUNDS 3	  /* of one page */
#define LINE_COLUMNS 1600 /* pixels */
#define GAP 1.2		  /* between words, in heights of a word */
#define BESIDE_PT 0.5	  /* beside a word */

/* What reading a word costs beside its glyphs, in glyphs. */
#define WORD_COST 2

/* So many points of misreadings make a doubt: recognition errs, too, above all
 * in short words, and a digit is in few words. */
#define DOUBT_POINTS 4
#define LONG_WORD 4 /* characters */

/* Characters that are not worth a page's drawing, unless one is a digit. */
#define FEW_CHARACTERS 8

/* A character of a font. */
struct claim {
	guint font;
	char character;
	gboolean borne_out;
	guint holders; /* words that were chosen and have it */
	guint misread; /* points */
};

struct font_sample {
	GHashTable *claims; /* of struct claim, owned, by itself */
};

/* A word of the page in a font of the file's own. */
struct candidate {
	const struct word *word;
	struct box shown;
	guint font;
	gboolean used;
	int x; /* where it stands in the picture of the sample; its line: */
	int line;
};

static guint
hash_claim(gconstpointer key)
{
	const struct claim *claim = key;

	return claim->font * 131 + (guchar)claim->character;
}

static gboolean
equal_claims(gconstpointer a, gconstpointer b)
{
	const struct claim *one = a, *other = b;

	return one->font == other->font && one->character == other->character;
}

struct font_sample *
font_sample_new(void)
{
	struct font_sample *sample = g_new0(struct font_sample, 1);

	sample->claims =
		g_hash_table_new_full(hash_claim, equal_claims, g_free, NULL);
	return sample;
}

void
font_sample_free(struct font_sample *sample)
{
	g_hash_table_unref(sample->claims);
	g_free(sample);
}

static struct claim *
find_claim(struct font_sample *sample, guint font, char character)
{
	struct claim key = { font, character, FALSE, 0, 0 };
	struct claim *claim = g_hash_table_lookup(sample->claims, &key);

	if (claim == NULL) {
		claim = g_memdup2(&key, sizeof(key));
		g_hash_table_add(sample->claims, claim);
	}
	return claim;
}

/* --- choosing --- */

static GArray *
find_candidates(const struct pdf_survey *survey, const struct page *page)
{
	GArray *found = g_array_new(FALSE, TRUE, sizeof(struct candidate));

	for (guint i = 0; i < page->lines->len; i++) {
		const struct line *line = page->lines->pdata[i];

		for (guint j = 0; j < line->words->len; j++) {
			const struct word *word = line->words->pdata[j];
			struct candidate candidate = {
				.word = word,
				.shown = page_shown_box(page, word->box),
			};

			candidate.font =
				plain_page_font(survey, &candidate.shown);
			if (candidate.font != 0)
				g_array_append_val(found, candidate);
		}
	}
	return found;
}

/* Its characters that are not borne out yet. */
static guint
count_new(struct font_sample *sample, const struct candidate *candidate)
{
	guint count = 0;

	for (const char *p = candidate->word->text; *p != '\0'; p++)
		if (g_ascii_isalnum(*p)) {
			const struct claim *claim =
				find_claim(sample, candidate->font, *p);

			/* Words of digits first: they are what is typed. */
			if (!claim->borne_out && claim->holders == 0)
				count += g_ascii_isdigit(*p) ? 3 : 1;
		}
	return count;
}

/* What it tells that is new, for what it costs. */
static double
worth_of(struct font_sample *sample, const struct candidate *candidate)
{
	return candidate->used
		       ? 0
		       : count_new(sample, candidate) /
				 (double)(strlen(candidate->word->text) +
					  WORD_COST);
}

static struct candidate *
choose_next(struct font_sample *sample, GArray *candidates)
{
	struct candidate *best = NULL;
	double most = 0;

	for (guint i = 0; i < candidates->len; i++) {
		struct candidate *candidate =
			&g_array_index(candidates, struct candidate, i);
		double worth = worth_of(sample, candidate);

		if (worth > most) {
			best = candidate;
			most = worth;
		}
	}
	return best;
}

/* Counts it among its characters' holders, or no longer: by is 1 or -1. */
static void
hold(struct font_sample *sample, const struct candidate *candidate, int by)
{
	for (const char *p = candidate->word->text; *p != '\0'; p++)
		if (g_ascii_isalnum(*p))
			find_claim(sample, candidate->font, *p)->holders +=
				(guint)by;
}

static void
hold_all(struct font_sample *sample, const GPtrArray *chosen, int by)
{
	for (guint i = 0; i < chosen->len; i++)
		hold(sample, chosen->pdata[i], by);
}

/* Words that are not needed, since later ones have all that they have. */
static void
drop_needless(struct font_sample *sample, GPtrArray *chosen)
{
	for (guint i = 0; i < chosen->len;) {
		struct candidate *candidate = chosen->pdata[i];

		hold(sample, candidate, -1);
		if (count_new(sample, candidate) > 0) {
			hold(sample, candidate, 1);
			i++;
		} else {
			candidate->used = FALSE;
			g_ptr_array_remove_index(chosen, i);
		}
	}
}

/* Of struct candidate, borrowed. */
static GPtrArray *
choose(struct font_sample *sample, GArray *candidates)
{
	GPtrArray *chosen = g_ptr_array_new();
	struct candidate *next;

	while (chosen->len < MOST_WORDS &&
	       (next = choose_next(sample, candidates)) != NULL) {
		hold(sample, next, 1);
		next->used = TRUE;
		g_ptr_array_add(chosen, next);
	}
	drop_needless(sample, chosen);
	return chosen;
}

/* --- drawing and reading --- */

/* A word, with the tips of its glyphs. */
static struct box
box_of(const struct candidate *candidate)
{
	const struct box *box = &candidate->shown;

	return (struct box){ box->x0 - BESIDE_PT, box->y0, box->x1 + BESIDE_PT,
			     box->y1 };
}

/* What holds all of them. */
static struct box
part_of(const GPtrArray *chosen)
{
	struct box part = box_of(chosen->pdata[0]);

	for (guint i = 1; i < chosen->len; i++) {
		struct box box = box_of(chosen->pdata[i]);

		part = (struct box){ MIN(part.x0, box.x0), MIN(part.y0, box.y0),
				     MAX(part.x1, box.x1),
				     MAX(part.y1, box.y1) };
	}
	return part;
}

/* Gives each word its place; returns the height of a line. */
static int
set_places(GPtrArray *chosen, int *out_lines)
{
	int height = 1, x = 0, line = 0;

	for (guint i = 0; i < chosen->len; i++) {
		const struct candidate *candidate = chosen->pdata[i];

		height = MAX(height, (int)ceil((candidate->shown.y1 -
						candidate->shown.y0) *
					       DPI / 72));
	}
	for (guint i = 0; i < chosen->len; i++) {
		struct candidate *candidate = chosen->pdata[i];
		int width =
			(int)ceil((candidate->shown.x1 - candidate->shown.x0) *
				  DPI / 72) +
			(int)(GAP * height);

		if (x > 0 && x + width > LINE_COLUMNS) {
			x = 0;
			line++;
		}
		candidate->x = x + height / 2;
		candidate->line = line;
		x += width;
	}
	*out_lines = line + 1;
	return height;
}

/* NULL where there is no memory for it, or the page is too large. */
static PIX *
set_side_by_side(PopplerPage *shown, GPtrArray *chosen, int *out_pitch)
{
	int lines, height = set_places(chosen, &lines);
	int pitch = *out_pitch = 3 * height / 2;
	const struct box part = part_of(chosen);
	g_autoptr(drawing) drawing = pdf_image_draw(shown, DPI, &part);
	PIX *sheet = drawing != NULL ? pixCreate(LINE_COLUMNS * 5 / 4,
						 (lines + 1) * pitch, 8)
				     : NULL;

	if (sheet == NULL)
		return NULL;
	pixSetAll(sheet);
	for (guint i = 0; i < chosen->len; i++) {
		const struct candidate *candidate = chosen->pdata[i];
		const struct box box = box_of(candidate);

		drawing_copy(drawing, &box, sheet, candidate->x,
			     candidate->line * pitch + pitch / 2);
	}
	return sheet;
}

/* What was read at the word's place. */
static char *
text_at(const GPtrArray *words, const struct candidate *candidate, int pitch)
{
	const double scale = DPI / 72;
	double x0 = candidate->x,
	       x1 = x0 + (candidate->shown.x1 - candidate->shown.x0) * scale;
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];
		double x = (word->box.x0 + word->box.x1) / 2 * scale;
		double y = (word->box.y0 + word->box.y1) / 2 * scale;

		if (x > x0 && x < x1 &&
		    (int)((y - pitch / 2.0) / pitch) == candidate->line)
			g_string_append(text, word->text);
	}
	return g_string_free(text, FALSE);
}

/* Another number of as many digits is no slip of the recogniser's. */
static gboolean
is_other_number(const char *said, const char *seen)
{
	return strlen(said) == strlen(seen) &&
	       strspn(seen, "0123456789/-.,") == strlen(seen);
}

/* Of a word that was misread, for a character of it. */
static guint
points_of(const char *said, const char *seen, char character)
{
	guint points = g_ascii_isdigit(character) ? 2 : 1;

	if (g_ascii_isdigit(character) && is_other_number(said, seen))
		return DOUBT_POINTS;
	return strlen(said) >= LONG_WORD ? 2 * points : points;
}

static void
decide_word(struct font_sample *sample, const struct candidate *candidate,
	    const char *seen)
{
	gboolean same = word_likeness(candidate->word->text, seen) == WORD_SAME;

	for (const char *p = candidate->word->text; *p != '\0'; p++)
		if (g_ascii_isalnum(*p)) {
			struct claim *claim =
				find_claim(sample, candidate->font, *p);

			claim->borne_out |= same;
			claim->misread +=
				same ? 0
				     : points_of(candidate->word->text, seen,
						 *p);
		}
}

/* FALSE: it cannot be drawn. */
static gboolean
read_chosen(struct font_sample *sample, struct recogniser *recogniser,
	    PopplerPage *shown, GPtrArray *chosen)
{
	int pitch;
	struct prepared prepared = {
		.gray = set_side_by_side(shown, chosen, &pitch),
		.points_per_pixel = 72 / DPI,
	};
	GPtrArray *words;

	if (prepared.gray == NULL)
		return FALSE;
	prepared.ink = pixThresholdToBinary(prepared.gray, 128);
	words = recogniser_read_fast(recogniser, &prepared);
	hold_all(sample, chosen, -1);
	for (guint i = 0; words != NULL && i < chosen->len; i++) {
		g_autofree char *seen = text_at(words, chosen->pdata[i], pitch);

		decide_word(sample, chosen->pdata[i], seen);
	}
	pixDestroy(&prepared.gray);
	pixDestroy(&prepared.ink);
	g_clear_pointer(&words, g_ptr_array_unref);
	return TRUE;
}

static gboolean
is_in_doubt(const struct claim *claim)
{
	return !claim->borne_out && claim->misread >= DOUBT_POINTS;
}

static gboolean
any_in_doubt(const struct font_sample *sample)
{
	GHashTableIter iter;
	gpointer claim;

	g_hash_table_iter_init(&iter, sample->claims);
	while (g_hash_table_iter_next(&iter, &claim, NULL))
		if (is_in_doubt(claim))
			return TRUE;
	return FALSE;
}

/* Whether so much on the page is new that it is worth drawing. */
static gboolean
is_worth_drawing(struct font_sample *sample, const GArray *candidates)
{
	GHashTableIter iter;
	gpointer key;
	guint count = 0;

	for (guint i = 0; i < candidates->len; i++)
		count_new(sample,
			  &g_array_index(candidates, struct candidate, i));
	g_hash_table_iter_init(&iter, sample->claims);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		const struct claim *claim = key;

		if (!claim->borne_out)
			count += g_ascii_isdigit(claim->character)
					 ? FEW_CHARACTERS
					 : 1;
	}
	return count >= FEW_CHARACTERS;
}

gboolean
font_sample_agrees(struct font_sample *sample, struct recogniser *recogniser,
		   PopplerPage *shown, const struct pdf_survey *survey,
		   const struct page *page)
{
	g_autoptr(GArray) candidates = find_candidates(survey, page);
	gboolean more = is_worth_drawing(sample, candidates);

	for (guint i = 0; more && i < MOST_ROUNDS; i++) {
		g_autoptr(GPtrArray) chosen = choose(sample, candidates);

		more = chosen->len > 0;
		if (more && !read_chosen(sample, recogniser, shown, chosen))
			return FALSE;
	}
	return !any_in_doubt(sample);
}
