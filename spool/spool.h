/* spool.h - what the daemon has taken on and must not forget: letters, their
 * records' deliveries, and what became of each.
 *
 * One SQLite file, <directory>/spool.db, in WAL with synchronous=FULL: what a
 * function here reports as done survives a power cut. The bytes themselves are
 * store.h's, and are durable before the row that names them is.
 *
 *     received -> extracting -> extracted -> delivered
 *        ^            |            ^
 *        |            v            | retry
 *        +-------- rejected, failed (quarantine: bytes and reason stay)
 *
 * A letter is its bytes: id is their SHA-256. It may arrive any number of
 * times under any number of names; arrivals are unique by (id, name), and all
 * but the first are duplicates that make no second record. One file may hold
 * several letters: each record has a delivery for each sink.
 *
 * A connection is one thread's. Any number of them, in any number of
 * processes, may be open at once. Times are milliseconds of Unix time. Errors
 * are sqlite_db.h's codes: RETRY (locked, disk full, I/O), FATAL (corrupt, not
 * ours, made by a newer version). */
#ifndef SPOOL_SPOOL_H
#define SPOOL_SPOOL_H

#include <glib.h>

#include "core/cleanup.h"

#define SPOOL_FILE "spool.db"

/* The name of a letter of which only the bytes are left. */
#define SPOOL_NO_NAME "unknown"

struct look;
struct spool;

enum letter_state {
	LETTER_RECEIVED,   /* waits for a worker, now or at next_attempt */
	LETTER_EXTRACTING, /* a worker has it */
	LETTER_EXTRACTED, /* its records wait for a sink, or are parked there */
	LETTER_DELIVERED, /* in every sink that is to have it */
	LETTER_REJECTED,  /* will never work: no letter, encrypted, ... */
	LETTER_FAILED,	  /* killed its worker every time */
};

enum delivery_state {
	DELIVERY_QUEUED, /* waits for its sink, now or at next_attempt */
	DELIVERY_DELIVERED,
	DELIVERY_PARKED, /* refused, or given up after days; kept, shown */
	DELIVERY_SPARED, /* a reparse left the sink with what it has, on
			  * purpose: nothing, or what it was last given */
};

extern const char *const letter_state_names[];	 /* NULL-terminated */
extern const char *const delivery_state_names[]; /* NULL-terminated */

/* Opens <directory>/spool.db; with create, makes it and its tables where there
 * are none, and brings an older one up to date (the directory is store_open()'s
 * to make). Whoever else writes is waited for, busy_seconds at the most. */
struct spool *spool_open(const char *directory, gboolean create,
			 double busy_seconds, GError **error);
/* One that is there, for who may only read it: a member of the group that the
 * spool's directory is shared with (spool/directory.h). Nothing is made, and
 * whatever would write fails. */
struct spool *spool_open_to_read(const char *directory, double busy_seconds,
				 GError **error);
void spool_close(struct spool *spool);
/* Brings a spool that an older version made, and that is there, up to date. The
 * caller holds the spool's lock: a daemon of that version must not be using
 * it. */
gboolean spool_update(const char *directory, double busy_seconds,
		      GError **error);

/* TRUE once another connection has changed the file since the last call. */
gboolean spool_has_changed(struct spool *spool);

gint64 spool_now(void); /* the wall clock, in our milliseconds */

/* --- arrivals --- */

struct arrival {
	const char *id;
	const char *name;   /* as it stands in the record */
	const char *watch;  /* the [watch NAME] */
	const char *folder; /* below its directory: "" in it; NULL: not known */
	const char *path;   /* where the original lies, in bytes as they are */
	guint64 size_bytes;
};

enum claim {
	CLAIM_NEW,	  /* these bytes were never seen: a letter now waits */
	CLAIM_UNFINISHED, /* this very arrival, whose original a crash left; or
			   * the first one of a letter that was taken up from
			   * the store: that has a name and a watch now */
	CLAIM_DUPLICATE,  /* bytes seen before; a quarantined letter of these
			   * bytes is tried anew, else nothing will happen */
};

/* The claim: store_commit() has been done, and from the moment this returns no
 * crash loses the letter. */
gboolean spool_claim(struct spool *spool, const struct arrival *arrival,
		     gint64 now, enum claim *out_claim, GError **error);
