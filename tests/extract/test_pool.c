/* test_pool.c - which worker gets which task, and when. The workers are played
 * here: this file has the functions of worker_process.c that the pool calls. */
#include "extract/pool.h"

#include <string.h>

#include "core/error.h"
#include "extract/check_answer.h"

struct worker {
	const struct worker_events *events;
	gpointer data;
	guint number; /* from 1, in the order of their starts */
	gboolean dead;
};

/* What the pool did: "start 1", "ready", "begin 1", "ask 1 reading",
 * "answered reading", "lost", "failed", "free 1", joined by ", ". */
static GString *events;
static GPtrArray *workers; /* of struct worker, NULL where it was freed */
static gboolean can_start, can_begin;

static void G_GNUC_PRINTF(1, 2) note(const char *format, ...)
{
	va_list values;

	if (events->len > 0)
		g_string_append(events, ", ");
	va_start(values, format);
	g_string_append_vprintf(events, format, values);
	va_end(values);
}

static void
expect(const char *what)
{
	g_assert_cmpstr(events->str, ==, what);
	g_string_truncate(events, 0);
}

/* --- the workers --- */

struct worker *
worker_start(const struct worker_program *program,
	     const struct worker_events *worker_events, gpointer data,
	     GError **error)
{
	struct worker *worker;

	if (!can_start) {
		error_set(error, IMR_ERROR_FATAL, "cannot start '%s'",
			  program->path);
		return NULL;
	}
	worker = g_new0(struct worker, 1);
	worker->events = worker_events;
	worker->data = data;
	g_ptr_array_add(workers, worker);
	worker->number = workers->len;
	note("start %u", worker->number);
	return worker;
}

gboolean
worker_begin_letter(struct worker *worker, gboolean tesseract,
		    GError **error G_GNUC_UNUSED)
{
	note("begin %u%s", worker->number, tesseract ? " tesseract" : "");
	worker->dead = !can_begin;
	return can_begin;
}

void
worker_ask(struct worker *worker, const struct worker_question *question)
{
	note("ask %u %s", worker->number, question->purpose);
}

gboolean
worker_is_alive(const struct worker *worker)
{
	return !worker->dead;
}

void
worker_free(struct worker *worker)
{
	note("free %u", worker->number);
	workers->pdata[worker->number - 1] = NULL;
	g_free(worker);
}

static struct worker *
worker_of(guint number)
{
	struct worker *worker = workers->pdata[number - 1];

	g_assert_nonnull(worker);
	return worker;
}

static void
say_hello_in(guint number, const char *hello)
{
	struct worker *worker = worker_of(number);
	json_auto_t *message = json_loads(hello, 0, NULL);

	worker->events->answered(
		worker, &(struct worker_end){ .hello = message }, worker->data);
}

static void
say_hello(guint number)
{
	say_hello_in(number, "{\"hello\": {\"versions\": \"1\","
			     " \"sandbox_missing\": []}}");
}

static void
answer(guint number)
{
	struct worker *worker = worker_of(number);
	struct answer *made = g_new0(struct answer, 1);

	worker->events->answered(worker, &(struct worker_end){ .answer = made },
				 worker->data);
	g_free(made);
}

static void
lose(guint number, enum loss_kind loss, gboolean dead)
{
	struct worker *worker = worker_of(number);
	g_autoptr(GError) error = NULL;

	error_set(&error, IMR_ERROR_REJECT, "lost");
	worker->dead = dead;
	worker->events->answered(
		worker, &(struct worker_end){ .loss = loss, .error = error },
		worker->data);
}

/* --- the pool's owner --- */

static void
is_ready(const char *versions, const char *missing, gpointer data G_GNUC_UNUSED)
{
	note("ready %s%s%s", versions, missing ? " without " : "",
	     missing ? missing : "");
}

static void
has_failed(const GError *error, gpointer data G_GNUC_UNUSED)
{
	note("failed: %s", error->message);
}

static void
lost_one(gpointer data G_GNUC_UNUSED)
{
	note("lost");
}

static void
was_answered(struct pool_task *task, const struct worker_end *end)
{
	note("answered %s%s", task->purpose, end->answer ? "" : " not");
}

struct scene {
	struct pool *pool;
	guint64 letters[4];
};

