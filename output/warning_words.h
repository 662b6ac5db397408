/* warning_words.h - a record's warnings as sentences for people. */
#ifndef OUTPUT_WARNING_WORDS_H
#define OUTPUT_WARNING_WORDS_H

#include <glib.h>

struct record;

/* "decision date, priority: the label of this part was not found. What to do:
 * read the field on the page." Describes the warning `first` and those after it
 * that are the same at other places; *out_next is the first that is not. The
 * caller frees it. */
char *warning_words(const struct record *record, guint first, guint *out_next);

#endif
