/* lstm_model.c - reading the network and its character set.
 *
 * The layout follows Tesseract's network.cpp, weightmatrix.cpp, unicharset.cpp
 * and unicharcompress.cpp. A model is taken only when it is, node for node, of
 * the one shape that lstm_network.c can run. */
#include "ocr/lstm/lstm_model.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "ocr/lstm/traineddata.h"

enum { INTEGER_WEIGHTS = 1, DOUBLE_SCALES = 128 }; /* a matrix's mode */
enum { OWN_LEARNING_RATES = 64 };		   /* a node's flags */

#define ANY_CODES 0

/* What follows a node's head. */
enum content { CHILDREN, NUMBERS, MATRIX, GATES };

struct node {
	const char *type;
	guint inputs, outputs;
	enum content content;
	guint count; /* of children, or of 32-bit numbers */
	enum lstm_layer layer;
};

/* In the order in which they are stored: a node before its children. */
static const struct node shape[] = {
	{ "Series", 36, ANY_CODES, CHILDREN, 8 },
	{ "Input", 36, 1, NUMBERS, 5 },
	{ "Series", 1, 16, CHILDREN, 2 },
	{ "Convolve", 1, 9, NUMBERS, 2 },
	{ "Tanh", 9, 16, MATRIX, 0, LSTM_CONVOLUTION },
	{ "Maxpool", 16, 16, NUMBERS, 2 },
	{ "XYTranspose", 16, 48, CHILDREN, 1 },
	{ "SummLSTM", 16, 48, GATES, 0, LSTM_DOWN },
	{ "LSTM", 48, 96, GATES, 0, LSTM_FORWARD },
	{ "RTLReversed", 96, 96, CHILDREN, 1 },
	{ "LSTM", 96, 96, GATES, 0, LSTM_BACKWARD },
	{ "LSTM", 96, 192, GATES, 0, LSTM_LAST },
	{ "Softmax", 192, ANY_CODES, MATRIX, 0, LSTM_SOFTMAX },
};

/* The numbers that the nodes of those types must hold, in that order. */
static const guint32 numbers[] = { 1,	      36,	0,
				   1,	      0, /* Input: gray */
				   1,	      1, /* Convolve */
				   LSTM_POOL, LSTM_POOL };

struct loader {
	struct byte_reader reader;
	struct lstm_model *model;
	guint next_node, next_number;
};

static gboolean
read_text(struct byte_reader *reader, const char *wanted)
{
	guint32 length = byte_reader_u32(reader);
	const guint8 *text = byte_reader_take(reader, length);

	return text != NULL &&
	       (wanted == NULL || (length == strlen(wanted) &&
				   memcmp(text, wanted, length) == 0));
}

/* Fills rows of the matrix from first_row on. */
static gboolean
read_rows(struct byte_reader *reader, struct lstm_matrix *matrix,
	  guint first_row, guint rows)
{
	guint mode = byte_reader_u8(reader);
	gsize stride = matrix->columns + 1; /* the bias is the last weight */
	const gint8 *stored;

	if ((mode & INTEGER_WEIGHTS) == 0 || (mode & DOUBLE_SCALES) == 0 ||
	    byte_reader_u32(reader) != rows ||
	    byte_reader_u32(reader) != stride)
		return FALSE;
	byte_reader_u8(reader); /* what empty places would hold */
	stored = (const gint8 *)byte_reader_take(reader, rows * stride);
	if (stored == NULL || byte_reader_u32(reader) != rows)
		return FALSE;
	for (gsize i = 0; i < rows * stride; i++)
		if (stored[i] < -LSTM_ONE)
			return FALSE;
	for (guint i = 0; i < rows; i++, stored += stride) {
		guint row = first_row + i;
		double scale = byte_reader_double(reader) / LSTM_ONE;

		if (!(scale > 1e-9 && scale < 1e3))
			return FALSE;
		memcpy(matrix->weights + (gsize)row * matrix->columns, stored,
		       matrix->columns);
		matrix->biases[row] = LSTM_ONE * stored[matrix->columns];
		matrix->scales[row] = (float)scale;
	}
	return TRUE;
}

static void
matrix_init(struct lstm_matrix *matrix, guint rows, guint columns)
{
	matrix->rows = rows;
	matrix->columns = columns;
	matrix->weights = g_new0(gint8, (gsize)rows * columns);
	matrix->biases = g_new0(gint32, rows);
	matrix->scales = g_new0(float, rows);
}

static gboolean
read_matrix(struct loader *loader, const struct node *node, guint outputs)
{
	struct lstm_matrix *matrix = &loader->model->layers[node->layer];

	matrix_init(matrix, outputs, node->inputs);
	return read_rows(&loader->reader, matrix, 0, outputs);
}

static gboolean
read_gates(struct loader *loader, const struct node *node)
{
	struct lstm_matrix *matrix = &loader->model->layers[node->layer];
	guint columns = node->inputs + node->outputs;

	if (byte_reader_u32(&loader->reader) != columns)
		return FALSE;
	matrix_init(matrix, LSTM_GATES * node->outputs, columns);
	for (guint gate = 0; gate < LSTM_GATES; gate++)
		if (!read_rows(&loader->reader, matrix, gate * node->outputs,
			       node->outputs))
			return FALSE;
	return TRUE;
}

static gboolean
read_numbers(struct loader *loader, guint count)
{
	for (guint i = 0; i < count; i++)
		if (byte_reader_u32(&loader->reader) !=
		    numbers[loader->next_number++])
			return FALSE;
	return TRUE;
}

static gboolean read_node(struct loader *loader, guint *out_outputs);

