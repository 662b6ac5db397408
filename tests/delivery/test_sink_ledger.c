/* test_sink_ledger.c - what is fetched from the spool for a sink, and that
 * nothing which could not be written there is lost. */
#include "delivery/sink_ledger.h"

#include "delivery/sink_health.h"
#include "tests/delivery/queue_scene.h"

#define HOUR (3600 * (gint64)G_USEC_PER_SEC)

static const char *const sinks[] = { "hook", "files", NULL };

struct book {
	struct sink_health health;
	struct sink_ledger ledger;
};

static void
open_book(struct book *book, struct queue_scene *scene)
{
	g_autoptr(GError) error = NULL;

	*book = (struct book){ 0 };
	sink_health_init(&book->health, &scene->settings);
	book->ledger.sink = "hook";
	book->ledger.health = &book->health;
	book->ledger.metrics = scene->metrics;
	sink_ledger_open(&book->ledger, scene->directory, &error);
	g_assert_no_error(error);
}

static void
close_book(struct book *book)
{
	sink_ledger_clear(&book->ledger);
	sink_health_clear(&book->health);
}

/* The sink's deliveries, which must be so many. */
static void
fetch(struct book *book, guint count)
{
	g_autoptr(GError) error = NULL;

	sink_ledger_fetch(&book->ledger, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(book->ledger.due->len, ==, count);
}

static void
write_book(struct book *book)
{
	g_autoptr(GError) error = NULL;

	sink_ledger_write(&book->ledger, &error);
	g_assert_no_error(error);
}

static void
note_first(struct book *book, enum delivery_state state, const char *reason)
{
	sink_ledger_note(&book->ledger, book->ledger.due->pdata[0], state,
			 reason);
}

static void
expect_delivery(struct queue_scene *scene, const char *id,
		enum delivery_state state, const char *reason)
{
	g_autoptr(spool_delivery) delivery = scene_delivery(scene, id, "hook");

	g_assert_cmpint(delivery->state, ==, state);
	g_assert_cmpstr(delivery->reason, ==, reason);
}

/* Another connection of the book's, which may only read: each write fails at
 * once, as on a full disk. */
static void
forbid_writing(struct book *book, struct queue_scene *scene)
{
	g_clear_pointer(&book->ledger.spool, spool_close);
	book->ledger.spool = spool_open_to_read(scene->directory, 1, NULL);
	g_assert_nonnull(book->ledger.spool);
}

static void
allow_writing(struct book *book, struct queue_scene *scene)
{
	g_clear_pointer(&book->ledger.spool, spool_close);
	sink_ledger_open(&book->ledger, scene->directory, NULL);
	g_assert_nonnull(book->ledger.spool);
}

static void
test_fetch(struct queue_scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autofree char *first = NULL, *second = NULL;
	struct book book;
	gint64 next;

	scene_set_sinks(scene, sinks);
	open_book(&book, scene);
	fetch(&book, 0);
	g_assert_true(sink_ledger_next(&book.ledger, &next, NULL));
	g_assert_cmpint(next, ==, G_MAXINT64);
	first = scene_add_letter(scene, 2, sinks);
	second = scene_add_letter(scene, 1, sinks);
	fetch(&book, 3); /* of its own sink alone, oldest first */
	for (guint i = 0; i < 3; i++) {
		const struct spool_delivery *delivery =
			book.ledger.due->pdata[i];

		g_assert_cmpstr(delivery->sink, ==, "hook");
		g_assert_cmpstr(delivery->letter_id, ==,
				i < 2 ? first : second);
	}
	close_book(&book);
}

static void
test_states(struct queue_scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autofree char *done = NULL, *parked = NULL, *failed = NULL;
	gint64 next, begun = g_get_monotonic_time();
	struct book book;

	scene_set_sinks(scene, sinks);
	done = scene_add_letter(scene, 1, sinks);
	open_book(&book, scene);
	fetch(&book, 1);
	note_first(&book, DELIVERY_DELIVERED, NULL);
	write_book(&book);
	expect_delivery(scene, done, DELIVERY_DELIVERED, NULL);

	parked = scene_add_letter(scene, 1, sinks);
	fetch(&book, 1);
	note_first(&book, DELIVERY_PARKED, "HTTP 400");
	write_book(&book);
	expect_delivery(scene, parked, DELIVERY_PARKED, "HTTP 400");

	failed = scene_add_letter(scene, 1, sinks);
	fetch(&book, 1);
	note_first(&book, DELIVERY_QUEUED, "HTTP 503");
	book.ledger.next_attempt = spool_now() + 3600000;
	write_book(&book);
	expect_delivery(scene, failed, DELIVERY_QUEUED, "HTTP 503");
	fetch(&book, 0);
	g_assert_true(sink_ledger_next(&book.ledger, &next, NULL));
	g_assert_cmpint(next, >, begun + HOUR - 10 * G_USEC_PER_SEC);
	g_assert_cmpint(next, <=, g_get_monotonic_time() + HOUR);

	/* The sink is back: it is due at once. */
	book.ledger.hurry = TRUE;
	write_book(&book);
	g_assert_false(book.ledger.hurry);
	fetch(&book, 1);
	close_book(&book);
}

/* What a spool does not take is written when it does, and once. */
static void
test_kept(struct queue_scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autofree char *id = NULL;
	struct book book;

	scene_set_sinks(scene, sinks);
	id = scene_add_letter(scene, 1, sinks);
	open_book(&book, scene);
	fetch(&book, 1);
	note_first(&book, DELIVERY_PARKED, "HTTP 400");
	book.ledger.health_changed = book.ledger.hurry = TRUE;
	forbid_writing(&book, scene);
	for (guint try = 0; try < 2; try++) {
		g_assert_false(sink_ledger_write(&book.ledger, NULL));
		expect_delivery(scene, id, DELIVERY_QUEUED, NULL);
		g_assert_nonnull(book.ledger.tried);
		g_assert_true(book.ledger.health_changed);
		g_assert_true(book.ledger.hurry);
	}
	allow_writing(&book, scene);
	write_book(&book);
	expect_delivery(scene, id, DELIVERY_PARKED, "HTTP 400");
	g_assert_null(book.ledger.tried);
	g_assert_false(book.ledger.health_changed);
	g_assert_false(book.ledger.hurry);
	fetch(&book, 0);
	close_book(&book);
}

static void
test_health(struct queue_scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	g_autoptr(GError) failure = g_error_new_literal(
		g_quark_from_static_string("test"), 0, "HTTP 503");
	struct spool_sink *row;
	struct book book;
	gboolean news;

	scene_set_sinks(scene, sinks);
	open_book(&book, scene);
	g_assert_true(sink_health_bad(
		&book.health,
		&(struct sink_failure){ .error = failure, .is_sinks = TRUE },
		g_get_monotonic_time(), 0.5, &news));
	write_book(&book); /* not yet told that it changed */
	row = scene_sink(scene, "hook");
	g_assert_cmpint(row->state, ==, SINK_OK);
	spool_sink_free(row);
	book.ledger.health_changed = TRUE;
	write_book(&book);
	row = scene_sink(scene, "hook");
	g_assert_cmpint(row->state, ==, SINK_WAITING);
	g_assert_cmpstr(row->reason, ==, "HTTP 503");
	g_assert_cmpint(row->next_try, >, 0);
	spool_sink_free(row);
	g_assert_true(sink_health_good(&book.health));
	book.ledger.health_changed = TRUE;
	write_book(&book);
	row = scene_sink(scene, "hook");
	g_assert_cmpint(row->state, ==, SINK_OK);
	g_assert_cmpint(row->next_try, ==, 0);
	g_assert_null(row->reason);
	spool_sink_free(row);
	close_book(&book);
}

/* The last of a letter's deliveries is told once. */
static void
test_letter_ends(struct queue_scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	static const char *const one[] = { "hook", NULL };
	g_autofree char *id = NULL;
	struct book book;

	scene_set_sinks(scene, one);
	id = scene_add_letter(scene, 2, one);
	open_book(&book, scene);
	fetch(&book, 2);
	note_first(&book, DELIVERY_DELIVERED, NULL);
	write_book(&book);
	g_assert_cmpuint(scene_log_count("letter is in every sink"), ==, 0);
	fetch(&book, 1);
	note_first(&book, DELIVERY_DELIVERED, NULL);
	write_book(&book);
	g_assert_cmpuint(scene_log_count("letter is in every sink"), ==, 1);
	scene_expect_metric(
		scene, "imr_ingest_letters_total{outcome=\"delivered\"} 1");
	close_book(&book);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	queue_scene_init();
	queue_scene_add_test("/sink-ledger/fetch", test_fetch);
	queue_scene_add_test("/sink-ledger/states", test_states);
	queue_scene_add_test("/sink-ledger/kept", test_kept);
	queue_scene_add_test("/sink-ledger/health", test_health);
	queue_scene_add_test("/sink-ledger/letter-ends", test_letter_ends);
	return queue_scene_run();
}
