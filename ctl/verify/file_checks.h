/* file_checks.h - the files of many letters, read and checked on all cores.
 *
 * Letters are put in at one end and come out at the other in the same order.
 * The caller's thread puts and takes, and alone speaks to the spool. */
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

/* quick: only whether the files are there, and the original as long as it was;
 * none is read. */
struct file_checks *file_checks_new(struct store *store, gboolean quick);
/* Those still inside are dropped. */
void file_checks_free(struct file_checks *checks);

/* So many inside, and it is time to take one. */
gboolean file_checks_is_full(const struct file_checks *checks);
void file_checks_put(struct file_checks *checks,
		     struct spool_letter *take_letter);
/* The next, once it is done; NULL: none is inside. The main context is
 * iterated meanwhile, for a progress. */
struct file_check *file_checks_take(struct file_checks *checks);

DEFINE_AUTOPTR(file_check, file_check_free)

#endif
