/* store_list.c - lists the letters in the store. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "spool/directory.h"
#include "spool/store_private.h"

/* *out_there: there is a file of that name in the letter's directory. */
static gboolean
look_at(int shelf, const char *id, const char *name, struct stat *out_status,
	gboolean *out_there, GError **error)
{
	g_autofree char *path = g_build_filename(id, name, NULL);

	*out_there = fstatat(shelf, path, out_status, AT_SYMLINK_NOFOLLOW) == 0;
	if (*out_there || errno == ENOENT || errno == ENOTDIR)
		return TRUE;
	return error_set_errno(error, "look at '%s'", path);
}

/* A crash before the rename leaves a directory without a file, which is not a
 * letter. Records without their original are a letter, and must be reported. */
static gboolean
add_letter(int shelf, const char *id, GArray *stored, GError **error)
{
	struct stored letter = { 0 };
	struct stat status = { 0 };
	gboolean there;

	if (!look_at(shelf, id, STORE_ORIGINAL, &status, &there, error))
		return FALSE;
	if (there) {
		letter.size_bytes = (guint64)status.st_size;
		letter.received = (gint64)status.st_mtim.tv_sec * 1000 +
				  status.st_mtim.tv_nsec / 1000000;
	} else if (!look_at(shelf, id, STORE_RECORDS, &status, &there, error))
		return FALSE;
	if (!there)
		return TRUE;
	g_strlcpy(letter.id, id, sizeof(letter.id));
	g_array_append_val(stored, letter);
	return TRUE;
}

static gboolean
read_shelf(DIR *directory, const char *prefix, GArray *stored, GError **error)
{
	const struct dirent *entry;

	while (errno = 0, (entry = readdir(directory)) != NULL) {
		const char *id = entry->d_name;

		if (store_is_id(id) && g_str_has_prefix(id, prefix) &&
		    !add_letter(dirfd(directory), id, stored, error))
			return FALSE;
	}
	return errno == 0 || error_set_errno(error, "read '%s'", prefix);
}

gboolean
store_list_shelf(struct store *store, guint shelf, GArray *stored,
		 GError **error)
{
	g_autoptr(DIR) directory = NULL;
	char prefix[3];
	int fd;

	g_snprintf(prefix, sizeof(prefix), "%02x", shelf);
	fd = openat(store->letters, prefix,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return TRUE;
	directory = descriptor_take_directory(fd);
	if (directory == NULL)
		return error_set_errno(error, "open '%s'", prefix);
	return read_shelf(directory, prefix, stored, error);
}

/* *out_status: fstat() of a regular file of the letter. */
static gboolean
find_file(const struct store *store, const char *id, const char *name,
	  struct stat *out_status, GError **error)
{
	g_autofree char *path = g_strdup_printf("%.2s/%s/%s", id, id, name);

	g_assert(store_is_id(id));
	if (fstatat(store->letters, path, out_status, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT || errno == ENOTDIR
			       ? error_set(error, IMR_ERROR_REJECT,
					   "'%s' is missing", name)
			       : error_set_errno(error, "look at '%s'", name);
	return S_ISREG(out_status->st_mode) ||
	       error_set(error, IMR_ERROR_REJECT, "'%s' is not a file", name);
}

gboolean
store_find_original(struct store *store, const char *id, guint64 size_bytes,
		    GError **error)
{
	struct stat status;

	if (!find_file(store, id, STORE_ORIGINAL, &status, error))
		return FALSE;
	return (guint64)status.st_size == size_bytes ||
	       error_set(error, IMR_ERROR_REJECT,
			 "the original has %" G_GINT64_FORMAT
			 " bytes, and came with %" G_GUINT64_FORMAT,
			 (gint64)status.st_size, size_bytes);
}

gboolean
store_find_records(struct store *store, const char *id, GError **error)
{
	struct stat status;

	return find_file(store, id, STORE_RECORDS, &status, error);
}

gboolean
store_find_pages(struct store *store, const char *id, GError **error)
{
	struct stat status;

	return find_file(store, id, STORE_PAGES, &status, error);
}
