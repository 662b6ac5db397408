/* findings.h - the problems that imrctl verify finds, printed one a line. */
#ifndef CTL_VERIFY_FINDINGS_H
#define CTL_VERIFY_FINDINGS_H

#include <glib.h>

struct findings {
	gboolean json;
	guint letters, records, problems;
	const char *name; /* of the letter that is looked at; NULL: none */
	/* Called before a line is printed; may be NULL. */
	void (*before_line)(gpointer data);
	gpointer data;
};

/* kind is one of the words listed in imrctl(1). id, after which the letter's
 * name is printed, and sink may be NULL. */
void findings_add(struct findings *findings, const char *kind, const char *id,
		  const char *sink, const char *detail);
/* The sums. */
void findings_print(const struct findings *findings);

#endif
