/* test_escape.c - the ways out that are known of other sandboxes, each tried
 * from inside; and every system call there is, so that nothing passes that
 * syscall_filter.c does not name. What a decoder usually tries is in
 * test_sandbox.c. */
#define _GNU_SOURCE /* pwrite64, sendfile, CLONE_NEWUSER, ... */

#include "worker/sandbox.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>

#include "tests/worker/confined.h"
#include "worker/child.h"

#define MEMORY ((gint64)512 << 20)
/* Of which sandbox.c leaves free; the test's own descriptors fill no hole. */
#define MOST_DESCRIPTORS 8
/* Above the newest call of any kernel so far. */
#define CALLS 600
/* What a child may answer besides an errno. */
#define WENT_THROUGH 0

static int held_file; /* writable, as none of a worker's is */
static int held_memory;
static pid_t parent;
static int held_pair[2];
static char page[4096] __attribute__((aligned(4096)));

/* /proc/self/mem is opened by the child itself, before it closes itself in. */
static gboolean
enter(void)
{
	const struct sandbox_limits limits = { .memory = MEMORY };
	g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);

	g_assert_no_errno(dup2(held_pair[0], PARENT));
	parent = getppid();
	held_memory = open("/proc/self/mem", O_RDWR);
	g_assert_cmpint(held_memory, >=, 0);
	return sandbox_enter(&limits, missing, NULL);
}

#define TRY(name, call)                                                        \
	static int try_##name(void)                                            \
	{                                                                      \
		return result_of(call);                                        \
	}

/* --- paths ----------------------------------------------------------------*/
TRY(openat2, syscall(SYS_openat2, AT_FDCWD, "/etc/passwd",
		     &(struct open_how){ 0 }, sizeof(struct open_how)))
TRY(name_handle, syscall(SYS_name_to_handle_at, AT_FDCWD, "/", page, page, 0))
TRY(open_handle, syscall(SYS_open_by_handle_at, AT_FDCWD, page, 0))
TRY(io_uring_enter, syscall(SYS_io_uring_enter, held_file, 1, 1, 0, NULL, 0))
TRY(io_uring_register, syscall(SYS_io_uring_register, held_file, 0, NULL, 0))

/* --- memory ---------------------------------------------------------------*/
TRY(write_memory, pwrite(held_memory, "x", 1, (off_t)(gintptr)page))
TRY(write_file, write(held_file, "x", 1))
TRY(write_parent, process_vm_writev(getppid(), &(struct iovec){ page, 1 }, 1,
				    &(struct iovec){ page, 1 }, 1, 0))
TRY(write_itself, process_vm_writev(getpid(), &(struct iovec){ page, 1 }, 1,
				    &(struct iovec){ page, 1 }, 1, 0))
TRY(make_code_by_key,
    syscall(SYS_pkey_mprotect, page, sizeof(page), PROT_READ | PROT_EXEC, -1))
TRY(map_program,
    (long)mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, held_file, 0))
TRY(shared_memory, shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600))
TRY(secret_memory, syscall(SYS_memfd_secret, 0))
TRY(lock_memory, syscall(SYS_mlock, page, sizeof(page)))

/* --- processes and signals ------------------------------------------------*/
TRY(namespaces,
    syscall(SYS_clone3,
	    &(struct clone_args){ .flags = CLONE_NEWUSER | CLONE_NEWNS |
					   CLONE_NEWPID | CLONE_NEWNET |
					   CLONE_NEWIPC | CLONE_NEWUTS |
					   CLONE_NEWCGROUP,
				  .exit_signal = SIGCHLD },
	    sizeof(struct clone_args)))
TRY(namespace, syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL))
TRY(trace_me, syscall(SYS_ptrace, 0, 0, NULL, NULL))
TRY(pidfd, syscall(SYS_pidfd_open, getppid(), 0))
TRY(pidfd_signal, syscall(SYS_pidfd_send_signal, held_file, SIGKILL, NULL, 0))
TRY(kill_all, kill(-1, SIGCONT))
TRY(kill_group, kill(0, SIGCONT))
TRY(tkill, syscall(SYS_tkill, getppid(), SIGCONT))
TRY(queue_signal, sigqueue(getppid(), SIGCONT, (union sigval){ 0 }))
TRY(own_signals, fcntl(held_pair[0], F_SETOWN, getppid()))
TRY(choose_signal, fcntl(held_pair[0], F_SETSIG, SIGKILL))
TRY(stop_thread, syscall(SYS_tgkill, getppid(), getppid(), SIGSTOP))
TRY(outlive, prctl(PR_SET_PDEATHSIG, 0))
TRY(be_dumpable, prctl(PR_SET_DUMPABLE, 1))
TRY(own_filter, syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, NULL))
TRY(leave_group, setpgid(0, 0))
TRY(leave_session, setsid())
TRY(hurry, setpriority(PRIO_PROCESS, 0, -20))
TRY(starve_parent,
    prlimit(getppid(), RLIMIT_NOFILE, &(struct rlimit){ 0, 0 }, NULL))
