/* reader.h - one treatment's words while they are read; private to meaning/.
 *
 * Each pass finds one kind of thing, marks the tokens that it was read from,
 * and leaves those alone that another pass has marked. */
#ifndef MEANING_READER_H
#define MEANING_READER_H

#include <glib.h>

#include "core/request/request.h"
#include "meaning/lexicon.h"
#include "meaning/tokens.h"

/* What a value was read from; the order of the paths in the evidence. */
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

/* Tokens [first, next) that something was read from. */
struct mark {
	enum sense sense;
	guint first, next;
};

/* Of a drug of the request its first name, and tokens [first, next) that may
 * tell of it. */
struct drug_bounds {
	const struct entry *entry;
	guint first, next;
	guint members; /* names that are not synonyms */
};

struct reader {
	const struct lexicon *lexicon;
	struct tokens *tokens;
	struct request *request;
	enum sense *used;    /* of each token: what took it as a number or word
			      * of its own */
	GArray *drugs;	     /* of struct find */
	GArray *treatments;  /* of struct find */
	GArray *drug_bounds; /* of struct drug_bounds, of each of the request's
			      * drugs */
	GArray *marks;	     /* of struct mark */
	guint purpose;	     /* where it begins to say what for; the count of
			      * tokens where it does not */
	const struct entry *rival; /* fits as well as what decided; NULL */
};

/* Notes the tokens as evidence. */
void reader_note(struct reader *reader, enum sense sense, guint first,
		 guint next);
/* The same, and takes them from the passes that follow. */
void reader_take(struct reader *reader, enum sense sense, guint first,
		 guint next);
/* A token of the text that no pass has taken. */
gboolean reader_is_free(const struct reader *reader, guint index);
/* One of the drugs' or treatments' phrases holds it. */
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
