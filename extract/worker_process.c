/* worker_process.c - starts a worker, talks to it, and notices its end.
 *
 * Every conversation ends in conclude(), in the main loop. The deadline only
 * kills the worker, and its child with it: a dead process's socket is closed,
 * so the talking thread always comes back. If no answer came, the worker is
 * asked how its child ended. If it does not say, the parent hangs up and waits
 * for its exit status, which is that of its child and tells why. */
#include "extract/worker_process.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/error.h"
#include "core/frame.h"
#include "core/strict.h"
#include "extract/check_answer.h"
#include "extract/worker_loss.h"
#include "extract/worker_words.h"

#define WORKER_NAME "imr-extract"
#define SOCKET_IN_WORKER 3
#define START_SECONDS 60.0
#define SHORTEST_LOOK                                                          \
	0.05 /* seconds, from one look at its clock to the next                \
	      */

struct worker {
	struct worker_events events;
	gpointer data;

	GPid pid; /* 0 once reaped */
	guint child_watch;
	int status;		    /* of wait(2), once reaped */
	int control;		    /* to the worker itself */
	int socket;		    /* to its present child; -1: it has none */
	struct worker_words *words; /* NULL: discarded */

	GThread *thread; /* while it talks */
	struct worker_question question;
	json_t *hello;
	struct worker_reply reply;

	gboolean greeted; /* its hello has come */
	guint untold;	  /* children that it has not told us of */
	int child;	  /* the last one's pid; atomic; 0: not yet told */
	gboolean asked;	  /* how that ended, without an answer of its own */
	gboolean told;	  /* and here is its status, while it lives on itself */
	int child_status;
	char *purpose;	/* while it talks, and when it was lost talking */
	gint64 since;	/* monotonic, of the request */
	double used;	/* of processor time: before it, */
	double using;	/* and when that was last looked at */
	guint deadline; /* timer; 0 when none runs */
	enum lateness late;
};

/* --- finding and starting --- */

char *
worker_program_find(GError **error)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = g_path_get_dirname(self ? self : "");
	g_autofree char *beside = g_build_filename(folder, WORKER_NAME, NULL);

	if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
		return g_steal_pointer(&beside);
	if (g_file_test(IMR_LIBEXECDIR "/" WORKER_NAME,
			G_FILE_TEST_IS_EXECUTABLE))
		return g_strdup(IMR_LIBEXECDIR "/" WORKER_NAME);
	error_set(error, IMR_ERROR_FATAL,
		  "cannot find " WORKER_NAME
		  ", neither in '%s' nor in '" IMR_LIBEXECDIR "'",
		  folder);
	return NULL;
}

/* Only the variables that a worker needs. */
static char **
worker_environment(void)
{
	char **environment = g_new0(char *, 1);
	static const char *const passed[] = { "TESSDATA_PREFIX",
					      "IMR_LEXICON" };

	/* As many workers as cores, so one thread each. */
	environment =
		g_environ_setenv(environment, "OMP_THREAD_LIMIT", "1", TRUE);
	/* A heap of large pages: a fork has less to copy, and a child has fewer
	 * page faults. */
	environment = g_environ_setenv(environment, "GLIBC_TUNABLES",
				       "glibc.malloc.hugetlb=1", TRUE);
	environment = g_environ_setenv(environment, "LANG", "C.UTF-8", TRUE);
	for (guint i = 0; i < G_N_ELEMENTS(passed); i++) {
		const char *value = g_getenv(passed[i]);

		if (value != NULL)
			environment = g_environ_setenv(environment, passed[i],
						       value, TRUE);
	}
	return environment;
}

/* Between fork and exec. No worker outlives a parent that was killed, and none
 * gets the terminal's Ctrl-C before the parent does: it would be taken for a
 * crash over its letter. */
static void
tie_to_parent(gpointer data G_GNUC_UNUSED)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setpgid(0, 0);
}