/* The original was archived or deleted: were it to come again, that would be a
 * duplicate. */
gboolean spool_original_gone(struct spool *spool, const char *id,
			     const char *name, GError **error);

/* Whether no letter was ever claimed: a spool that is new, or that takes the
 * place of one that was lost. */
gboolean spool_is_blank(struct spool *spool, gboolean *out_blank,
			GError **error);
/* Takes letters up from the store (of struct stored, in order of arrival),
 * all of them or, when it fails, none; those that the spool knows are left as
 * they are. They are received, with the event "recovered"; their names and
 * watches are not known, and nobody has looked at their bytes. */
gboolean spool_take_up(struct spool *spool, const GArray *stored, gint64 now,
		       guint *out_count, GError **error);

/* A file whose original is left in place is known again by its stamp (path,
 * device, inode, size, mtime, ctime as text), so that no rescan and no restart
 * reads it again. */
gboolean spool_remember_left(struct spool *spool, const char *path,
			     const char *stamp, GError **error);
/* *out_left: path is remembered with that very stamp. */
gboolean spool_is_left(struct spool *spool, const char *path, const char *stamp,
		       gboolean *out_left, GError **error);

/* What lies in a watched directory and cannot be taken (a link, a pipe, too
 * large): shown by imrctl until it is gone. reason NULL: no longer so. */
gboolean spool_note_stray(struct spool *spool, const char *watch,
			  const char *path, const char *reason, gint64 now,
			  GError **error);
/* Forgets those last noted before that time: whoever begins to watch reports
 * what is there. */
gboolean spool_forget_strays(struct spool *spool, gint64 before,
			     GError **error);

/* Where a [watch NAME] has its files. */
enum spool_place {
	SPOOL_PLACE_DIRECTORY,
	SPOOL_PLACE_ARCHIVE,
};
extern const char *const spool_place_names[]; /* NULL-terminated */

/* A file system that does not answer the daemon, or, with a reason, cannot be
 * read: shown by imrctl until that is over. since 0: it is over. */
struct spool_outage {
	char *watch;
	enum spool_place place;
	char *path;   /* noted as its bytes are; made UTF-8 when it is read */
	char *reason; /* NULL: it does not answer */
	gint64 since;
};
void spool_outage_free(struct spool_outage *outage);

gboolean spool_note_outage(struct spool *spool,
			   const struct spool_outage *outage, GError **error);
/* Of an earlier daemon. */
gboolean spool_forget_outages(struct spool *spool, GError **error);

/* --- extraction ---
 *
 * What a worker's try gave is dropped, and TRUE returned, when the operator
 * has meanwhile rejected the letter, or had it reocr'd and it waits for that.
 * A letter that is not there is REJECT. */

/* What core/look.h says of a letter's records. */
enum letter_look {
	LOOK_UNKNOWN = -1, /* it has no records; or an older version stored
			    * them, and they are still to be looked through */
	LOOK_NONE,
	LOOK_NEEDED,
};

struct spool_letter {
	gint64 sequence; /* in order of arrival */
	char *id, *name;
	char *watch;  /* "": taken up from the store, its arrival is unknown */
	char *folder; /* below the watched directory, as in struct arrival */
	guint64 size_bytes;
	enum letter_state state;
	guint attempts; /* that killed a worker, or the daemon itself */
	gint64 next_attempt;
	char *reason;	   /* the last thing that went wrong, or NULL */
	char *reason_code; /* of core/reject_code.h, of a rejection */
	gboolean
		from_scratch; /* it is to be extracted from the original, ... */
	gboolean every_page;  /* ... and every page recognised (reocr) */
	gint64 received, extracted, finished; /* 0: not yet */
	double seconds;			      /* extraction took */
	guint pages, ocr_pages;		      /* of its document */
	guint records;
	guint duplicates; /* arrivals beyond the first */
	/* Of its first record, or NULL. */
	char *case_number, *outcome, *decision_date;
	enum letter_look look;
	char *warnings; /* its records' codes, joined by spaces; NULL: see
			 * LOOK_UNKNOWN */
	gint64 seen;	/* when somebody marked it so; 0: not */
};
/* Whether a person is to look at it: it needs a look and is not seen. */
gboolean spool_letter_needs_look(const struct spool_letter *letter);
struct spool_letter *spool_letter_copy(const struct spool_letter *letter);
void spool_letter_free(struct spool_letter *letter);

