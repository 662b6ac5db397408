/* queue_scene.c - spools, letters, and waiting for what becomes of them. */
#include "tests/delivery/queue_scene.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/record.h"
#include "sinks/sink.h"
#include "tests/support/letter.h"
#include "tests/support/scratch.h"

/* On a busy machine; nothing here takes a second of work. */
#define PATIENCE (60 * G_USEC_PER_SEC)
#define LOOK_AGAIN (5 * 1000)

static char *log_path;

void
queue_scene_init(void)
{
	int fd = g_file_open_tmp("imr-queue-log-XXXXXX", &log_path, NULL);

	g_assert_cmpint(fd, >=, 0);
	g_assert_no_errno(dup2(fd, STDERR_FILENO));
	close(fd);
}

int
queue_scene_run(void)
{
	int status = g_test_run();

	g_unlink(log_path);
	g_free(log_path);
	return status;
}

static void
scene_start(struct queue_scene *scene, gconstpointer unused)
{
	g_autoptr(GError) error = NULL;

	(void)unused;
	g_assert_no_errno(truncate(log_path, 0));
	g_assert_cmpint(lseek(STDERR_FILENO, 0, SEEK_SET), ==, 0);
	scene->directory = g_dir_make_tmp("imr-queue-XXXXXX", NULL);
	scene->out = g_dir_make_tmp("imr-queue-out-XXXXXX", NULL);
	scene->spool = spool_open(scene->directory, TRUE, 10, &error);
	g_assert_no_error(error);
	scene->store = store_open(scene->directory, &error);
	g_assert_no_error(error);
	scene->metrics = metrics_new();
	scene->server = http_server_new(NULL, NULL);
	scene->settings = (struct delivery_settings){ .retry_first = 0.05,
						      .retry_longest = 0.2,
						      .give_up = 86400 };
}

static void
scene_end(struct queue_scene *scene, gconstpointer unused)
{
	(void)unused;
	g_assert_cmpuint(scene_log_count(SCENE_WORD), ==, 0);
	http_server_free(scene->server);
	metrics_free(scene->metrics);
	store_free(scene->store);
	spool_close(scene->spool);
	scratch_remove(scene->directory);
	scratch_remove(scene->out);
	g_free(scene->directory);
	g_free(scene->out);
}

void
queue_scene_add_test(const char *path, void (*test)(struct queue_scene *scene,
						    gconstpointer unused))
{
	g_test_add(path, struct queue_scene, NULL, scene_start, test,
		   scene_end);
}

void
scene_set_sinks(struct queue_scene *scene, const char *const *sinks)
{
	g_autoptr(GError) error = NULL;

	spool_set_sinks(scene->spool, sinks, spool_now(), &error);
	g_assert_no_error(error);
}

static struct record *
make_record(const char *letter_id, guint number)
{
	struct record *record = letter_new();
	struct issue *issue = record->issues->pdata[0];

	g_free(record->id);
	record->id = number == 1 ? g_strdup(letter_id)
				 : g_strdup_printf("%s-%u", letter_id, number);
	g_free(record->file_name);
	record->file_name = g_strdup(SCENE_WORD ".pdf");
	record->employee_name = g_strdup(SCENE_WORD);
	issue->rationale = g_strdup(SCENE_WORD);
	record->text = g_strdup(SCENE_WORD);
	record->ingested_at = g_strdup("2031-05-06T07:08:09Z");
	return record;
}

/* Into the store and the spool, as the intake does it. */
static char *
receive(struct queue_scene *scene)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(scene->out, "incoming", NULL);
	g_autofree char *bytes = g_strdup_printf("letter %u", ++scene->letters);
	struct incoming *incoming;
	enum claim claim;
	char *id;
	int fd;

	g_assert_true(g_file_set_contents(path, bytes, -1, NULL));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	incoming = store_receive(scene->store, fd, 1 << 20, &error);
	g_assert_no_error(error);
	close(fd);
	g_unlink(path);
	store_commit(scene->store, incoming, &error);
	g_assert_no_error(error);
	spool_claim(scene->spool,
		    &(struct arrival){ .id = incoming->id,
				       .name = "letter.pdf",
				       .watch = "inbox",
				       .path = path,
				       .size_bytes = incoming->size_bytes },
		    spool_now(), &claim, &error);
	g_assert_no_error(error);
	id = g_strdup(incoming->id);
	incoming_free(scene->store, incoming);
	return id;
}

/* As the spool's thread does it, and imrctl. */
static void
store_result(struct queue_scene *scene, const char *id, GPtrArray *records,
	     gboolean reparsed, const char *const *sinks)
{
	g_autoptr(GError) error = NULL;
	g_autofree struct spool_record *rows =
		g_new0(struct spool_record, records->len);
	struct extraction_result result = { .id = id,
					    .records = rows,
					    .record_count = records->len,
					    .pages = 1,
					    .reparsed = reparsed };

	for (guint i = 0; i < records->len; i++)
		rows[i].record_id = ((struct record *)records->pdata[i])->id;
	store_put_result(scene->store, id, NULL, records, &error);
	g_assert_no_error(error);
	spool_extracted(scene->spool, &result, sinks, spool_now(), &error);
	g_assert_no_error(error);
}

char *
scene_add_letter(struct queue_scene *scene, guint records,
		 const char *const *sinks)
{
	g_autoptr(GPtrArray) made =
		g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	g_autoptr(GPtrArray) taken = NULL;
	char *id = receive(scene);

	for (guint i = 0; i < records; i++)
		g_ptr_array_add(made, make_record(id, i + 1));
	taken = spool_take_due(scene->spool, 1, spool_now(), NULL);
	g_assert_cmpuint(taken->len, ==, 1);
	store_result(scene, id, made, FALSE, sinks);
	return id;
}

