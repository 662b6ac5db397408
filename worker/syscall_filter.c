/* syscall_filter.c - sandbox layer: the system calls that decoding needs.
 *
 * Three answers: the calls listed under "allowed" pass; those under "deadly",
 * which no decoder ever tries, kill the process; everything else fails with
 * EPERM, because libraries do probe (isatty, stat, open a cache) and live
 * with a refusal. libseccomp kills calls of a foreign ABI (i386, x32). */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "core/error.h"
#include "worker/child.h"
#include "worker/sandbox_layers.h"

#define MOST_ARGUMENTS 3

struct rule {
	int call;
	/* The call passes only if all of these hold; without any, always. */
	struct scmp_arg_cmp arguments[MOST_ARGUMENTS];
};

/* clang-format off */
#define ANY(name) { SCMP_SYS(name), { { 0 } } }
#define ONLY(name, ...) { SCMP_SYS(name), { __VA_ARGS__ } }
/* clang-format on */
#define NOT_EXECUTABLE SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)
/* Neither shared nor locked, not at an address of the caller's choice, and not
 * growing. */
#define PRIVATE_MAPPING                                                        \
	SCMP_A3(SCMP_CMP_MASKED_EQ,                                            \
		~(scmp_datum_t)(MAP_ANONYMOUS | MAP_NORESERVE), MAP_PRIVATE)
#define THE_PARENT SCMP_A0(SCMP_CMP_EQ, PARENT)
/* It does not matter whether the futex is private to this process. */
#define FUTEX_OPERATION(operation)                                             \
	SCMP_A1(SCMP_CMP_MASKED_EQ, (guint32)~FUTEX_PRIVATE_FLAG, operation)
#define STANDARD_ERROR SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO)

/* Each with the code that needs it; tests/worker/syscalls.bats checks that each
 * is used. Calls for signal handlers and masks are not among them, so that
 * SIGXCPU and SIGVTALRM stay deadly. */
static const struct rule allowed[] = {
	/* malloc and the decoders' bitmaps; never as code */
	ANY(brk),
	ANY(munmap),
	ONLY(mmap, NOT_EXECUTABLE, PRIVATE_MAPPING),

	/* the passed document: file_read_all() */
	ANY(lseek),
	ANY(pread64),
	ANY(close),

	/* fonts, held open and copied for Poppler: ocr/held_files.c */
	ANY(read),
	ANY(fstat), /* see held_fstat() */
	ONLY(fcntl, SCMP_A1(SCMP_CMP_EQ, F_DUPFD_CLOEXEC)),
	ONLY(fcntl, SCMP_A1(SCMP_CMP_EQ, F_SETFD)),
	ONLY(fcntl, SCMP_A1(SCMP_CMP_EQ, F_GETFL)),

	/* the socket pair: frame_receive(), which takes the document's
	 * descriptor, and frame_send(), which has none to give, no urgent data
	 * and no address */
	ONLY(recvmsg, THE_PARENT, SCMP_A2(SCMP_CMP_EQ, MSG_CMSG_CLOEXEC)),
	ONLY(sendto, THE_PARENT, SCMP_A3(SCMP_CMP_EQ, MSG_NOSIGNAL),
	     SCMP_A4(SCMP_CMP_EQ, 0)),

	/* last words: assertions, a library's fatal errors, and glibc's */
	ONLY(write, STANDARD_ERROR),
	ONLY(writev, STANDARD_ERROR),

	/* memory in huge pages: glibc.malloc.hugetlb, ocr/pdf/pdf_image.c */
	ONLY(madvise, SCMP_A2(SCMP_CMP_EQ, MADV_HUGEPAGE)),

	/* processor time, which Poppler and Leptonica measure; other clocks
	 * where the vDSO cannot answer; other processes' are negative */
	ONLY(clock_gettime, SCMP_A0(SCMP_CMP_LE, CLOCK_BOOTTIME)),

	/* a bound on Poppler's layout of text: ocr/layer/text_time.c */
	ONLY(setitimer, SCMP_A0(SCMP_CMP_EQ, ITIMER_VIRTUAL)),

	/* locks and C++ once-guards */
	ONLY(futex, FUTEX_OPERATION(FUTEX_WAIT)),
	ONLY(futex, FUTEX_OPERATION(FUTEX_WAKE)),

	/* qsort() asks how much memory there is; refused, it would choose
	 * between a stable and an unstable sort by what lies on the stack */
	ANY(sysinfo),

	/* to write a PDF with its encryption: ocr/searchable/text_pdf.c */
	ANY(getrandom),

	/* the end, and abort(), which also wants tgkill (add_own_signals) */
	ANY(exit_group),
	ANY(getpid),
	ANY(gettid),

#ifdef __SANITIZE_ADDRESS__
	/* AddressSanitizer's memory, locks, stacks and reports */
	ONLY(mmap, NOT_EXECUTABLE),
	ANY(madvise),
	ONLY(mprotect, NOT_EXECUTABLE),
	ANY(sched_yield),
	ANY(sigaltstack),
	ANY(rt_sigaction),
	ANY(rt_sigprocmask),
	ANY(rt_sigreturn),
#endif
};

