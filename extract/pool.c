/* pool.c - hands tasks to workers, starts workers when tasks wait. */
#include "extract/pool.h"

#include "core/error.h"
#include "core/strict.h"

#define MAX_LAYERS 100

enum seat_state {
	SEAT_STARTING, /* its hello has not come */
	SEAT_IDLE,
	SEAT_BUSY,
};

/* A running worker and what it does. */
struct seat {
	struct pool *pool;
	struct worker *worker;
	enum seat_state state;
	guint64 letter;		/* that its process has seen; 0: none */
	gboolean ended;		/* that letter has ended: the process must end
				 * too */
	struct pool_task *task; /* while busy */
};

struct pool {
	struct worker_program program;
	guint most;
	struct pool_events events;
	gpointer data;
	GPtrArray *seats;   /* of struct seat */
	GQueue *waiting;    /* of struct pool_task, by rank */
	guint64 letters;    /* begun so far */
	gboolean tesseract; /* pages needed it: more will */
	gboolean ready;	    /* one has said hello */
	gboolean failed;
};

void
pool_task_free(struct pool_task *task)
{
	json_decref(task->request);
	g_free(task->purpose);
	g_free(task);
}

static void
seat_free(gpointer data)
{
	struct seat *seat = data;

	worker_free(seat->worker);
	if (seat->task != NULL)
		pool_task_free(seat->task);
	g_free(seat);
}

static void
fail(struct pool *pool, const GError *error)
{
	if (pool->failed)
		return;
	pool->failed = TRUE;
	pool->events.failed(error, pool->data);
}

/* --- what workers say --- */

static void dispatch(struct pool *pool);

/* {"hello": {"versions": ..., "sandbox_missing": [...]}}; comes before any
 * document, so a bad one is a bad installation. */
static gboolean
read_hello(json_t *message, char **out_versions, char **out_missing,
	   GError **error)
{
	static const char *const outer[] = { "hello", NULL };
	static const char *const inner[] = { "versions", "sandbox_missing",
					     NULL };
	const struct node *root = STRICT_ROOT(message);
	const struct node *hello = STRICT_MEMBER(root, "hello");
	const struct node *missing = STRICT_MEMBER(hello, "sandbox_missing");
	g_autoptr(GString) list = g_string_new(NULL);

	if (!strict_object(root, outer, error) ||
	    !strict_object(hello, inner, error) ||
	    !strict_array(missing, 0, MAX_LAYERS, error))
		return FALSE;
	for (gsize i = 0; i < json_array_size(missing->json); i++) {
		g_autofree char *layer = NULL;

		if (!strict_string(STRICT_ELEMENT(missing, i), &layer, error))
			return FALSE;
		g_string_append_printf(list, "%s%s", i ? ", " : "", layer);
	}
	if (!strict_string(STRICT_MEMBER(hello, "versions"), out_versions,
			   error))
		return FALSE;
	*out_missing = list->len > 0 ? g_strdup(list->str) : NULL;
	return TRUE;
}

static void
lose(struct seat *seat)
{
	struct pool *pool = seat->pool;

	g_ptr_array_remove(pool->seats, seat);
	if (pool->events.lost != NULL)
		pool->events.lost(pool->data);
}

/* Gets another process for it. FALSE: that failed, and the seat is gone. */
static gboolean
renew(struct seat *seat)
{
	seat->letter = 0;
	seat->ended = FALSE;
	if (worker_begin_letter(seat->worker, seat->pool->tesseract, NULL))
		return TRUE;
	lose(seat);
	return FALSE;
}