/* Letters whose turn has come, oldest first, now marked as extracting. */
GPtrArray *spool_take_due(struct spool *spool, guint most, gint64 now,
			  GError **error);
/* When the next one is due, or -1. A time that is further off than any wait of
 * ours is a clock that jumped: it counts as due. */
gboolean spool_next_due(struct spool *spool, gint64 now, gint64 *out_time,
			GError **error);
/* Back to received, as if never begun (a stop). */
gboolean spool_give_back(struct spool *spool, const char *id, GError **error);
/* It is being extracted, and from now on no other is. */
gboolean spool_begin_alone(struct spool *spool, const char *id, GError **error);
/* Received again, or LETTER_FAILED: what a dead daemon had begun, any of which
 * it may have died over. Each of *out_count is charged an attempt as long as it
 * has more than one left of `attempts`; of *out_failed each was alone. */
gboolean spool_recover(struct spool *spool, guint attempts, gint64 now,
		       guint *out_count, guint *out_failed, GError **error);
/* Back to received until next_attempt; killed counts an attempt. */
gboolean spool_defer(struct spool *spool, const char *id, const char *reason,
		     gboolean killed, gint64 next_attempt, GError **error);

struct quarantine {
	enum letter_state state; /* LETTER_REJECTED or LETTER_FAILED, which
				  * counts an attempt */
	const char *reason;
	const char *reason_code; /* may be NULL */
};
gboolean spool_quarantine(struct spool *spool, const char *id,
			  const struct quarantine *quarantine, gint64 now,
			  GError **error);

/* What a record is found by. */
struct spool_record {
	const char *record_id;
	const char *case_number, *decision_date, *outcome; /* may be NULL */
};

struct extraction_result {
	const char *id;
	const struct spool_record *records;
	guint record_count;
	guint pages, ocr_pages;
	double seconds;
	gboolean reparsed;	 /* by imrctl: a record that did not change (see
				  * changed) is not delivered again */
	const gboolean *changed; /* record_count of them; NULL: all */
	const char *const *spared; /* of a reparse: those of the sinks that are
				    * not to have what changed; NULL: none */
	const struct look *look;   /* of all its records; NULL: not known */
	const char *name; /* of a letter whose arrival is unknown; or NULL */
	gboolean plain;	  /* was begun before any reocr that the letter waits
			   * for, or has been taken for, by now: dropped then */
};

/* store_put_result() has been done. Queues each record for each sink in sinks
 * (names, NULL-terminated) with a new revision; without sinks the letter is
 * delivered at once. Records that the letter no longer has lose their rows. A
 * spared sink's delivery that is still queued or parked stays so, and will give
 * the record as it then is: nothing that was promised is withdrawn. A reparse
 * of a letter that is not extracted or delivered by now is REJECT. */
gboolean spool_extracted(struct spool *spool,
			 const struct extraction_result *result,
			 const char *const *sinks, gint64 now, GError **error);

/* --- deliveries --- */

struct spool_delivery {
	char *record_id, *letter_id, *sink;
	guint index; /* of the record in its file, from 0 */
	enum delivery_state state;
	gint64 revision; /* of the record, when this was read */
	guint attempts;
	gint64 queued, next_attempt;
	gint64 delivered; /* if it is spared: an older revision; 0: none */
	char *reason;	  /* the last failure, or NULL */
};
void spool_delivery_free(struct spool_delivery *delivery);

/* Due deliveries of one sink, oldest first. */
GPtrArray *spool_deliveries_due(struct spool *spool, const char *sink,
				guint most, gint64 now, GError **error);
gboolean spool_next_delivery(struct spool *spool, const char *sink, gint64 now,
			     gint64 *out_time, GError **error);
/* Each says what became of one try. Where the record has a newer revision by
 * now, that one stays queued. *out_finished (may be NULL): this was the last
 * one its letter waited for. */
gboolean spool_delivered(struct spool *spool,
			 const struct spool_delivery *delivery, gint64 now,
			 gboolean *out_finished, GError **error);
gboolean spool_delivery_failed(struct spool *spool,
			       const struct spool_delivery *delivery,
			       const char *reason, gint64 next_attempt,
			       GError **error);
