/* zygote.c - loads the data, and forks a child for each letter.
 *
 * At most one child lives: the one before it is killed and reaped before the
 * next is forked, whatever it was doing. The zygote does not check whether its
 * child has died until the parent, which notices by the letter's socket, asks
 * how it died, sends the next letter or hangs up. So a child that dies after
 * its last answer does no harm, and its death is never taken for that of the
 * next letter's child. */
#include "worker/zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "core/frame.h"
#include "ocr/opened_document.h"
#include "worker/child.h"
#include "worker/heap.h"
#include "worker/warm_up.h"

struct zygote {
	struct verbs *verbs;
	const struct sandbox_limits *limits;
	struct opened_document
		*warm; /* open, so that its libraries stay set up */
	pid_t child;   /* 0: none was forked */
};

static gboolean
fork_child(struct zygote *zygote, int socket,
	   int (*live)(struct verbs *, const struct sandbox_limits *),
	   GError **error)
{
	const pid_t self = getpid();

	zygote->child = fork();
	if (zygote->child > 0)
		return TRUE;
	if (zygote->child < 0) {
		zygote->child = 0;
		return error_set_errno(error, "start a process for a letter");
	}
	/* If the zygote is killed the child dies too, and cannot prevent that.
	 * The letter's socket takes the place of the zygote's, so that the
	 * child has no way to ask for, or hear of, another letter. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != self ||
	    dup2(socket, PARENT) < 0)
		_exit(EXIT_BROKEN);
	if (socket != PARENT)
		close(socket);
	_exit(live(zygote->verbs, zygote->limits));
}

/* How it ended, of wait(2). */
static int
reap_child(struct zygote *zygote)
{
	int status = 0;

	while (waitpid(zygote->child, &status, 0) < 0 && errno == EINTR)
		continue;
	zygote->child = 0;
	return status;
}

/* If the child has ended already, or is about to, the signal has no effect, and
 * the status says how it ended by itself. */
static int
end_child(struct zygote *zygote)
{
	if (zygote->child == 0)
		return 0;
	kill(zygote->child, SIGKILL);
	return reap_child(zygote);
}

/* The parent sees only the zygote's exit status, which must tell how the last
 * letter was lost. */
static int
end_like(int status)
{
	if (!WIFSIGNALED(status))
		return WEXITSTATUS(status);
	signal(WTERMSIG(status), SIG_DFL);
	raise(WTERMSIG(status));
	return EXIT_BROKEN;
}

/* The first child only says hello: no letter's socket is there yet. */
static int
greet(struct zygote *zygote)
{
	g_autoptr(GError) error = NULL;

	if (fork_child(zygote, PARENT, child_greet, &error))
		return reap_child(zygote);
	child_tell(PARENT, verbs_error(error));
	return W_EXITCODE(EXIT_ENVIRONMENT, 0);
}

/* The parent reads the child's clock, which tells a slow letter from a slow
 * machine. 0: there is no child. */
static gboolean
tell_child(const struct zygote *zygote)
{
	return child_tell(PARENT,
			  json_pack("{s:i}", "child", (int)zygote->child));
}

static gboolean
begin_letter(struct zygote *zygote, json_t *message, int socket)
{
	g_autoptr(GError) error = NULL;

	end_child(zygote);
	if (socket < 0)
		return FALSE;
	if (json_is_true(json_object_get(message, "tesseract")))
		verbs_expect_tesseract(zygote->verbs);
	if (!fork_child(zygote, socket, child_serve, &error))
		child_tell(socket, verbs_error(error));
	close(socket);
	return tell_child(zygote);
}

static gboolean
answer_parent(struct zygote *zygote, json_t *message, int socket)
{
	if (json_object_get(message, "ended") == NULL)
		return begin_letter(zygote, message, socket);
	return child_tell(PARENT,
			  json_pack("{s:i}", "ended", end_child(zygote)));
}

static int
serve(struct zygote *zygote)
{
	json_t *message;
	gboolean good = TRUE;
	int socket;

	while (good &&
	       (message = frame_receive(PARENT, &socket, NULL)) != NULL) {
		good = answer_parent(zygote, message, socket);
		json_decref(message);
	}
	return good ? end_like(end_child(zygote)) : EXIT_BROKEN;
}

/* If memory runs out the kernel should kill a worker, which costs its letter a
 * try, and not the daemon. Children inherit this. Must come before anything
 * that closes /proc to this process. */
static void
offer_itself_first(void)
{
	g_auto(owned_fd) fd =
		open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	/* The highest value. If it is refused, the old one stays. */
	if (fd >= 0 && write(fd, "1000", 4) < 0)
		errno = 0;
}

int
zygote_run(const struct sandbox_limits *limits)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(verbs) verbs = NULL;
	struct zygote zygote = { .limits = limits };
	int status;

	offer_itself_first();
	if (!sandbox_prepare(&error) || (verbs = verbs_new(&error)) == NULL) {
		child_tell(PARENT, verbs_error(error));
		return EXIT_ENVIRONMENT;
	}
	zygote.verbs = verbs;
	zygote.warm = warm_up(verbs);
	heap_settle();
	status = greet(&zygote);
	if (status == 0)
		status = serve(&zygote);
	else
		status = end_like(status);
	g_clear_pointer(&zygote.warm, opened_document_free);
	return status;
}
