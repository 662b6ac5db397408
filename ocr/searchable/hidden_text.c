/* hidden_text.c - leaves out the operators that show it, and nothing else.
 *
 * Fonts, places and marks around the text stay: they leave no trace of it. */
#include "ocr/searchable/hidden_text.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/pdf/pdf_survey.h"
#include "ocr/pdf/pdf_tokens.h"

#define DEEPEST 64	  /* of q */
#define MOST_OBJECTS 1000 /* a scanner draws fewer */

struct cutter {
	struct pdf_tokens tokens;
	GString *out;
	const char *copied; /* up to here */
	guint cuts;

	int text_mode, stack[DEEPEST];
	guint depth, objects;
	/* Text that was shown next would stand where the last one ended. */
	gboolean displaced;

	gboolean (*is_unseen)(const char *name, gpointer closure);
	gpointer closure;
};

/* Leaves out the operator at hand with its operands. */
static void
cut(struct cutter *cutter, const char *instead)
{
	g_string_append_len(cutter->out, cutter->copied,
			    cutter->tokens.start - cutter->copied);
	g_string_append(cutter->out, instead);
	cutter->copied = cutter->tokens.p;
	cutter->cuts++;
}

static gboolean
save(struct cutter *cutter)
{
	if (cutter->depth == DEEPEST)
		return FALSE;
	cutter->stack[cutter->depth++] = cutter->text_mode;
	return TRUE;
}

static gboolean
restore(struct cutter *cutter)
{
	if (cutter->depth > 0)
		cutter->text_mode = cutter->stack[--cutter->depth];
	return TRUE;
}

static gboolean
set_text_mode(struct cutter *cutter)
{
	if (cutter->tokens.count != 1)
		return FALSE;
	cutter->text_mode = pdf_text_mode(cutter->tokens.numbers[0]);
	return TRUE;
}

static gboolean
place(struct cutter *cutter)
{
	cutter->displaced = FALSE;
	return TRUE;
}

static gboolean
show(struct cutter *cutter)
{
	if (cutter->text_mode != PDF_INVISIBLE)
		return !cutter->displaced;
	cut(cutter, "");
	cutter->displaced = TRUE;
	return TRUE;
}

/* ' and " go to the next line first; " sets the spaces, too. */
static gboolean
show_on_next_line(struct cutter *cutter)
{
	if (cutter->text_mode == PDF_INVISIBLE)
		cut(cutter, "T*");
	cutter->displaced = cutter->text_mode == PDF_INVISIBLE;
	return TRUE;
}

static gboolean
show_with_spaces(struct cutter *cutter)
{
	const struct pdf_tokens *tokens = &cutter->tokens;
	char word[G_ASCII_DTOSTR_BUF_SIZE], letter[G_ASCII_DTOSTR_BUF_SIZE];
	g_autofree char *instead = NULL;

	if (cutter->text_mode != PDF_INVISIBLE)
		return place(cutter);
	if (tokens->count != 2)
		return FALSE;
	g_ascii_dtostr(word, sizeof(word), tokens->numbers[0]);
	g_ascii_dtostr(letter, sizeof(letter), tokens->numbers[1]);
	instead = g_strdup_printf("%s Tw %s Tc T*", word, letter);
	cut(cutter, instead);
	cutter->displaced = TRUE;
	return TRUE;
}

static gboolean
draw_object(struct cutter *cutter)
{
	const char *name = cutter->tokens.name;

	if (++cutter->objects > MOST_OBJECTS)
		return FALSE;
	if (name != NULL && cutter->is_unseen(name, cutter->closure))
		cut(cutter, "");
	return TRUE;
}

static const struct {
	const char *name;
	gboolean (*act)(struct cutter *cutter);
} operators[] = {
	{ "q", save },
	{ "Q", restore },
	{ "Tr", set_text_mode },
	{ "BT", place },
	{ "Td", place },
	{ "TD", place },
	{ "Tm", place },
	{ "T*", place },
	{ "Tj", show },
	{ "TJ", show },
	{ "'", show_on_next_line },
	{ "\"", show_with_spaces },
	{ "Do", draw_object },
};

static gboolean
act(struct cutter *cutter)
{
	for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
		if (strcmp(operators[i].name, cutter->tokens.action) == 0)
			return operators[i].act(cutter);
	return TRUE;
}

GString *
hidden_text_cut(const char *data, gsize size,
		gboolean (*is_unseen)(const char *name, gpointer closure),
		gpointer closure)
{
	struct cutter cutter = {
		.out = g_string_new(NULL),
		.copied = data,
		.is_unseen = is_unseen,
		.closure = closure,
	};
	gboolean good = TRUE;

	pdf_tokens_begin(&cutter.tokens, data, size);
	while (good && pdf_tokens_next(&cutter.tokens))
		good = act(&cutter);
	good &= !cutter.tokens.broken && cutter.cuts > 0;
	pdf_tokens_end(&cutter.tokens);
	if (good)
		return g_string_append_len(cutter.out, cutter.copied,
					   data + size - cutter.copied);
	g_string_free(cutter.out, TRUE);
	return NULL;
}

/* --- on a page --- */

gboolean
hidden_text_drop(qpdf_data pdf, qpdf_oh page)
{
	struct pdf_resources resources = {
		pdf,
		qpdf_oh_get_key(pdf, page, "/Resources"),
	};
	unsigned char *data = NULL;
	size_t size = 0;
	GString *left = NULL;
	qpdf_oh stream;

	/* What it has to say of this page alone. */
	while (qpdf_more_warnings(pdf))
		qpdf_next_warning(pdf);
	if (qpdf_oh_get_page_content_data(pdf, page, &data, &size) ==
		    QPDF_SUCCESS &&
	    data != NULL)
		left = hidden_text_cut((const char *)data, size,
				       pdf_survey_is_unseen, &resources);
	free(data);
	if (left == NULL)
		return FALSE;
	stream = qpdf_oh_new_stream(pdf);
	qpdf_oh_replace_stream_data(pdf, stream, (const guint8 *)left->str,
				    left->len, qpdf_oh_new_null(pdf),
				    qpdf_oh_new_null(pdf));
	qpdf_oh_replace_key(pdf, page, "/Contents", stream);
	g_string_free(left, TRUE);
	return TRUE;
}
