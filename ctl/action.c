/* action.c - reports of commands that change something. */
#include "ctl/action.h"

#include "ctl/print.h"
#include "ctl/session.h"
#include "output/screen.h"
#include "view/find_letter.h"
#include "view/letter_json.h"

enum ctl_status
action_report(const struct session *session, json_t *take_result,
	      const char *text, gboolean queued, GError **error)
{
	json_auto_t *result = take_result;
	g_autoptr(GString) line = g_string_new(NULL);
	gint64 pid;

	if (!session_daemon(session, &pid, error))
		return ctl_status_of(*error);
	json_object_set_new(result, "running", json_boolean(pid != 0));
	if (session->json) {
		print_json(g_steal_pointer(&result));
		return CTL_DONE;
	}
	screen_append_safe(line, text);
	g_string_append_c(line, '\n');
	if (queued && pid == 0)
		g_string_append(line, "No imr-ingest is running here: what is "
				      "to be done waits until one starts.\n");
	print_text(line);
	return CTL_DONE;
}

enum ctl_status
action_each(struct session *session,
	    gboolean (*act)(struct session *session, const char *id,
			    GError **error),
	    const char *done, gboolean queued, GError **error)
{
	g_autoptr(GPtrArray) letters =
		find_letters(session->spool, session->arguments, error);
	g_autofree char *text = NULL;

	if (letters == NULL)
		return ctl_status_of(*error);
	for (guint i = 0; i < letters->len; i++) {
		const struct spool_letter *letter = letters->pdata[i];

		if (!act(session, letter->id, error))
			return ctl_status_of(*error);
	}
	text = g_strdup_printf("%u %s", letters->len, done);
	return action_report(
		session,
		json_pack("{s:o}", "letters", letter_ids_to_json(letters)),
		text, queued, error);
}
