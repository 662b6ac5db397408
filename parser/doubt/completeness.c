/* completeness.c - walks through the letter from page to page. */
#include "parser/doubt/completeness.h"

#include <stdlib.h>
#include <string.h>

#include "parser/pages/page_joint.h"

/* What is lost stood between two places of the flow's text: the end of what is
 * above and the start of what is below. At the letter's ends one of them is
 * the other. */
struct gap {
	gsize above, below;
	guint32 state; /* the section that was being read */
};

struct check {
	struct letter *letter;
	const GArray *landmarks;
	const struct grammar *grammar;
	const struct page_plan *plan;
	GArray *pages; /* of struct page_text */
};

static const struct page_text *
page_at(const struct check *check, guint index)
{
	return &g_array_index(check->pages, struct page_text, index);
}

/* --- what a gap touches --- */

/* Values that a form holds in a word or two are whole or not there. */
static gboolean
is_text(const char *path)
{
	return !g_str_has_prefix(path, "/case/") &&
	       !g_str_has_suffix(path, "/decision") &&
	       strcmp(path, "/summary/age") != 0 &&
	       strcmp(path, "/summary/sex") != 0;
}

/* Nothing but spaces and marks that a field leaves out stands between. */
static gboolean
is_empty(const struct flow *flow, gsize start, gsize end)
{
	for (gsize i = start; i < end; i++)
		if (g_ascii_isalnum(flow->text[i]) ||
		    (guint8)flow->text[i] >= 0x80)
			return FALSE;
	return TRUE;
}

static gboolean
touches(const struct check *check, const struct place *place,
	const struct gap *gap)
{
	const struct flow *flow = check->letter->flow;

	return is_empty(flow, place->end, gap->above) &&
	       is_empty(flow, gap->below, place->start);
}

static void
warn_at(const struct check *check, const char *path)
{
	GPtrArray *warnings = check->letter->record->warnings;

	for (guint i = 0; i < warnings->len; i++) {
		const struct warning *warning = warnings->pdata[i];

		if (strcmp(warning->code, "incomplete") == 0 &&
		    strcmp(warning->path, path) == 0)
			return;
	}
	record_add_warning(check->letter->record, "incomplete", path,
			   "stands beside what is missing: a part of it may "
			   "be lost, or not belong to it");
}

/* The parts of an issue from its heading on: TRUE where the gap parts them. */
static gboolean
is_parted(const struct check *check, guint issue, const struct gap *gap)
{
	g_autofree char *prefix = g_strdup_printf("/issues/%u/", issue);
	const GPtrArray *all = check->letter->record->evidence;
	gboolean above = FALSE, below = FALSE;

	for (guint i = 0; i < all->len; i++) {
		const struct evidence *evidence = all->pdata[i];
		const struct place *place;

		if (!g_str_has_prefix(evidence->path, prefix))
			continue;
		place = letter_place(check->letter, evidence->path);
		if (place == NULL)
			continue;
		above = above || place->start < gap->above;
		below = below || place->end > gap->below;
	}
	return above && below;
}

/* What stands below the gap in an issue that it parts may be another's. */
static gboolean
may_be_of_another(const struct check *check, const char *path,
		  const struct place *place, const struct gap *gap)
{
	return g_str_has_prefix(path, "/issues/") && place->end > gap->below &&
	       is_parted(check, (guint)atoi(path + strlen("/issues/")), gap);
}

/* A treatment is a part of its heading, and which one the whole of it tells. */
static gboolean
is_of_touched_heading(const struct check *check, const char *path,
		      const struct gap *gap)
{
	const char *member = strrchr(path, '/');
	g_autofree char *heading = NULL;
	const struct place *place;

	if (!g_str_has_prefix(path, "/issues/") ||
	    (strcmp(member, "/treatment") != 0 &&
	     strcmp(member, "/original_request") != 0 &&
	     strcmp(member, "/authorized") != 0))
		return FALSE;
	heading = g_strdup_printf("%.*s/heading", (int)(member - path), path);
	place = letter_place(check->letter, heading);
	return place != NULL && touches(check, place, gap);
}

/* A heading that no decision follows may be none, and what stands below it be
 * of an issue whose own heading is lost. */
static gboolean
is_undecided(const struct check *check, const char *path,
	     const struct place *place, const struct gap *gap)
{
	const GPtrArray *issues = check->letter->record->issues;
	const struct issue *issue;
	guint number;

	if (!g_str_has_prefix(path, "/issues/") || place->end <= gap->below)
		return FALSE;
	number = (guint)atoi(path + strlen("/issues/"));
	issue = number < issues->len ? issues->pdata[number] : NULL;
	return issue != NULL && issue->decision == NULL;
}

