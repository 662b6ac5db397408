/* error.h - the one error domain, whose codes say whose turn it is. */
#ifndef CORE_ERROR_H
#define CORE_ERROR_H

#include <glib.h>

#define IMR_ERROR (imr_error_quark())

enum imr_error {
	IMR_ERROR_RETRY,  /* ours, later: disk full, a timeout, HTTP 503 */
	IMR_ERROR_REJECT, /* this letter or record will never work */
	IMR_ERROR_FATAL,  /* the operator's: wrong setting, missing data */
};

GQuark imr_error_quark(void);

/* These set *error (unless error is NULL) and return FALSE, so that a failing
 * function ends in `return error_set(...)`. */
gboolean error_set(GError **error, enum imr_error code, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* The message is followed by ": " and strerror(errno); the code follows from
 * errno: RETRY for what time may mend (ENOSPC, EDQUOT, EIO, EAGAIN, EINTR,
 * EMFILE, ENFILE, ENOMEM, ENOBUFS, EBUSY, ETIMEDOUT), else FATAL. */
gboolean error_set_errno(GError **error, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

/* What a library says of a full disk, followed by ": " and strerror(ENOSPC). */
gboolean error_set_disk_full(GError **error, const char *what);
/* It was ENOSPC or EDQUOT, also when it was copied or its message prefixed:
 * what more room mends. */
gboolean error_is_disk_full(const GError *error);

/* RETRY: the machine lacks memory, threads or descriptors for now, which is
 * never a letter's fault. error_set_errno() says so of ENOMEM, ENOBUFS, EMFILE
 * and ENFILE by itself. */
gboolean error_set_shortage(GError **error, const char *format, ...)
	G_GNUC_PRINTF(2, 3);
/* It was that, also when it was copied or its message prefixed. */
gboolean error_is_shortage(const GError *error);

/* A rejection and its kind, one of core/reject_code.h's codes, which stays with
 * the error when it is copied or its message prefixed. error_set() with
 * IMR_ERROR_REJECT leaves the kind open. */
gboolean error_reject(GError **error, const char *reject_code,
		      const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The kind of a rejection, REJECT_CODE_OTHER where it was left open; NULL for
 * any other error. Lives as long as the program. */
const char *error_reject_code(const GError *error);

#endif