#ifndef __SANITIZE_ADDRESS__
/* It is how the parent ends what has used up its time. */
TRY(ignore_time, signal(SIGXCPU, SIG_IGN) == SIG_ERR ? -1 : 0)
TRY(block_time, sigprocmask(SIG_BLOCK, &(sigset_t){ 0 }, NULL))
TRY(protect, mprotect(page, sizeof(page), PROT_READ))
#endif
TRY(add_key, syscall(SYS_add_key, "user", "k", "v", 1, -2))
TRY(request_key, syscall(SYS_request_key, "user", "k", NULL, -2))

/* --- ways to write --------------------------------------------------------*/
TRY(sendfile, sendfile(held_file, held_pair[0], NULL, 1))
TRY(splice, splice(held_pair[0], NULL, held_file, NULL, 1, 0))
TRY(copy_range,
    copy_file_range(held_file, NULL, held_file, &(off64_t){ 10 }, 1, 0))
TRY(allocate, fallocate(held_file, 0, 0, 1 << 20))
TRY(truncate, ftruncate(held_file, 0))
TRY(send_elsewhere, sendto(held_pair[0], "x", 1, MSG_NOSIGNAL, NULL, 0))

/* --- to the parent, by its socket, whose number this is -------------------*/
TRY(send_to,
    sendto(PARENT, "x", 1, MSG_NOSIGNAL,
	   &(struct sockaddr){ .sa_family = AF_UNIX }, sizeof(struct sockaddr)))
TRY(send_urgent, send(PARENT, "x", 1, MSG_NOSIGNAL | MSG_OOB))
TRY(send_for_signal, send(PARENT, "x", 1, 0))
TRY(receive_urgent,
    recvmsg(PARENT, &(struct msghdr){ 0 }, MSG_OOB | MSG_CMSG_CLOEXEC))
TRY(peek, recvmsg(PARENT, &(struct msghdr){ 0 }, MSG_PEEK | MSG_CMSG_CLOEXEC))
TRY(receive_inherited, recvmsg(PARENT, &(struct msghdr){ 0 }, 0))
TRY(receive_elsewhere,
    recvmsg(held_pair[0], &(struct msghdr){ 0 }, MSG_CMSG_CLOEXEC))

/* Each of those in flight counts for the parent's user, not for us. */
static int
try_send_descriptors(void)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = { 0 };
	struct iovec piece = { page, 1 };
	struct msghdr message = { .msg_iov = &piece,
				  .msg_iovlen = 1,
				  .msg_control = control.bytes,
				  .msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	return result_of(sendmsg(PARENT, &message, MSG_NOSIGNAL));
}

/* --- arguments of calls that pass -----------------------------------------*/
/* As pid_t makes a clock of a process: see clock_getcpuclockid(3). */
#define CLOCK_OF(pid) ((clockid_t)((~(unsigned int)(pid) << 3) | 2))
TRY(parents_clock,
    syscall(SYS_clock_gettime, CLOCK_OF(parent), &(struct timespec){ 0 }))
TRY(new_clock, syscall(SYS_clock_gettime, CLOCK_TAI, page))
TRY(requeue, syscall(SYS_futex, page, FUTEX_CMP_REQUEUE, 1, 1, page, 0))
TRY(lock_pi, syscall(SYS_futex, page, FUTEX_LOCK_PI, 0, NULL, NULL, 0))
TRY(wake_op, syscall(SYS_futex, page, FUTEX_WAKE_OP, 1, 1, page, 0))
#ifndef __SANITIZE_ADDRESS__
#define MAP(flags) (long)mmap(NULL, 4096, PROT_READ | PROT_WRITE, flags, -1, 0)
TRY(map_shared, MAP(MAP_SHARED | MAP_ANONYMOUS))
TRY(map_locked, MAP(MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED))
TRY(map_growing, MAP(MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN))
TRY(map_populated, MAP(MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE))
TRY(map_huge, MAP(MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB))
TRY(map_over, (long)mmap(page, 4096, PROT_READ,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0))
#endif

