/* log.c - formats events and sends them. */
#include "monitor/log.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <syslog.h>
#include <unistd.h>

/* Otherwise every event would name this file. */
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>

#include "monitor/log_stream.h"
#include "output/screen.h"

#define IDENTIFIER "imr-ingest"
#define SHORT_ID 12
#define CUT_MARK "...\n"

enum place { PLACE_TERMINAL, PLACE_STREAM, PLACE_JOURNAL };

/* By syslog's numbers. */
static const char *const level_names[] = { "emergency", "alert",   "critical",
					   "error",	"warning", "notice",
					   "info",	"debug" };

static int least_urgent = LOG_INFO; /* atomic */

/* The variable alone proves nothing: a shell below a service inherits it. */
static gboolean
is_journal(void)
{
	const char *stream = g_getenv("JOURNAL_STREAM");
	g_autofree char *ours = NULL;
	struct stat status;

	if (stream == NULL || fstat(STDERR_FILENO, &status) < 0)
		return FALSE;
	ours = g_strdup_printf("%ju:%ju", (uintmax_t)status.st_dev,
			       (uintmax_t)status.st_ino);
	return strcmp(stream, ours) == 0;
}

static enum place
find_place(void)
{
	static gsize known = 0; /* enum place + 1 */

	if (g_once_init_enter(&known)) {
		enum place place = PLACE_STREAM;

		if (is_journal())
			place = PLACE_JOURNAL;
		else if (isatty(STDERR_FILENO))
			place = PLACE_TERMINAL;
		g_once_init_leave(&known, (gsize)place + 1);
	}
	return (enum place)(known - 1);
}

void
log_set_level(int priority)
{
	g_assert(priority >= LOG_ERR && priority <= LOG_DEBUG);
	g_atomic_int_set(&least_urgent, priority);
	find_place();
}

static gboolean
shows_paths(void)
{
	return g_atomic_int_get(&least_urgent) >= LOG_DEBUG;
}

/* Not printf(), which would use the locale's decimal sign. */
static char *
seconds_text(double seconds)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE + 300];

	return g_strdup(
		g_ascii_formatd(buffer, sizeof(buffer), "%.3f", seconds));
}

static void
append_part(GString *context, const char *label, const char *value)
{
	g_autofree char *safe = NULL;

	if (value == NULL)
		return;
	safe = screen_line(value);
	g_string_append_printf(context, "%s%s%s", context->len > 0 ? " " : "",
			       label, safe);
}

/* "message [deliver 0123456789ab sink=archive 0.250s]" */
static char *
event_text(const struct log_event *event, const char *message)
{
	g_autofree char *safe = screen_line(message);
	g_autofree char *id = NULL;
	g_autoptr(GString) context = g_string_new(NULL);

	if (event->document != NULL)
		id = g_strndup(event->document, SHORT_ID);
	append_part(context, "", event->stage);
	append_part(context, "", id);
	append_part(context, "sink=", event->sink);
	append_part(context, "watch=", event->watch);
	if (event->seconds > 0) {
		g_autofree char *seconds = seconds_text(event->seconds);

		append_part(context, "", seconds);
		g_string_append_c(context, 's');
	}
	if (shows_paths())
		append_part(context, "path=", event->path);
	if (context->len == 0)
		return g_steal_pointer(&safe);
	return g_strdup_printf("%s [%s]", safe, context->str);
}

static void
add_field(GPtrArray *fields, const char *name, const char *value)
{
	g_autofree char *safe = NULL;

	if (value == NULL)
		return;
	safe = screen_line(value);
	g_ptr_array_add(fields, g_strdup_printf("%s=%s", name, safe));
}

static gboolean
send_to_journal(const struct log_event *event, const char *text)
{
	g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *seconds = NULL;
	g_autofree struct iovec *parts = NULL;

	if (event->seconds > 0)
		seconds = seconds_text(event->seconds);
	g_ptr_array_add(fields,
			g_strdup_printf("PRIORITY=%d", event->priority));
	add_field(fields, "MESSAGE", text);
	add_field(fields, "SYSLOG_IDENTIFIER", IDENTIFIER);
	add_field(fields, "IMR_STAGE", event->stage);
	add_field(fields, "IMR_DOCUMENT_ID", event->document);
	add_field(fields, "IMR_SINK", event->sink);
	add_field(fields, "IMR_WATCH", event->watch);
	add_field(fields, "IMR_DURATION_SEC", seconds);
	if (shows_paths())
		add_field(fields, "IMR_PATH", event->path);
	parts = g_new(struct iovec, fields->len);
	for (guint i = 0; i < fields->len; i++) {
		parts[i].iov_base = fields->pdata[i];
		parts[i].iov_len = strlen(fields->pdata[i]);
	}
	return sd_journal_sendv(parts, (int)fields->len) == 0;
}

/* A pipe keeps lines apart up to PIPE_BUF bytes. */
static void
cut_line(GString *line)
{
	gsize end = PIPE_BUF - strlen(CUT_MARK);

	if (line->len <= PIPE_BUF)
		return;
	while ((line->str[end] & 0xc0) == 0x80)
		end--;
	g_string_truncate(line, end);
	g_string_append(line, CUT_MARK);
}

static gboolean
put_line(int priority, enum place place, const char *text)
{
	g_autoptr(GString) line = g_string_new(NULL);

	if (place == PLACE_TERMINAL)
		g_string_printf(line, IDENTIFIER ": %s: %s\n",
				level_names[priority], text);
	else
		g_string_printf(line, "<%d>%s\n", priority, text);
	cut_line(line);
	return log_stream_put(line->str, line->len);
}

/* Never block on a slow reader. Count dropped lines and report the count once
 * it catches up. */
static void
write_line(int priority, enum place place, const char *text)
{
	static GMutex lock;
	static guint64 lost;

	g_mutex_lock(&lock);
	if (lost > 0) {
		g_autofree char *told = g_strdup_printf(
			"%" G_GUINT64_FORMAT
			" lines of this log are lost: nobody took them",
			lost);

		if (put_line(LOG_WARNING, place, told))
			lost = 0;
	}
	if (lost > 0 || !put_line(priority, place, text))
		lost++;
	g_mutex_unlock(&lock);
}

void
log_event(const struct log_event *event, const char *format, ...)
{
	enum place place = find_place();
	g_autofree char *message = NULL;
	g_autofree char *text = NULL;
	va_list arguments;

	g_assert(event->priority >= LOG_EMERG && event->priority <= LOG_DEBUG);
	if (event->priority > g_atomic_int_get(&least_urgent))
		return;
	va_start(arguments, format);
	message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	text = event_text(event, message);
	if (place != PLACE_JOURNAL || !send_to_journal(event, text))
		write_line(event->priority, place, text);
}