static const int deadly[] = {
	/* into another process */
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(process_madvise),
	SCMP_SYS(pidfd_open),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(kcmp),
	/* into the kernel */
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(keyctl),
	SCMP_SYS(iopl),
	SCMP_SYS(ioperm),
	/* into another view of the system */
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(pivot_root),
	SCMP_SYS(move_mount),
	SCMP_SYS(open_tree),
	SCMP_SYS(fsopen),
	SCMP_SYS(fsmount),
	SCMP_SYS(chroot),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(personality),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(acct),
	SCMP_SYS(settimeofday),
	SCMP_SYS(clock_settime),
};

/* glibc's fstat() is a newfstatat(), which takes paths as well and so is not
 * allowed. FreeType needs fstat(), and the dynamic linker gives it this one: a
 * program's definitions go before the C library's. */
int held_fstat(int fd, struct stat *status) __asm__("fstat");

int
held_fstat(int fd, struct stat *status)
{
	return (int)syscall(SYS_fstat, fd, status);
}

static int
add_own_signals(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
				SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
}

static guint
count_arguments(const struct rule *rule)
{
	guint count = 0;

	while (count < MOST_ARGUMENTS && rule->arguments[count].op != 0)
		count++;
	return count;
}

/* 0, or libseccomp's negative errno. A call that this machine's architecture
 * does not have (iopl, kexec_file_load) is skipped by libseccomp itself. */
static int
add_rules(scmp_filter_ctx filter)
{
	int status = 0;

	for (guint i = 0; i < G_N_ELEMENTS(allowed) && status == 0; i++)
		status = seccomp_rule_add_array(
			filter, SCMP_ACT_ALLOW, allowed[i].call,
			count_arguments(&allowed[i]), allowed[i].arguments);
	for (guint i = 0; i < G_N_ELEMENTS(deadly) && status == 0; i++)
		status = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS,
					  deadly[i], 0);
	return status == 0 ? add_own_signals(filter) : status;
}

static gboolean
kernel_has_filters(void)
{
	const guint32 action = SECCOMP_RET_KILL_PROCESS;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

static gboolean
load(scmp_filter_ctx filter, GError **error)
{
	int status;

	/* Raw: the kernel's own errno instead of ECANCELED. */
	status = seccomp_attr_set(filter, SCMP_FLTATR_API_SYSRAWRC, 1);
	if (status == 0)
		status = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
	if (status == 0)
		status = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH,
					  SCMP_ACT_KILL_PROCESS);
	if (status == 0)
		status = add_rules(filter);
	if (status == 0)
		status = seccomp_load(filter);
	if (status == 0)
		return TRUE;
	errno = -status;
	return error_set_errno(error, "load the seccomp filter");
}

gboolean
syscall_filter_load(GPtrArray *out_missing, GError **error)
{
	scmp_filter_ctx filter;
	gboolean loaded;

	if (!kernel_has_filters()) {
		if (errno != ENOSYS && errno != EOPNOTSUPP && errno != EINVAL)
			return error_set_errno(error, "ask for seccomp");
		g_ptr_array_add(out_missing,
				g_strdup("seccomp filters (Linux 4.14)"));
		return TRUE;
	}
	filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (filter == NULL)
		return error_set(error, IMR_ERROR_RETRY,
				 "no memory for the seccomp filter");
	loaded = load(filter, error);
	seccomp_release(filter);
	return loaded;
}
