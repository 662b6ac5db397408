/* watching.c - keeps what the watcher's thread says, for the test to wait on.
 */
#define _GNU_SOURCE /* nftw() */
#include "watching.h"

#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DEADLINE_SECONDS 60

static void
keep_candidate(struct candidate *take_candidate, gpointer data)
{
	struct watching *watching = data;
	gint answer = g_atomic_int_get(&watching->answer);

	g_mutex_lock(&watching->lock);
	g_ptr_array_add(watching->candidates, take_candidate);
	g_cond_broadcast(&watching->changed);
	while (watching->stopped)
		g_cond_wait(&watching->changed, &watching->lock);
	g_mutex_unlock(&watching->lock);
	if (answer != WATCHING_HOLD)
		watcher_resolve(watching->watcher, take_candidate->path,
				(enum resolution)answer);
}

static void
keep_text(struct watching *watching, GPtrArray *texts, char *take_text)
{
	g_mutex_lock(&watching->lock);
	g_ptr_array_add(texts, take_text);
	g_cond_broadcast(&watching->changed);
	g_mutex_unlock(&watching->lock);
}

static void
keep_stray(const struct watch_settings *watch, const char *path,
	   const char *reason, gpointer data)
{
	struct watching *watching = data;
	const char *name = path + strlen(watching->directory) + 1;

	g_assert_true(watch == &watching->settings);
	keep_text(
		watching, watching->strays,
		g_strdup_printf("%s: %s", name, reason == NULL ? "" : reason));
}

static void
keep_gone(const struct watch_settings *watch, const char *reason, gpointer data)
{
	struct watching *watching = data;

	g_assert_true(watch == &watching->settings);
	keep_text(watching, watching->notices,
		  g_strdup_printf("gone: %s", reason == NULL ? "no" : reason));
}

static void
keep_notice(const struct watch_settings *watch, gboolean problem,
	    const char *message, gpointer data)
{
	struct watching *watching = data;

	g_assert_true(watch == &watching->settings);
	g_assert_true(g_str_has_prefix(message, "[watch inbox]: "));
	keep_text(watching, watching->notices,
		  g_strdup_printf("%s%s", problem ? "problem: " : "", message));
}

struct watching *
watching_new(void)
{
	struct watching *watching = g_new0(struct watching, 1);

	watching->top = g_dir_make_tmp("imr-watch-XXXXXX", NULL);
	watching->directory = g_build_filename(watching->top, "inbox", NULL);
	g_assert_no_errno(g_mkdir(watching->directory, 0700));
	settings_set_defaults(watch_setting_table, &watching->settings);
	watching->settings.name = g_strdup("inbox");
	watching->settings.directory = g_strdup(watching->directory);
	watching->settings.settle = 0.05;
	watching->settings.incomplete = 3600;
	watching->settings.rescan = 3600;
	watching->settings.poll_seconds = 3600;
	watching->answer = WATCHING_HOLD;
	g_mutex_init(&watching->lock);
	g_cond_init(&watching->changed);
	watching->candidates =
		g_ptr_array_new_with_free_func((GDestroyNotify)candidate_free);
	watching->strays = g_ptr_array_new_with_free_func(g_free);
	watching->notices = g_ptr_array_new_with_free_func(g_free);
	return watching;
}

void
watching_start(struct watching *watching, guint most)
{
	static const struct watch_events events = { .settled = keep_candidate,
						    .stray = keep_stray,
						    .gone = keep_gone,
						    .notice = keep_notice };
	g_autoptr(GError) error = NULL;

	/* The thread may call back before watcher is assigned. */
	g_mutex_lock(&watching->lock);
	watching->watcher =
		watcher_new(&watching->settings, most, watching->probe, &events,
			    watching, &error);
	g_assert_no_error(error);
	g_mutex_unlock(&watching->lock);
}

void
watching_stop(struct watching *watching)
{
	/* Until it has ended, its thread asks for it in keep_candidate(). */
	if (watching->watcher != NULL)
		watcher_free(watching->watcher);
	watching->watcher = NULL;
}

static int
remove_entry(const char *path, G_GNUC_UNUSED const struct stat *status,
	     G_GNUC_UNUSED int kind, G_GNUC_UNUSED struct FTW *walk)
{
	return remove(path);
}

