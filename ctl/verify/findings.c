/* findings.c - lines of imrctl verify. */
#include "ctl/verify/findings.h"

#include "ctl/print.h"
#include "output/screen.h"
#include "view/json.h"

void
findings_add(struct findings *findings, const char *kind, const char *id,
	     const char *sink, const char *detail)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autofree char *safe = screen_line(detail);
	g_autofree char *name = sink ? screen_line(sink) : NULL;
	const char *shown = id != NULL ? findings->name : NULL;

	findings->problems++;
	if (findings->before_line != NULL)
		findings->before_line(findings->data);
	if (findings->json) {
		print_json(json_pack("{s:s, s:o, s:o, s:o, s:o}", "problem",
				     kind, "id", json_of_string(id), "name",
				     json_of_string(shown), "sink",
				     json_of_string(sink), "detail",
				     json_of_string(detail)));
		return;
	}
	print_column(line, COLOUR_BAD, kind, 10);
	if (id != NULL)
		g_string_append_printf(line, "%s  ", id);
	if (shown != NULL) {
		screen_append_safe(line, shown);
		g_string_append(line, "  ");
	}
	g_string_append_printf(line, "%s%s%s\n", name ? name : "",
			       name ? ": " : "", safe);
	print_text(line);
}

void
findings_print(const struct findings *findings)
{
	g_autoptr(GString) line = g_string_new(NULL);

	if (findings->json) {
		print_json(json_pack("{s:{s:i, s:i, s:i}}", "summary",
				     "letters", (int)findings->letters,
				     "records", (int)findings->records,
				     "problems", (int)findings->problems));
		return;
	}
	g_string_printf(line,
			g_dngettext(NULL, "%u letter and ", "%u letters and ",
				    findings->letters),
			findings->letters);
	g_string_append_printf(line,
			       g_dngettext(NULL, "%u record looked at, ",
					   "%u records looked at, ",
					   findings->records),
			       findings->records);
	if (findings->problems == 0)
		g_string_append(line, "all good.\n");
	else
		g_string_append_printf(line,
				       g_dngettext(NULL, "%u problem.\n",
						   "%u problems.\n",
						   findings->problems),
				       findings->problems);
	print_text(line);
}
