/* lexicon_check.h - checks that every line of the lexicon can be used. */
#ifndef SETTINGS_LEXICON_CHECK_H
#define SETTINGS_LEXICON_CHECK_H

#include <glib.h>

/* FATAL lists the bad lines by file and number, one a line. A missing lexicon
 * is not an error here: the workers report it. */
gboolean lexicon_check(GError **error);

#endif
