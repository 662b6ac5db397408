/* file_checks.h - reads and checks the files of many letters, on all cores.
 *
 * Letters are put in at one end and come out at the other in the same order.
 * Only the caller's thread puts, takes, and uses the spool. */
#ifndef CTL_VERIFY_FILE_CHECKS_H
#define CTL_VERIFY_FILE_CHECKS_H

#include <glib.h>

#include "core/cleanup.h"

struct file_checks;
struct spool_letter;
struct store;

struct file_check {
	struct spool_letter *letter;
	/* What is wrong with each, or NULL. */
	GError *original, *records_problem, *pages;
	GPtrArray *records; /* of struct record; NULL: it has none, or quick */
	gboolean is_done;
};
void file_check_free(struct file_check *check);

/* quick: checks only that the files exist and that the original has its size;
 * reads none. */
struct file_checks *file_checks_new(struct store *store, gboolean quick);
/* Letters still inside are dropped. */
void file_checks_free(struct file_checks *checks);

/* Whether so many letters are inside that one should be taken first. */
gboolean file_checks_is_full(const struct file_checks *checks);
void file_checks_put(struct file_checks *checks,
		     struct spool_letter *take_letter);
/* Waits for the next letter's check; NULL: none is inside. Iterates the main
 * context meanwhile, so that a progress line is shown. */
struct file_check *file_checks_take(struct file_checks *checks);

DEFINE_AUTOPTR(file_check, file_check_free)

#endif