static void
scene_start(struct scene *scene, gconstpointer most)
{
	static const struct pool_events pool_events = { is_ready, has_failed,
							lost_one };
	const struct worker_program program = { (char *)"imr-extract", 1, 1,
						NULL };

	events = g_string_new(NULL);
	workers = g_ptr_array_new();
	can_start = can_begin = TRUE;
	scene->pool =
		pool_new(&program, GPOINTER_TO_UINT(most), &pool_events, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(scene->letters); i++)
		scene->letters[i] = pool_begin_letter(scene->pool);
}

static void
scene_end(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	pool_free(scene->pool);
	for (guint i = 0; i < workers->len; i++)
		g_assert_null(workers->pdata[i]);
	g_ptr_array_unref(workers);
	g_string_free(events, TRUE);
}

static void
add(struct scene *scene, guint letter, const char *purpose, gboolean slow)
{
	struct pool_task *task = g_new0(struct pool_task, 1);

	task->letter = scene->letters[letter];
	task->rank = letter;
	task->slow = slow;
	task->fd = -1;
	task->purpose = g_strdup(purpose);
	task->answered = was_answered;
	task->owner = &scene->letters[letter];
	pool_add(scene->pool, task);
}

/* --- one worker --- */

static void
test_starts_when_wanted(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	expect("");
	add(scene, 0, "a", FALSE);
	add(scene, 0, "b", FALSE);
	expect("start 1"); /* at most one */
	say_hello(1);
	expect("ready 1, begin 1, ask 1 a");
	answer(1);
	expect("answered a, ask 1 b");
	answer(1);
	expect("answered b");
}

/* Of a letter's tasks the earlier first, of letters the earlier first, and
 * behind all that are not those that are slow. */
static void
test_order(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	static const char *const order[] = { "a1", "a2", "c", "d", "b" };

	add(scene, 1, "b", TRUE);
	add(scene, 3, "d", FALSE);
	add(scene, 2, "c", FALSE);
	add(scene, 0, "a1", FALSE);
	add(scene, 0, "a2", FALSE);
	say_hello(1);
	for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
		g_autofree char *asked = g_strdup_printf("ask 1 %s", order[i]);

		g_assert_true(g_str_has_suffix(events->str, asked));
		answer(1);
	}
}

/* Those of two letters never meet in a process. */
static void
test_process_for_a_letter(struct scene *scene,
			  gconstpointer unused G_GNUC_UNUSED)
{
	add(scene, 0, "a1", FALSE);
	say_hello(1);
	expect("start 1, ready 1, begin 1, ask 1 a1");
	answer(1);
	add(scene, 0, "a2", FALSE);
	expect("answered a1, ask 1 a2");
	answer(1);
	add(scene, 1, "b", FALSE);
	expect("answered a2, begin 1, ask 1 b");
	/* The next is ready when the letter has ended. */
	pool_end_letter(scene->pool, scene->letters[1]);
	pool_expect_tesseract(scene->pool);
	answer(1);
	expect("answered b, begin 1 tesseract");
	add(scene, 2, "c", FALSE);
	expect("ask 1 c");
}

static void
test_lost(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	add(scene, 0, "a", FALSE);
	say_hello(1);
	add(scene, 1, "b", FALSE);
	expect("start 1, ready 1, begin 1, ask 1 a");
	lose(1, LOSS_CRASH, TRUE);
	expect("answered a not, free 1, lost, start 2");
	say_hello(2);
	expect("begin 2, ask 2 b");
	/* The child alone, and its worker goes on. */
	lose(2, LOSS_TEXT_TIME, FALSE);
	expect("answered b not, begin 2");
	/* It ends by itself: a task wants another. */
	worker_of(2)->events->ended(worker_of(2), worker_of(2)->data);
	expect("free 2, lost");
	add(scene, 2, "c", FALSE);
	expect("start 3");
}

static void
test_cannot_renew(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	add(scene, 0, "a", FALSE);
	say_hello(1);
	answer(1);
	g_string_truncate(events, 0);
	can_begin = FALSE;
	add(scene, 1, "b", FALSE);
	expect("begin 1, free 1, lost, start 2");
	can_begin = TRUE;
	say_hello(2);
	expect("begin 2, ask 2 b");
}

static void
test_forgotten(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	add(scene, 0, "a1", FALSE);
	add(scene, 0, "a2", FALSE);
	add(scene, 1, "b", FALSE);
	add(scene, 0, "a3", FALSE);
	say_hello(1);
	expect("start 1, ready 1, begin 1, ask 1 a1");
	g_assert_cmpuint(pool_forget(scene->pool, &scene->letters[0]), ==, 2);
	answer(1);
	expect("answered a1, begin 1, ask 1 b");
}