static gboolean
spawn(struct worker *worker, const struct worker_program *program, int socket,
      GError **error)
{
	g_autofree char *memory =
		g_strdup_printf("--memory=%" G_GINT64_FORMAT, program->memory);
	g_autofree char *seconds =
		g_strdup_printf("--seconds=%.0f", ceil(program->seconds) + 1);
	const char *const arguments[] = { program->path, memory, seconds,
					  NULL };
	g_auto(GStrv) environment = worker_environment();
	const int in_worker = SOCKET_IN_WORKER;
	GSpawnFlags flags =
		G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL;
	g_autoptr(GError) cause = NULL;
	int words = -1;

	if (program->heard == NULL)
		flags |= G_SPAWN_STDERR_TO_DEV_NULL;
	if (g_spawn_async_with_pipes_and_fds(
		    "/", arguments, (const char *const *)environment, flags,
		    tie_to_parent, NULL, -1, -1, -1, &socket, &in_worker, 1,
		    &worker->pid, NULL, NULL,
		    program->heard != NULL ? &words : NULL, &cause)) {
		if (words >= 0)
			worker->words = worker_words_new(words, program->heard);
		return TRUE;
	}
	return error_set(error, IMR_ERROR_FATAL, "cannot start '%s': %s",
			 program->path, cause->message);
}

static void worker_reaped(GPid pid, int status, gpointer data);
static void converse(struct worker *worker,
		     const struct worker_question *question);

struct worker *
worker_start(const struct worker_program *program,
	     const struct worker_events *events, gpointer data, GError **error)
{
	g_autoptr(worker) worker = g_new0(struct worker, 1);
	gboolean spawned;
	int pair[2];

	worker->events = *events;
	worker->data = data;
	worker->control = -1;
	worker->socket = -1;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
		error_set_errno(error, "make a socket pair");
		return NULL;
	}
	worker->control = pair[0];
	spawned = spawn(worker, program, pair[1], error);
	close(pair[1]);
	if (!spawned)
		return NULL;
	worker->child_watch =
		g_child_watch_add(worker->pid, worker_reaped, worker);
	converse(worker, &(struct worker_question){ .purpose = "starting",
						    .seconds = START_SECONDS,
						    .fd = -1 });
	return g_steal_pointer(&worker);
}

/* The worker is never asked for its next child before it has taken the one
 * before it, so this does not block. */
gboolean
worker_begin_letter(struct worker *worker, gboolean tesseract, GError **error)
{
	json_t *message;
	gboolean sent;
	int pair[2];

	g_assert(worker->thread == NULL && worker->purpose == NULL);
	if (worker->socket >= 0)
		close(worker->socket);
	worker->socket = -1;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return error_set_errno(error, "make a socket pair");
	worker->socket = pair[0];
	worker->untold++;
	g_atomic_int_set(&worker->child, 0);
	message = json_pack("{s:b}", "tesseract", tesseract);
	sent = frame_send(worker->control, message, pair[1], error);
	json_decref(message);
	close(pair[1]);
	return sent;
}

/* --- its child's clock --- */