static void
greet(struct seat *seat, json_t *message)
{
	struct pool *pool = seat->pool;
	const char *refusal = json_string_value(
		json_object_get(json_object_get(message, "error"), "message"));
	g_autofree char *versions = NULL, *missing = NULL;
	g_autoptr(GError) error = NULL;

	if (refusal != NULL) {
		error_set(&error, IMR_ERROR_FATAL, "%s", refusal);
		fail(pool, error);
	} else if (!read_hello(message, &versions, &missing, &error)) {
		g_prefix_error(&error, "'%s' is not a worker of this program: ",
			       pool->program.path);
		fail(pool, error);
	} else {
		seat->state = SEAT_IDLE;
		if (!pool->ready)
			pool->events.ready(versions, missing, pool->data);
		pool->ready = TRUE;
		renew(seat);
	}
}

static void
hear_answer(struct seat *seat, const struct worker_end *end)
{
	g_autoptr(pool_task) task = g_steal_pointer(&seat->task);
	/* The loss concerns a letter, not the worker. */
	gboolean child_lost =
		end->loss == LOSS_TEXT_TIME || end->loss == LOSS_SHORTAGE;

	task->answered(task, end);

	/* The worker counted as busy until here: the owner may have added
	 * tasks, and the worker must not take one before its answer was
	 * checked. */
	seat->state = SEAT_IDLE;
	if ((end->answer == NULL && !child_lost) ||
	    !worker_is_alive(seat->worker))
		lose(seat);
	else if (child_lost)
		renew(seat);
}

static void
worker_answered(struct worker *worker G_GNUC_UNUSED,
		const struct worker_end *end, gpointer data)
{
	struct seat *seat = data;
	struct pool *pool = seat->pool;

	if (seat->state == SEAT_BUSY)
		hear_answer(seat, end);
	else if (end->hello != NULL)
		greet(seat, end->hello);
	else
		fail(pool, end->error);
	dispatch(pool);
}

static void
worker_ended(struct worker *worker G_GNUC_UNUSED, gpointer data)
{
	struct seat *seat = data;
	struct pool *pool = seat->pool;

	lose(seat);
	dispatch(pool);
}

/* --- handing out --- */

static void
start_worker(struct pool *pool)
{
	static const struct worker_events events = { worker_answered,
						     worker_ended };
	struct seat *seat = g_new0(struct seat, 1);
	g_autoptr(GError) error = NULL;

	seat->pool = pool;
	seat->worker = worker_start(&pool->program, &events, seat, &error);
	if (seat->worker != NULL) {
		g_ptr_array_add(pool->seats, seat);
		return;
	}
	g_free(seat);
	fail(pool, error);
}

/* Ends the processes of letters that have ended at once, not only when another
 * letter needs their worker, so that the next process is ready by then. */
static void
renew_ended(struct pool *pool)
{
	/* From the end: one that is lost leaves the array. */
	for (guint i = pool->seats->len; i > 0; i--) {
		struct seat *seat = g_ptr_array_index(pool->seats, i - 1);

		if (seat->state == SEAT_IDLE && seat->ended)
			renew(seat);
	}
}

/* Best one that has the letter open, else one that has seen none; NULL when
 * all are busy. */
static struct seat *
choose_seat(const struct pool *pool, guint64 letter)
{
	struct seat *fresh = NULL, *other = NULL;

	for (guint i = 0; i < pool->seats->len; i++) {
		struct seat *seat = g_ptr_array_index(pool->seats, i);

		if (seat->state != SEAT_IDLE)
			continue;
		if (seat->letter == letter)
			return seat;
		if (seat->letter == 0)
			fresh = seat;
		else
			other = seat;
	}
	return fresh != NULL ? fresh : other;
}

/* Of two or more workers, one is kept for other letters. */
static gboolean
slow_ones_have_all(const struct pool *pool)
{
	guint slow = 0;

	for (guint i = 0; i < pool->seats->len; i++) {
		const struct seat *seat = g_ptr_array_index(pool->seats, i);

		slow += seat->task != NULL && seat->task->slow;
	}
	return slow + 1 >= MAX(pool->most, 2);
}

static json_t *
make_request(gpointer data)
{
	const struct pool_task *task = data;

	return task->request != NULL ? json_incref(task->request)
				     : task->ask(task);
}

