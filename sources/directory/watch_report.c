/* watch_report.c - counts, with a few names. */
#include "sources/directory/watch_report.h"

#include "spool/spool.h"
#include "spool/spool_situation.h"

static void
pass_over(struct passed *passed, const char *name)
{
	if (*name == '.')
		return;
	if (passed->files++ == 0)
		passed->name = g_strdup(name);
}

void
report_ignored(struct directory *directory, const char *name)
{
	pass_over(&directory->ignored, name);
}

void
report_folder(struct directory *directory, const char *name)
{
	pass_over(&directory->folders, name);
}

void
report_forget(struct directory *directory)
{
	g_free(directory->ignored.name);
	g_free(directory->folders.name);
	directory->ignored = directory->folders = (struct passed){ 0 };
}

/* In the spool's unit of time. */
static gint64
wall_time(gint64 monotonic)
{
	return spool_now() - (g_get_monotonic_time() - monotonic) / 1000;
}

/* Below the place: "folder/name". */
static void
append_name(GString *path, const struct directory *directory)
{
	if (directory->parent == NULL)
		return;
	append_name(path, directory->parent);
	g_string_append_printf(path, "%s/", directory->name);
}

static void
add(struct spool_waiting *waiting, const struct directory *directory,
    const char *name, gint64 since)
{
	g_autoptr(GString) path = g_string_new(NULL);

	append_name(path, directory);
	g_string_append(path, name);
	spool_waiting_add(waiting, path->str, since);
}

/* Its first files have waited longest; of the rest their number is enough. */
static void
add_queue(struct spool_waiting *waiting, const GQueue *queue)
{
	guint shown = 0;

	for (const GList *at = queue->head;
	     at != NULL && shown < SPOOL_WAIT_NAMES; at = at->next, shown++) {
		const struct known_file *file = at->data;

		add(waiting, file->directory, file->name,
		    wall_time(file->since));
	}
	waiting->files += queue->length - shown;
}

static void
add_passed(struct spool_waiting *waiting, const struct directory *directory,
	   const struct passed *passed)
{
	if (passed->files == 0)
		return;
	add(waiting, directory, passed->name, 0);
	waiting->files += passed->files - 1;
}

static void
add_directory(struct spool_source *report, const struct directory *directory)
{
	GHashTableIter iter;
	gpointer child;

	add_passed(&report->waits[SPOOL_WAIT_IGNORED], directory,
		   &directory->ignored);
	add_passed(&report->waits[SPOOL_WAIT_FOLDER], directory,
		   &directory->folders);
	g_hash_table_iter_init(&iter, directory->children);
	while (g_hash_table_iter_next(&iter, NULL, &child))
		add_directory(report, child);
}

struct spool_source *
report_new(const struct watcher *watcher)
{
	struct spool_source *report = g_new0(struct spool_source, 1);
	const struct watcher_root *root = watcher->root;

	report->reported = spool_now();
	add_queue(&report->waits[SPOOL_WAIT_UNSETTLED], &root->settling);
	add_queue(&report->waits[SPOOL_WAIT_INCOMPLETE], &root->stalled);
	add_queue(&report->waits[SPOOL_WAIT_TURN], &watcher->ready);
	add_queue(&report->waits[SPOOL_WAIT_AGAIN], &watcher->later);
	if (root->top != NULL)
		add_directory(report, root->top);
	return report;
}

void
report_copy(const struct spool_source *report, struct spool_source *out_report)
{
	out_report->reported = report->reported;
	for (guint i = 0; i < SPOOL_WAITS; i++) {
		out_report->waits[i] = report->waits[i];
		out_report->waits[i].names = g_strdup(report->waits[i].names);
	}
}
