/* test_spool_outage.c - what does not answer, noted until it does. */
#include <string.h>

#include "tests/spool/spool_scene.h"

static void
note(struct scene *scene, enum spool_place place, const char *path,
     const char *reason, gint64 since)
{
	const struct spool_outage outage = { (char *)"scans", place,
					     (char *)(gsize)path,
					     (char *)(gsize)reason, since };
	g_autoptr(GError) error = NULL;

	spool_note_outage(scene->spool, &outage, &error);
	g_assert_no_error(error);
}

/* "PLACE PATH REASON SINCE", joined by "; ". */
static void
expect(struct scene *scene, const char *wanted)
{
	g_autoptr(spool_summary) summary =
		spool_summarise(scene->spool, scene->now, NULL);
	g_autoptr(GString) found = g_string_new(NULL);

	for (guint i = 0; i < summary->outages->len; i++) {
		const struct spool_outage *outage = summary->outages->pdata[i];

		g_assert_cmpstr(outage->watch, ==, "scans");
		g_string_append_printf(
			found, "%s%s %s %s %" G_GINT64_FORMAT, i ? "; " : "",
			spool_place_names[outage->place], outage->path,
			outage->reason ? outage->reason : "-", outage->since);
	}
	g_assert_cmpstr(found->str, ==, wanted);
}

static void
test_notes(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	expect(scene, "");
	note(scene, SPOOL_PLACE_ARCHIVE, "/old/\xff", "x", 7);
	note(scene, SPOOL_PLACE_DIRECTORY, "/scans", NULL, 5);
	expect(scene, "directory /scans - 5; archive /old/\xef\xbf\xbd x 7");
	/* Another directory, since the settings changed. */
	note(scene, SPOOL_PLACE_DIRECTORY, "/new", NULL, 6);
	note(scene, SPOOL_PLACE_ARCHIVE, "/old", NULL, 0);
	expect(scene, "directory /new - 6");
	spool_forget_outages(scene->spool, NULL);
	expect(scene, "");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	scene_test_add("/spool/outage/notes", test_notes);
	return g_test_run();
}