void
scene_reparse(struct queue_scene *scene, const char *letter_id,
	      const char *priority, const char *const *sinks)
{
	g_autoptr(GPtrArray) records = scene_records(scene, letter_id);

	for (guint i = 0; i < records->len; i++) {
		struct record *record = records->pdata[i];

		g_free(record->priority);
		record->priority = g_strdup(priority);
	}
	store_result(scene, letter_id, records, TRUE, sinks);
}

GPtrArray *
scene_records(struct queue_scene *scene, const char *letter_id)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *records =
		store_load_records(scene->store, letter_id, &error);

	g_assert_no_error(error);
	return records;
}

struct sink_queue *
scene_queue(struct queue_scene *scene, const char *name, const char *argument)
{
	g_autoptr(GError) error = NULL;
	struct sink *sink = sink_new_from_argument(argument, &error);
	struct sink_plan plan = { .spool_directory = scene->directory,
				  .store = scene->store,
				  .metrics = scene->metrics,
				  .settings = scene->settings };

	g_assert_no_error(error);
	return sink_queue_new(sink, name, &plan);
}

char *
scene_argument(const struct queue_scene *scene, const char *format)
{
	g_auto(GStrv) halves = g_strsplit(format, "%s", 2);

	return g_strconcat(halves[0], scene->out, halves[1], NULL);
}

static void
wait_a_moment(gint64 since, const char *what)
{
	if (g_get_monotonic_time() - since > PATIENCE) {
		g_autofree char *text = NULL;

		g_file_get_contents(log_path, &text, NULL, NULL);
		g_error("waited in vain for %s; the log: %s", what, text);
	}
	g_usleep(LOOK_AGAIN);
}

static gboolean
are_all(struct queue_scene *scene, const char *letter_id, const char *sink,
	enum delivery_state state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) deliveries =
		spool_letter_deliveries(scene->spool, letter_id, &error);
	guint count = 0;

	g_assert_no_error(error);
	for (guint i = 0; i < deliveries->len; i++) {
		const struct spool_delivery *delivery = deliveries->pdata[i];

		if (!g_str_equal(delivery->sink, sink))
			continue;
		count++;
		if (delivery->state != state)
			return FALSE;
	}
	return count > 0;
}

void
scene_wait_deliveries(struct queue_scene *scene, const char *letter_id,
		      const char *sink, enum delivery_state state)
{
	gint64 since = g_get_monotonic_time();

	while (!are_all(scene, letter_id, sink, state))
		wait_a_moment(since, delivery_state_names[state]);
}

struct spool_sink *
scene_sink(struct queue_scene *scene, const char *sink)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(spool_summary) summary =
		spool_summarise(scene->spool, spool_now(), &error);

	g_assert_no_error(error);
	for (guint i = 0; i < summary->sinks->len; i++) {
		struct spool_sink *row = summary->sinks->pdata[i];

		if (g_str_equal(row->name, sink))
			return g_ptr_array_steal_index(summary->sinks, i);
	}
	g_assert_not_reached();
}

void
scene_wait_sink(struct queue_scene *scene, const char *sink,
		enum sink_state state)
{
	gint64 since = g_get_monotonic_time();

	for (;;) {
		struct spool_sink *row = scene_sink(scene, sink);
		gboolean done = row->state == state;

		spool_sink_free(row);
		if (done)
			return;
		wait_a_moment(since, sink_state_names[state]);
	}
}

void
scene_wait_requests(struct queue_scene *scene, guint count)
{
	gint64 since = g_get_monotonic_time();

	while (http_server_requests(scene->server) < count)
		wait_a_moment(since, "requests");
}

void
scene_wait_stopped(struct sink_queue *queue)
{
	gint64 since = g_get_monotonic_time();

	while (!sink_queue_has_stopped(queue))
		wait_a_moment(since, "the thread's end");
}

void
scene_wait_log(const char *text)
{
	gint64 since = g_get_monotonic_time();

	while (scene_log_count(text) == 0)
		wait_a_moment(since, text);
}

struct spool_delivery *
scene_delivery(struct queue_scene *scene, const char *letter_id,
	       const char *sink)
{
	g_autoptr(GPtrArray) deliveries =
		spool_letter_deliveries(scene->spool, letter_id, NULL);

	for (guint i = 0; i < deliveries->len; i++) {
		struct spool_delivery *delivery = deliveries->pdata[i];

		if (g_str_equal(delivery->sink, sink))
			return g_ptr_array_steal_index(deliveries, i);
	}
	g_assert_not_reached();
}

guint
scene_log_count(const char *text)
{
	g_autofree char *log = NULL;
	guint count = 0;

	g_assert_true(g_file_get_contents(log_path, &log, NULL, NULL));
	for (const char *at = log; (at = strstr(at, text)) != NULL; at++)
		count++;
	return count;
}

void
scene_expect_held(struct queue_scene *scene, const char *argument,
		  const char *letter_id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(sink) sink = sink_new_from_argument(argument, &error);
	g_autoptr(GPtrArray) records = scene_records(scene, letter_id);

	g_assert_no_error(error);
	sink_open(sink, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < records->len; i++) {
		enum sink_holds holds;

		sink_holds(sink, records->pdata[i], &holds, &error);
		g_assert_no_error(error);
		g_assert_cmpint(holds, ==, SINK_HOLDS_SAME);
	}
}

void
scene_expect_metric(struct queue_scene *scene, const char *line)
{
	g_autofree char *text = metrics_to_text(scene->metrics);
	g_autofree char *whole = g_strconcat("\n", line, "\n", NULL);

	if (strstr(text, whole) == NULL)
		g_error("not in the metrics: %s", line);
}