/* --- many -----------------------------------------------------------------*/
/* EPERM where every single one is refused so. */
static int
try_every_socket(void)
{
	static const int types[] = { SOCK_STREAM, SOCK_DGRAM, SOCK_RAW,
				     SOCK_SEQPACKET };
	int pair[2];

	for (int family = 0; family <= AF_MAX; family++)
		for (guint i = 0; i < G_N_ELEMENTS(types); i++)
			if (socket(family, types[i], 0) >= 0 ||
			    errno != EPERM ||
			    socketpair(family, types[i], 0, pair) >= 0 ||
			    errno != EPERM)
				return WENT_THROUGH;
	return EPERM;
}

static int
try_many_descriptors(void)
{
	for (int i = 0; i <= MOST_DESCRIPTORS; i++)
		if (fcntl(held_file, F_DUPFD_CLOEXEC, 0) < 0)
			return errno;
	return WENT_THROUGH;
}

static void *
idle(void *data)
{
	return data;
}

static int
try_many_threads(void)
{
	for (int i = 0; i < 100; i++) {
		pthread_t thread;
		int refused = pthread_create(&thread, NULL, idle, NULL);

		if (refused != EPERM)
			return refused;
	}
	return EPERM;
}

static const struct attempt attempts[] = {
	{ "/escape/path/openat2", try_openat2, EPERM },
	{ "/escape/path/name-handle", try_name_handle, EPERM },
	{ "/escape/path/open-handle", try_open_handle, -SIGSYS },
	{ "/escape/path/io_uring-enter", try_io_uring_enter, -SIGSYS },
	{ "/escape/path/io_uring-register", try_io_uring_register, -SIGSYS },
	{ "/escape/memory/write", try_write_memory, EPERM },
	{ "/escape/memory/write-parent", try_write_parent, -SIGSYS },
	{ "/escape/memory/write-itself", try_write_itself, -SIGSYS },
	{ "/escape/memory/make-code-by-key", try_make_code_by_key, EPERM },
	{ "/escape/memory/map-program", try_map_program, EPERM },
	{ "/escape/memory/shared", try_shared_memory, EPERM },
	{ "/escape/memory/secret", try_secret_memory, EPERM },
	{ "/escape/memory/lock", try_lock_memory, EPERM },
	{ "/escape/process/namespaces", try_namespaces, EPERM },
	{ "/escape/process/namespace", try_namespace, EPERM },
	{ "/escape/process/trace-me", try_trace_me, -SIGSYS },
	{ "/escape/process/pidfd", try_pidfd, -SIGSYS },
	{ "/escape/process/outlive", try_outlive, EPERM },
	{ "/escape/process/dumpable", try_be_dumpable, EPERM },
	{ "/escape/process/own-filter", try_own_filter, EPERM },
	{ "/escape/process/leave-group", try_leave_group, EPERM },
	{ "/escape/process/leave-session", try_leave_session, EPERM },
	{ "/escape/process/hurry", try_hurry, EPERM },
	{ "/escape/process/starve-parent", try_starve_parent, EPERM },
	{ "/escape/signal/pidfd", try_pidfd_signal, EPERM },
	{ "/escape/signal/all", try_kill_all, EPERM },
	{ "/escape/signal/group", try_kill_group, EPERM },
	{ "/escape/signal/tkill", try_tkill, EPERM },
	{ "/escape/signal/queue", try_queue_signal, EPERM },
	{ "/escape/signal/owner", try_own_signals, EPERM },
	{ "/escape/signal/choose", try_choose_signal, EPERM },
	{ "/escape/signal/stop-parent", try_stop_thread, EPERM },
#ifndef __SANITIZE_ADDRESS__
	{ "/escape/signal/ignore-time", try_ignore_time, EPERM },
	{ "/escape/signal/block-time", try_block_time, EPERM },
	{ "/escape/memory/protect", try_protect, EPERM },
#endif
	{ "/escape/key/add", try_add_key, -SIGSYS },
	{ "/escape/key/request", try_request_key, -SIGSYS },
	{ "/escape/write/file", try_write_file, EPERM },
	{ "/escape/write/sendfile", try_sendfile, EPERM },
	{ "/escape/write/splice", try_splice, EPERM },
	{ "/escape/write/copy-range", try_copy_range, EPERM },
	{ "/escape/write/allocate", try_allocate, EPERM },
	{ "/escape/write/truncate", try_truncate, EPERM },
	{ "/escape/write/send-elsewhere", try_send_elsewhere, EPERM },
	{ "/escape/parent/send-to", try_send_to, EPERM },
	{ "/escape/parent/send-urgent", try_send_urgent, EPERM },
	{ "/escape/parent/send-for-signal", try_send_for_signal, EPERM },
	{ "/escape/parent/send-descriptors", try_send_descriptors, EPERM },
	{ "/escape/parent/receive-urgent", try_receive_urgent, EPERM },
	{ "/escape/parent/peek", try_peek, EPERM },
	{ "/escape/parent/receive-inherited", try_receive_inherited, EPERM },
	{ "/escape/parent/receive-elsewhere", try_receive_elsewhere, EPERM },
	{ "/escape/clock/parents", try_parents_clock, EPERM },
	{ "/escape/clock/new", try_new_clock, EPERM },
	{ "/escape/futex/requeue", try_requeue, EPERM },
	{ "/escape/futex/lock-pi", try_lock_pi, EPERM },
	{ "/escape/futex/wake-op", try_wake_op, EPERM },
#ifndef __SANITIZE_ADDRESS__
	{ "/escape/map/shared", try_map_shared, EPERM },
	{ "/escape/map/locked", try_map_locked, EPERM },
	{ "/escape/map/growing", try_map_growing, EPERM },
	{ "/escape/map/populated", try_map_populated, EPERM },
	{ "/escape/map/huge", try_map_huge, EPERM },
	{ "/escape/map/over", try_map_over, EPERM },
#endif
	{ "/escape/many/sockets", try_every_socket, EPERM },
	{ "/escape/many/descriptors", try_many_descriptors, EMFILE },
	{ "/escape/many/threads", try_many_threads, EPERM },
};

