/* watch_tell.c - makes one report at a time, and none after the watcher was
 * stopped. */
#include "sources/directory/watch_tell.h"

/* FALSE, and not locked: the watcher was stopped. */
static gboolean
begin_telling(struct watcher *watcher)
{
	g_mutex_lock(&watcher->telling);
	if (!g_atomic_int_get(&watcher->stopping))
		return TRUE;
	g_mutex_unlock(&watcher->telling);
	return FALSE;
}

void
watcher_tell_settled(struct watcher *watcher, struct candidate *take_candidate)
{
	if (!begin_telling(watcher)) {
		candidate_free(take_candidate);
		return;
	}
	watcher->events.settled(take_candidate, watcher->data);
	g_mutex_unlock(&watcher->telling);
}

void
watcher_tell_stray(struct watcher *watcher, const char *path,
		   const char *reason)
{
	if (!begin_telling(watcher))
		return;
	watcher->events.stray(watcher->root->settings, path, reason,
			      watcher->data);
	g_mutex_unlock(&watcher->telling);
}

void
watcher_tell_gone(struct watcher *watcher, const char *reason)
{
	if (!begin_telling(watcher))
		return;
	watcher->events.gone(watcher->root->settings, reason, watcher->data);
	g_mutex_unlock(&watcher->telling);
}

void
watcher_tell_notice(struct watcher *watcher, gboolean problem,
		    const char *message)
{
	if (!begin_telling(watcher))
		return;
	watcher->events.notice(watcher->root->settings, problem, message,
			       watcher->data);
	g_mutex_unlock(&watcher->telling);
}
