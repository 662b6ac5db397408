/* locker.c - see locker.h. */
#include "tests/support/locker.h"

#include <glib.h>
#include <sqlite3.h>
#include <unistd.h>

pid_t
locker_start(const char *path, int *out_release)
{
	int held[2], release[2];
	char byte;
	pid_t child;

	g_assert_no_errno(pipe(held));
	g_assert_no_errno(pipe(release));
	child = fork();
	g_assert_cmpint(child, >=, 0);
	if (child == 0) {
		sqlite3 *db;

		close(release[1]);
		if (sqlite3_open(path, &db) != SQLITE_OK ||
		    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) !=
			    SQLITE_OK ||
		    write(held[1], "x", 1) != 1 ||
		    read(release[0], &byte, 1) != 0)
			_exit(1);
		_exit(0);
	}
	close(held[1]);
	close(release[0]);
	g_assert_cmpint(read(held[0], &byte, 1), ==, 1);
	close(held[0]);
	*out_release = release[1];
	return child;
}
