/* intake_trouble.c - ends a trouble only after a time without failures. */
#include "intake/intake_trouble.h"

#include <syslog.h>

#include "monitor/log.h"
#include "monitor/troubles.h"
#include "spool/spool_trouble.h"

/* Longer than the watcher takes to offer a failed document again. A trouble
 * also ends if no document is left that could fail. */
#define CALM_US (5 * G_TIME_SPAN_SECOND)

void
intake_trouble_init(struct intake_trouble *trouble, const char *watch,
		    struct troubles *troubles)
{
	*trouble =
		(struct intake_trouble){ .watch = watch, .troubles = troubles };
	g_mutex_init(&trouble->mutex);
}

static void
end_all(const struct intake_trouble *trouble)
{
	if (trouble->troubles == NULL)
		return;
	troubles_end(trouble->troubles, TROUBLE_INTAKE, trouble->watch);
	troubles_end(trouble->troubles, TROUBLE_ARCHIVE, trouble->watch);
}

void
intake_trouble_clear(struct intake_trouble *trouble)
{
	end_all(trouble);
	g_mutex_clear(&trouble->mutex);
	g_free(trouble->text);
}

static void
tell(const struct intake_trouble *trouble, int priority, const char *text)
{
	log_event(&(struct log_event){ .priority = priority,
				       .stage = "intake",
				       .watch = trouble->watch },
		  "%s", text);
}

gboolean
intake_trouble_set(struct intake_trouble *trouble, enum trouble kind,
		   const char *reason)
{
	static const char *const texts[] = {
		[TROUBLE_TAKING] = "no letters are taken, they stay in the "
				   "inbox: ",
		[TROUBLE_LEAVING] = "letters are taken, but their files cannot "
				    "leave the inbox: ",
	};
	g_autofree char *text = g_strconcat(texts[kind], reason, NULL);
	gboolean is_new;

	g_mutex_lock(&trouble->mutex);
	is_new = (trouble->told & kind) == 0;
	trouble->told |= kind;
	trouble->last_trouble = g_get_monotonic_time();
	g_free(trouble->text);
	trouble->text = g_strdup(text);
	g_mutex_unlock(&trouble->mutex);
	if (trouble->troubles != NULL)
		troubles_set(trouble->troubles,
			     kind == TROUBLE_LEAVING ? TROUBLE_ARCHIVE
						     : TROUBLE_INTAKE,
			     trouble->watch, reason);
	if (is_new)
		tell(trouble, LOG_ERR, text);
	return is_new;
}

gboolean
intake_trouble_end(struct intake_trouble *trouble)
{
	gboolean ended;

	g_mutex_lock(&trouble->mutex);
	ended = trouble->text != NULL &&
		g_get_monotonic_time() - trouble->last_trouble > CALM_US;
	if (ended) {
		g_clear_pointer(&trouble->text, g_free);
		trouble->told = 0;
	}
	g_mutex_unlock(&trouble->mutex);
	if (ended) {
		end_all(trouble);
		tell(trouble, LOG_NOTICE, "letters are taken again");
	}
	return ended;
}

gboolean
intake_trouble_is(struct intake_trouble *trouble, enum trouble kind)
{
	gboolean is;

	g_mutex_lock(&trouble->mutex);
	is = (trouble->told & kind) != 0;
	g_mutex_unlock(&trouble->mutex);
	return is;
}

char *
intake_trouble_text(struct intake_trouble *trouble)
{
	char *text;

	g_mutex_lock(&trouble->mutex);
	text = g_strdup(trouble->text);
	g_mutex_unlock(&trouble->mutex);
	return text;
}
