/* candidate.c - the properties of a settled file at the time it was offered. */
#include "sources/directory/candidate.h"

void
candidate_free(struct candidate *candidate)
{
	g_free(candidate->path);
	g_free(candidate);
}

char *
candidate_stamp(const struct candidate *candidate)
{
	return g_strdup_printf("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT
			       ":%" G_GUINT64_FORMAT ":%" G_GINT64_FORMAT
			       ":%" G_GINT64_FORMAT,
			       (guint64)candidate->device,
			       (guint64)candidate->inode, candidate->size_bytes,
			       candidate->modified_ns, candidate->changed_ns);
}
