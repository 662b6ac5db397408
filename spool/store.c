/* store.c - stores the letters' bytes: in tmp/, synced, then renamed to their
 * place. */
#include "spool/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/commit_point.h"
#include "core/descriptor.h"
#include "core/error.h"
#include "core/hang.h"
#include "core/setting.h"
#include "spool/directory.h"
#include "spool/store_private.h"

#define CHUNK_BYTES (128u << 10)

static void
close_if_open(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void
store_free(struct store *store)
{
	close_if_open(&store->temporary);
	close_if_open(&store->letters);
	close_if_open(&store->above);
	g_free(store->path);
	g_free(store);
}

static gboolean
open_directories(struct store *store, const char *directory, GError **error)
{
	store->above = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (store->above < 0)
		return error_set_errno(error, "open");
	store->letters =
		directory_open_below(store->above, "store", TRUE, error);
	if (store->letters < 0 ||
	    !directory_share(store->above, store->letters, error))
		return FALSE;
	store->temporary =
		directory_open_below(store->above, "tmp", TRUE, error);
	return store->temporary >= 0 &&
	       directory_sync(store->above, "store", error);
}

struct store *
store_open(const char *directory, GError **error)
{
	g_autoptr(store) store = g_new0(struct store, 1);

	store->path = g_build_filename(directory, "store", NULL);
	store->above = store->letters = store->temporary = -1;
	if (!directory_make(directory, error) ||
	    !open_directories(store, directory, error)) {
		g_prefix_error(error, "'%s': ", directory);
		return NULL;
	}
	return g_steal_pointer(&store);
}

struct store *
store_open_to_read(const char *directory, GError **error)
{
	g_autoptr(store) store = g_new0(struct store, 1);

	store->path = g_build_filename(directory, "store", NULL);
	store->letters = store->temporary = -1;
	store->above = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (store->above < 0)
		error_set_errno(error, "open");
	else
		store->letters = directory_open_below(store->above, "store",
						      FALSE, error);
	if (store->letters >= 0)
		return g_steal_pointer(&store);
	g_prefix_error(error, "'%s': ", directory);
	return NULL;
}

gboolean
store_is_id(const char *id)
{
	return strlen(id) == 64 && strspn(id, "0123456789abcdef") == 64;
}

void
store_place_close(struct store_place *place)
{
	close_if_open(&place->letter);
	close_if_open(&place->prefix);
}

static gboolean
share_place(const struct store *store, const struct store_place *place,
	    GError **error)
{
	return directory_share(store->above, place->prefix, error) &&
	       directory_share(store->above, place->letter, error);
}

gboolean
store_place_open(const struct store *store, const char *id, gboolean make,
		 struct store_place *out_place, GError **error)
{
	g_auto(store_place) place = { -1, -1 };
	char prefix[3];

	if (!store_is_id(id))
		return error_set(error, IMR_ERROR_REJECT,
				 "is no id of a letter");
	g_strlcpy(prefix, id, sizeof(prefix));
	place.prefix =
		directory_open_below(store->letters, prefix, make, error);
	if (place.prefix >= 0)
		place.letter =
			directory_open_below(place.prefix, id, make, error);
	if (place.letter < 0 || (make && !share_place(store, &place, error)))
		return FALSE;
	*out_place = place;
	place.prefix = place.letter = -1;
	return TRUE;
}

gboolean
store_place_sync(const struct store *store, const struct store_place *place,
		 GError **error)
{
	return directory_sync(place->letter, "the letter", error) &&
	       directory_sync(place->prefix, "the letter", error) &&
	       directory_sync(store->letters, "the letter", error);
}

int
store_part_new(const struct store *store, guint mode, char **out_part,
	       GError **error)
{
	g_autofree char *part = g_uuid_string_random();
	g_auto(owned_fd) fd = openat(
		store->temporary, part,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

	if (fd < 0) {
		error_set_errno(error, "create a file in tmp");
		return -1;
	}
	if (!directory_share(store->above, fd, error)) {
		unlinkat(store->temporary, part, 0);
		return -1;
	}
	*out_part = g_steal_pointer(&part);
	return owned_fd_steal(&fd);
}

static gboolean
copy(int from, int to, guint64 limit, GChecksum *checksum, guint64 *out_size,
     GError **error)
{
	g_autofree char *chunk = g_malloc(CHUNK_BYTES);
	guint64 size = 0;
	g_autofree char *most = setting_bytes_to_string((gint64)limit);
	enum hang_place place;
	gboolean written;
	gssize got;

	while ((got = descriptor_read_at(from, chunk, CHUNK_BYTES, size)) > 0) {
		size += (guint64)got;
		if (size > limit)
			return error_set(error, IMR_ERROR_REJECT,
					 "is larger than max_bytes, %s", most);
		g_checksum_update(checksum, (const guchar *)chunk, got);
		/* The time taken here is that of the spool's disk. */
		place = hang_enter(HANG_NOWHERE);
		written = descriptor_write(to, chunk, (gsize)got, NULL);
		hang_enter(place);
		if (!written)
			return error_set_errno(error, "write to the store");
	}
	if (got < 0)
		return error_set_errno(error, "read");
	*out_size = size;
	return TRUE;
}

static gboolean
copy_durably(int from, int to, guint64 limit, GChecksum *checksum,
	     guint64 *out_size, GError **error)
{
	if (!copy(from, to, limit, checksum, out_size, error))
		return FALSE;
	commit_point("store-receive-written");
	if (fsync(to) < 0)
		return error_set_errno(error, "sync to the store");
	commit_point("store-receive-synced");
	return TRUE;
}

struct incoming *
store_receive(struct store *store, int fd, guint64 limit, GError **error)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	struct incoming *incoming;
	guint64 size = 0;
	char *part;
	g_auto(owned_fd) out = store_part_new(store, 0400, &part, error);

	if (out < 0)
		return NULL;
	incoming = g_new0(struct incoming, 1);
	incoming->part = part;
	if (!copy_durably(fd, out, limit, checksum, &size, error)) {
		incoming_free(store, incoming);
		return NULL;
	}
	incoming->id = g_strdup(g_checksum_get_string(checksum));
	incoming->size_bytes = size;
	return incoming;
}

void
incoming_free(struct store *store, struct incoming *incoming)
{
	if (incoming->part != NULL)
		unlinkat(store->temporary, incoming->part, 0);
	g_free(incoming->part);
	g_free(incoming->id);
	g_free(incoming);
}

static gboolean
check_bytes(int fd, const char *id, GError **error)
{
	g_autofree char *sum = descriptor_sha256(fd);

	if (sum == NULL)
		return error_set_errno(error, "read the original");
	if (strcmp(sum, id) != 0)
		return error_set(error, IMR_ERROR_REJECT,
				 "the original's bytes have changed");
	return TRUE;
}

static gboolean
is_kept(const struct store_place *place, const struct incoming *incoming)
{
	g_auto(owned_fd) fd = -1;
	struct stat old;

	if (fstatat(place->letter, STORE_ORIGINAL, &old, AT_SYMLINK_NOFOLLOW) <
		    0 ||
	    !S_ISREG(old.st_mode) ||
	    (guint64)old.st_size != incoming->size_bytes)
		return FALSE;
	fd = openat(place->letter, STORE_ORIGINAL,
		    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	return fd >= 0 && check_bytes(fd, incoming->id, NULL);
}

/* If the same bytes are already there, the new copy stays in tmp/, and is
 * removed with its struct. A damaged file is replaced. */
static gboolean
place_original(const struct store *store, struct incoming *incoming,
	       const struct store_place *place, GError **error)
{
	if (is_kept(place, incoming))
		return TRUE;
	if (renameat(store->temporary, incoming->part, place->letter,
		     STORE_ORIGINAL) < 0)
		return error_set_errno(error, "rename into the store");
	g_clear_pointer(&incoming->part, g_free);
	return TRUE;
}

gboolean
store_commit(struct store *store, struct incoming *incoming, GError **error)
{
	g_auto(store_place) place = { -1, -1 };

	if (!store_place_open(store, incoming->id, TRUE, &place, error) ||
	    !place_original(store, incoming, &place, error))
		return FALSE;
	commit_point("store-commit-renamed");
	if (!store_place_sync(store, &place, error))
		return FALSE;
	commit_point("store-commit-done");
	return TRUE;
}

int
store_open_file(const struct store *store, const char *id, const char *name,
		GError **error)
{
	g_auto(store_place) place = { -1, -1 };
	g_auto(owned_fd) fd = -1;
	struct stat status;

	if (!store_place_open(store, id, FALSE, &place, error))
		return -1;
	fd = openat(place.letter, name,
		    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		error_set_errno(error, "open '%s'", name);
	else if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode))
		error_set(error, IMR_ERROR_FATAL, "'%s' is not a file", name);
	else
		return owned_fd_steal(&fd);
	return -1;
}

int
store_open_original(struct store *store, const char *id, GError **error)
{
	return store_open_file(store, id, STORE_ORIGINAL, error);
}

char *
store_original_path(const struct store *store, const char *id)
{
	char prefix[3];

	g_assert(store_is_id(id));
	g_strlcpy(prefix, id, sizeof(prefix));
	return g_build_filename(store->path, prefix, id, STORE_ORIGINAL, NULL);
}

static gboolean
is_missing(const struct store *store, const char *id)
{
	g_autofree char *path =
		g_strdup_printf("%.2s/%s/" STORE_ORIGINAL, id, id);

	return store_is_id(id) &&
	       faccessat(store->letters, path, F_OK, AT_SYMLINK_NOFOLLOW) < 0 &&
	       errno == ENOENT;
}

gboolean
store_check_original(struct store *store, const char *id, GError **error)
{
	g_auto(owned_fd) fd = -1;

	if (is_missing(store, id))
		return error_set(error, IMR_ERROR_REJECT,
				 "the original is missing");
	fd = store_open_original(store, id, error);
	return fd >= 0 && check_bytes(fd, id, error);
}

gboolean
store_free_bytes(const struct store *store, guint64 *out_bytes, GError **error)
{
	struct statvfs status;

	if (fstatvfs(store->letters, &status) < 0)
		return error_set_errno(error, "ask for free space");
	*out_bytes = (guint64)status.f_bavail * status.f_frsize;
	return TRUE;
}

gboolean
store_free_files(const struct store *store, guint64 *out_files, GError **error)
{
	struct statvfs status;

	if (fstatvfs(store->letters, &status) < 0)
		return error_set_errno(error, "ask for free inodes");
	*out_files =
		status.f_files > 0 ? (guint64)status.f_favail : G_MAXUINT64;
	return TRUE;
}
