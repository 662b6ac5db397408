/* action.c - reports of commands that change something. */
#include "ctl/action.h"

#include "ctl/print.h"
#include "ctl/session.h"
#include "output/screen.h"

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
