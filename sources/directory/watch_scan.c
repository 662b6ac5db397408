/* watch_scan.c - reads directories, a slice at a time, so that events and the
 * end of the thread never wait for a long one.
 *
 * A directory is watched before it is read: later files cause events, earlier
 * ones are read. */
#include "sources/directory/watch_scan.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/hang.h"
#include "sources/directory/watch_files.h"
#include "sources/directory/watch_look.h"
#include "sources/directory/watch_report.h"
#include "sources/directory/watcher_root.h"

#define SLICE 256u

void
scan_abort(struct watcher *watcher)
{
	struct scan *scan = &watcher->scan;

	if (scan->directory == NULL)
		return;
	closedir(scan->stream);
	g_ptr_array_unref(scan->names);
	memset(scan, 0, sizeof *scan);
}

static void
begin(struct watcher *watcher)
{
	struct directory *directory = g_queue_pop_head(&watcher->scans);
	gboolean deep = directory->scan_deep;
	int fd;

	directory->scan_wanted = directory->scan_deep = FALSE;
	fd = look_open_own(watcher, directory);
	if (fd < 0)
		return;
	watcher_root_watch(watcher, directory, fd);
	watcher->scan.stream = descriptor_take_directory(fd);
	if (watcher->scan.stream == NULL)
		return;
	directory->scans++;
	report_forget(directory);
	watcher->scan.directory = directory;
	watcher->scan.deep = deep;
	watcher->scan.names = g_ptr_array_new_with_free_func(g_free);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Returns FALSE when the listing broke off. */
static gboolean
read_slice(struct watcher *watcher)
{
	struct scan *scan = &watcher->scan;
	struct directory *directory = scan->directory;
	int fd = dirfd(scan->stream);

	for (guint i = 0; i < SLICE; i++) {
		struct dirent *entry;
		const char *name;

		hang_beat();
		errno = 0;
		entry = readdir(scan->stream);
		if (entry == NULL) {
			g_ptr_array_sort(scan->names, compare_names);
			scan->read_all = TRUE;
			return errno == 0;
		}
		name = entry->d_name;
		if (watch_ignores(directory->root->settings, name)) {
			report_ignored(directory, name);
			continue;
		}
		if (files_find(directory, name) != NULL ||
		    g_hash_table_contains(directory->children, name))
			look_at_below(watcher, directory, fd, name, FALSE);
		else
			g_ptr_array_add(scan->names, g_strdup(name));
	}
	return TRUE;
}

/* Checks files that were not listed once more: a listing that others change
 * meanwhile proves nothing. */
static void
list_unseen(struct scan *scan)
{
	const struct directory *directory = scan->directory;
	GHashTableIter iter;
	gpointer key, value;

	g_ptr_array_set_size(scan->names, 0);
	scan->next = 0;
	g_hash_table_iter_init(&iter, directory->files);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		const struct known_file *file = key;

		if (file->seen != directory->scans)
			g_ptr_array_add(scan->names, g_strdup(file->name));
	}
	g_hash_table_iter_init(&iter, directory->children);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct directory *child = value;

		if (child->seen != directory->scans)
			g_ptr_array_add(scan->names, g_strdup(child->name));
	}
	scan->swept = TRUE;
}

static void
look_slice(struct watcher *watcher)
{
	struct scan *scan = &watcher->scan;
	int fd = dirfd(scan->stream);

	for (guint i = 0; i < SLICE && scan->next < scan->names->len; i++)
		look_at_below(watcher, scan->directory, fd,
			      scan->names->pdata[scan->next++], FALSE);
}

gboolean
scan_step(struct watcher *watcher)
{
	struct scan *scan = &watcher->scan;

	if (scan->directory == NULL && watcher->scans.length > 0)
		begin(watcher);
	if (scan->directory == NULL)
		return watcher->scans.length > 0;
	if (!scan->read_all) {
		if (!read_slice(watcher))
			scan_abort(watcher);
	} else if (scan->next < scan->names->len) {
		look_slice(watcher);
	} else if (!scan->swept) {
		list_unseen(scan);
	} else {
		scan_abort(watcher);
	}
	return TRUE;
}
