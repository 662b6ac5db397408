/* reader.h - the state while one treatment's words are read; private to
 * meaning/.
 *
 * Each pass finds one kind of thing, marks the tokens from which it was read,
 * and ignores tokens that another pass has marked. */
#ifndef MEANING_READER_H
#define MEANING_READER_H

#include <glib.h>

#include "core/request/request.h"
#include "meaning/lexicon.h"
#include "meaning/tokens.h"

/* The kind of value that was read; in the order of the paths in the
 * evidence. */
enum sense {
	SENSE_NONE,
	SENSE_CATEGORY,
	SENSE_DRUGS,
	SENSE_FREQUENCY,
	SENSE_SESSIONS,
	SENSE_BODY_PARTS,
	SENSE_LATERALITY,
	SENSE_LEVELS,
	SENSE_DATES,
	SENSE_RETROSPECTIVE,
	SENSE_SURGICAL,
	SENSES,
};

/* A phrase of the lexicon at tokens [first, next). */
struct find {
	const struct entry *entry;
	guint first, next;
};

/* Tokens [first, next) from which something was read. */
struct mark {
	enum sense sense;
	guint first, next;
};

/* The first name of one of the request's drugs, and the tokens [first, next)
 * that may say more about it. */
struct drug_bounds {
	const struct entry *entry;
	guint first, next;
	guint members; /* names that are not synonyms */
};

struct reader {
	const struct lexicon *lexicon;
	struct tokens *tokens;
	struct request *request;
	enum sense *used;    /* of each token: the pass that took it */
	GArray *drugs;	     /* of struct find */
	GArray *treatments;  /* of struct find */
	GArray *drug_bounds; /* of struct drug_bounds, one for each of the
			      * request's drugs */
	GArray *marks;	     /* of struct mark */
	guint purpose; /* where the text begins to say what the treatment is
			* for; the number of tokens if it does not */
	const struct entry *rival; /* fits as well as the chosen one; or NULL */
};

/* Notes the tokens as evidence. */
void reader_note(struct reader *reader, enum sense sense, guint first,
		 guint next);
/* The same, and hides them from later passes. */
void reader_take(struct reader *reader, enum sense sense, guint first,
		 guint next);
/* Whether no pass has taken this token. */
gboolean reader_is_free(const struct reader *reader, guint index);
/* The one of the drugs' or treatments' phrases that contains the token. */
const struct find *reader_find_at(const GArray *finds, guint index);

/* The passes, in their order. */
void reader_correct_spelling(struct reader *reader);
void reader_read_dates(struct reader *reader);
void reader_read_levels(struct reader *reader);
void reader_find_phrases(struct reader *reader);
void reader_read_drugs(struct reader *reader);
void reader_read_frequency(struct reader *reader);
void reader_read_counts(struct reader *reader);
void reader_choose_category(struct reader *reader);
void reader_read_sessions(struct reader *reader);
void reader_read_body_parts(struct reader *reader);
void reader_read_circumstances(struct reader *reader);

#endif