gboolean spool_delivery_parked(struct spool *spool,
			       const struct spool_delivery *delivery,
			       const char *reason, gint64 now, GError **error);
/* The sink is back: what waits for it waits no longer. */
gboolean spool_deliveries_hurry(struct spool *spool, const char *sink,
				GError **error);

enum sink_state {
	SINK_OK,
	SINK_WAITING, /* fails for now; tried again at next_try */
	SINK_HALTED,  /* the operator's turn; tried again at next_try too */
	SINK_REMOVED, /* no longer in the settings; its queue is kept */
};
extern const char *const sink_state_names[];

struct spool_sink {
	char *name;
	enum sink_state state;
	gint64 since, next_try, last_success;
	char *reason;
	guint64 queued, parked, delivered;
	gint64 oldest_queued; /* 0: none */
};
void spool_sink_free(struct spool_sink *sink);

/* The sinks of the settings; others become SINK_REMOVED, and what waited for
 * these alone is delivered. A sink that comes back finds its queue. */
gboolean spool_set_sinks(struct spool *spool, const char *const *sinks,
			 gint64 now, GError **error);

struct sink_report {
	enum sink_state state;
	const char *reason; /* NULL with SINK_OK */
	gint64 next_try;    /* 0 with SINK_OK */
};
gboolean spool_report_sink(struct spool *spool, const char *sink,
			   const struct sink_report *report, gint64 now,
			   GError **error);

/* --- the operator's --- */

/* All but NULL members must hold. */
struct letter_filter {
	const char *id_prefix; /* of a letter's or a record's id */
	const char *case_number;
	const char *name;   /* shell pattern */
	const char *file;   /* a file's very name, ... */
	const char *folder; /* ... and its folder, where not NULL */
	gboolean any_state;
	enum letter_state state;
	const char *decided_from, *decided_to; /* ISO dates, inclusive */
	gint64 received_from, received_to;     /* 0: open */
	gboolean parked;		       /* only with a parked delivery */
	gboolean needs_look;
	const char *warning; /* only with a warning of this code, not seen */
	guint limit;	     /* 0: none */
	gboolean newest_first;
};

/* Calls each for every letter that matches, in order of arrival; each returns
 * FALSE to end. Streams: of each letter no more than a number is kept. No
 * transaction is open meanwhile: each may take its time, and use this
 * connection. What a letter is found by is true of it at the moment of the
 * call. name, file and folder are looked for among all arrivals. */
gboolean spool_each_letter(struct spool *spool,
			   const struct letter_filter *filter,
			   gboolean (*each)(const struct spool_letter *letter,
					    gpointer data),
			   gpointer data, GError **error);
/* Of struct spool_letter: those that got their records, or that went into
 * quarantine, after that time, oldest first; at most so many. */
GPtrArray *spool_letters_read_since(struct spool *spool, gint64 since,
				    guint most, GError **error);
GPtrArray *spool_letters_quarantined_since(struct spool *spool, gint64 since,
					   guint most, GError **error);
/* Of struct spool_delivery, all of one letter's. */
GPtrArray *spool_letter_deliveries(struct spool *spool, const char *id,
				   GError **error);

struct spool_event {
	gint64 at;
	char *what;   /* "received", "recovered" (from the store),
		       * "duplicate", "extracted", "deferred",
		       * "rejected", "failed", "delivered", "parked",
		       * "retried", "reparsed", "reocr", "reextract", "seen",
		       * "requeued"   (for a sink), "delayed" (a delivery's first
		       * failure) */
	char *detail; /* for people, or NULL */
};
void spool_event_free(struct spool_event *event);
/* The letter's history, oldest first. One row a change of state, so that days
 * of retries do not fill the disk. */
GPtrArray *spool_letter_events(struct spool *spool, const char *id,
			       GError **error);

struct spool_arrival_row {
	char *name, *watch, *path, *folder;
	gint64 first, last;
	guint times;
};
void spool_arrival_row_free(struct spool_arrival_row *row);
GPtrArray *spool_letter_arrivals(struct spool *spool, const char *id,
				 GError **error);

/* Quarantined: received again, attempts 0. Else its parked deliveries are
 * queued again. *out_count: how many letters or deliveries. */
