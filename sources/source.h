/* source.h - where documents come from. A kind of source is one constant
 * struct source_ops and one file or folder here; sources/directory/ is the
 * model.
 *
 * What a source offers, intake takes, in a thread of its own for each source:
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

/* What became of a document that was offered. */
enum resolution {
	RESOLUTION_GONE,  /* it has left its source */
	RESOLUTION_LEFT,  /* it stays: not again while its stamp holds */
	RESOLUTION_BUSY,  /* it changed meanwhile: again when it is ready */
	RESOLUTION_LATER, /* our trouble (disk full): again after seconds */
	RESOLUTION_STRAY, /* cannot be taken: not again while its stamp holds */
};

struct source;
struct spool_source;

/* A document that a source offers; the first member of the kind's own. */
struct source_document {
	struct source *source;
	const char *name; /* what its sender called it, in bytes as they are */
	/* Where its sender sorted it in: a path below the source, in bytes, ""
	 * in no folder; NULL: the source has none. */
	const char *folder;
	const char *place; /* where it is: for the operator, and as its key */
	/* Of one that stays where it is once it is taken: what tells that it is
	 * still the same. NULL: it leaves its source. */
	char *stamp;
	guint64 size_bytes;
};

/* Called in the source's own threads; must not wait long. source: its name. */
struct source_events {
	/* reason: why what lies at place cannot be taken; NULL: it is gone, or
	 * can be taken now. */
	void (*stray)(const char *source, const char *place, const char *reason,
		      gpointer data);
	/* reason: why the source cannot be reached; NULL: it can again. */
	void (*gone)(const char *source, const char *reason, gpointer data);
	/* For the log. */
	void (*notice)(const char *source, gboolean problem,
		       const char *message, gpointer data);
};

struct source_ops {
	/* From now on it offers documents. RETRY, where there can be no
	 * further thread. */
	gboolean (*open)(struct source *source, GError **error);

	/* --- in intake's thread --- */

	/* The next document, waited for up to wait_us, or NULL: there is none,
	 * or the source is stopping. */
	struct source_document *(*next)(struct source *source, gint64 wait_us);
	/* Its bytes, to be read from the start; the document's own until it is
	 * resolved. -1 without an error: it is gone or is being changed.
	 * REJECT: it cannot be taken, and why. */
	int (*read)(struct source_document *document, GError **error);
	/* What was read is what was offered. */
	gboolean (*is_unchanged)(const struct source_document *document);
	/* The letter is durable, and kept is our own file of its bytes, or -1
	 * where it cannot be opened, which error then says. Durable when it
	 * returns; only for documents without a stamp. On failure the document
	 * stays. *out_stray: where something else lies that had taken the
	 * document's place and has no way back; the caller frees it. */
	gboolean (*leave)(struct source_document *document, int kept,
			  enum resolution *out_resolution, char **out_stray,
			  GError **error);
	/* What became of it. Frees it; each document that next() gave comes
	 * here once. */
	void (*resolve)(struct source_document *document,
			enum resolution resolution);
	/* Now and then, while there is nothing to take: looks whether the
	 * places that documents will need can be reached. */
	void (*idle)(struct source *source);

	/* --- from any thread --- */

	/* What waits there and why, as it was when it was asked last: fills in
	 * reported and waits (spool/spool_situation.h), and has it looked at
	 * again. Does not wait. */
	void (*report)(struct source *source, struct spool_source *out_report);
	/* At once, without waiting. next() returns; no event comes any more. */
	void (*stop)(struct source *source);
	gboolean (*has_stopped)(const struct source *source);

	/* Stops it, waits for its threads, and frees it. No document is out. */
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
