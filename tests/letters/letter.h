/* letter.h - an invented letter as data: what it says, and how its paper was
 * made to say it.
 *
 * Every text of a letter may hold marks (markup.h), which put a line end, a
 * page end or a redaction where a trap needs it. Dates and lists stand as the
 * letter prints them; gold.c makes the expected record from the same data, so
 * no letter's truth is written down twice. */
#ifndef TESTS_LETTERS_LETTER_H
#define TESTS_LETTERS_LETTER_H

#include <glib.h>

#define LETTER_MAX_ISSUES 8

struct issue_spec {
	const char *heading;
	const char *treatment; /* NULL: the heading without its last period */
	const char *original_request, *authorized; /* NULL: not printed */
	const char *gap;      /* between colon and decision; NULL: a space */
	const char *decision; /* "Upheld", "Overturned" */
	const char *claims_guideline, *reviewer_guideline;
	const char *rationale;
};

enum form {
	FORM_FINAL_2014, /* credentials in a sentence */
	FORM_FINAL_2015, /* credentials in a block; to this day */
	FORM_REVIEW_LATE_2013,
	FORM_NOTICE_2013,
	FORM_PROFESSIONAL_2013,
};

enum quirk {
	QUIRK_BODY_ONLY = 1 << 0,     /* the header was lost */
	QUIRK_COVER_LETTER = 1 << 1,  /* Dear ..., appeal rights, cc: */
	QUIRK_RUNNING_LINES = 1 << 2, /* header and page number each page */
	QUIRK_EMPTY_LAST_PAGE = 1 << 3,
	QUIRK_SHARED_LABEL_LINE = 1 << 4, /* credentials on one line */
};

struct letter {
	const char *name;  /* of the file, without its suffix */
	const char *traps; /* names of LETTERS' traps, split by ", " */
	enum form form;
	guint quirks;
	guint image_pages;   /* bit n: page n + 1 is a picture of itself */
	guint garbage_pages; /* bit n: its characters mean nothing */
	const struct letter *next; /* in the same file, after a separator */

	const char *case_number;
	const char *date_assigned, *date_of_injury, *decision_date;
	const char *ur_denial_date, *application_received;
	const char *priority;
	const char *employee_name, *claim_number;
	const char *states, *certifications;
	const char *subspecialty; /* a further certification */
	const char *summary;
	int age; /* 0: not told */
	const char *sex;
	const char *const *documents; /* reviewed; NULL-terminated */
	struct issue_spec issues[LETTER_MAX_ISSUES];
};

guint letter_count_issues(const struct letter *letter);

/* One file of data a family of letters; each ends with a NULL name. */
extern const struct letter letters_2013[], letters_2014[], letters_2015[],
	letters_2016[], letters_layout[], letters_copies[], letters_layers[];

/* All of them, each once; the caller frees the array, not the letters. */
GPtrArray *letters_all(void);

#endif