gboolean spool_retry(struct spool *spool, const char *id, gint64 now,
		     guint *out_count, GError **error);
/* The same for many (ids, of char *), some at a time: each is retried or
 * is not, wherever this ends, and others may write in between. Adds to retried
 * those ids for which there was anything to do. */
gboolean spool_retry_all(struct spool *spool, const GPtrArray *ids, gint64 now,
			 GPtrArray *retried, guint *out_count, GError **error);
/* Every record is queued for that sink again, as for one that lost its data or
 * is new; some letters at a time, too. FATAL for one that is not in
 * the settings. */
gboolean spool_requeue_sink(struct spool *spool, const char *sink, gint64 now,
			    guint *out_count, GError **error);
/* A removed sink's queue is given up; FATAL for a configured one. */
gboolean spool_forget_sink(struct spool *spool, const char *sink,
			   GError **error);
/* Extraction from the original: as the settings have it, or each page
 * recognised (reocr). */
gboolean spool_reextract(struct spool *spool, const char *id, gint64 now,
			 GError **error);
gboolean spool_reocr(struct spool *spool, const char *id, gint64 now,
		     GError **error);
/* Somebody has looked at it; reason may be NULL. It is undone when the letter's
 * records change, or it leaves quarantine. REJECT for a letter that has neither
 * records nor been put into quarantine. */
gboolean spool_mark_seen(struct spool *spool, const char *id,
			 const char *reason, gint64 now, GError **error);
/* By hand into quarantine; queued and parked deliveries are withdrawn. */
gboolean spool_reject(struct spool *spool, const char *id, const char *reason,
		      gint64 now, GError **error);

/* What older versions stored is looked through in pieces, after the start.
 * spool_looks_to_fill() gives the letters (char *, ids) that want it among the
 * next `most` behind *cursor, which moves on and is -1 when there are no more.
 * spool_fill_looks() writes what was found of them (struct look; NULL: nothing
 * is known), and that all is done up to cursor; 0: only these letters are. A
 * letter that has got its row meanwhile keeps that. */
GPtrArray *spool_looks_to_fill(struct spool *spool, gint64 *cursor, guint most,
			       GError **error);
gboolean spool_fill_looks(struct spool *spool, const GPtrArray *ids,
			  const GPtrArray *looks, gint64 cursor,
			  GError **error);

struct spool_stray {
	char *watch, *path, *reason; /* path: made UTF-8 */
};
void spool_stray_free(struct spool_stray *stray);

struct spool_summary {
	guint64 letters[LETTER_FAILED + 1]; /* by state */
	guint64 duplicates, records;
	guint64 looks_known;  /* letters with records that were looked through,
			       */
	guint64 looks_needed; /* of them those with a need of a look, seen since
			       * or not, */
	guint64 looks_open;   /* and those not seen */
	gint64 oldest_waiting; /* received, not yet extracted; 0: none */
	guint64 last_minute, last_hour; /* letters that got their record */
	GPtrArray *sinks;		/* of struct spool_sink */
	GPtrArray *strays;   /* of struct spool_stray; the first 1000 */
	GPtrArray *outages;  /* of struct spool_outage; without a daemon, what
			      * the last one noted */
	GPtrArray *troubles; /* of struct spool_trouble, and */
	GPtrArray *sources;  /* of struct spool_source: see
			      * spool_situation.h */
	guint64 rejected_open, failed_open; /* in quarantine, and not seen */
	GPtrArray *problems; /* of struct spool_letter: the last few that
			      * were quarantined, newest first */
};
void spool_summary_free(struct spool_summary *summary);
/* Fast at any size: what is delivered is kept count of, and what is open comes
 * from indices. */
struct spool_summary *spool_summarise(struct spool *spool, gint64 now,
				      GError **error);

/* The share, 0 to 1, of the letters looked through that never needed a look;
 * -1 where there are none. */
double spool_straight_through(const struct spool_summary *summary);

DEFINE_AUTOPTR(spool, spool_close)
DEFINE_AUTOPTR(spool_letter, spool_letter_free)
DEFINE_AUTOPTR(spool_delivery, spool_delivery_free)
DEFINE_AUTOPTR(spool_event, spool_event_free)
DEFINE_AUTOPTR(spool_summary, spool_summary_free)

#endif
