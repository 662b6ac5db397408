/* shelf.h - a store in a directory of its own, and letters for it. */
#ifndef TESTS_SPOOL_SHELF_H
#define TESTS_SPOOL_SHELF_H

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/document.h"
#include "spool/store.h"
#include "tests/support/letter.h"
#include "tests/support/scratch.h"

#define TEXT "The bytes of an invented letter.\n"

struct shelf {
	char *directory;
	struct store *store;
};

static inline void
shelf_start(struct shelf *shelf, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	shelf->directory = g_dir_make_tmp("imr-store-XXXXXX", &error);
	g_assert_no_error(error);
	shelf->store = store_open(shelf->directory, &error);
	g_assert_no_error(error);
}

static inline void
shelf_end(struct shelf *shelf, gconstpointer unused)
{
	(void)unused;
	store_free(shelf->store);
	scratch_remove(shelf->directory);
	g_free(shelf->directory);
}

static inline char *
id_of(const char *text)
{
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

/* A descriptor that stands at its end: it is read from its start anyway. */
static inline int
file_with(const struct shelf *shelf, const char *text)
{
	g_autofree char *path =
		g_build_filename(shelf->directory, "letter", NULL);
	int fd;

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
	g_assert_cmpint(fd, >=, 0);
	g_assert_cmpint(lseek(fd, 0, SEEK_END), ==, (gint64)strlen(text));
	return fd;
}

static inline struct incoming *
receive(struct shelf *shelf, const char *text, guint64 limit, GError **error)
{
	int fd = file_with(shelf, text);
	struct incoming *incoming =
		store_receive(shelf->store, fd, limit, error);

	close(fd);
	return incoming;
}

/* Returns its id. */
static inline char *
keep(struct shelf *shelf, const char *text)
{
	g_autoptr(GError) error = NULL;
	struct incoming *incoming = receive(shelf, text, 1000, &error);
	char *id;

	g_assert_no_error(error);
	id = g_strdup(incoming->id);
	store_commit(shelf->store, incoming, &error);
	g_assert_no_error(error);
	incoming_free(shelf->store, incoming);
	return id;
}

static inline guint
count_names(const struct shelf *shelf, const char *folder)
{
	g_autofree char *path =
		g_build_filename(shelf->directory, folder, NULL);
	g_autoptr(GDir) names = g_dir_open(path, 0, NULL);
	guint count = 0;

	while (g_dir_read_name(names) != NULL)
		count++;
	return count;
}

static inline guint
count_parts(const struct shelf *shelf)
{
	return count_names(shelf, "tmp");
}

static inline guint
mode_of(const char *path)
{
	struct stat status;

	g_assert_no_errno(lstat(path, &status));
	return status.st_mode & 07777;
}

static inline struct document *
document_example(void)
{
	struct document *document = document_new();
	struct page *page = page_new(1, 612, 792);
	struct line *line = line_new();

	page->text_source = TEXT_SOURCE_TEXT_LAYER;
	g_ptr_array_add(line->words,
			word_new("Caf\xc3\xa9", (struct box){ 1, 2, 3, 4 }, 1.0,
				 FALSE));
	g_ptr_array_add(page->lines, line);
	document->id = g_strdup(LETTER_ID);
	document->name = g_strdup("letter.pdf");
	document->media_type = g_strdup("application/pdf");
	document->size_bytes = 5;
	g_ptr_array_add(document->pages, page);
	return document;
}

static inline GPtrArray *
records_example(const char *text)
{
	GPtrArray *records =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	struct record *record = letter_new();

	g_free(record->text);
	record->text = g_strdup(text);
	g_ptr_array_add(records, record);
	g_ptr_array_add(records, letter_new());
	return records;
}

#define ADD(name, test)                                                        \
	g_test_add("/store/" name, struct shelf, NULL, shelf_start, test,      \
		   shelf_end)

#endif