/* A heading over the gap may have taken the end of the text above it. */
static struct gap
with_headings(const struct check *check, const struct gap *gap)
{
	const GPtrArray *all = check->letter->record->evidence;
	struct gap whole = *gap;

	for (guint i = 0; i < all->len; i++) {
		const char *path = ((struct evidence *)all->pdata[i])->path;
		const struct place *place = letter_place(check->letter, path);

		if (place != NULL && g_str_has_suffix(path, "/heading") &&
		    touches(check, place, gap))
			whole.above = MIN(whole.above, place->start);
	}
	return whole;
}

static void
warn_beside(const struct check *check, const struct gap *beside)
{
	const GPtrArray *all = check->letter->record->evidence;
	const struct gap whole = with_headings(check, beside);
	const struct gap *gap = &whole;

	for (guint i = 0; i < all->len; i++) {
		const char *path = ((struct evidence *)all->pdata[i])->path;
		const struct place *place = letter_place(check->letter, path);

		if (place != NULL &&
		    ((is_text(path) && touches(check, place, gap)) ||
		     is_of_touched_heading(check, path, gap) ||
		     may_be_of_another(check, path, place, gap) ||
		     is_undecided(check, path, place, gap)))
			warn_at(check, path);
	}
}

/* --- whether it may hold decisions --- */

/* The family's first landmark behind offset; NULL where none follows. */
static const struct landmark *
next_landmark(const struct check *check, gsize offset)
{
	for (guint i = 0; i < check->landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(check->landmarks, struct landmark, i);

		if (landmark->start >= offset &&
		    landmark->start < check->letter->end &&
		    grammar_has(check->grammar, landmark->kind))
			return landmark;
	}
	return NULL;
}

static guint32
next_section(const struct check *check, gsize offset)
{
	const struct landmark *landmark = next_landmark(check, offset);

	return landmark != NULL ? SECTION(landmark->kind) : 0;
}

static gboolean
may_hold_decisions(const struct check *check, const struct gap *gap)
{
	const struct grammar *grammar = check->grammar;

	return (grammar->after_decisions & gap->state) == 0 &&
	       (grammar->before_decisions & next_section(check, gap->below)) ==
		       0;
}

