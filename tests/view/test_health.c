/* test_health.c - what imrctl status calls the operator for, and what not. */
#include <string.h>

#include "spool/spool.h"
#include "view/health.h"

struct fixture {
	struct spool_summary *summary;
	struct spool_sink *sink;
	struct health health;
};

static void
set_up(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	struct spool_summary *summary = g_new0(struct spool_summary, 1);

	summary->sinks =
		g_ptr_array_new_with_free_func((GDestroyNotify)spool_sink_free);
	summary->strays = g_ptr_array_new_with_free_func(g_free);
	summary->outages = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_outage_free);
	summary->problems = g_ptr_array_new();
	fixture->summary = summary;
	fixture->sink = g_new0(struct spool_sink, 1);
	fixture->sink->name = g_strdup("http");
	g_ptr_array_add(summary->sinks, fixture->sink);
	fixture->health = (struct health){ .summary = summary,
					   .pid = 42,
					   .free_bytes = 100,
					   .min_free = 100 };
}

static void
tear_down(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	spool_summary_free(fixture->summary);
}

/* The one concern is about this; NULL: there is none. */
static void
check_concern(const struct fixture *fixture, const char *about)
{
	g_autoptr(GPtrArray) concerns = health_concerns(&fixture->health);

	if (about == NULL) {
		g_assert_cmpuint(concerns->len, ==, 0);
		return;
	}
	g_assert_cmpuint(concerns->len, ==, 1);
	g_assert_nonnull(strstr(concerns->pdata[0], about));
}

static void
what_mends_itself(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->sink->state = SINK_WAITING;
	fixture->sink->queued = 1000;
	fixture->summary->letters[LETTER_REJECTED] = 7;
	fixture->summary->letters[LETTER_RECEIVED] = 7;
	check_concern(fixture, NULL);
	/* Running where its number says nothing, as in a container. */
	fixture->health.pid = -1;
	check_concern(fixture, NULL);
}

static void
no_daemon(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->health.pid = 0;
	check_concern(fixture, "no imr-ingest");
}

static void
full_disk(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->health.free_bytes = 99;
	check_concern(fixture, "min_free");
}

static void
silent_mount(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	struct spool_outage *outage = g_new0(struct spool_outage, 1);

	outage->watch = g_strdup("scans");
	outage->place = SPOOL_PLACE_ARCHIVE;
	outage->path = g_strdup("/srv/old");
	outage->since = 1000;
	g_ptr_array_add(fixture->summary->outages, outage);
	check_concern(fixture, "the archive of [watch scans] has not answered "
			       "since ");
	check_concern(fixture, "/srv/old");
	outage->reason = g_strdup("No such file or directory");
	check_concern(fixture, "the archive of [watch scans], '/srv/old', "
			       "cannot be read since ");
	check_concern(fixture, ": No such file or directory");
	fixture->health.pid = 0;
	check_concern(fixture, "no imr-ingest");
}

static void
halted_sink(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->sink->state = SINK_HALTED;
	fixture->sink->reason = g_strdup("wrong token");
	check_concern(fixture, "'http' is halted: wrong token");
}

static void
removed_sink(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->sink->state = SINK_REMOVED;
	check_concern(fixture, NULL);
	fixture->sink->parked = 1;
	check_concern(fixture, "1 record waits for it");
	fixture->sink->queued = 1;
	check_concern(fixture, "2 records wait for it");
}

static void
parked(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->sink->parked = 2;
	check_concern(fixture, "2 records are parked for sink 'http'");
}

static void
failed_letter(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->summary->letters[LETTER_FAILED] = 1;
	check_concern(fixture, "1 letter killed a worker");
}

static void
strays(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	g_ptr_array_add(fixture->summary->strays, g_strdup("/in/x: a pipe"));
	check_concern(fixture, "1 file in the watched directories");
}

#define ADD(path, function)                                                    \
	g_test_add("/health/" path, struct fixture, NULL, set_up, function,    \
		   tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("mends-itself", what_mends_itself);
	ADD("no-daemon", no_daemon);
	ADD("full-disk", full_disk);
	ADD("silent-mount", silent_mount);
	ADD("halted", halted_sink);
	ADD("removed", removed_sink);
	ADD("parked", parked);
	ADD("failed", failed_letter);
	ADD("strays", strays);
	return g_test_run();
}