/* Needs no right to look at the process, and no /proc. 0: there is none. */
static double
processor_seconds(pid_t pid)
{
	struct timespec time;
	clockid_t clock;

	if (pid <= 0 || clock_getcpuclockid(pid, &clock) != 0 ||
	    clock_gettime(clock, &time) != 0)
		return 0;
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* For a child that has ended, the last value stays. */
static void
look_at_clock(struct worker *worker)
{
	double seconds = processor_seconds(g_atomic_int_get(&worker->child));

	worker->using = MAX(worker->using, seconds - worker->used);
}

static double
seconds_since(gint64 since)
{
	return (double)(g_get_monotonic_time() - since) / G_USEC_PER_SEC;
}

/* {"MEMBER": NUMBER} */
static gboolean
hear_number(struct worker *worker, const char *member, gint64 *out_number,
	    GError **error)
{
	const char *const keys[] = { member, NULL };
	json_t *message = frame_receive(worker->control, NULL, error);
	gboolean good;

	if (message == NULL)
		return FALSE;
	good = strict_object(STRICT_ROOT(message), keys, error) &&
	       strict_integer(STRICT_MEMBER(STRICT_ROOT(message), member), 0,
			      G_MAXINT, out_number, error);
	json_decref(message);
	return good;
}

/* {"child": PID}, which comes when that has been forked: before the first
 * answer about each letter. */
static gboolean
hear_of_child(struct worker *worker, GError **error)
{
	gint64 pid;

	if (!hear_number(worker, "child", &pid, error))
		return FALSE;
	g_atomic_int_set(&worker->child, (int)pid);
	return TRUE;
}

/* --- talking --- */

static void
end_deadline(struct worker *worker)
{
	if (worker->deadline != 0)
		g_source_remove(worker->deadline);
	worker->deadline = 0;
}

static enum loss_kind
explain_loss(const struct worker *worker, GError **error)
{
	const struct worker_loss loss = {
		.purpose = worker->purpose,
		.seconds = worker->question.seconds,
		.greeted = worker->greeted,
		.late = worker->late,
		.talk = worker->reply.talk_error,
		.broken = worker->reply.broken,
		.status = worker->told ? worker->child_status : worker->status,
	};

	return worker_loss_explain(&loss, error);
}

static void
conclude(struct worker *worker)
{
	json_t *hello = g_steal_pointer(&worker->hello);
	g_autoptr(answer) answer = g_steal_pointer(&worker->reply.answer);
	g_autoptr(GError) loss = NULL;
	struct worker_end end = { .seconds = seconds_since(worker->since),
				  .hello = hello,
				  .answer = answer };

	end_deadline(worker);
	look_at_clock(worker);
	end.processor = worker->using;
	if (hello == NULL && answer == NULL)
		end.loss = explain_loss(worker, &loss);
	/* If the worker still runs, what would mark it as lost is cleared. */
	if (worker->pid != 0) {
		g_clear_pointer(&worker->purpose, g_free);
		worker_reply_clear(&worker->reply);
	}
	worker->asked = worker->told = FALSE;
	end.error = loss;
	worker->greeted |= hello != NULL;
	/* May free the worker: nothing of it is touched afterwards. */
	worker->events.answered(worker, &end, worker->data);
	json_decref(hello);
}

static void
worker_reaped(GPid pid, int status, gpointer data)
{
	struct worker *worker = data;
	gboolean talking = worker->purpose != NULL;

	g_spawn_close_pid(pid);
	worker->pid = 0;
	worker->child_watch = 0;
	worker->status = status;
	if (talking && worker->thread == NULL)
		conclude(worker);
	else if (!talking)
		worker->events.ended(worker, worker->data);
}

static void
end_talk(struct worker *worker)
{
	if (worker->thread != NULL)
		g_thread_join(g_steal_pointer(&worker->thread));
}

/* A worker need not end with its child if the child kept to the protocol. */
static gboolean
can_ask_how_it_ended(const struct worker *worker)
{
	return worker->greeted && !worker->asked && worker->untold == 0 &&
	       worker->late == NOT_LATE &&
	       !g_error_matches(worker->reply.talk_error, IMR_ERROR,
				IMR_ERROR_REJECT);
}

/* Nothing that it could still say would change the result. */
static gboolean
is_concluded(const struct worker *worker)
{
	return worker->hello != NULL || worker->reply.answer != NULL ||
	       worker->reply.broken != NULL ||
	       error_is_shortage(worker->reply.talk_error);
}

static gboolean worker_heard(gpointer data);

/* If no thread can be started, the request ends with that error. */
static void
begin_talk(struct worker *worker, GThreadFunc talk)
{
	g_autoptr(GError) error = NULL;

	worker->thread = g_thread_try_new("talk", talk, worker, &error);
	if (worker->thread != NULL)
		return;
	g_clear_error(&worker->reply.talk_error);
	error_set_shortage(&worker->reply.talk_error, "%s", error->message);
	g_idle_add_full(G_PRIORITY_DEFAULT, worker_heard, worker, NULL);
}

static gpointer
ask_how_it_ended(gpointer data)
{
	struct worker *worker = data;
	json_t *question = json_pack("{s:b}", "ended", TRUE);
	gint64 status;

	if (frame_send(worker->control, question, -1, NULL) &&
	    hear_number(worker, "ended", &status, NULL)) {
		worker->child_status = (int)status;
		worker->told = TRUE;
	}
	json_decref(question);
	g_idle_add_full(G_PRIORITY_DEFAULT, worker_heard, worker, NULL);
	return NULL;
}

static gboolean
worker_heard(gpointer data)
{
	struct worker *worker = data;

	end_talk(worker);
	if (worker->pid == 0 || worker->told || is_concluded(worker)) {
		conclude(worker);
	} else if (can_ask_how_it_ended(worker)) {
		worker->asked = TRUE;
		begin_talk(worker, ask_how_it_ended);
	} else {
		/* It has until the deadline to end as its child did. */
		shutdown(worker->control, SHUT_RDWR);
		shutdown(worker->socket, SHUT_RDWR);
	}
	return G_SOURCE_REMOVE;
}

static gpointer
talk(gpointer data)
{
	struct worker *worker = data;
	gboolean known = TRUE;

	for (; known && worker->untold > 0; worker->untold--)
		known = hear_of_child(worker, &worker->reply.talk_error);
	if (!worker->greeted)
		worker->hello = frame_receive(worker->control, NULL,
					      &worker->reply.talk_error);
	else if (known)
		question_put(&worker->question, worker->socket, &worker->reply);
	g_idle_add_full(G_PRIORITY_DEFAULT, worker_heard, worker, NULL);
	return NULL;
}

static gboolean look_whether_late(gpointer data);

static void
set_deadline(struct worker *worker, double seconds)
{
	worker->deadline = g_timeout_add(
		(guint)MIN(ceil(seconds * 1000), (double)G_MAXUINT),
		look_whether_late, worker);
}

static gboolean
look_whether_late(gpointer data)
{
	struct worker *worker = data;
	double patience = worker->greeted ? WORKER_PATIENCE : 1;
	double left = patience * worker->question.seconds -
		      seconds_since(worker->since);
	double processor_left;

	worker->deadline = 0;
	look_at_clock(worker);
	processor_left = worker->question.seconds - worker->using;
	if (processor_left > 0 && left > 0) {
		set_deadline(worker,
			     MAX(MIN(processor_left, left), SHORTEST_LOOK));
		return G_SOURCE_REMOVE;
	}
	worker->late = processor_left > 0 ? LATE_BY_CLOCK : LATE_BY_PROCESSOR;
	if (worker->pid != 0)
		kill(worker->pid, SIGKILL);
	return G_SOURCE_REMOVE;
}

static void
converse(struct worker *worker, const struct worker_question *question)
{
	worker_reply_clear(&worker->reply);
	worker->question = *question;
	worker->purpose = g_strdup(question->purpose);
	worker->since = g_get_monotonic_time();
	worker->used = processor_seconds(g_atomic_int_get(&worker->child));
	worker->using = 0;
	set_deadline(worker, question->seconds);
	begin_talk(worker, talk);
}

void
worker_ask(struct worker *worker, const struct worker_question *question)
{
	g_assert(worker->thread == NULL && worker->purpose == NULL);
	converse(worker, question);
}

gboolean
worker_is_alive(const struct worker *worker)
{
	/* A late worker was killed, even if its answer still came. */
	return worker->pid != 0 && worker->late == NOT_LATE;
}

/* The child of a worker that ended was killed with it, and its socket is closed
 * when it has given its memory back: only then is there room for another. */
static void
await_child(const struct worker *worker)
{
	char rest[4096];

	while (recv(worker->socket, rest, sizeof(rest), 0) > 0)
		continue;
}

void
worker_free(struct worker *worker)
{
	if (worker->child_watch != 0)
		g_source_remove(worker->child_watch);
	if (worker->pid != 0) {
		kill(worker->pid, SIGKILL);
		waitpid(worker->pid, NULL, 0);
	}
	end_talk(worker);
	if (worker->socket >= 0)
		await_child(worker);
	g_clear_pointer(&worker->words, worker_words_free);
	end_deadline(worker);
	g_idle_remove_by_data(worker);
	if (worker->control >= 0)
		close(worker->control);
	if (worker->socket >= 0)
		close(worker->socket);
	json_decref(worker->hello);
	worker_reply_clear(&worker->reply);
	g_free(worker->purpose);
	g_free(worker);
}
