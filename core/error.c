/* error.c - making errors of the one domain. */
#include "core/error.h"

#include <errno.h>

GQuark
imr_error_quark(void)
{
	return g_quark_from_static_string("imr-error-quark");
}

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

gboolean
error_set_errno(GError **error, const char *format, ...)
{
	int number = errno;
	g_autofree char *what = NULL;
	va_list arguments;

	va_start(arguments, format);
	what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return error_set(error, code_of_errno(number), "%s: %s", what,
			 g_strerror(number));
}
