/* intake_trouble.h - why letters stay in an inbox; reported once, and kept
 * until it is over. From any thread. */
#ifndef INTAKE_INTAKE_TROUBLE_H
#define INTAKE_INTAKE_TROUBLE_H

#include <glib.h>

struct troubles;

enum trouble {
	TROUBLE_TAKING = 1 << 0,  /* nothing was claimed */
	TROUBLE_LEAVING = 1 << 1, /* it was claimed, but its file is still
				   * there */
};

struct intake_trouble {
	const char *watch; /* its [watch NAME], for the log */
	struct troubles *troubles;

	GMutex mutex;	     /* of what follows */
	char *text;	     /* the last; NULL: none */
	guint told;	     /* of enum trouble: since there was none */
	gint64 last_trouble; /* monotonic */
};

/* Both are borrowed. troubles may be NULL. */
void intake_trouble_init(struct intake_trouble *trouble, const char *watch,
			 struct troubles *troubles);
void intake_trouble_clear(struct intake_trouble *trouble);
/* Each kind is logged once. TRUE: by this call. */
gboolean intake_trouble_set(struct intake_trouble *trouble, enum trouble kind,
			    const char *reason);
/* Called after a success and regularly. TRUE: the trouble is over, which is
 * logged. */
gboolean intake_trouble_end(struct intake_trouble *trouble);
gboolean intake_trouble_is(struct intake_trouble *trouble, enum trouble kind);
/* A copy, or NULL. */
char *intake_trouble_text(struct intake_trouble *trouble);

#endif
