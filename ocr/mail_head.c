/* mail_head.c - header fields, line by line, until the first that is none. */
#include "ocr/mail_head.h"

#include <string.h>

/* So far at most: an e-mail's first fields tell. */
#define HEAD_BYTES 8192

/* Fields, or how they begin, that people do not type. */
static const char *const fields[] = {
	"Received:",
	"Received-SPF:",
	"Return-Path:",
	"Delivered-To:",
	"Message-ID:",
	"MIME-Version:",
	"Content-Type:",
	"Content-Transfer-Encoding:",
	"Content-Disposition:",
	"ARC-",
	"DKIM-",
	"Authentication-Results:",
	"Thread-Index:",
	"Thread-Topic:",
	"X-Mailer:",
	"X-Received:",
	"X-Originating-",
	"X-MS-",
	"X-GM-",
	"X-Mozilla-",
	"X-Apple-",
	"X-Priority:",
	"X-Spam-",
};

static gboolean
is_mail_field(const char *line, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		if (length >= strlen(fields[i]) &&
		    g_ascii_strncasecmp(line, fields[i], strlen(fields[i])) ==
			    0)
			return TRUE;
	return FALSE;
}

/* A name without spaces and a colon, or a line that continues one. */
static gboolean
is_field(const char *line, gsize length)
{
	gsize i = 0;

	if (length > 0 && (line[0] == ' ' || line[0] == '\t'))
		return TRUE;
	while (i < length &&
	       (g_ascii_isalnum(line[i]) || line[i] == '-' || line[i] == '_'))
		i++;
	return i > 0 && i < length && line[i] == ':';
}

static gsize
line_length(const char *line, gsize left)
{
	gsize length = 0;

	while (length < left && line[length] != '\n' && line[length] != '\r')
		length++;
	return length;
}

/* The multipart's first boundary, where the header above it is lost. */
static gboolean
is_boundary(const char *line, gsize length)
{
	return length > 2 && strncmp(line, "--", 2) == 0 &&
	       memchr(line, ' ', length) == NULL;
}

gboolean
mail_head_matches(const char *data, gsize size)
{
	gsize at = 0;
	gboolean first = TRUE;

	size = MIN(size, HEAD_BYTES);
	while (at < size && g_ascii_isspace(data[at]))
		at++;
	while (at < size) {
		const char *line = data + at;
		gsize length = line_length(line, size - at);
		/* A mailbox file has such a line above each mail. */
		gboolean envelope =
			first && length > 5 && strncmp(line, "From ", 5) == 0;

		if (is_mail_field(line, length))
			return TRUE;
		if (!envelope && !(first && is_boundary(line, length)) &&
		    !is_field(line, length))
			return FALSE;
		first = FALSE;
		at += length;
		at += at + 1 < size && data[at] == '\r' && data[at + 1] == '\n'
			      ? 2
			      : 1;
	}
	return FALSE;
}
