/* lexicon.h - drugs, procedures, body parts and guidelines: data, in
 * tab-separated files.
 *
 * Each file is UTF-8; "#" begins a comment line; empty lines are ignored.
 * Columns are separated by one TAB, "-" is an empty column, ";" separates the
 * items of lists. The end of a file's name tells what its lines contain
 * ("drugs.tsv", "our-drugs.tsv"):
 *
 *   drugs         name, ingredients, class, kind, route
 *   body_parts    phrase, body part ("-": none, though it looks like one), side
 *   abbreviations abbreviation, expansion, where (any, frequency, body, drug)
 *   specialties   phrase, specialty
 *   guidelines    name, system, guideline, kind (guideline, chapter)
 *   topical       word of form, class
 *   sections      a guideline's topic as printed, system, guideline
 *
 * and any other name: phrase (or a range of codes, "72020-72295"), category,
 * subcategory, rank from 0 to 9.
 *
 * Phrases match whole words in any case; a hyphen, a slash and a space match
 * each other, and so do singular and plural. Of two lines with the same phrase
 * the later one counts: a directory's files are read in the order of their
 * names, the directories in the given order. */
#ifndef MEANING_LEXICON_H
#define MEANING_LEXICON_H

#include <glib.h>

#include "core/cleanup.h"
#include "meaning/tokens.h"

enum entry_kind {
	ENTRY_DRUG,
	ENTRY_TREATMENT,
	ENTRY_BODY_PART,
	ENTRY_GUIDELINE,
	ENTRY_FORM,
	ENTRY_SPECIALTY,
	ENTRY_SECTION,	 /* a topic of a guideline */
	ENTRY_FREQUENCY, /* rank times a "day", "week", "month": its name */
	ENTRY_KINDS,
};

/* One line. Members that do not apply to its kind are NULL. */
struct entry {
	enum entry_kind kind;
	char **words; /* as in struct token */
	guint length;
	char *category, *subcategory; /* of a drug, "Pharmaceuticals" and its
				       * class */
	int rank;
	char **ingredients; /* NULL: not known */
	char *route;	    /* "topical", "injection", ... */
	char *part, *side;
	char *system, *name; /* a guideline's system and its name */
	gboolean is_chapter;
};

/* A line that could not be used. */
struct lexicon_flaw {
	char *file;
	guint line;
	char *message;
};

struct lexicon;

/* Directories (NULL-terminated) that do not exist are empty. Lines that cannot
 * be used are left out and appended to flaws (of struct lexicon_flaw, made with
 * lexicon_flaws_new()), which may be NULL. */
struct lexicon *lexicon_new(const char *const *directories, GPtrArray *flaws);
void lexicon_free(struct lexicon *lexicon);
GPtrArray *lexicon_flaws_new(void);

/* Whether no file had a usable line. */
gboolean lexicon_is_empty(const struct lexicon *lexicon);

/* SHA-256 over the names and bytes of all files; 64 hex digits. */
const char *lexicon_hash(const struct lexicon *lexicon);
/* The same, without reading the files into a lexicon; the caller frees it. */
char *lexicon_hash_files(const char *const *directories);

/* The longest phrase of that kind that begins at a token; NULL: none. *out_next
 * is the token after it. */
const struct entry *lexicon_match(const struct lexicon *lexicon,
				  enum entry_kind kind,
				  const struct tokens *tokens, guint index,
				  guint *out_next);

/* The word that a misspelt word stands for: the nearest word of a phrase within
 * the bounds of spelling.h, with the same first letter. NULL: there is none, or
 * two drugs are equally near, or the lexicon has the word. So a name with one
 * wrong letter is never read as another drug's. *out_is_drug: the word occurs
 * only in drugs' names. */
const char *lexicon_respell(const struct lexicon *lexicon, const char *word,
			    gboolean *out_is_drug);

DEFINE_AUTOPTR(lexicon, lexicon_free)

#endif
