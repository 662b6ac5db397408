/* page_order.c - tries the orders of the pages of letters that are not whole.
 *
 * Pages are taken one by one, each where the one before it goes on, until all
 * are taken and each letter has its end. Every break between two pages that
 * has little for it counts; the order with the fewest of these is the one,
 * unless another has as few. */
#include "parser/pages/page_order.h"

#include "parser/pages/page_joint.h"

/* Of pages that are put in order together, and of steps of the search. */
#define MOST_PAGES 24
#define MOST_STEPS 20000

struct search {
	const GArray *pages;
	gboolean some_fill; /* pages are filled to their bottom */
	guint first, count; /* those to be ordered */
	guint order[MOST_PAGES], best[MOST_PAGES];
	gboolean used[MOST_PAGES];
	guint best_cost;
	guint best_found; /* orders that cost no more */
	guint steps;
};

static const struct page_text *
page_at(const GArray *pages, guint index)
{
	return &g_array_index(pages, struct page_text, index);
}

static gboolean
some_fill(const GArray *pages)
{
	for (guint i = 0; i < pages->len; i++)
		if (!page_at(pages, i)->leaves_room)
			return TRUE;
	return FALSE;
}

static const struct page_text *
searched_page(const struct search *search, guint index)
{
	return page_at(search->pages, search->first + index);
}

static void
keep_order(struct search *search, guint cost)
{
	if (cost == search->best_cost) {
		search->best_found++;
		return;
	}
	search->best_cost = cost;
	search->best_found = 1;
	for (guint i = 0; i < search->count; i++)
		search->best[i] = search->order[i];
}

static void take_pages(struct search *search, guint taken, guint opened,
		       guint32 state, guint cost);

static void
take_page(struct search *search, guint index, guint taken, guint opened,
	  guint32 state, guint cost)
{
	search->used[index] = TRUE;
	search->order[taken] = index;
	take_pages(search, taken + 1, opened,
		   joint_state_behind(state, searched_page(search, index)),
		   cost);
	search->used[index] = FALSE;
}

/* taken: the pages that are in order; opened: the one that began the last
 * letter. Letters begin in the order of their first pages, so that two letters
 * have one order and not two. */
static void
take_pages(struct search *search, guint taken, guint opened, guint32 state,
	   guint cost)
{
	const struct page_text *last =
		taken > 0 ? searched_page(search, search->order[taken - 1])
			  : NULL;
	gboolean may_end =
		last == NULL ||
		joint_at_end(state, last, search->some_fill) != JOINT_BROKEN;

	if (cost > search->best_cost || search->steps++ > MOST_STEPS)
		return;
	if (taken == search->count) {
		if (may_end)
			keep_order(search, cost);
		return;
	}
	for (guint i = 0; i < search->count; i++) {
		const struct page_text *page = searched_page(search, i);
		enum joint joint;

		if (search->used[i])
			continue;
		if (last != NULL) {
			joint = joint_between(state, last, page);
			if (joint != JOINT_BROKEN)
				take_page(search, i, taken, opened, state,
					  cost + joint);
		}
		if (may_end && (last == NULL || i > opened) &&
		    joint_at_start(page) != JOINT_BROKEN)
			take_page(search, i, taken, i, SECTION_START, cost);
	}
}

/* Orders that make whole letters. */
enum found { FOUND_NONE, FOUND_ONE, FOUND_SEVERAL };

/* Writes the one order of pages [first, first + count) into order, unless it
 * costs more than sure_cost: then the order as they come may hold as well. */
static enum found
order_pages(const GArray *pages, guint first, guint count, guint sure_cost,
	    GArray *order)
{
	struct search search = {
		.pages = pages,
		.some_fill = some_fill(pages),
		.first = first,
		.count = count,
		.best_cost = count,
	};

	if (count > MOST_PAGES)
		return FOUND_NONE;
	take_pages(&search, 0, 0, SECTION_START, 0);
	if (search.best_found == 0 || search.steps > MOST_STEPS)
		return FOUND_NONE;
	if (search.best_found > 1 || search.best_cost > sure_cost)
		return FOUND_SEVERAL;
	for (guint i = 0; i < count; i++)
		g_array_index(order, guint, first + i) = first + search.best[i];
	return FOUND_ONE;
}

/* Behind the last page of the letter that begins with page first; *whole:
 * nothing of it is missing; *cost rises by that of its breaks. */
