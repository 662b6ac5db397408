/* inputs.c - the command line's files and folders, listed and opened. */
#define _GNU_SOURCE /* memfd_create() */
#include "extract/inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "core/setting.h"

#define CHUNK (64 * 1024)

static struct input *
input_new(const char *path, const char *name)
{
	struct input *input = g_new0(struct input, 1);

	input->path = g_strdup(path);
	input->name = input_safe_name(name);
	input->fd = -1;
	return input;
}

void
input_close(struct input *input)
{
	if (input->fd >= 0)
		close(input->fd);
	input->fd = -1;
}

void
input_free(struct input *input)
{
	input_close(input);
	g_free(input->path);
	g_free(input->name);
	g_free(input->folder);
	g_free(input->id);
	g_clear_error(&input->error);
	g_free(input);
}

char *
input_safe_name(const char *name)
{
	if (g_utf8_validate(name, -1, NULL))
		return g_strdup(name);
	return g_strescape(name, NULL);
}

/* --- listing --- */

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void
add_found(GPtrArray *inputs, const FTSENT *entry)
{
	struct input *input = input_new(entry->fts_path, entry->fts_name);

	input->found = TRUE;
	if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR ||
	    entry->fts_info == FTS_NS)
		error_set(&input->error, IMR_ERROR_REJECT,
			  "cannot be read (%s); check its permissions",
			  g_strerror(entry->fts_errno));
	g_ptr_array_add(inputs, input);
}

static void
add_folder(GPtrArray *inputs, const char *path)
{
	char *const roots[] = { (char *)path, NULL };
	/* The folder itself was named, so it may be a symbolic link. */
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR,
			     by_name);
	guint before = inputs->len;

	g_assert(walk != NULL);
	for (FTSENT *entry; (entry = fts_read(walk)) != NULL;) {
		if (entry->fts_level > 0 && entry->fts_name[0] == '.') {
			fts_set(walk, entry, FTS_SKIP);
			continue;
		}
		switch (entry->fts_info) {
		case FTS_D:
		case FTS_DP:
		case FTS_SL:
		case FTS_SLNONE:
			break;
		default:
			add_found(inputs, entry);
		}
	}
	fts_close(walk);
	if (inputs->len == before) {
		struct input *input = input_new(path, path);

		error_set(&input->error, IMR_ERROR_REJECT,
			  "holds no files; check the name");
		g_ptr_array_add(inputs, input);
	}
}

/* A sealed copy in memory: workers need a descriptor that they can read from
 * anywhere, and what they read must be what the id was made of. */
static gboolean
copy_standard_input(int fd, gint64 limit, GError **error)
{
	char buffer[CHUNK];
	gint64 total = 0;
	gssize n = 0;

	/* One byte beyond the limit is enough for input_open() to refuse it. */
	while (total <= limit && (n = descriptor_read(STDIN_FILENO, buffer,
						      sizeof(buffer))) > 0) {
		if (!descriptor_write(fd, buffer, (gsize)n, NULL))
			return error_set_errno(error, "keep in memory");
		total += n;
	}
	if (n < 0)
		return error_set_errno(error, "read");
	if (fcntl(fd, F_ADD_SEALS,
		  F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) < 0)
		return error_set_errno(error, "seal");
	return TRUE;
}

