/* message.c - subjects and bodies. */
#include "ctl/alert/message.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "ctl/session.h"
#include "ctl/show/show_letter.h"
#include "view/find_letter.h"
#include "view/health.h"
#include "view/times.h"

/* At most so many ids are listed. */
#define MOST_IDS 50u
/* At most so many letters are looked through; further ones are not listed. */
#define MOST_LETTERS 100000u

void
message_free(struct message *message)
{
	g_free(message->subject);
	g_free(message->body);
	g_free(message);
}

/* A header is a line of ASCII. */
static char *
make_subject(const char *text)
{
	char host[HOST_NAME_MAX + 1] = "";
	char *subject;

	if (gethostname(host, sizeof(host) - 1) < 0)
		strcpy(host, "this host");
	subject = g_strdup_printf("imr-ingest on %s: %s", host, text);
	for (char *at = subject; *at != '\0'; at++)
		if (!g_ascii_isprint(*at))
			*at = '?';
	return subject;
}

static void
append_concerns(GString *body, const GPtrArray *concerns)
{
	for (guint i = 0; i < concerns->len; i++)
		g_string_append_printf(
			body, "- %s\n",
			((const struct concern *)concerns->pdata[i])->brief);
}

struct message *
message_of_concerns(const GPtrArray *concerns, const GPtrArray *ended)
{
	struct message *message = g_new0(struct message, 1);
	g_autofree char *headline = health_headline(concerns, FALSE);
	g_autoptr(GString) body = g_string_new(NULL);

	g_string_append_printf(body, "%s\n\n", headline);
	append_concerns(body, concerns);
	if (ended->len > 0)
		g_string_append(body, "\nOver:\n");
	for (guint i = 0; i < ended->len; i++)
		g_string_append_printf(body, "- %s\n",
				       (const char *)ended->pdata[i]);
	g_string_append(body, "\nWhat to do, and the names of the files: sudo "
			      "imrctl status\nThis is told again only when "
			      "something changes.\n");
	message->subject = make_subject(headline);
	message->body = g_string_free(g_steal_pointer(&body), FALSE);
	message->needs = concerns->len;
	return message;
}

struct message *
message_of_failure(const char *reason)
{
	struct message *message = g_new0(struct message, 1);

	message->subject = make_subject("NEEDS YOU: the spool cannot be "
					"opened");
	message->body = g_strdup_printf(
		"NEEDS YOU: the spool cannot be opened\n\n%s\n\nIs its disk "
		"full or gone? See systemctl status imr-ingest.\n",
		reason);
	message->needs = 1;
	return message;
}

/* --- the report --- */

static gboolean
has_outcome(const struct spool_letter *letter, const char *outcome)
{
	return find_letter_has_record(letter) &&
	       g_strcmp0(letter->outcome, outcome) == 0;
}

static gboolean
is_overturned(const struct spool_letter *letter)
{
	return has_outcome(letter, "overturned");
}

static gboolean
is_partly_overturned(const struct spool_letter *letter)
{
	return has_outcome(letter, "partially_overturned");
}

static gboolean
is_in_quarantine(const struct spool_letter *letter)
{
	return letter->state >= LETTER_REJECTED;
}

/* "overturned: 2" and the ids. How many. */
static guint
append_list(GString *body, const char *what, const GPtrArray *letters,
	    gboolean (*belongs)(const struct spool_letter *letter))
{
	g_autoptr(GString) ids = g_string_new(NULL);
	guint count = 0;

	for (guint i = 0; i < letters->len; i++) {
		const struct spool_letter *letter = letters->pdata[i];

		if (belongs(letter) && count++ < MOST_IDS)
			g_string_append_printf(ids, "  %.*s\n", SHOW_ID_DIGITS,
					       letter->id);
	}
	g_string_append_printf(body, "%s: %u\n%s", what, count, ids->str);
	if (count > MOST_IDS)
		g_string_append_printf(body, "  and %u more\n",
				       count - MOST_IDS);
	return count;
}

static void
append_troubles(GString *body, const GPtrArray *concerns)
{
	if (concerns->len == 0)
		g_string_append(body, "\nNothing needs you now.\n");
	else
		g_string_append(body, "\nNeeds you now:\n");
	append_concerns(body, concerns);
	g_string_append(body, "\nOne letter: sudo imrctl show ID\n");
}

static struct message *
compose(const GPtrArray *read, const GPtrArray *quarantined,
	const GPtrArray *concerns, gint64 since)
{
	struct message *message = g_new0(struct message, 1);
	g_autoptr(GString) body = g_string_new(NULL);
	g_autofree char *from = times_to_local(since);
	g_autofree char *headline = NULL;
	guint overturned, partly, doubted, refused;

	g_string_append_printf(body, "Since %s\n\nread: %u%s\n", from,
			       read->len,
			       read->len == MOST_LETTERS ? " or more" : "");
	overturned = append_list(body, "overturned", read, is_overturned);
	partly = append_list(body, "partially overturned", read,
			     is_partly_overturned);
	doubted = append_list(body, "in doubt", read, spool_letter_needs_look);
	refused =
		append_list(body, "quarantined", quarantined, is_in_quarantine);
	append_troubles(body, concerns);
	headline = g_strdup_printf(
		"%u read, %u overturned, %u partially, %u in doubt, "
		"%u quarantined",
		read->len, overturned, partly, doubted, refused);
	message->subject = make_subject(headline);
	message->body = g_string_free(g_steal_pointer(&body), FALSE);
	message->needs = concerns->len;
	return message;
}

struct message *
message_of_report(struct session *session, const GPtrArray *concerns,
		  gint64 since, GError **error)
{
	g_autoptr(GPtrArray) read = spool_letters_read_since(
		session->spool, since, MOST_LETTERS, error);
	g_autoptr(GPtrArray) quarantined =
		read == NULL
			? NULL
			: spool_letters_quarantined_since(session->spool, since,
							  MOST_LETTERS, error);

	return quarantined == NULL
		       ? NULL
		       : compose(read, quarantined, concerns, since);
}
