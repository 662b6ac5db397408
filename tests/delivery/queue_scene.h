/* queue_scene.h - a real spool and store with letters in them, and sinks'
 * queues that empty it, for the tests of the queues. */
#ifndef TESTS_DELIVERY_QUEUE_SCENE_H
#define TESTS_DELIVERY_QUEUE_SCENE_H

#include <glib.h>

#include "delivery/sink_queue.h"
#include "monitor/metrics.h"
#include "spool/spool.h"
#include "spool/store.h"
#include "tests/support/http_server.h"

/* Stands in every text of every record, and must not stand in the log. */
#define SCENE_WORD "Zanzibarium"

struct queue_scene {
	char *directory; /* of the spool */
	char *out;	 /* an empty one, for sinks */
	struct spool *spool;
	struct store *store;
	struct metrics *metrics;
	struct http_server *server;
	struct delivery_settings settings; /* short waits */
	guint letters;
};

/* Standard error goes to a file from here on. Before anything is logged. */
void queue_scene_init(void);
/* Runs the tests and removes that file. */
int queue_scene_run(void);
void queue_scene_add_test(const char *path,
			  void (*test)(struct queue_scene *scene,
				       gconstpointer unused));

/* The sinks of the settings; NULL-terminated. */
void scene_set_sinks(struct queue_scene *scene, const char *const *sinks);
/* A letter with its records, extracted and queued for the sinks. Its id. */
char *scene_add_letter(struct queue_scene *scene, guint records,
		       const char *const *sinks);
/* Its records are read anew, now with that priority. */
void scene_reparse(struct queue_scene *scene, const char *letter_id,
		   const char *priority, const char *const *sinks);
/* What the store has of it. */
GPtrArray *scene_records(struct queue_scene *scene, const char *letter_id);

struct sink_queue *scene_queue(struct queue_scene *scene, const char *name,
			       const char *argument);
/* "files:DIRECTORY", "sqlite:FILE", below out. */
char *scene_argument(const struct queue_scene *scene, const char *format);

/* Each waits until it is so. */
void scene_wait_deliveries(struct queue_scene *scene, const char *letter_id,
			   const char *sink, enum delivery_state state);
void scene_wait_sink(struct queue_scene *scene, const char *sink,
		     enum sink_state state);
void scene_wait_requests(struct queue_scene *scene, guint count);
void scene_wait_stopped(struct sink_queue *queue);
void scene_wait_log(const char *text);

/* The first one of a letter to a sink. */
struct spool_delivery *scene_delivery(struct queue_scene *scene,
				      const char *letter_id, const char *sink);
struct spool_sink *scene_sink(struct queue_scene *scene, const char *sink);
/* How often the log of this test has text. */
guint scene_log_count(const char *text);
/* Opens a sink of that argument and expects that it holds what the store has
 * of the letter, once. */
void scene_expect_held(struct queue_scene *scene, const char *argument,
		       const char *letter_id);
void scene_expect_metric(struct queue_scene *scene, const char *line);

#endif
