/* test_health.c - what imrctl status calls the operator for, and what not. */
#include <string.h>

#include "spool/spool.h"
#include "spool/spool_situation.h"
#include "view/health.h"

#define NOW G_GINT64_CONSTANT(1900000000000)
#define MINUTE G_GINT64_CONSTANT(60000)
#define ROOM (G_GUINT64_CONSTANT(1) << 30)

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
	summary->strays = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_stray_free);
	summary->troubles = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_trouble_free);
	summary->sources = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_source_free);
	summary->outages = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_outage_free);
	summary->problems = g_ptr_array_new();
	fixture->summary = summary;
	fixture->sink = g_new0(struct spool_sink, 1);
	fixture->sink->name = g_strdup("http");
	g_ptr_array_add(summary->sinks, fixture->sink);
	fixture->health = (struct health){ .summary = summary,
					   .now = NOW,
					   .pid = 42,
					   .free_bytes = ROOM,
					   .min_free = ROOM,
					   .free_files = G_MAXUINT64 };
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
	const struct concern *concern;

	if (about == NULL) {
		g_assert_cmpuint(concerns->len, ==, 0);
		return;
	}
	g_assert_cmpuint(concerns->len, ==, 1);
	concern = concerns->pdata[0];
	if (strstr(concern->text, about) == NULL)
		g_test_message("%s", concern->text);
	g_assert_nonnull(strstr(concern->text, about));
}

static void
expect_among(const struct fixture *fixture, const char *about)
{
	g_autoptr(GPtrArray) concerns = health_concerns(&fixture->health);
	guint found = 0;

	for (guint i = 0; i < concerns->len; i++) {
		const struct concern *concern = concerns->pdata[i];

		found += strstr(concern->text, about) != NULL;
	}
	g_assert_cmpuint(found, ==, 1);
}

static void
what_mends_itself(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->sink->state = SINK_WAITING;
	fixture->sink->since = NOW - 14 * MINUTE;
	fixture->sink->queued = 1000;
	/* Seen, all of them. */
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
	fixture->health.free_bytes = ROOM - 1;
	check_concern(fixture, "min_free");
	/* Nothing is kept free, and nothing is left. */
	fixture->health.min_free = 0;
	check_concern(fixture, NULL);
	fixture->health.free_bytes = 4096;
	check_concern(fixture, "the disk is so full");
}

static void
no_inodes(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->health.free_files = 3;
	check_concern(fixture, "only 3 inodes left");
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
	fixture->health.pid = 0;
	expect_among(fixture, "wrong token (as imr-ingest noted it when it "
			      "last ran)");
}

static void
dead_sink(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->sink->state = SINK_WAITING;
	fixture->sink->reason = g_strdup("no answer");
	fixture->sink->since = NOW - 120 * MINUTE;
	fixture->sink->queued = 2;
	check_concern(fixture, "sink 'http' has failed for 2 h, and 2 records "
			       "wait: no answer");
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
	fixture->summary->failed_open = 1;
	check_concern(fixture, "1 letter killed a worker");
}

static void
rejected_letter(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->summary->rejected_open = 2;
	check_concern(fixture, "2 files were rejected");
}

static void
letter_in_doubt(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	fixture->summary->looks_open = 1;
	check_concern(fixture, "1 letter needs a look");
}

static void
add_stray(struct fixture *fixture, const char *path, const char *reason)
{
	struct spool_stray *stray = g_new0(struct spool_stray, 1);

	stray->watch = g_strdup("inbox");
	stray->path = g_strdup(path);
	stray->reason = g_strdup(reason);
	g_ptr_array_add(fixture->summary->strays, stray);
}

static void
strays(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	add_stray(fixture, "/in/x", "a pipe");
	check_concern(fixture, "1 file in the watched directories");
}

static struct spool_waiting *
add_incomplete(struct fixture *fixture)
{
	struct spool_source *source = g_new0(struct spool_source, 1);

	source->watch = g_strdup("inbox");
	source->directory = g_strdup("/in");
	spool_waiting_add(&source->waits[SPOOL_WAIT_INCOMPLETE], "cut.pdf",
			  NOW - 20000);
	g_ptr_array_add(fixture->summary->sources, source);
	return &source->waits[SPOOL_WAIT_INCOMPLETE];
}

