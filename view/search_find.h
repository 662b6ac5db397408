/* search_find.h - finds letters by their words. */
#ifndef VIEW_SEARCH_FIND_H
#define VIEW_SEARCH_FIND_H

#include <glib.h>

#include "core/cleanup.h"

struct search_filter;
struct search_reader;

/* Letters are counted up to this number. */
#define SEARCH_MOST 10000u
/* Marks around the words that were found, in a snippet. */
#define SEARCH_MARK_BEGIN '\002'
#define SEARCH_MARK_END '\003'

struct search_issue {
	int number; /* 0: the letter has none */
	char *treatment, *decision, *category, *subcategory;
	char *snippet; /* NULL: no words were asked for */
};

struct search_hit {
	char *letter_id, *record_id;
	char *case_number, *decision_date, *outcome, *employee_name;
	char *file_name, *folder;
	GPtrArray *issues; /* of struct search_issue: those that were found */
};

struct search_result {
	GPtrArray *hits; /* of struct search_hit, the last to arrive first */
	guint count;	 /* of letters, SEARCH_MOST at the most */
};
void search_result_free(struct search_result *result);

/* The first hits, at most limit (0: no limit). All words (NULL: any letter)
 * must occur in one treatment and its letter; "words in quotes" are a phrase,
 * word* is the beginning of a word. */
struct search_result *search_find(const struct search_reader *reader,
				  const char *words,
				  const struct search_filter *filter,
				  guint limit, GError **error);

/* The words in FTS5's syntax, in which everything that people type is treated
 * as plain words. NULL: there are none. The caller frees it. */
char *search_match(const char *words);

DEFINE_AUTOPTR(search_result, search_result_free)

#endif
