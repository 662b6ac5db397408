/* told.h - what was told last, so that only what changed is told again. */
#ifndef CTL_ALERT_TOLD_H
#define CTL_ALERT_TOLD_H

#include <glib.h>

/* Concerns (of struct concern) as the spool keeps them; the caller frees it. */
char *told_of(const GPtrArray *concerns);
/* Whether the concerns are news to whoever was told `told` (NULL: nothing): one
 * began, has more to it (but letters in doubt, which come every day), or ended.
 * *out_ended gets what did: of char *, the brief words that it was told in. */
gboolean told_is_outdated(const char *told, const GPtrArray *concerns,
			  GPtrArray **out_ended);

#endif