static void
incomplete(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	struct spool_waiting *waiting = add_incomplete(fixture);

	check_concern(fixture, NULL);
	waiting->since = NOW - MINUTE;
	check_concern(fixture, "1 file in the watched directories");
}

static void
add_trouble(struct fixture *fixture, const char *kind, const char *subject)
{
	const struct spool_trouble trouble = { .kind = (char *)kind,
					       .subject = (char *)subject,
					       .reason = (char *)"why",
					       .since = NOW };

	g_ptr_array_add(fixture->summary->troubles,
			spool_trouble_copy(&trouble));
}

/* Each says what it is, of what, why, and what to do. */
static void
troubles(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	for (const struct spool_trouble_kind *kind = spool_trouble_kinds;
	     kind->kind != NULL; kind++) {
		g_ptr_array_set_size(fixture->summary->troubles, 0);
		add_trouble(fixture, kind->kind, kind->of ? "scans" : "");
		check_concern(fixture, kind->what);
		check_concern(fixture, kind->remedy);
		check_concern(fixture, ": why (since ");
		check_concern(fixture, kind->of ? "scans]: " : kind->what);
	}
}

/* What a daemon that was killed left is not told as if it were so. */
static void
stale_troubles(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	struct spool_waiting *waiting = add_incomplete(fixture);
	g_autoptr(GPtrArray) noted = NULL;

	waiting->since = NOW - MINUTE;
	add_trouble(fixture, TROUBLE_WORKERS, "");
	fixture->sink->state = SINK_WAITING;
	fixture->health.pid = 0;
	check_concern(fixture, "no imr-ingest");
	noted = health_troubles(&fixture->health);
	g_assert_cmpuint(noted->len, ==, 2);
}

/* It could not even note what is wrong. */
static void
mute(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	const struct spool_settings_read read = { .noted = NOW - 6 * MINUTE };

	fixture->health.settings = &read;
	check_concern(fixture, "has noted nothing in the spool since ");
	fixture->health.pid = 0;
	check_concern(fixture, "no imr-ingest");
}

static void
check_headline(const struct fixture *fixture, gboolean with_examples,
	       const char *wanted)
{
	g_autoptr(GPtrArray) concerns = health_concerns(&fixture->health);
	g_autofree char *headline = health_headline(concerns, with_examples);

	g_assert_cmpstr(headline, ==, wanted);
}

static void
headline(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	struct spool_waiting *waiting = add_incomplete(fixture);

	check_headline(fixture, TRUE, "All is well: nothing needs you");
	waiting->since = NOW - MINUTE;
	fixture->summary->rejected_open = 1;
	check_headline(fixture, TRUE,
		       "NEEDS YOU: 1 rejected, 1 file not taken (cut.pdf: "
		       "incomplete)");
	add_stray(fixture, "/in/a: b", "may not be read: it is a file of bob");
	check_headline(fixture, TRUE,
		       "NEEDS YOU: 1 rejected, 2 files not taken (a: b: may "
		       "not be read, ...)");
	check_headline(fixture, FALSE,
		       "NEEDS YOU: 1 rejected, 2 files not taken");
}

static void
settings(struct fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
	struct spool_settings_read read = { .noted = NOW - MINUTE,
					    .at = NOW - MINUTE };

	fixture->health.settings = &read;
	fixture->health.settings_changed = NOW - 2 * MINUTE;
	g_assert_false(health_settings_have_changed(&fixture->health));
	fixture->health.settings_changed = NOW;
	g_assert_true(health_settings_have_changed(&fixture->health));
	check_concern(fixture, NULL);
	fixture->health.settings_error = "conf:2: nonsense";
	check_concern(fixture, "conf:2: nonsense");
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
	ADD("no-inodes", no_inodes);
	ADD("dead-sink", dead_sink);
	ADD("rejected-letter", rejected_letter);
	ADD("letter-in-doubt", letter_in_doubt);
	ADD("incomplete", incomplete);
	ADD("troubles", troubles);
	ADD("stale-troubles", stale_troubles);
	ADD("mute", mute);
	ADD("headline", headline);
	ADD("settings", settings);
	return g_test_run();
}
