/* target.c - recognises documents by their first bytes, never by their names.
 *
 * Documents are not parsed here: only fixed bytes at fixed places, and the
 * form's fixed words in text, are compared. Errors are on the safe side: a file
 * taken for a letter only means that the user has to name another one. */
#define _GNU_SOURCE /* memmem() */
#include "output/target.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"

/* Of the file: enough for the header of a letter's text behind that of a
 * mail. */
#define HEAD_BYTES (64u << 10)
/* Where a PDF may begin, as PDF readers allow. */
#define PDF_BYTES 1024u

#define AT(offset, bytes) offset, sizeof(bytes) - 1, bytes

static const struct signature {
	gsize offset, length;
	const char *bytes;
	const char *kind;
} signatures[] = {
	{ AT(0, "\x89PNG\r\n"), "an image" },
	{ AT(0, "\xff\xd8\xff"), "an image" },
	{ AT(0, "II*\0"), "an image" },
	{ AT(0, "MM\0*"), "an image" },
	{ AT(0, "II+\0"), "an image" },
	{ AT(0, "MM\0+"), "an image" },
	{ AT(0, "GIF8"), "an image" },
	{ AT(8, "WEBP"), "an image" },
	{ AT(4, "ftyp"), "an image" }, /* HEIC, AVIF */
	{ AT(0, "\0\0\0\x0cjP  "), "an image" },
	{ AT(0, "\xff\x4f\xff\x51"), "an image" },
	{ AT(0, "\0\0\0\x0cJXL "), "an image" },
	{ AT(0, "\xff\x0a"), "an image" },
	{ AT(0, "\x97JB2\r\n"), "an image" },
	{ AT(0, "AT&TFORM"), "an image" },
	{ AT(0, "\xb1\x68\xde\x3a"), "an image" },
	{ AT(0, "\x0a\x05\x01"), "an image" },
	{ AT(0, "8BPS"), "an image" },
	{ AT(6, "\0\0\0\0\x36\0\0\0"), "an image" }, /* BMP */
	{ AT(6, "\0\0\0\0\x3e\0\0\0"), "an image" },
	{ AT(0, "P4\n"), "an image" },
	{ AT(0, "P5\n"), "an image" },
	{ AT(0, "P6\n"), "an image" },
	{ AT(0, "%!PS"), "a PostScript file" },
	{ AT(0, "{\\rtf"), "an Office file" },
	{ AT(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an Office file" },
	{ AT(0, "PK\3\4"), "an archive or an Office file" },
	{ AT(0, "7z\xbc\xaf\x27\x1c"), "an archive" },
	{ AT(0, "Rar!\x1a\x07"), "an archive" },
	{ AT(0, "\x1f\x8b\x08"), "an archive" },
	{ AT(257, "ustar"), "an archive" },
	{ AT(0, "SQLite format 3"), "a database" },
};

/* Fixed words of the form, in lower case. */
static const char *const form_words[] = {
	"independent medical review",
	"imr final determination",
	"imr case number",
	"imr issues, decisions",
	"maximus federal services",
	"claims administrator guideline",
	"documents reviewed",
	"clinical case summary",
	"expert reviewer",
	"physician reviewer",
};

/* The beginnings of our own records, which contain those words too. */
static const char *const own_beginnings[] = { "{", "id,file_name,", "<?xml" };

/* In lower case, with single spaces; of UTF-16 and UTF-32 only the ASCII. */
static char *
plain_words(const guint8 *data, gsize size)
{
	GString *words = g_string_new(NULL);

	for (gsize i = 0; i < size; i++) {
		char c = g_ascii_tolower((char)data[i]);

		if (c == '\0' || (data[i] & 0x80) != 0)
			continue;
		if (!g_ascii_isspace(c))
			g_string_append_c(words, c);
		else if (words->len > 0 && words->str[words->len - 1] != ' ')
			g_string_append_c(words, ' ');
	}
	return g_string_free(words, FALSE);
}

/* "CM16-0000000  upheld  letter.pdf", and below it lines indented as by
 * output_text.c. */
static gboolean
is_own_text(const guint8 *data, gsize size)
{
	static const char *const seconds[] = { "\n    ! ", "\n    decided " };
	const char *line = memchr(data, '\n', size);

	for (guint i = 0; line != NULL && i < G_N_ELEMENTS(seconds); i++)
		if (size - (gsize)(line - (const char *)data) >=
			    strlen(seconds[i]) &&
		    memcmp(line, seconds[i], strlen(seconds[i])) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
is_letter_text(const guint8 *data, gsize size)
{
	g_autofree char *words = plain_words(data, size);

	for (guint i = 0; i < G_N_ELEMENTS(own_beginnings); i++)
		if (g_str_has_prefix(words, own_beginnings[i]))
			return FALSE;
	if (is_own_text(data, size))
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(form_words); i++)
		if (strstr(words, form_words[i]) != NULL)
			return TRUE;
	return FALSE;
}

const char *
target_document_kind(const guint8 *data, gsize size)
{
	if (memmem(data, MIN(size, PDF_BYTES), "%PDF-", 5) != NULL)
		return "a PDF";
	for (gsize i = 0; i < G_N_ELEMENTS(signatures); i++) {
		const struct signature *row = &signatures[i];

		if (size >= row->offset + row->length &&
		    memcmp(data + row->offset, row->bytes, row->length) == 0)
			return row->kind;
	}
	return is_letter_text(data, size) ? "the text of a letter" : NULL;
}

/* --- the file there --- */

/* -1: it cannot be read, with errno set. */
static gssize
read_head(const char *path, guint8 *head)
{
	g_auto(owned_fd) fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
						 O_NOCTTY | O_CLOEXEC);

	return descriptor_read(fd, head, HEAD_BYTES);
}

static gboolean
check_file(const char *path, gboolean force, GError **error)
{
	g_autofree guint8 *head = g_malloc(HEAD_BYTES);
	gssize size = read_head(path, head);
	const char *kind;

	if (size < 0)
		return error_set_errno(
			error, "'%s' is there already, and cannot be read",
			path);
	kind = target_document_kind(head, (gsize)size);
	if (kind != NULL)
		return error_set(error, IMR_ERROR_FATAL,
				 "'%s' is there already and is %s, which no "
				 "output replaces, even with --force; name "
				 "another file",
				 path, kind);
	return force ||
	       error_set(error, IMR_ERROR_FATAL,
			 "'%s' is there already; name another file, or give "
			 "--force to replace it",
			 path);
}

gboolean
target_examine(const char *path, gboolean force, enum target *out_target,
	       GError **error)
{
	struct stat there, behind;

	*out_target = TARGET_FREE;
	/* Other errors are reported when the file is created. */
	if (lstat(path, &there) < 0)
		return TRUE;
	if (stat(path, &behind) == 0 &&
	    (S_ISFIFO(behind.st_mode) || S_ISCHR(behind.st_mode))) {
		*out_target = TARGET_STREAM;
		return TRUE;
	}
	if (!S_ISREG(there.st_mode))
		return error_set(error, IMR_ERROR_FATAL,
				 "'%s' is not a regular file, and would be "
				 "replaced by one; name another",
				 path);
	*out_target = TARGET_FILE;
	return check_file(path, force, error);
}
