/* lexicon_check.h - whether every line of the lexicon can be used. */
#ifndef SETTINGS_LEXICON_CHECK_H
#define SETTINGS_LEXICON_CHECK_H

#include <glib.h>

/* One that is not there at all is the workers' to tell. FATAL names each bad
 * line by file and number, one a line. */
gboolean lexicon_check(GError **error);

#endif