static gboolean
read_children(struct loader *loader, guint count, guint flags)
{
	guint outputs;

	if (byte_reader_u32(&loader->reader) != count)
		return FALSE;
	for (guint i = 0; i < count; i++)
		if (!read_node(loader, &outputs))
			return FALSE;
	if ((flags & OWN_LEARNING_RATES) != 0) {
		guint32 rates = byte_reader_u32(&loader->reader);

		byte_reader_take(&loader->reader, (gsize)rates * 4);
	}
	return !loader->reader.bad;
}

/* Recursive, but no deeper than the table of the shape. */
static gboolean
read_node(struct loader *loader, guint *out_outputs)
{
	struct byte_reader *reader = &loader->reader;
	const struct node *node = &shape[loader->next_node++];
	guint flags, inputs, outputs;

	if (byte_reader_u8(reader) != 0 || !read_text(reader, node->type))
		return FALSE;
	byte_reader_take(reader, 2); /* of training alone */
	flags = byte_reader_u32(reader);
	inputs = byte_reader_u32(reader);
	outputs = byte_reader_u32(reader);
	byte_reader_u32(reader); /* how many weights */
	if (!read_text(reader, NULL) || inputs != node->inputs ||
	    (node->outputs == ANY_CODES
		     ? outputs < 2 || outputs > LSTM_MOST_CODES
		     : outputs != node->outputs))
		return FALSE;
	*out_outputs = outputs;
	switch (node->content) {
	case CHILDREN:
		return read_children(loader, node->count, flags);
	case NUMBERS:
		return read_numbers(loader, node->count);
	case MATRIX:
		return read_matrix(loader, node, outputs);
	case GATES:
		return read_gates(loader, node);
	}
	return FALSE;
}

static gboolean
read_network(struct loader *loader)
{
	struct byte_reader *reader = &loader->reader;
	struct lstm_model *model = loader->model;
	guint codes;

	if (!read_node(loader, &codes) ||
	    codes != model->layers[LSTM_SOFTMAX].rows ||
	    !read_text(reader, NULL)) /* the specification, in words */
		return FALSE;
	byte_reader_take(reader, 12); /* how it was trained */
	model->null_code = byte_reader_u32(reader);
	return !reader->bad && model->null_code < codes;
}

/* The next line of the character set, cut at its first space; NULL: none. */
static char *
take_character(struct byte_reader *reader)
{
	const guint8 *end = reader->size > 0
				    ? memchr(reader->data, '\n', reader->size)
				    : NULL;
	const guint8 *line = reader->data, *space;
	gsize length;

	if (end == NULL)
		return NULL;
	length = (gsize)(end - line);
	byte_reader_take(reader, length + 1);
	space = memchr(line, ' ', length);
	if (space != NULL)
		length = (gsize)(space - line);
	return g_strndup((const char *)line, length);
}

/* Character i, which codes of the network mean it is for the recoder to say.
 * The first three are a space, and marks that no text has. */
static char *
character_text(guint i, char *take_name)
{
	g_autofree char *name = take_name;

	if (name == NULL || !g_utf8_validate(name, -1, NULL))
		return NULL;
	if (i == 0)
		return g_strdup(" ");
	return g_strdup(i < 3 ? "" : name);
}

static gboolean
read_characters(struct lstm_model *model, struct byte_reader *set,
		struct byte_reader *recoder)
{
	guint codes = model->layers[LSTM_SOFTMAX].rows;
	guint32 count = byte_reader_u32(recoder);
	g_autofree char *stated = take_character(set);

	if (stated == NULL || g_ascii_strtoull(stated, NULL, 10) != count)
		return FALSE;
	for (guint32 i = 0; i < count; i++) {
		char *text = character_text(i, take_character(set));
		guint32 length, code;

		byte_reader_u8(recoder);
		length = byte_reader_u32(recoder);
		code = byte_reader_u32(recoder);
		if (text == NULL || recoder->bad || length != 1 ||
		    code >= codes) {
			g_free(text);
			return FALSE;
		}
		g_free(model->texts[code]);
		model->texts[code] = text;
	}
	for (guint code = 0; code < codes; code++)
		if (model->texts[code] == NULL)
			model->texts[code] = g_strdup("");
	return TRUE;
}

struct lstm_model *
lstm_model_new(const guint8 *data, gsize size, GError **error)
{
	g_autoptr(lstm_model) model = g_new0(struct lstm_model, 1);
	struct loader loader = { .model = model };
	struct byte_reader set, recoder;

	if (!traineddata_find(data, size, TRAINEDDATA_LSTM, &loader.reader) ||
	    !traineddata_find(data, size, TRAINEDDATA_LSTM_UNICHARSET, &set) ||
	    !traineddata_find(data, size, TRAINEDDATA_LSTM_RECODER, &recoder)) {
		error_set(error, IMR_ERROR_FATAL,
			  "the language data has no LSTM network");
		return NULL;
	}
	if (!read_network(&loader)) {
		error_set(error, IMR_ERROR_FATAL,
			  "the language data's network is not of the shape "
			  "of Tesseract's fast English model");
		return NULL;
	}
	if (!read_characters(model, &set, &recoder)) {
		error_set(error, IMR_ERROR_FATAL,
			  "the language data's character set is not of the "
			  "kind of Tesseract's fast English model");
		return NULL;
	}
	return g_steal_pointer(&model);
}

void
lstm_model_free(struct lstm_model *model)
{
	for (guint i = 0; i < LSTM_LAYERS; i++) {
		g_free(model->layers[i].weights);
		g_free(model->layers[i].biases);
		g_free(model->layers[i].scales);
	}
	for (guint i = 0; i < LSTM_MOST_CODES; i++)
		g_free(model->texts[i]);
	g_free(model);
}
