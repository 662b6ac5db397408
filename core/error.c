/* error.c - making errors of the one domain. */
#include "core/error.h"

#include <errno.h>

#include "core/reject_code.h"

/* What GLib keeps with each error of the domain; its macro wants this name. */
typedef struct {
	const char *reject_code; /* the table's; NULL: left open */
	gboolean disk_full;
	gboolean shortage; /* of memory, threads, descriptors */
} ImrErrorPrivate;

static void
imr_error_private_init(ImrErrorPrivate *private)
{
	private->reject_code = NULL;
	private->disk_full = FALSE;
	private->shortage = FALSE;
}

static void
imr_error_private_copy(const ImrErrorPrivate *from, ImrErrorPrivate *to)
{
	*to = *from;
}

static void
imr_error_private_clear(ImrErrorPrivate *private G_GNUC_UNUSED)
{
}

G_DEFINE_EXTENDED_ERROR(ImrError, imr_error)

static enum imr_error
code_of_errno(int number)
{
	switch (number) {
	case ENOSPC:
	case EDQUOT:
	case EIO:
	case EAGAIN:
	case EINTR:
	case EMFILE:
	case ENFILE:
	case ENOMEM:
	case ENOBUFS:
	case EBUSY:
	case ETIMEDOUT:
		return IMR_ERROR_RETRY;
	default:
		return IMR_ERROR_FATAL;
	}
}

gboolean
error_set(GError **error, enum imr_error code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	if (error != NULL) {
		g_assert(*error == NULL);
		*error = g_error_new_valist(IMR_ERROR, (int)code, format,
					    arguments);
	}
	va_end(arguments);
	return FALSE;
}

static gboolean
set_number(GError **error, int number, const char *what)
{
	ImrErrorPrivate *private;

	error_set(error, code_of_errno(number), "%s: %s", what,
		  g_strerror(number));
	if (error == NULL)
		return FALSE;
	private = imr_error_get_private(*error);
	private->disk_full = number == ENOSPC || number == EDQUOT;
	private->shortage = number == ENOMEM || number == ENOBUFS ||
			    number == EMFILE || number == ENFILE;
	return FALSE;
}

gboolean
error_set_errno(GError **error, const char *format, ...)
{
	int number = errno;
	g_autofree char *what = NULL;
	va_list arguments;

	va_start(arguments, format);
	what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return set_number(error, number, what);
}

gboolean
error_set_disk_full(GError **error, const char *what)
{
	return set_number(error, ENOSPC, what);
}

gboolean
error_is_disk_full(const GError *error)
{
	return error != NULL && error->domain == IMR_ERROR &&
	       imr_error_get_private(error)->disk_full;
}

gboolean
error_set_shortage(GError **error, const char *format, ...)
{
	va_list arguments;

	if (error == NULL)
		return FALSE;
	g_assert(*error == NULL);
	va_start(arguments, format);
	*error = g_error_new_valist(IMR_ERROR, IMR_ERROR_RETRY, format,
				    arguments);
	va_end(arguments);
	imr_error_get_private(*error)->shortage = TRUE;
	return FALSE;
}

gboolean
error_is_shortage(const GError *error)
{
	return error != NULL && error->domain == IMR_ERROR &&
	       imr_error_get_private(error)->shortage;
}

gboolean
error_reject(GError **error, const char *reject_code, const char *format, ...)
{
	const char *code = reject_code_find(reject_code);
	GError *rejection;
	va_list arguments;

	g_assert(code != NULL);
	if (error == NULL)
		return FALSE;
	g_assert(*error == NULL);
	va_start(arguments, format);
	rejection = g_error_new_valist(IMR_ERROR, IMR_ERROR_REJECT, format,
				       arguments);
	va_end(arguments);
	imr_error_get_private(rejection)->reject_code = code;
	*error = rejection;
	return FALSE;
}

const char *
error_reject_code(const GError *error)
{
	const char *code;

	if (!g_error_matches(error, IMR_ERROR, IMR_ERROR_REJECT))
		return NULL;
	code = imr_error_get_private(error)->reject_code;
	return code != NULL ? code : REJECT_CODE_OTHER;
}
