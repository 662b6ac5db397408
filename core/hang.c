/* hang.c - where a thread is, and since when, for others to see. */
#define _GNU_SOURCE /* statx() */
#include "core/hang.h"

#include <fcntl.h>
#include <sys/sysmacros.h>

struct hang_probe {
	GMutex lock; /* of what follows */
	enum hang_place place;
	gint64 since; /* monotonic */
};

/* Thread-local, so that code that only copies bytes need not pass it on. */
static _Thread_local struct hang_probe *attached;

struct hang_probe *
hang_probe_new(void)
{
	struct hang_probe *probe = g_new0(struct hang_probe, 1);

	g_mutex_init(&probe->lock);
	return probe;
}

void
hang_probe_free(struct hang_probe *probe)
{
	g_mutex_clear(&probe->lock);
	g_free(probe);
}

enum hang_place
hang_probe_look(struct hang_probe *probe, gint64 *out_since)
{
	enum hang_place place;

	g_mutex_lock(&probe->lock);
	place = probe->place;
	*out_since = probe->since;
	g_mutex_unlock(&probe->lock);
	return place;
}

void
hang_attach(struct hang_probe *probe)
{
	attached = probe;
}

enum hang_place
hang_enter(enum hang_place place)
{
	enum hang_place before;

	if (attached == NULL)
		return HANG_NOWHERE;
	g_mutex_lock(&attached->lock);
	before = attached->place;
	attached->place = place;
	attached->since = g_get_monotonic_time();
	g_mutex_unlock(&attached->lock);
	return before;
}

void
hang_beat(void)
{
	if (attached == NULL)
		return;
	g_mutex_lock(&attached->lock);
	attached->since = g_get_monotonic_time();
	g_mutex_unlock(&attached->lock);
}

int
hang_ask(const char *path, struct stat *out_status)
{
	struct statx answer;

	hang_beat();
	if (statx(AT_FDCWD, path, AT_STATX_FORCE_SYNC, STATX_BASIC_STATS,
		  &answer) < 0)
		return -1;
	*out_status = (struct stat){
		.st_dev = makedev(answer.stx_dev_major, answer.stx_dev_minor),
		.st_ino = answer.stx_ino,
		.st_mode = answer.stx_mode,
	};
	return 0;
}