static void
test_warm_up(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	pool_warm_up(scene->pool);
	say_hello_in(1, "{\"hello\": {\"versions\": \"7\","
			" \"sandbox_missing\": [\"Landlock\", \"seccomp\"]}}");
	expect("start 1, ready 7 without Landlock, seccomp, begin 1");
}

/* --- none --- */

static void
test_does_not_start(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	can_start = FALSE;
	add(scene, 0, "a", FALSE);
	add(scene, 1, "b", FALSE);
	expect("failed: cannot start 'imr-extract'"); /* told once */
}

static void
test_bad_hello(struct scene *scene, gconstpointer hello)
{
	add(scene, 0, "a", FALSE);
	say_hello_in(1, hello);
	g_assert_true(g_str_has_prefix(events->str, "start 1, failed: "));
	g_assert_null(strstr(events->str, "ready"));
	g_assert_null(strstr(events->str, "ask"));
}

static void
start_for_hello(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	scene_start(scene, GUINT_TO_POINTER(1));
}

/* --- two --- */

static void
test_two(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	add(scene, 0, "a1", FALSE);
	add(scene, 0, "a2", FALSE);
	add(scene, 0, "a3", FALSE);
	expect("start 1, start 2");
	say_hello(2);
	say_hello(1);
	expect("ready 1, begin 2, ask 2 a1, begin 1, ask 1 a2");
	answer(2);
	expect("answered a1, ask 2 a3");
	answer(2);
	answer(1);
	expect("answered a3, answered a2");
	/* Each goes to who has its letter open. */
	add(scene, 1, "b1", FALSE);
	add(scene, 0, "a4", FALSE);
	g_assert_nonnull(strstr(events->str, "b1"));
	g_assert_true(g_str_has_suffix(events->str, "a4"));
	/* One process has ended its letter for b1, and only one. */
	g_assert_nonnull(strstr(events->str, "begin"));
	g_assert_true(strstr(events->str, "begin") ==
		      g_strrstr(events->str, "begin"));
}

/* One of them is for others. */
static void
test_slow(struct scene *scene, gconstpointer unused G_GNUC_UNUSED)
{
	pool_warm_up(scene->pool);
	pool_warm_up(scene->pool);
	say_hello(1);
	say_hello(2);
	g_string_truncate(events, 0);
	add(scene, 0, "slow1", TRUE);
	add(scene, 1, "slow2", TRUE);
	g_assert_true(g_str_has_suffix(events->str, "slow1"));
	g_assert_null(strstr(events->str, "slow2"));
	g_string_truncate(events, 0);
	add(scene, 2, "quick", FALSE);
	g_assert_true(g_str_has_suffix(events->str, "quick"));
	answer(1);
	answer(2);
	g_assert_true(g_str_has_suffix(events->str, "slow2"));
}

#define ADD(name, most, test)                                                  \
	g_test_add("/pool/" name, struct scene, GUINT_TO_POINTER(most),        \
		   scene_start, test, scene_end)
#define ADD_HELLO(name, hello)                                                 \
	g_test_add("/pool/bad-hello/" name, struct scene, hello,               \
		   start_for_hello, test_bad_hello, scene_end)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("starts-when-wanted", 1, test_starts_when_wanted);
	ADD("order", 1, test_order);
	ADD("process-for-a-letter", 1, test_process_for_a_letter);
	ADD("lost", 1, test_lost);
	ADD("cannot-renew", 1, test_cannot_renew);
	ADD("forgotten", 1, test_forgotten);
	ADD("warm-up", 1, test_warm_up);
	ADD("does-not-start", 1, test_does_not_start);
	ADD_HELLO("other-program", "{\"hi\": true}");
	ADD_HELLO("more", "{\"hello\": {\"versions\": \"1\","
			  " \"sandbox_missing\": [], \"more\": 1}}");
	ADD_HELLO("layers", "{\"hello\": {\"versions\": \"1\","
			    " \"sandbox_missing\": [7]}}");
	ADD_HELLO("refusal",
		  "{\"error\": {\"message\": \"no language data\"}}");
	ADD("two", 2, test_two);
	ADD("slow", 2, test_slow);
	return g_test_run();
}
