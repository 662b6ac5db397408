/* told.h - what was reported last, so that only changes are reported. */
#ifndef CTL_ALERT_TOLD_H
#define CTL_ALERT_TOLD_H

#include <glib.h>

/* Concerns (of struct concern) as the spool keeps them; the caller frees it. */
char *told_of(const GPtrArray *concerns);
/* Whether the concerns differ from those reported last (told; NULL: none): one
 * began, grew (except letters in doubt, which come every day), or ended.
 * *out_ended gets those that ended: of char *, the brief words in which each
 * was reported. */
gboolean told_is_outdated(const char *told, const GPtrArray *concerns,
			  GPtrArray **out_ended);

#endif
