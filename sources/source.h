/* source.h - where documents come from. A kind of source is one constant
 * struct source_ops and one file or folder here; sources/directory/ is the
 * model.
 *
 * Intake takes what a source offers, with a thread for each source:
 *
 *     open
 *       next -> read -> is_unchanged -> leave -> resolve    again and again
 *     stop
 *     close
 *
 * read copies nothing: intake copies the bytes into the store, makes the letter
 * durable in the spool, and only then lets the document leave its source. So a
 * crash at any point leaves the document with its source or the letter in the
 * spool, and a document that is offered twice is the same letter. */
#ifndef SOURCES_SOURCE_H
#define SOURCES_SOURCE_H

#include <glib.h>

#include "core/cleanup.h"

/* What happened to a document that was offered. */
enum resolution {
	RESOLUTION_GONE,  /* it has left its source */
	RESOLUTION_LEFT,  /* it stays; not offered again while its stamp is the
			   * same */
	RESOLUTION_BUSY,  /* it changed meanwhile; offered again when it is
			   * ready */
	RESOLUTION_LATER, /* a failure of ours (disk full); offered again after
			   * seconds */
	RESOLUTION_STRAY, /* cannot be taken; not offered again while its stamp
			   * is the same */
};

struct source;
struct spool_source;

/* A document that a source offers; the first member of the kind's own. */
struct source_document {
	struct source *source;
	const char *name; /* what its sender called it, in bytes as they are */
	/* The folder that its sender put it in: a path below the source, in
	 * bytes; "" for none; NULL: the source has no folders. */
	const char *folder;
	const char *place; /* where it is: for the operator, and as its key */
	/* For a document that stays in place after it was taken: shows whether
	 * it is still the same. NULL: it leaves its source. */
	char *stamp;
	guint64 size_bytes;
};

/* Called in the source's own threads; must not wait long. source: its name. */
struct source_events {
	/* reason: why the document at place cannot be taken; NULL: it is gone,
	 * or can be taken now. */
	void (*stray)(const char *source, const char *place, const char *reason,
		      gpointer data);
	/* reason: why the source cannot be reached; NULL: it can again. */
	void (*gone)(const char *source, const char *reason, gpointer data);
	/* For the log. */
	void (*notice)(const char *source, gboolean problem,
		       const char *message, gpointer data);
};

struct source_ops {
	/* Starts offering documents. RETRY: no further thread can be
	 * started. */
	gboolean (*open)(struct source *source, GError **error);

	/* --- in intake's thread --- */

	/* The next document, waited for up to wait_us, or NULL: there is none,
	 * or the source is stopping. */
	struct source_document *(*next)(struct source *source, gint64 wait_us);
	/* A descriptor of its bytes, to be read from the start; the document
	 * owns it until it is resolved. -1 without an error: it is gone or is
	 * being changed. REJECT: it cannot be taken, and why. */
	int (*read)(struct source_document *document, GError **error);
	/* TRUE: the bytes that were read are those that were offered. */
	gboolean (*is_unchanged)(const struct source_document *document);
	/* The letter is durable, and kept is our own file of its bytes, or -1
	 * where it cannot be opened, which error then says. Durable when it
	 * returns; only for documents without a stamp. On failure the document
	 * stays. *out_stray: the path of another file that had taken the
	 * document's place and could not be put back; the caller frees it. */
	gboolean (*leave)(struct source_document *document, int kept,
			  enum resolution *out_resolution, char **out_stray,
			  GError **error);
	/* Reports what happened to it, and frees it; called once for each
	 * document that next() gave. */
	void (*resolve)(struct source_document *document,
			enum resolution resolution);
	/* Called regularly while there is nothing to take: checks whether the
	 * places that documents will need can be reached. */
	void (*idle)(struct source *source);

	/* --- from any thread --- */

	/* Fills in what waits there and why (reported and waits,
	 * spool/spool_situation.h), as of the last request, and requests a new
	 * report. Does not wait. */
	void (*report)(struct source *source, struct spool_source *out_report);
	/* Returns at once, without waiting. next() returns, and no event comes
	 * any more. */
	void (*stop)(struct source *source);
	gboolean (*has_stopped)(const struct source *source);

	/* Stops it, waits for its threads, and frees it. All documents must
	 * have been resolved. */
	void (*close)(struct source *source);
};

/* The first member of each kind's own struct. */
struct source {
	const struct source_ops *ops;
	const char *name; /* of its section in the settings */
};

static inline void
source_close(struct source *source)
{
	source->ops->close(source);
}

DEFINE_AUTOPTR(source, source_close)

#endif
