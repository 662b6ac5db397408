/* parser.c - the letters of a document, each by the file of its family. */
#include "parser/parser.h"

#include <string.h>

#include "core/error.h"
#include "core/reject_code.h"
#include "parser/doubt/checks.h"
#include "parser/doubt/completeness.h"
#include "parser/doubt/second_reading.h"
#include "parser/families/family.h"
#include "parser/letter/landmark.h"
#include "parser/pages/own_form.h"
#include "parser/pages/own_pages.h"
#include "parser/pages/segment.h"
#include "parser/source.h"

/* Below, what was recognised is no better than noise. The worst of letters have
 * 0.95. */
#define LEAST_LEGIBLE 0.90

#define NOT_A_LETTER "not-a-letter"

/* NULL, or of what other kind the document is. */
static const char *
read_letter(struct letter *letter, const GArray *landmarks)
{
	const char *kind = own_pages_isolate(letter, landmarks);
	const struct family *family = family_find(letter, landmarks);

	if (kind != NULL)
		return kind;
	if (family == NULL)
		return NOT_A_LETTER;
	letter->record->format = g_strdup(family->name);
	family->read(letter, landmarks);
	letter->record->text = letter_slice(letter, letter->start, letter->end);
	return own_form_refute(letter);
}

static void
check_whole(struct letter *letter, const GArray *landmarks,
	    const struct page_plan *plan)
{
	const struct family *family = family_find(letter, landmarks);

	if (family->grammar != NULL)
		completeness_check(letter, landmarks, family->grammar, plan);
}

/* The letters as another reading has them, unless it finds more or fewer of
 * them: then nobody knows which is which. */
static GPtrArray *
read_again(const struct flow *reading, guint count)
{
	g_autoptr(GArray) landmarks = NULL;
	g_autoptr(GPtrArray) letters = NULL;

	if (reading == NULL)
		return NULL;
	landmarks = landmarks_find(reading);
	letters = segment_letters(reading, landmarks);
	if (letters->len != count)
		return NULL;
	for (guint i = 0; i < letters->len; i++)
		read_letter(letters->pdata[i], landmarks);
	return g_steal_pointer(&letters);
}

/* On the page that is read best. */
static double
legibility(const struct document *document)
{
	double best = 0;

	for (guint i = 0; i < document->pages->len; i++) {
		const struct page *page = g_ptr_array_index(document->pages, i);

		if (page->text_source != TEXT_SOURCE_BLANK)
			best = MAX(best, page->confidence);
	}
	return best;
}

/* Of two parts of a document that are no letters, what the document is: a
 * title says more than a quotation. */
static const char *
more_telling(const char *kind, const char *other)
{
	gboolean vague = strcmp(kind, NOT_A_LETTER) == 0 ||
			 strcmp(kind, "commentary") == 0;

	return vague && strcmp(other, NOT_A_LETTER) != 0 ? other : kind;
}

static gboolean
has_unread_files(const struct document *document)
{
	return document->pages->len > 0 &&
	       page_has_flaw(document->pages->pdata[0], FLAW_UNREAD_FILE);
}

static gboolean
reject_kind(const char *kind, gboolean has_landmarks, GError **error)
{
	if (strcmp(kind, NOT_A_LETTER) != 0)
		return error_reject(error, kind,
				    "%s, not an IMR letter; give it to who it "
				    "is for",
				    reject_code_meaning(kind));
	if (has_landmarks)
		return error_reject(
			error, kind,
			"not an IMR letter, or too little of one; look for its "
			"other pages, or give it to who it is for");
	return error_reject(error, kind,
			    "not an IMR letter: none of the form's headings or "
			    "labels is in its text; give it to who it is for");
}

static gboolean
reject(const struct flow *flow, const GArray *landmarks, const char *kind,
       GError **error)
{
	if (has_unread_files(flow->document))
		return error_reject(
			error, "portfolio",
			"not an IMR letter; files that are attached to it were "
			"not read: save the letter among them and send that");
	if (flow->spans->len == 0)
		return error_reject(
			error, "no-text",
			"no text could be read on any page; scan it again, "
			"at 200 dpi or more");
	if (legibility(flow->document) < LEAST_LEGIBLE)
		return error_reject(
			error, "illegible",
			"hardly legible: nothing of the IMR form could be made "
			"out; scan it again, straight, at 200 dpi or more");
	return reject_kind(kind, landmarks->len > 0, error);
}

GPtrArray *
parser_run(const struct flow *flow, GError **error)
{
	g_autoptr(GArray) landmarks = landmarks_find(flow);
	struct parser_readings readings = { .first = flow,
					    .landmarks = landmarks };

	return parser_run_readings(&readings, NULL, error);
}

static void
merge_readings(struct letter *letter, guint index, const GPtrArray *closer,
	       gboolean has_other, const GPtrArray *other)
{
	g_autoptr(GHashTable) agreed =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	if (closer != NULL)
		second_reading_merge(letter, closer->pdata[index], agreed);
	if (has_other)
		second_reading_merge_other(
			letter, other != NULL ? other->pdata[index] : NULL,
			agreed);
}

GPtrArray *
parser_run_readings(const struct parser_readings *readings,
		    const struct page_plan *plan, GError **error)
{
	const GArray *landmarks = readings->landmarks;
	g_autoptr(GPtrArray) letters =
		segment_letters(readings->first, landmarks);
	g_autoptr(GPtrArray) records =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	const char *kind = NOT_A_LETTER;
	g_autoptr(GPtrArray) closer_letters =
		read_again(readings->closer, letters->len);
	g_autoptr(GPtrArray) other_letters =
		read_again(readings->other, letters->len);

	for (guint i = 0; i < letters->len; i++) {
		struct letter *letter = g_ptr_array_index(letters, i);
		const char *refuted = read_letter(letter, landmarks);

		if (refuted != NULL) {
			kind = more_telling(kind, refuted);
			continue;
		}
		check_whole(letter, landmarks, plan);
		merge_readings(letter, i, closer_letters,
			       readings->other != NULL, other_letters);
		checks_run(letter);
		if (letter->record->issues->len > RECORD_MAX_ISSUES) {
			error_reject(error, "too-large",
				     "%u issues, more than any IMR letter has",
				     letter->record->issues->len);
			return NULL;
		}
		source_fill(letter, plan, records->len + 1,
			    i + 1 == letters->len);
		g_ptr_array_add(records, g_steal_pointer(&letter->record));
	}
	if (records->len == 0) {
		reject(readings->first, landmarks, kind, error);
		return NULL;
	}
	return g_steal_pointer(&records);
}
