/* landlock.c - sandbox layer: no path, no TCP port, no abstract socket and no
 * foreign process can be reached, whatever system call asks.
 *
 * The seccomp layer already refuses those calls; this one holds where a list
 * of calls has a hole (a new call, an old one with a new flag). Debian 12's
 * headers stop at ABI 2 and C libraries wrap none of it, hence the raw calls
 * and the numbers below, which are the kernel's linux/landlock.h. */
#include <errno.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/error.h"
#include "worker/sandbox_layers.h"

/* struct landlock_ruleset_attr as of ABI 6. An older kernel takes the longer
 * struct as long as the members it does not know are zero. */
struct ruleset {
	guint64 handled_access_fs;
	guint64 handled_access_net;
	guint64 scoped;
};

#define FS_ABI_1 ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)
#define FS_REFER (G_GUINT64_CONSTANT(1) << 13)
#define FS_TRUNCATE (G_GUINT64_CONSTANT(1) << 14)
#define FS_IOCTL_DEV (G_GUINT64_CONSTANT(1) << 15)
#define NET_BIND_TCP (G_GUINT64_CONSTANT(1) << 0)
#define NET_CONNECT_TCP (G_GUINT64_CONSTANT(1) << 1)
#define SCOPE_ABSTRACT_UNIX_SOCKET (G_GUINT64_CONSTANT(1) << 0)
#define SCOPE_SIGNAL (G_GUINT64_CONSTANT(1) << 1)

/* What each ABI brought, and the kernel that has it. */
static const struct addition {
	int abi;
	struct ruleset rights;
	const char *what;
} additions[] = {
	{ 1, { FS_ABI_1, 0, 0 }, "Landlock (Linux 5.13)" },
	{ 2, { FS_REFER, 0, 0 }, "Landlock for links (Linux 5.19)" },
	{ 3, { FS_TRUNCATE, 0, 0 }, "Landlock for truncation (Linux 6.2)" },
	{ 4,
	  { 0, NET_BIND_TCP | NET_CONNECT_TCP, 0 },
	  "Landlock for TCP (Linux 6.7)" },
	{ 5, { FS_IOCTL_DEV, 0, 0 }, "Landlock for devices (Linux 6.10)" },
	{ 6,
	  { 0, 0, SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL },
	  "Landlock for signals and abstract sockets (Linux 6.12)" },
};

/* The running kernel's ABI, 0 where it has none; -1 with errno set. */
static int
landlock_abi(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
			   LANDLOCK_CREATE_RULESET_VERSION);

	/* EOPNOTSUPP: built in, but switched off at boot. */
	if (abi < 0 && (errno == ENOSYS || errno == EOPNOTSUPP))
		return 0;
	return (int)abi;
}

static struct ruleset
ruleset_of_abi(int abi, GPtrArray *out_missing)
{
	struct ruleset all = { 0 };

	for (guint i = 0; i < G_N_ELEMENTS(additions); i++) {
		const struct addition *addition = &additions[i];

		if (addition->abi <= abi) {
			all.handled_access_fs |=
				addition->rights.handled_access_fs;
			all.handled_access_net |=
				addition->rights.handled_access_net;
			all.scoped |= addition->rights.scoped;
		} else {
			g_ptr_array_add(out_missing, g_strdup(addition->what));
			/* Without the first there is nothing to add to. */
			if (abi == 0)
				break;
		}
	}
	return all;
}

gboolean
landlock_deny_all(GPtrArray *out_missing, GError **error)
{
	int abi = landlock_abi();
	struct ruleset ruleset;
	g_auto(owned_fd) fd = -1;

	if (abi < 0)
		return error_set_errno(error, "ask for Landlock");
	ruleset = ruleset_of_abi(abi, out_missing);
	if (abi == 0)
		return TRUE;

	fd = (int)syscall(SYS_landlock_create_ruleset, &ruleset,
			  sizeof(ruleset), 0);
	if (fd < 0)
		return error_set_errno(error, "create a Landlock ruleset");
	return syscall(SYS_landlock_restrict_self, fd, 0) == 0 ||
	       error_set_errno(error, "close in by Landlock");
}
