/* test_sandbox.c - what a decoder turned hostile would try, tried from inside
 * the whole sandbox; and what an honest one needs. */
#define _GNU_SOURCE /* memfd_create, process_vm_readv, setns, ... */

#include "worker/sandbox.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>

#include "core/error.h"
#include "core/frame.h"
#include "tests/worker/confined.h"
#include "worker/child.h"

#define MEMORY ((gint64)512 << 20)
#define SOME ((gsize)64 << 20)
#define SECONDS 1   /* of processor time */
#define WAS_LET 199 /* no errno is that large */

/* Made before the sandbox closes, as what a worker holds is. */
static int held_file;
static int held_socket; /* TCP, not connected */
static int held_pair[2];
static int held_program; /* an executable, as a memory file */
static struct sockaddr_in listener;

static char *const no_strings[] = { NULL };
static char page[4096] __attribute__((aligned(4096)));

/* As the parent does, with a document. */
static void
send_question(void)
{
	json_t *question = json_pack("{s:s}", "verb", "read");

	g_assert_true(frame_send(held_pair[1], question, held_file, NULL));
	json_decref(question);
}

/* Standard error is a file and cores may be dumped, so that it is the sandbox
 * and not the test's surroundings that forbids both. */
static gboolean
enter(void)
{
	const struct sandbox_limits limits = { MEMORY, SECONDS };
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
	struct rlimit core;

	g_assert_no_errno(dup2(held_file, STDERR_FILENO));
	g_assert_no_errno(dup2(held_pair[0], PARENT));
	send_question();
	g_assert_no_errno(getrlimit(RLIMIT_CORE, &core));
	core.rlim_cur = core.rlim_max;
	g_assert_no_errno(setrlimit(RLIMIT_CORE, &core));
	return sandbox_enter(&limits, missing, NULL);
}

#define TRY(name, call)                                                        \
	static int try_##name(void)                                            \
	{                                                                      \
		return result_of(call);                                        \
	}

/* --- paths ----------------------------------------------------------------*/
TRY(open, open("old", O_RDONLY))
TRY(open_memory, openat(AT_FDCWD, "/proc/self/mem", O_RDWR))
TRY(create, open("new", O_WRONLY | O_CREAT, 0600))
TRY(stat, stat("old", &(struct stat){ 0 }))
TRY(unlink, unlink("old"))
TRY(mkdir, mkdir("new", 0700))
TRY(rename, rename("old", "new"))
TRY(link, symlink("old", "new"))
TRY(chmod, fchmod(held_file, 0666))

/* --- network --------------------------------------------------------------*/
TRY(inet, socket(AF_INET, SOCK_STREAM, 0))
TRY(inet6, socket(AF_INET6, SOCK_DGRAM, 0))
TRY(unix, socket(AF_UNIX, SOCK_STREAM, 0))
TRY(netlink, socket(AF_NETLINK, SOCK_RAW, 0))
TRY(connect,
    connect(held_socket, (struct sockaddr *)&listener, sizeof(listener)))
TRY(bind, bind(held_socket, (struct sockaddr *)&listener, sizeof(listener)))

/* --- programs, processes, threads -----------------------------------------*/
TRY(exec, execve("/bin/true", no_strings, no_strings))
TRY(exec_memory, syscall(SYS_execveat, held_program, "", no_strings, no_strings,
			 AT_EMPTY_PATH))
TRY(memory_file, memfd_create("program", 0))
TRY(fork, fork())
TRY(clone3, syscall(SYS_clone3, &(struct clone_args){ .exit_signal = SIGCHLD },
		    sizeof(struct clone_args)))
TRY(kill_parent, kill(getppid(), SIGCONT))
TRY(kill_thread, syscall(SYS_tgkill, getppid(), getppid(), SIGCONT))

static int
try_vfork(void)
{
	pid_t child = vfork();

	if (child == 0)
		_exit(0);
	return result_of(child);
}

static void *
idle(void *data)
{
	return data;
}

static int
try_thread(void)
{
	pthread_t thread;

	return pthread_create(&thread, NULL, idle, NULL);
}

/* --- memory and limits ----------------------------------------------------*/
TRY(map_code, (long)mmap(NULL, 4096, PROT_READ | PROT_EXEC,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
TRY(make_code, mprotect(page, sizeof(page), PROT_READ | PROT_EXEC))
TRY(raise_limit,
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY }))
TRY(write_elsewhere, write(STDOUT_FILENO, "x", 1))
TRY(write_file, write(STDERR_FILENO, "x", 1))
TRY(type_in, ioctl(STDERR_FILENO, TIOCSTI, "x"))