static void
test_attempt(gconstpointer data)
{
	const struct attempt *attempt = data;

	g_assert_cmpint(confined_run(enter, attempt->run), ==,
			attempt->expected);
}

/* --- every call there is --------------------------------------------------*/
/* Of syscall_filter.c; here a second time, so that a call that is added there
 * is thought about twice. */
static const int known[] = {
	SYS_brk,	  SYS_munmap,	      SYS_mmap,
	SYS_lseek,	  SYS_pread64,	      SYS_close,
	SYS_read,	  SYS_fstat,	      SYS_fcntl,
	SYS_recvmsg,	  SYS_sendto,	      SYS_write,
	SYS_writev,	  SYS_clock_gettime,  SYS_futex,
	SYS_sysinfo,	  SYS_getrandom,      SYS_exit_group,
	SYS_getpid,	  SYS_gettid,	      SYS_tgkill,
	SYS_madvise,
#ifdef __SANITIZE_ADDRESS__
	SYS_mprotect,	  SYS_sched_yield,    SYS_sigaltstack,
	SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn,
#endif
};

static long number;

static int
try_number(void)
{
	return result_of(syscall(number, 0, 0, 0, 0, 0, 0));
}

/* Linux 6.14 and later answer uretprobe() and uprobe(), which only the kernel's
 * own probes may call, before they ask any filter. */
static gboolean
is_known(long call)
{
	for (guint i = 0; i < G_N_ELEMENTS(known); i++)
		if (known[i] == call)
			return TRUE;
#ifdef __x86_64__
	return call == 335 || call == 336;
#else
	return FALSE;
#endif
}

static void
test_every_other_call(void)
{
	for (number = 0; number < CALLS; number++) {
		int result = is_known(number) ? EPERM
					      : confined_run(enter, try_number);

		if (result != EPERM && result != -SIGSYS)
			g_error("system call %ld ends with %d", number, result);
	}
}

int
main(int argc, char **argv)
{
	g_autofree char *path = NULL;
	int status;

	g_test_init(&argc, &argv, NULL);
	confined_keep_parent();
	held_file = g_file_open_tmp("escape-XXXXXX", &path, NULL);
	g_assert_cmpint(held_file, >=, 0);
	g_assert_no_errno(socketpair(AF_UNIX,
				     SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
				     0, held_pair));
	for (guint i = 0; i < G_N_ELEMENTS(attempts); i++)
		g_test_add_data_func(attempts[i].path, &attempts[i],
				     test_attempt);
	g_test_add_func("/escape/every-other-call", test_every_other_call);
	status = g_test_run();
	unlink(path);
	return status;
}