static guint
letter_end(const GArray *pages, guint first, gboolean *whole, guint *cost)
{
	const struct page_text *page = page_at(pages, first);
	guint32 state = joint_state_behind(SECTION_START, page);
	guint next = first + 1;

	*whole = joint_at_start(page) != JOINT_BROKEN;
	for (; next < pages->len; next++) {
		const struct page_text *below = page_at(pages, next);
		enum joint joint = joint_between(state, page, below);

		if (joint == JOINT_BROKEN &&
		    joint_at_start(below) != JOINT_BROKEN)
			break;
		*whole = *whole && joint != JOINT_BROKEN;
		*cost += joint;
		state = joint_state_behind(state, below);
		page = below;
	}
	*whole = *whole &&
		 joint_at_end(state, page, some_fill(pages)) != JOINT_BROKEN;
	return next;
}

/* Behind pages that have nothing of the form, as a fax's cover or a mail that
 * the letter was attached to: where a whole letter follows, they are no part of
 * it. first, where none does. */
static guint
skip_covers(const GArray *pages, guint first)
{
	guint next = first;
	gboolean whole = FALSE;
	guint cost = 0;

	while (next < pages->len && page_at(pages, next)->first == 0)
		next++;
	if (next < pages->len)
		(void)letter_end(pages, next, &whole, &cost);
	return whole ? next : first;
}

/* A letter as it comes, or letters side by side that are not whole: they may
 * have one another's pages. */
struct run {
	guint first, count;
	gboolean whole;
	gboolean placed; /* its pages have been put in order, or are in doubt */
	guint cost;
};

static GArray *
find_runs(const GArray *pages)
{
	GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct run));

	for (guint i = 0; i < pages->len;) {
		struct run run = { .first = i };
		struct run *last = runs->len > 0
					   ? &g_array_index(runs, struct run,
							    runs->len - 1)
					   : NULL;
		guint next = letter_end(pages, skip_covers(pages, i),
					&run.whole, &run.cost);

		run.count = next - i;
		i = next;
		if (last != NULL && !last->whole && !run.whole)
			last->count += run.count;
		else
			g_array_append_val(runs, run);
	}
	return runs;
}

/* Tries the pages of runs [from, to) together. */
static enum found
order_runs(const GArray *pages, GArray *runs, guint from, guint to,
	   GArray *order, GArray *doubtful)
{
	guint first = g_array_index(runs, struct run, from).first;
	guint count = 0, cost = 0;
	enum found found;

	for (guint i = from; i < to; i++) {
		const struct run *run = &g_array_index(runs, struct run, i);

		if (run->placed)
			return FOUND_NONE;
		count += run->count;
		cost += run->cost;
	}
	/* A letter that looks whole may have a page of one beside it, if the
	 * breaks then have as much for them as before. */
	if (to == from + 1)
		cost = count;
	found = order_pages(pages, first, count, cost, order);
	for (guint i = first; found == FOUND_SEVERAL && i < first + count; i++)
		g_array_append_val(doubtful, i);
	for (guint i = from; found != FOUND_NONE && i < to; i++)
		g_array_index(runs, struct run, i).placed = TRUE;
	return found;
}

/* By themselves; or else with the letters beside, up to the next that are not
 * whole. */
static void
order_beside(const GArray *pages, GArray *runs, guint index, GArray *order,
	     GArray *doubtful)
{
	guint last = index + 1 < runs->len ? index + 1 : index;
	guint beyond = index + 2 < runs->len ? index + 2 : last;

	if (order_runs(pages, runs, index, index + 1, order, doubtful) !=
		    FOUND_NONE ||
	    (last > index && order_runs(pages, runs, index, last + 1, order,
					doubtful) != FOUND_NONE) ||
	    (beyond > last && order_runs(pages, runs, index, beyond + 1, order,
					 doubtful) != FOUND_NONE))
		return;
	if (index > 0)
		order_runs(pages, runs, index - 1, index + 1, order, doubtful);
}

GArray *
page_order_find(const GArray *pages, GArray *doubtful)
{
	GArray *order = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GArray) runs = find_runs(pages);

	for (guint i = 0; i < pages->len; i++)
		g_array_append_val(order, i);
	for (guint i = 0; i < runs->len; i++)
		if (!g_array_index(runs, struct run, i).whole)
			order_beside(pages, runs, i, order, doubtful);
	return order;
}