void
watching_free(struct watching *watching)
{
	watching_stop(watching);
	g_assert_no_errno(
		nftw(watching->top, remove_entry, 32, FTW_DEPTH | FTW_PHYS));
	g_free(watching->settings.name);
	settings_clear(watch_setting_table, &watching->settings);
	g_ptr_array_unref(watching->candidates);
	g_ptr_array_unref(watching->strays);
	g_ptr_array_unref(watching->notices);
	g_mutex_clear(&watching->lock);
	g_cond_clear(&watching->changed);
	g_free(watching->top);
	g_free(watching->directory);
	g_free(watching);
}

char *
watching_path(struct watching *watching, const char *name)
{
	return g_build_filename(watching->directory, name, NULL);
}

static void
write_at(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	g_assert_no_errno(fd);
	g_assert_cmpint(write(fd, text, strlen(text)), ==,
			(gssize)strlen(text));
	g_assert_no_errno(close(fd));
}

void
watching_write(struct watching *watching, const char *name, const char *text)
{
	g_autofree char *path = watching_path(watching, name);

	write_at(path, text);
}

void
watching_drop(struct watching *watching, const char *name, const char *text)
{
	g_autofree char *path = watching_path(watching, name);
	g_autofree char *hidden =
		g_build_filename(watching->top, "on-its-way", NULL);

	write_at(hidden, text);
	g_assert_no_errno(g_rename(hidden, path));
}

/* Under lock. */
static const struct candidate *
find(struct watching *watching, const char *name, guint *out_times)
{
	g_autofree char *path = watching_path(watching, name);
	const struct candidate *last = NULL;

	*out_times = 0;
	for (guint i = 0; i < watching->candidates->len; i++) {
		const struct candidate *candidate =
			watching->candidates->pdata[i];

		if (strcmp(candidate->path, path) == 0) {
			last = candidate;
			++*out_times;
		}
	}
	return last;
}

static void
wait_for_change(struct watching *watching, gint64 deadline, const char *what)
{
	if (g_cond_wait_until(&watching->changed, &watching->lock, deadline))
		return;
	for (guint i = 0; i < watching->notices->len; i++)
		g_test_message("%s", (char *)watching->notices->pdata[i]);
	for (guint i = 0; i < watching->strays->len; i++)
		g_test_message("%s", (char *)watching->strays->pdata[i]);
	g_test_message("%u candidates", watching->candidates->len);
	g_error("waited in vain for %s", what);
}

static gint64
deadline(void)
{
	return g_get_monotonic_time() + DEADLINE_SECONDS * G_USEC_PER_SEC;
}

const struct candidate *
watching_await(struct watching *watching, const char *name, guint times)
{
	const struct candidate *candidate;
	gint64 end = deadline();
	guint so_far;

	g_mutex_lock(&watching->lock);
	for (;;) {
		candidate = find(watching, name, &so_far);
		if (so_far >= times)
			break;
		wait_for_change(watching, end, name);
	}
	g_mutex_unlock(&watching->lock);
	g_assert_cmpuint(so_far, ==, times);
	return candidate;
}

void
watching_await_count(struct watching *watching, guint count)
{
	gint64 end = deadline();

	g_mutex_lock(&watching->lock);
	while (watching->candidates->len < count)
		wait_for_change(watching, end, "candidates");
	g_mutex_unlock(&watching->lock);
}

static void
await_text(struct watching *watching, const GPtrArray *texts, const char *part,
	   guint times)
{
	gint64 end = deadline();

	g_mutex_lock(&watching->lock);
	for (;;) {
		guint so_far = 0;

		for (guint i = 0; i < texts->len; i++)
			so_far += strstr(texts->pdata[i], part) != NULL;
		if (so_far >= times) {
			g_assert_cmpuint(so_far, ==, times);
			break;
		}
		wait_for_change(watching, end, part);
	}
	g_mutex_unlock(&watching->lock);
}

void
watching_await_stray(struct watching *watching, const char *entry, guint times)
{
	await_text(watching, watching->strays, entry, times);
}

void
watching_await_notice(struct watching *watching, const char *part, guint times)
{
	await_text(watching, watching->notices, part, times);
}

guint
watching_offers(struct watching *watching, const char *name)
{
	guint times;

	g_mutex_lock(&watching->lock);
	(void)find(watching, name, &times);
	g_mutex_unlock(&watching->lock);
	return times;
}

void
watching_resolve(struct watching *watching, const char *name,
		 enum resolution resolution)
{
	g_autofree char *path = watching_path(watching, name);

	watcher_resolve(watching->watcher, path, resolution);
}
