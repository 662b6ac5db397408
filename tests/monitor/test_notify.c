/* test_notify.c - what systemd would hear, on a socket of ours. */
#include "monitor/notify.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define WATCHDOG_US 100000
#define PATIENCE_SEC 20

struct scene {
	char *directory, *path;
	int socket;
};

static void
scene_start(struct scene *scene, gconstpointer unused)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct timeval patience = { .tv_sec = PATIENCE_SEC };

	(void)unused;
	scene->directory = g_dir_make_tmp("notify-XXXXXX", NULL);
	scene->path = g_build_filename(scene->directory, "socket", NULL);
	g_strlcpy(address.sun_path, scene->path, sizeof(address.sun_path));
	scene->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	setsockopt(scene->socket, SOL_SOCKET, SO_RCVTIMEO, &patience,
		   sizeof(patience));
	g_assert_cmpint(bind(scene->socket, (struct sockaddr *)&address,
			     sizeof(address)),
			==, 0);
	g_setenv("NOTIFY_SOCKET", scene->path, TRUE);
}

static void
scene_end(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	g_unsetenv("NOTIFY_SOCKET");
	close(scene->socket);
	unlink(scene->path);
	rmdir(scene->directory);
	g_free(scene->path);
	g_free(scene->directory);
}

/* NULL: nothing there. */
static char *
receive(const struct scene *scene, int flags)
{
	char buffer[4096] = "";
	gssize length = recv(scene->socket, buffer, sizeof(buffer) - 1, flags);

	return length < 0 ? NULL : g_strndup(buffer, (gsize)length);
}

static void
expect(const struct scene *scene, const char *wanted)
{
	g_autofree char *got = receive(scene, MSG_DONTWAIT);

	g_assert_cmpstr(got, ==, wanted);
}

static void
test_states(struct scene *scene, gconstpointer unused)
{
	gint64 before = g_get_monotonic_time();
	g_autofree char *reload = NULL;
	const char *head = "RELOADING=1\nMONOTONIC_USEC=";
	gint64 when;

	(void)unused;
	notify_starting();
	expect(scene, "EXTEND_TIMEOUT_USEC=30000000");
	notify_ready();
	expect(scene, "READY=1");
	notify_reloading();
	reload = receive(scene, MSG_DONTWAIT);
	g_assert_true(g_str_has_prefix(reload, head));
	when = g_ascii_strtoll(reload + strlen(head), NULL, 10);
	g_assert_cmpint(when, >=, before);
	g_assert_cmpint(when, <=, g_get_monotonic_time());
	notify_stopping();
	expect(scene, "STOPPING=1");
	expect(scene, NULL);
}

static void
test_status(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	notify_status("%d waiting", 2);
	expect(scene, "STATUS=2 waiting");
	notify_status("%d waiting", 2);
	expect(scene, NULL);
	notify_status("%d waiting", 3);
	expect(scene, "STATUS=3 waiting");
	notify_status("sink \x1b[31m\nREADY=1");
	expect(scene, "STATUS=sink \\u001b[31m READY=1");
	/* What nobody got is said again. */
	unlink(scene->path);
	notify_status("lost");
	scene_end(scene, NULL);
	scene_start(scene, NULL);
	notify_status("lost");
	expect(scene, "STATUS=lost");
}

static void
test_nobody(struct scene *scene, gconstpointer unused)
{
	(void)unused;
	g_unsetenv("NOTIFY_SOCKET");
	notify_ready();
	notify_reloading();
	notify_status("unheard");
	notify_stopping();
	expect(scene, NULL);
}

static void
set_watchdog(guint64 interval_us, pid_t pid)
{
	g_autofree char *usec =
		g_strdup_printf("%" G_GUINT64_FORMAT, interval_us);
	g_autofree char *who = g_strdup_printf("%d", (int)pid);

	g_setenv("WATCHDOG_USEC", usec, TRUE);
	g_setenv("WATCHDOG_PID", who, TRUE);
}

static gboolean
has_sources(void)
{
	gint timeout = -1;
	GPollFD fds[8];
	GMainContext *context = g_main_context_default();
	gint priority;

	g_assert_true(g_main_context_acquire(context));
	g_main_context_prepare(context, &priority);
	g_main_context_query(context, G_MAXINT, &timeout, fds,
			     G_N_ELEMENTS(fds));
	g_main_context_release(context);
	return timeout >= 0;
}

static void
test_no_watchdog(struct scene *scene, gconstpointer unused)
{
	(void)scene;
	(void)unused;
	g_unsetenv("WATCHDOG_USEC");
	notify_start_watchdog();
	set_watchdog(WATCHDOG_US, getpid() + 1);
	notify_start_watchdog();
	g_assert_false(has_sources());
}

static gboolean
give_up(gpointer data)
{
	(void)data;
	g_error("no watchdog message");
	return G_SOURCE_REMOVE;
}

static void
turn_until_fed(const struct scene *scene)
{
	guint patience = g_timeout_add_seconds(PATIENCE_SEC, give_up, NULL);
	g_autofree char *got = NULL;

	while ((got = receive(scene, MSG_DONTWAIT)) == NULL)
		g_main_context_iteration(NULL, TRUE);
	g_assert_cmpstr(got, ==, "WATCHDOG=1");
	g_source_remove(patience);
}

/* The loop turns, and is fed; it hangs, and is not. */
static void
test_watchdog(struct scene *scene, gconstpointer unused)
{
	gint64 start = g_get_monotonic_time();
	struct timeval hang = { .tv_usec = 3 * WATCHDOG_US };

	(void)unused;
	set_watchdog(WATCHDOG_US, getpid());
	notify_start_watchdog();
	for (int i = 0; i < 4; i++)
		turn_until_fed(scene);
	g_assert_cmpint(g_get_monotonic_time() - start, >=, 2 * WATCHDOG_US);
	setsockopt(scene->socket, SOL_SOCKET, SO_RCVTIMEO, &hang, sizeof(hang));
	g_assert_null(receive(scene, 0));
	turn_until_fed(scene);
	g_source_remove_by_user_data(NULL);
}

#define ADD(path, test)                                                        \
	g_test_add(path, struct scene, NULL, scene_start, test, scene_end)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/notify/states", test_states);
	ADD("/notify/status", test_status);
	ADD("/notify/nobody", test_nobody);
	ADD("/notify/no-watchdog", test_no_watchdog);
	ADD("/notify/watchdog", test_watchdog);
	return g_test_run();
}