static struct answer *
check_message(json_t *message, gpointer data, GError **error)
{
	const struct pool_task *task = data;

	return task->check(task, message, error);
}

static void
ask(struct seat *seat)
{
	const struct worker_question question = {
		.purpose = seat->task->purpose,
		.seconds = seat->task->seconds,
		.fd = seat->task->fd,
		.allowance = seat->task->allowance,
		.ask = make_request,
		.check = check_message,
		.data = seat->task,
	};

	worker_ask(seat->worker, &question);
}

/* FALSE: no worker can take it now. */
static gboolean
hand_out(struct pool *pool, struct pool_task *task)
{
	struct seat *seat;

	if (task->slow && slow_ones_have_all(pool))
		return FALSE;
	do {
		seat = choose_seat(pool, task->letter);
		if (seat == NULL)
			return FALSE;
	} while (seat->letter != 0 && seat->letter != task->letter &&
		 !renew(seat));
	seat->letter = task->letter;
	seat->task = task;
	seat->state = SEAT_BUSY;
	ask(seat);
	return TRUE;
}

static guint
count_starting(const struct pool *pool)
{
	guint starting = 0;

	for (guint i = 0; i < pool->seats->len; i++) {
		const struct seat *seat = g_ptr_array_index(pool->seats, i);

		starting += seat->state == SEAT_STARTING;
	}
	return starting;
}

static void
dispatch(struct pool *pool)
{
	if (pool->failed)
		return;
	renew_ended(pool);
	while (pool->waiting->length > 0 &&
	       hand_out(pool, g_queue_peek_head(pool->waiting)))
		g_queue_pop_head(pool->waiting);
	for (guint starting = count_starting(pool);
	     starting < pool->waiting->length && !pool->failed &&
	     pool->seats->len < pool->most;
	     starting++)
		start_worker(pool);
}

static int
by_rank(gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
	const struct pool_task *first = a, *second = b;

	if (first->slow != second->slow)
		return first->slow ? 1 : -1;
	/* Never equal: the new task, second here, goes after those of the same
	 * rank. */
	return first->rank <= second->rank ? -1 : 1;
}

guint64
pool_begin_letter(struct pool *pool)
{
	return ++pool->letters;
}

void
pool_expect_tesseract(struct pool *pool)
{
	pool->tesseract = TRUE;
}

void
pool_end_letter(struct pool *pool, guint64 letter)
{
	for (guint i = 0; i < pool->seats->len; i++) {
		struct seat *seat = g_ptr_array_index(pool->seats, i);

		seat->ended |= seat->letter == letter;
	}
}

void
pool_add(struct pool *pool, struct pool_task *take_task)
{
	g_assert(take_task->letter != 0);
	g_queue_insert_sorted(pool->waiting, take_task, by_rank, NULL);
	dispatch(pool);
}

guint
pool_forget(struct pool *pool, gpointer owner)
{
	guint forgotten = 0;

	for (GList *link = pool->waiting->head, *next; link; link = next) {
		struct pool_task *task = link->data;

		next = link->next;
		if (task->owner != owner)
			continue;
		g_queue_delete_link(pool->waiting, link);
		pool_task_free(task);
		forgotten++;
	}
	return forgotten;
}

void
pool_warm_up(struct pool *pool)
{
	start_worker(pool);
}

struct pool *
pool_new(const struct worker_program *program, guint most,
	 const struct pool_events *events, gpointer data)
{
	struct pool *pool = g_new0(struct pool, 1);

	pool->program = *program;
	pool->program.path = g_strdup(program->path);
	pool->most = most;
	pool->events = *events;
	pool->data = data;
	pool->seats = g_ptr_array_new_with_free_func(seat_free);
	pool->waiting = g_queue_new();
	return pool;
}

void
pool_free(struct pool *pool)
{
	g_ptr_array_unref(pool->seats);
	g_queue_free_full(pool->waiting, (GDestroyNotify)pool_task_free);
	g_free(pool->program.path);
	g_free(pool);
}
