/* stored_schema.c - which versions of a stored form this program can read. */
#include "core/stored_schema.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"

gboolean
stored_schema_check(const struct node *node, const char *form, guint newest,
		    GError **error)
{
	g_autofree char *name = NULL;
	const char *version;

	if (!strict_matching(node, "^[a-z-]+/[1-9][0-9]{0,8}$",
			     "a form and its version", &name, error))
		return FALSE;
	if (name == NULL)
		return TRUE;
	version = strchr(name, '/') + 1;
	if (strncmp(name, form, strlen(form)) != 0 ||
	    version != name + strlen(form) + 1)
		return strict_refuse(node, error, "not %s", form);
	if (strtoul(version, NULL, 10) > newest)
		return error_set(error, IMR_ERROR_FATAL,
				 "is %s, which a newer imr-ingest wrote; this "
				 "one reads up to %s/%u. It is kept as it is: "
				 "install the newer version again",
				 name, form, newest);
	return TRUE;
}
