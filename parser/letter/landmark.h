/* landmark.h - the form's section headings and labels, found in the text.
 *
 * A landmark stands at the start of a line, or apart from the words before it
 * where lines were run together: behind the end of a sentence, or in capitals
 * or bold where they are not. A section heading is bold or in capitals; a label
 * is followed by a colon or opens a paragraph. The same words in the middle of
 * a sentence are only text. */
#ifndef PARSER_LETTER_LANDMARK_H
#define PARSER_LETTER_LANDMARK_H

#include <glib.h>

#include "core/flow.h"

enum landmark_kind {
	LANDMARK_HOW_MADE,  /* HOW THE IMR FINAL DETERMINATION WAS MADE */
	LANDMARK_DOCUMENTS, /* DOCUMENTS REVIEWED */
	LANDMARK_SUMMARY,   /* CLINICAL CASE SUMMARY */
	LANDMARK_ISSUES,    /* IMR ISSUES, DECISIONS AND RATIONALES */
	LANDMARK_CLAIMS_GUIDELINE,
	LANDMARK_REVIEWER_GUIDELINE,
	LANDMARK_RATIONALE,
	LANDMARK_CLAIMS_BASED,	 /* The Claims Administrator based its ... */
	LANDMARK_REVIEWER_BASED, /* The Physician Reviewer based his/her ... */
	LANDMARK_NOTICE,	 /* Notice of ... Determination */
	LANDMARK_NOTICE_BODY, /* INDEPENDENT MEDICAL REVIEW DECISION AND ... */
	LANDMARK_QUALIFICATIONS,
	LANDMARK_REGARDING,	/* 1) Regarding the request for X: */
	LANDMARK_RELIED_UPON,	/* Section of the MTUS Relied Upon by ... */
	LANDMARK_EFFECT,	/* Effect of the Decision */
	LANDMARK_PROFESSIONAL,	/* MEDICAL PROFESSIONAL REVIEW */
	LANDMARK_AT_DISPUTE,	/* ISSUE AT DISPUTE: */
	LANDMARK_WHY_NECESSARY, /* RATIONALE FOR WHY THE ... IS/WAS (NOT) ... */
	LANDMARK_COVER_LETTER,	/* Dear ... */
	LANDMARK_CASE_NUMBER,	/* Case Number: of a header table */
};

struct landmark {
	enum landmark_kind kind;
	gsize start; /* of its first letter */
	gsize end;   /* behind its colon and the white space after that */
};

/* All landmarks of the flow, ascending; the caller frees the array. */
GArray *landmarks_find(const struct flow *flow);

/* The first landmark of kind in [start, end), or NULL. */
const struct landmark *landmark_next(const GArray *landmarks,
				     enum landmark_kind kind, gsize start,
				     gsize end);

/* Where it starts, or behind its colon ends; otherwise where it is NULL. */
gsize landmark_start_or(const struct landmark *landmark, gsize otherwise);
gsize landmark_end_or(const struct landmark *landmark, gsize otherwise);

#endif