static struct input *
standard_input(gint64 limit)
{
	struct input *input = input_new("-", "-");

	input->fd = memfd_create("imr-ingest", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (input->fd < 0)
		error_set_errno(&input->error, "keep in memory");
	else
		copy_standard_input(input->fd, limit, &input->error);
	return input;
}

GPtrArray *
inputs_list(const char *const *arguments, gboolean recursive, gint64 limit)
{
	GPtrArray *inputs =
		g_ptr_array_new_with_free_func((GDestroyNotify)input_free);

	for (; *arguments != NULL; arguments++) {
		g_autofree char *name = g_path_get_basename(*arguments);

		if (strcmp(*arguments, "-") == 0)
			g_ptr_array_add(inputs, standard_input(limit));
		else if (recursive &&
			 g_file_test(*arguments, G_FILE_TEST_IS_DIR))
			add_folder(inputs, *arguments);
		else
			g_ptr_array_add(inputs, input_new(*arguments, name));
	}
	return inputs;
}

/* --- opening --- */

static gboolean
set_open_error(GError **error)
{
	switch (errno) {
	case ENOENT:
	case ENOTDIR:
		return error_set(error, IMR_ERROR_REJECT,
				 "does not exist; check the name");
	case EACCES:
	case EPERM:
		return error_set(error, IMR_ERROR_REJECT,
				 "may not be read; check its permissions");
	case ENXIO:
		return error_set(error, IMR_ERROR_REJECT,
				 "is a socket; give a file");
	case ELOOP:
		return error_set(error, IMR_ERROR_REJECT,
				 "is a symbolic link; name its target");
	case ENAMETOOLONG:
		return error_set(error, IMR_ERROR_REJECT,
				 "has too long a name; shorten it");
	default:
		return error_set_errno(error, "open");
	}
}

static gboolean
check_kind(mode_t mode, GError **error)
{
	if (S_ISREG(mode))
		return TRUE;
	if (S_ISDIR(mode))
		return error_set(error, IMR_ERROR_REJECT,
				 "is a directory; give --recursive to read "
				 "the files in it");
	if (S_ISFIFO(mode))
		return error_set(error, IMR_ERROR_REJECT,
				 "is a named pipe; give `-` and its content "
				 "on standard input");
	return error_set(error, IMR_ERROR_REJECT, "is a device; give a file");
}

static gboolean
check_size(const struct stat *stat, gint64 limit, GError **error)
{
	g_autofree char *most = NULL;

	if (stat->st_size == 0)
		return error_set(error, IMR_ERROR_REJECT,
				 "is empty; copy or scan it again");
	if (stat->st_size <= limit)
		return TRUE;
	most = setting_bytes_to_string(limit);
	return error_set(error, IMR_ERROR_REJECT,
			 "is larger than max_bytes, %s; raise that if it is a "
			 "letter",
			 most);
}

/* What input_check_unchanged() will compare. */
static void
note_stamp(struct input *input, const struct stat *stat)
{
	input->size_bytes = (guint64)stat->st_size;
	input->modified = stat->st_mtim;
}

struct input *
input_new_open(int take_fd, const char *name, const char *id, GError **error)
{
	g_autoptr(input) input = input_new(name, name);
	struct stat stat;

	input->fd = take_fd;
	input->id = g_strdup(id);
	if (fstat(take_fd, &stat) < 0) {
		error_set_errno(error, "examine");
		return NULL;
	}
	note_stamp(input, &stat);
	return g_steal_pointer(&input);
}

gboolean
input_open(struct input *input, gint64 limit, GError **error)
{
	struct stat stat;

	if (input->error != NULL) {
		g_propagate_error(error, g_steal_pointer(&input->error));
		return FALSE;
	}
	if (input->fd < 0)
		/* Does not wait for a pipe's writer, and does not get a
		 * controlling terminal. */
		input->fd = open(input->path,
				 O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC |
					 (input->found ? O_NOFOLLOW : 0));
	if (input->fd < 0)
		return set_open_error(error);
	if (fstat(input->fd, &stat) < 0)
		return error_set_errno(error, "examine");
	if (!check_kind(stat.st_mode, error) ||
	    !check_size(&stat, limit, error))
		return FALSE;
	note_stamp(input, &stat);
	input->id = descriptor_sha256(input->fd);
	return input->id != NULL || error_set_errno(error, "read");
}

gboolean
input_check_unchanged(const struct input *input, GError **error)
{
	struct stat stat;

	if (fstat(input->fd, &stat) < 0)
		return error_set_errno(error, "examine");
	if ((guint64)stat.st_size == input->size_bytes &&
	    stat.st_mtim.tv_sec == input->modified.tv_sec &&
	    stat.st_mtim.tv_nsec == input->modified.tv_nsec)
		return TRUE;
	return error_set(error, IMR_ERROR_REJECT,
			 "changed while it was read; try again");
}
