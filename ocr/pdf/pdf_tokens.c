/* pdf_tokens.c - operands, then their operator.
 *
 * qpdf's C interface has no tokens. Strings, arrays and dictionaries are
 * skipped: their contents are not needed here. */
#include "ocr/pdf/pdf_tokens.h"

#include <math.h>
#include <string.h>

void
pdf_tokens_begin(struct pdf_tokens *tokens, const char *data, gsize size)
{
	*tokens = (struct pdf_tokens){
		.p = data,
		.end = data + size,
		.word = g_string_new(NULL),
	};
}

void
pdf_tokens_end(struct pdf_tokens *tokens)
{
	g_clear_pointer(&tokens->name, g_free);
	g_string_free(tokens->word, TRUE);
}

static gboolean
is_space(char c)
{
	return c == '\0' || g_ascii_isspace(c);
}

static gboolean
is_delimiter(char c)
{
	switch (c) {
	case '(':
	case ')':
	case '<':
	case '>':
	case '[':
	case ']':
	case '{':
	case '}':
	case '/':
	case '%':
		return TRUE;
	default:
		return FALSE;
	}
}

static gboolean
ends_word(const struct pdf_tokens *tokens, const char *p)
{
	return p == tokens->end || is_space(*p) || is_delimiter(*p);
}

static void
skip_space(struct pdf_tokens *tokens)
{
	while (tokens->p < tokens->end) {
		if (*tokens->p == '%')
			while (tokens->p < tokens->end && *tokens->p != '\n' &&
			       *tokens->p != '\r')
				tokens->p++;
		else if (is_space(*tokens->p))
			tokens->p++;
		else
			return;
	}
}

static gboolean
skip_string(struct pdf_tokens *tokens)
{
	guint open = 0;

	for (; tokens->p < tokens->end; tokens->p++) {
		if (*tokens->p == '\\')
			tokens->p++;
		else if (*tokens->p == '(')
			open++;
		else if (*tokens->p == ')' && --open == 0)
			return tokens->p++, TRUE;
	}
	tokens->p = tokens->end;
	return FALSE;
}

/* An array, with what is in it; of one that has no end the bracket alone. */
static gboolean
skip_array(struct pdf_tokens *tokens)
{
	const char *start = tokens->p;

	while (tokens->p < tokens->end && *tokens->p != ']')
		if (*tokens->p != '(')
			tokens->p++;
		else if (!skip_string(tokens))
			return FALSE;
	if (tokens->p == tokens->end)
		tokens->p = start;
	tokens->p++;
	return TRUE;
}

/* A string, an array or a dictionary. Their brackets need not be matched. */
static gboolean
skip_composite(struct pdf_tokens *tokens)
{
	if (*tokens->p == '(')
		return skip_string(tokens);
	if (*tokens->p == '[')
		return skip_array(tokens);
	if (strchr("<>[]", *tokens->p) == NULL)
		return FALSE;
	if (*tokens->p == '<' && tokens->p + 1 < tokens->end &&
	    tokens->p[1] != '<') {
		while (tokens->p < tokens->end && *tokens->p != '>')
			tokens->p++;
		if (tokens->p == tokens->end)
			return FALSE;
	} else if (*tokens->p == '<') {
		tokens->p++;
	}
	tokens->p++;
	return TRUE;
}

static void
read_word(struct pdf_tokens *tokens)
{
	const char *start = tokens->p;

	while (!ends_word(tokens, tokens->p))
		tokens->p++;
	g_string_truncate(tokens->word, 0);
	g_string_append_len(tokens->word, start, tokens->p - start);
}

static void
push_number(struct pdf_tokens *tokens, double number)
{
	if (tokens->count == PDF_MOST_OPERANDS) {
		memmove(tokens->numbers, tokens->numbers + 1,
			sizeof(double) * (PDF_MOST_OPERANDS - 1));
		tokens->count--;
	}
	tokens->numbers[tokens->count++] = number;
}

/* Digits that a double holds exactly, as do the powers of ten. */
#define EXACT_DIGITS 15

/* A number as nearly all are written: no more digits than are exact. FALSE:
 * what stands at p is something else, and p stays. */
static gboolean
read_plain_number(struct pdf_tokens *tokens)
{
	static const double powers[EXACT_DIGITS + 1] = {
		1e0, 1e1, 1e2,	1e3,  1e4,  1e5,  1e6,	1e7,
		1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
	};
	const char *p = tokens->p;
	gboolean negative = *p == '-';
	gint64 value = 0;
	guint digits = 0, decimals = 0;

	p += *p == '-' || *p == '+' ? 1 : 0;
	for (; p < tokens->end && g_ascii_isdigit(*p); p++, digits++)
		value = digits < EXACT_DIGITS ? value * 10 + (*p - '0') : 0;
	if (p < tokens->end && *p == '.')
		for (p++; p < tokens->end && g_ascii_isdigit(*p);
		     p++, digits++, decimals++)
			value = digits < EXACT_DIGITS ? value * 10 + (*p - '0')
						      : 0;
	if (digits == 0 || digits > EXACT_DIGITS || !ends_word(tokens, p))
		return FALSE;
	tokens->p = p;
	push_number(tokens, (negative ? -(double)value : (double)value) /
				    powers[decimals]);
	return TRUE;
}

/* Samples end at an EI that stands by itself; such bytes may stand among them
 * too, and then what follows is not understood, or is harmless. */
static gboolean
skip_samples(struct pdf_tokens *tokens)
{
	for (; tokens->end - tokens->p >= 3; tokens->p++)
		if (is_space(tokens->p[0]) && tokens->p[1] == 'E' &&
		    tokens->p[2] == 'I' &&
		    (tokens->end - tokens->p == 3 || is_space(tokens->p[3]))) {
			tokens->p += 3;
			return TRUE;
		}
	return FALSE;
}

/* What stands at p; *out_operator: it is one. */
static gboolean
read_token(struct pdf_tokens *tokens, gboolean *out_operator)
{
	char *end;
	double number;

	if (*tokens->p == '/') {
		tokens->p++;
		/* BDC has a name for its properties after that of its tag. */
		read_word(tokens);
		if (tokens->name == NULL)
			tokens->name = g_strdup(tokens->word->str);
		return TRUE;
	}
	if (is_delimiter(*tokens->p))
		return skip_composite(tokens);
	if (read_plain_number(tokens))
		return TRUE;
	read_word(tokens);
	number = g_ascii_strtod(tokens->word->str, &end);
	if (*end == '\0' && isfinite(number)) {
		push_number(tokens, number);
		return TRUE;
	}
	tokens->action = tokens->word->str;
	*out_operator = TRUE;
	return strcmp(tokens->action, "ID") != 0 || skip_samples(tokens);
}

gboolean
pdf_tokens_next(struct pdf_tokens *tokens)
{
	gboolean found = FALSE;

	tokens->count = 0;
	tokens->action = NULL;
	g_clear_pointer(&tokens->name, g_free);
	skip_space(tokens);
	tokens->start = tokens->p;
	while (!found && tokens->p < tokens->end) {
		if (!read_token(tokens, &found)) {
			tokens->broken = TRUE;
			return FALSE;
		}
		if (!found)
			skip_space(tokens);
	}
	return found;
}
