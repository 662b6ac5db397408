/* sqlite_move.h - the letters of a version 1 database, brought to version 2.
 *
 * The schema's script renames the old tables to unmoved_*. Their rows move
 * from there piece by piece, so that no one waits long for the lock; a letter
 * that is put again meanwhile moves first. What has not moved yet is not in
 * letters: readers see how much that is from unmoved_letters, which stays,
 * empty. Nothing is read from the JSON but its lists, so a row that somebody
 * changed by hand moves as it is. */
#ifndef SINKS_SQLITE_MOVE_H
#define SINKS_SQLITE_MOVE_H

#include <glib.h>
#include <sqlite3.h>

/* Whether there are any. */
gboolean sqlite_move_is_due(sqlite3 *db, gboolean *out_is_due, GError **error);
/* The next piece, latest arrivals first, inside a transaction of the
 * caller's. */
gboolean sqlite_move_piece(sqlite3 *db, GError **error);
/* The letter of that id, if it has not moved; likewise. */
gboolean sqlite_move_letter(sqlite3 *db, const char *id, GError **error);

#endif