#ifndef __SANITIZE_ADDRESS__
static int
try_too_much_memory(void)
{
	void *volatile memory = malloc((size_t)MEMORY);

	return memory == NULL ? errno : 0;
}
#endif

static int
try_forever(void)
{
	volatile gboolean more = TRUE;

	while (more)
		continue;
	return 0;
}

/* --- what no library ever tries -------------------------------------------*/
TRY(ptrace, ptrace(PTRACE_ATTACH, getppid(), NULL, NULL))
TRY(read_parent, process_vm_readv(getppid(), &(struct iovec){ page, 1 }, 1,
				  &(struct iovec){ page, 1 }, 1, 0))
TRY(bpf, syscall(SYS_bpf, 0, page, 8))
TRY(keyctl, syscall(SYS_keyctl, 0, 0, 0))
TRY(perf,
    syscall(SYS_perf_event_open,
	    &(struct perf_event_attr){ .size = sizeof(struct perf_event_attr) },
	    0, -1, -1, 0))
TRY(mount, mount("none", "/mnt", "tmpfs", 0, NULL))
TRY(io_uring, syscall(SYS_io_uring_setup, 1, page))
TRY(userfaultfd, syscall(SYS_userfaultfd, 0))
TRY(unshare, unshare(CLONE_NEWUSER))
TRY(setns, setns(held_file, 0))
TRY(personality, personality(READ_IMPLIES_EXEC))
#ifdef __x86_64__
TRY(foreign_abi, syscall(__X32_SYSCALL_BIT | SYS_getpid))
#endif

/* --- what an honest worker does -------------------------------------------*/
TRY(clock, syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &(struct timespec){ 0 }))
TRY(read, pread(held_file, page, 1, 0))
TRY(fstat, fstat(held_file, &(struct stat){ 0 }))
TRY(copy, fcntl(held_file, F_DUPFD_CLOEXEC, 0))

static int
try_some_memory(void)
{
	g_autofree char *memory = g_malloc(SOME);

	memset(memory, 1, SOME);
	memory = g_realloc(memory, 2 * SOME);
	return memory[SOME - 1] == 1 ? 0 : EIO;
}

static int
try_frame(void)
{
	int fd = -1;
	json_t *received = frame_receive(PARENT, &fd, NULL);

	if (received == NULL || fd < 0 ||
	    !frame_send(PARENT, received, -1, NULL))
		return EIO;
	json_decref(received);
	return result_of(close(fd));
}

static int
try_abort(void)
{
	abort();
}

/* What dying libraries and glibc itself do before they abort. */
static int
try_last_words(void)
{
	struct iovec words[] = { { page, 1 }, { page, 1 } };

	if (dup2(held_pair[0], STDERR_FILENO) >= 0)
		return WAS_LET;
	if (write(STDERR_FILENO, page, 1) >= 0 || errno != EFBIG)
		return errno;
	return writev(STDERR_FILENO, words, 2) < 0 ? errno : WAS_LET;
}

