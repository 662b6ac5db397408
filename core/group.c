/* group.c - the system's lists of users and groups. */
#include "core/group.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OVERFLOW_GROUP "/proc/sys/kernel/overflowgid"
#define FIRST_BYTES 4096u
#define MOST_BYTES (16u << 20) /* a group of very many */
#define MOST_ENTRY_BYTES (64u << 10)

static gboolean
stands_for_unknown(gid_t group)
{
	g_autofree char *text = NULL;

	return g_file_get_contents(OVERFLOW_GROUP, &text, NULL, NULL) &&
	       strtoul(text, NULL, 10) == group;
}

gboolean
group_is_own(gid_t group)
{
	int count = getgroups(0, NULL);
	g_autofree gid_t *groups = g_new(gid_t, (gsize)MAX(count, 1));

	if (group == getegid())
		return TRUE;
	if (stands_for_unknown(group))
		return FALSE;
	count = getgroups(count, groups);
	for (int i = 0; i < count; i++)
		if (groups[i] == group)
			return TRUE;
	return FALSE;
}

/* NULL: there is no such group. Of buffer, which the caller frees. */
static struct group *
find_group(gid_t number, struct group *group, char **out_buffer)
{
	struct group *found = NULL;
	int error = ERANGE;

	*out_buffer = NULL;
	for (gsize size = FIRST_BYTES; error == ERANGE && size <= MOST_BYTES;
	     size *= 4) {
		*out_buffer = g_realloc(*out_buffer, size);
		error = getgrgid_r(number, group, *out_buffer, size, &found);
	}
	return found;
}

static struct passwd *
find_user(uid_t number, struct passwd *user, char **out_buffer)
{
	struct passwd *found = NULL;
	int error = ERANGE;

	*out_buffer = NULL;
	for (gsize size = FIRST_BYTES; error == ERANGE && size <= MOST_BYTES;
	     size *= 4) {
		*out_buffer = g_realloc(*out_buffer, size);
		error = getpwuid_r(number, user, *out_buffer, size, &found);
	}
	return found;
}

/* Names of users other than root and us. */
static void
add_other(GHashTable *others, const char *name)
{
	struct passwd user, *us;
	g_autofree char *buffer = NULL;

	us = find_user(geteuid(), &user, &buffer);
	if (strcmp(name, "root") != 0 &&
	    (us == NULL || strcmp(name, us->pw_name) != 0))
		g_hash_table_add(others, g_strdup(name));
}

static void
add_first_groups(GHashTable *others, gid_t group)
{
	static GMutex listing; /* the place in the list is the process's */
	g_autofree char *buffer = g_malloc(MOST_ENTRY_BYTES);
	struct passwd user = { 0 }, *found;

	g_mutex_lock(&listing);
	setpwent();
	while (getpwent_r(&user, buffer, MOST_ENTRY_BYTES, &found) == 0)
		if (user.pw_gid == group)
			add_other(others, user.pw_name);
	endpwent();
	g_mutex_unlock(&listing);
}

gboolean
group_has_others(gid_t number)
{
	g_autoptr(GHashTable) others =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *buffer = NULL;
	struct group group, *found = find_group(number, &group, &buffer);

	for (char **member = found ? found->gr_mem : NULL; member && *member;
	     member++)
		add_other(others, *member);
	add_first_groups(others, number);
	return g_hash_table_size(others) > (geteuid() == 0 ? 1 : 0);
}

char *
group_describe(gid_t number)
{
	g_autofree char *buffer = NULL;
	struct group group, *found = find_group(number, &group, &buffer);

	return found != NULL ? g_strdup(found->gr_name)
			     : g_strdup_printf("%u", (guint)number);
}

char *
user_describe(uid_t number)
{
	g_autofree char *buffer = NULL;
	struct passwd user, *found = find_user(number, &user, &buffer);

	return found != NULL ? g_strdup(found->pw_name)
			     : g_strdup_printf("%u", (guint)number);
}