static void add_gap(struct check *check, const struct gap *gap,
		    const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
add_gap(struct check *check, const struct gap *gap, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list arguments;

	va_start(arguments, format);
	message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	record_add_warning(check->letter->record, "incomplete", "", "%s",
			   message);
	check->letter->gaps++;
	if (may_hold_decisions(check, gap))
		check->letter->lacks_decisions = TRUE;
	warn_beside(check, gap);
}

/* --- pages that nothing was read on --- */

static gboolean
is_lost(const struct page *page)
{
	return page_has_flaw(page, FLAW_UNREADABLE_PAGE) ||
	       (page->text_source == TEXT_SOURCE_OCR && page->lines->len == 0);
}

/* The first page between two of the document's, NULL standing for its ends,
 * that should have been read and could not. */
static const struct page *
find_lost(const struct check *check, const struct page *above,
	  const struct page *below)
{
	const GPtrArray *pages = check->letter->flow->document->pages;
	gboolean inside = above == NULL;

	for (guint i = 0; i < pages->len; i++) {
		const struct page *page = pages->pdata[i];

		if (page == below)
			break;
		if (inside && is_lost(page))
			return page;
		inside = inside || page == above;
	}
	return NULL;
}

/* Of a page that was read in part, no text is known to be whole. */
static void
check_flawed(struct check *check, guint32 state, const struct page_text *page)
{
	struct gap gap = { page->start, page->end, state };

	if (page_has_flaw(page->page, FLAW_UNREADABLE_PAGE))
		add_gap(check, &gap, "page %u could be read in part only",
			page->page->number);
}

/* --- the walk --- */

/* Nothing tells what the text is of that stands above the first label. */
static void
check_start(struct check *check, const struct page_text *first)
{
	struct gap gap = {
		first->start,
		landmark_start_or(next_landmark(check, first->start),
				  first->end),
		SECTION_START,
	};
	const struct page *lost = check->letter->start == 0
					  ? find_lost(check, NULL, first->page)
					  : NULL;

	if (lost != NULL)
		add_gap(check, &gap,
			"page %u, before the letter's first, "
			"could not be read",
			lost->number);
	else if (joint_at_start(first) == JOINT_BROKEN)
		add_gap(check, &gap,
			"the letter's beginning is missing, "
			"before page %u",
			first->page->number);
}

static void
check_break(struct check *check, guint32 state, const struct page_text *above,
	    const struct page_text *below)
{
	struct gap gap = { above->end, below->start, state };
	const struct page *lost = find_lost(check, above->page, below->page);

	if (lost != NULL)
		add_gap(check, &gap,
			"page %u, after page %u, could not be "
			"read",
			lost->number, above->page->number);
	else if (page_has_flaw(above->page, FLAW_INCOMPLETE))
		add_gap(check, &gap,
			"a page was taken out of the file after page %u",
			above->page->number);
	else if (joint_between(state, above, below) == JOINT_BROKEN)
		add_gap(check, &gap,
			"after page %u something is missing: page %u does not "
			"go on where it ends",
			above->page->number, below->page->number);
	else if (page_plan_doubts(check->plan, below->page->number))
		add_gap(check, &gap,
			"it is not certain that page %u follows page %u: "
			"pages of the file are out of order, and more than one "
			"order would do",
			below->page->number, above->page->number);
}

/* The first page of the next letter, or NULL. */
static const struct page *
page_behind(const struct letter *letter)
{
	guint index = flow_span_at(letter->flow, letter->end);

	return index < letter->flow->spans->len
		       ? g_array_index(letter->flow->spans, struct span, index)
				 .page
		       : NULL;
}

static void
check_end(struct check *check, guint32 state, gboolean others_fill)
{
	const struct page_text *last = page_at(check, check->pages->len - 1);
	struct gap gap = { last->end, last->end, state };
	const struct page *lost =
		find_lost(check, last->page, page_behind(check->letter));

	if (lost != NULL)
		add_gap(check, &gap,
			"page %u, after page %u, could not be "
			"read",
			lost->number, last->page->number);
	else if (joint_at_end(state, last, others_fill) == JOINT_BROKEN)
		add_gap(check, &gap,
			"the letter's end is missing, after page %u",
			last->page->number);
}

/* On a page whose characters are the file's own, no label is misread. */
static void
check_inside(struct check *check, guint32 state, const struct page_text *page)
{
	if (!check->grammar->has_headings ||
	    page->page->text_source == TEXT_SOURCE_OCR)
		return;
	for (guint i = 0; i < check->landmarks->len; i++) {
		const struct landmark *landmark =
			&g_array_index(check->landmarks, struct landmark, i);
		struct gap gap = { landmark->start, landmark->start, state };

		if (landmark->start < page->start ||
		    landmark->start >= page->end ||
		    !grammar_has(check->grammar, landmark->kind))
			continue;
		if (SECTION(landmark->kind) != page->first &&
		    landmark->kind != LANDMARK_CASE_NUMBER &&
		    !grammar_may_follow(check->grammar, state, landmark->kind))
			add_gap(check, &gap,
				"something is missing on page %u, or out of "
				"order: a part does not follow from the one "
				"above it",
				page->page->number);
		state = SECTION(landmark->kind);
	}
}

static gboolean
has_header(const struct record *record)
{
	for (guint i = 0; i < record->evidence->len; i++) {
		const struct evidence *evidence = record->evidence->pdata[i];

		if (g_str_has_prefix(evidence->path, "/case/"))
			return TRUE;
	}
	return FALSE;
}

/* Sheets before a letter (a fax's cover) show nothing of its form. */
static guint
first_page(const struct check *check)
{
	guint first = 0;

	while (first < check->pages->len && page_at(check, first)->first == 0)
		first++;
	return first < check->pages->len &&
			       joint_at_start(page_at(check, first)) !=
				       JOINT_BROKEN
		       ? first
		       : 0;
}

static void
walk(struct check *check)
{
	guint first = first_page(check);
	guint32 state = SECTION_START;
	gboolean others_fill = FALSE;

	check_start(check, page_at(check, first));
	for (guint i = first; i < check->pages->len; i++) {
		const struct page_text *page = page_at(check, i);

		if (i > first)
			check_break(check, state, page_at(check, i - 1), page);
		check_inside(check, state, page);
		check_flawed(check, state, page);
		state = joint_state_behind(state, page);
		if (i + 1 < check->pages->len)
			others_fill = others_fill || !page->leaves_room;
	}
	check_end(check, state, others_fill);
}

void
completeness_check(struct letter *letter, const GArray *landmarks,
		   const struct grammar *grammar, const struct page_plan *plan)
{
	g_autoptr(GArray) pages = page_texts_find(
		letter->flow, landmarks, grammar, letter->start, letter->end);
	struct check check = { letter, landmarks, grammar, plan, pages };

	if (pages->len == 0)
		return;
	walk(&check);
	if (letter->gaps == 0 && !has_header(letter->record)) {
		record_add_warning(letter->record, "incomplete", "",
				   "the letter's header is missing, before "
				   "page %u",
				   page_at(&check, 0)->page->number);
		letter->gaps++;
	}
}
