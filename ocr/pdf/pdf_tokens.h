/* pdf_tokens.h - the operators of a PDF's content, one after the other. */
#ifndef OCR_PDF_PDF_TOKENS_H
#define OCR_PDF_PDF_TOKENS_H

#include <glib.h>

#define PDF_MOST_OPERANDS 8

/* Text rendering mode: neither filled nor stroked. */
#define PDF_INVISIBLE 3

/* Of Tr's operand, which may be any number: PDF_INVISIBLE, or 0. */
static inline int
pdf_text_mode(double operand)
{
	return operand == PDF_INVISIBLE ? PDF_INVISIBLE : 0;
}

struct pdf_tokens {
	/* The operator at hand, and of it: */
	const char *action;
	double numbers[PDF_MOST_OPERANDS]; /* its last operands */
	guint count;
	char *name;	   /* its first operand that is one, without slash */
	const char *start; /* where the first operand begins, */
	const char *p;	   /* and where the operator ends */

	gboolean broken; /* what stands at p is not understood */
	const char *end;
	GString *word;
};

/* data outlives the tokens. */
void pdf_tokens_begin(struct pdf_tokens *tokens, const char *data, gsize size);
/* FALSE: there is none any more, or it is broken. An inline image is "BI" and
 * then "ID", with its samples. */
gboolean pdf_tokens_next(struct pdf_tokens *tokens);
void pdf_tokens_end(struct pdf_tokens *tokens);

#endif
