/* watch_files.c - the table of known files, by directory. */
#include "sources/directory/watch_files.h"

#include <string.h>

#include "sources/directory/watch_hints.h"
#include "sources/directory/watch_report.h"
#include "sources/directory/watch_tell.h"

static guint
hash_file(gconstpointer file)
{
	return g_str_hash(((const struct known_file *)file)->name);
}

static gboolean
equal_files(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct known_file *)a)->name,
		      ((const struct known_file *)b)->name) == 0;
}

struct directory *
files_new_directory(struct watcher_root *root, struct directory *parent,
		    const char *name, const struct stat *status)
{
	struct directory *directory = g_new0(struct directory, 1);

	directory->root = root;
	directory->parent = parent;
	directory->name = g_strdup(name);
	directory->depth = parent == NULL ? 0 : parent->depth + 1;
	directory->device = status->st_dev;
	directory->inode = status->st_ino;
	directory->watch = -1;
	directory->files = g_hash_table_new(hash_file, equal_files);
	directory->children = g_hash_table_new(g_str_hash, g_str_equal);
	if (parent != NULL)
		g_hash_table_insert(parent->children, directory->name,
				    directory);
	return directory;
}

struct known_file *
files_find(struct directory *directory, const char *name)
{
	/* A key to compare with: names of the file system are this short, and
	 * what is longer is not in the table. */
	union {
		struct known_file file;
		char bytes[sizeof(struct known_file) + 256];
	} key;

	if (g_strlcpy(key.bytes + G_STRUCT_OFFSET(struct known_file, name),
		      name, 256) >= 256)
		return NULL;
	return g_hash_table_lookup(directory->files, &key.file);
}

struct known_file *
files_add(struct directory *directory, const char *name)
{
	gsize size = strlen(name) + 1;
	struct known_file *file =
		g_malloc0(G_STRUCT_OFFSET(struct known_file, name) + size);

	file->link.data = file;
	file->directory = directory;
	file->state = FILE_DONE;
	memcpy(file->name, name, size);
	g_hash_table_add(directory->files, file);
	return file;
}

void
files_report_stray(struct watcher *watcher, struct known_file *file,
		   const char *reason)
{
	g_autofree char *path = files_path(file->directory, file->name);

	file->stray = reason != NULL;
	watcher_tell_stray(watcher, path, reason);
}

void
files_forget(struct watcher *watcher, struct known_file *file)
{
	if (file->stray)
		files_report_stray(watcher, file, NULL);
	if (file->state == FILE_OUT)
		g_hash_table_insert(watcher->out,
				    files_path(file->directory, file->name),
				    NULL);
	state_queue(watcher, file, FILE_DONE);
	g_hash_table_remove(file->directory->files, file);
	g_free(file);
}

void
files_report_directory(struct watcher *watcher, struct directory *directory,
		       const char *reason)
{
	g_autofree char *path = files_path(directory->parent, directory->name);

	directory->unreadable = reason != NULL;
	watcher_tell_stray(watcher, path, reason);
}

static void
forget_watch(struct watcher *watcher, struct directory *directory)
{
	gpointer key = GINT_TO_POINTER(directory->watch);

	if (directory->watch_failed)
		directory->root->unwatched--;
	if (directory->watch < 0)
		return;
	g_hash_table_remove(watcher->by_watch, key);
	hints_remove(watcher->hints, directory->watch);
}

static void
free_directory(struct watcher *watcher, struct directory *directory)
{
	watcher->leaving(watcher, directory);
	if (directory->scan_wanted)
		g_queue_remove(&watcher->scans, directory);
	forget_watch(watcher, directory);
	report_forget(directory);
	g_hash_table_unref(directory->files);
	g_hash_table_unref(directory->children);
	g_free(directory->name);
	g_free(directory);
}

/* Depth is bounded by watch_look.c. */
void
files_forget_directory(struct watcher *watcher, struct directory *directory)
{
	g_autoptr(GList) files = g_hash_table_get_keys(directory->files);
	g_autoptr(GList) children =
		g_hash_table_get_values(directory->children);

	for (GList *at = files; at != NULL; at = at->next)
		files_forget(watcher, at->data);
	for (GList *at = children; at != NULL; at = at->next)
		files_forget_directory(watcher, at->data);
	if (directory->unreadable)
		files_report_directory(watcher, directory, NULL);
	if (directory->parent != NULL)
		g_hash_table_remove(directory->parent->children,
				    directory->name);
	else
		directory->root->top = NULL;
	free_directory(watcher, directory);
}

static void
append_path(GString *path, const struct directory *directory)
{
	if (directory->parent == NULL) {
		g_string_append(path, directory->root->settings->directory);
		return;
	}
	append_path(path, directory->parent);
	g_string_append_c(path, '/');
	g_string_append(path, directory->name);
}

char *
files_path(const struct directory *directory, const char *name)
{
	GString *path = g_string_new(NULL);

	append_path(path, directory);
	if (path->len == 0 || path->str[path->len - 1] != '/')
		g_string_append_c(path, '/');
	g_string_append(path, name);
	return g_string_free(path, FALSE);
}

static gint64
nanoseconds(struct timespec time)
{
	/* Unsigned: a file's time in the year 9999 may wrap, and can still be
	 * compared. */
	return (gint64)((guint64)time.tv_sec * 1000000000u +
			(guint64)time.tv_nsec);
}

struct stamp
files_stamp(const struct stat *status)
{
	return (struct stamp){ .size_bytes = (guint64)status->st_size,
			       .inode = status->st_ino,
			       .modified_ns = nanoseconds(status->st_mtim),
			       .changed_ns = nanoseconds(status->st_ctim) };
}

gboolean
files_same_stamp(const struct stamp *a, const struct stamp *b)
{
	return a->size_bytes == b->size_bytes && a->inode == b->inode &&
	       a->modified_ns == b->modified_ns &&
	       a->changed_ns == b->changed_ns;
}

gboolean
files_is_directory(const struct directory *directory, const struct stat *status)
{
	return directory->device == status->st_dev &&
	       directory->inode == status->st_ino;
}