static const struct attempt attempts[] = {
	{ "/sandbox/path/open", try_open, EPERM },
	{ "/sandbox/path/open-memory", try_open_memory, EPERM },
	{ "/sandbox/path/create", try_create, EPERM },
	{ "/sandbox/path/stat", try_stat, EPERM },
	{ "/sandbox/path/unlink", try_unlink, EPERM },
	{ "/sandbox/path/mkdir", try_mkdir, EPERM },
	{ "/sandbox/path/rename", try_rename, EPERM },
	{ "/sandbox/path/link", try_link, EPERM },
	{ "/sandbox/path/chmod", try_chmod, EPERM },
	{ "/sandbox/network/inet", try_inet, EPERM },
	{ "/sandbox/network/inet6", try_inet6, EPERM },
	{ "/sandbox/network/unix", try_unix, EPERM },
	{ "/sandbox/network/netlink", try_netlink, EPERM },
	{ "/sandbox/network/connect", try_connect, EPERM },
	{ "/sandbox/network/bind", try_bind, EPERM },
	{ "/sandbox/process/exec", try_exec, EPERM },
	{ "/sandbox/process/exec-memory", try_exec_memory, EPERM },
	{ "/sandbox/process/memory-file", try_memory_file, EPERM },
	{ "/sandbox/process/fork", try_fork, EPERM },
	{ "/sandbox/process/vfork", try_vfork, EPERM },
	{ "/sandbox/process/clone3", try_clone3, EPERM },
	{ "/sandbox/process/thread", try_thread, EPERM },
	{ "/sandbox/process/kill-parent", try_kill_parent, EPERM },
	{ "/sandbox/process/kill-thread", try_kill_thread, EPERM },
	{ "/sandbox/memory/map-code", try_map_code, EPERM },
	{ "/sandbox/memory/make-code", try_make_code, EPERM },
#ifndef __SANITIZE_ADDRESS__
	{ "/sandbox/memory/too-much", try_too_much_memory, ENOMEM },
#endif
	{ "/sandbox/limit/raise", try_raise_limit, EPERM },
	{ "/sandbox/limit/cpu-time", try_forever, -SIGXCPU },
	{ "/sandbox/descriptor/write-elsewhere", try_write_elsewhere, EPERM },
	{ "/sandbox/descriptor/write-file", try_write_file, EFBIG },
	{ "/sandbox/descriptor/type-in", try_type_in, EPERM },
	{ "/sandbox/deadly/ptrace", try_ptrace, -SIGSYS },
	{ "/sandbox/deadly/read-parent", try_read_parent, -SIGSYS },
	{ "/sandbox/deadly/bpf", try_bpf, -SIGSYS },
	{ "/sandbox/deadly/keyctl", try_keyctl, -SIGSYS },
	{ "/sandbox/deadly/perf", try_perf, -SIGSYS },
	{ "/sandbox/deadly/mount", try_mount, -SIGSYS },
	{ "/sandbox/deadly/io_uring", try_io_uring, -SIGSYS },
	{ "/sandbox/deadly/userfaultfd", try_userfaultfd, -SIGSYS },
	{ "/sandbox/deadly/unshare", try_unshare, -SIGSYS },
	{ "/sandbox/deadly/setns", try_setns, -SIGSYS },
	{ "/sandbox/deadly/personality", try_personality, -SIGSYS },
#ifdef __x86_64__
	{ "/sandbox/deadly/foreign-abi", try_foreign_abi, -SIGSYS },
#endif
	{ "/sandbox/works/memory", try_some_memory, 0 },
	{ "/sandbox/works/read", try_read, 0 },
	{ "/sandbox/works/fstat", try_fstat, 0 },
	{ "/sandbox/works/copy", try_copy, 0 },
	{ "/sandbox/works/clock", try_clock, 0 },
	{ "/sandbox/works/frame", try_frame, 0 },
	{ "/sandbox/works/last-words", try_last_words, EFBIG },
	{ "/sandbox/works/abort", try_abort, -SIGABRT },
};

static void
test_attempt(gconstpointer data)
{
	const struct attempt *attempt = data;

	g_assert_cmpint(confined_run(enter, attempt->run), ==,
			attempt->expected);
}

static void
hold_descriptors(void)
{
	g_autofree char *program = NULL;
	gsize size;
	socklen_t length = sizeof(listener);
	int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	held_file = open("old", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	g_assert_cmpint(write(held_file, "page", 4), ==, 4);

	listener.sin_family = AF_INET;
	listener.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	g_assert_no_errno(bind(listening, (struct sockaddr *)&listener,
			       sizeof(listener)));
	g_assert_no_errno(listen(listening, 1));
	g_assert_no_errno(
		getsockname(listening, (struct sockaddr *)&listener, &length));
	held_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	g_assert_no_errno(
		socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, held_pair));

	g_assert_true(g_file_get_contents("/bin/true", &program, &size, NULL));
	held_program = memfd_create("true", MFD_CLOEXEC);
	g_assert_cmpint(write(held_program, program, size), ==, (gssize)size);
}

int
main(int argc, char **argv)
{
	g_autofree char *directory = g_dir_make_tmp("sandbox-XXXXXX", NULL);
	int status;

	g_test_init(&argc, &argv, NULL);
	g_assert_no_errno(chdir(directory));
	confined_keep_parent();
	hold_descriptors();
	for (guint i = 0; i < G_N_ELEMENTS(attempts); i++)
		g_test_add_data_func(attempts[i].path, &attempts[i],
				     test_attempt);
	status = g_test_run();
	unlink("old");
	rmdir(directory);
	return status;
}
