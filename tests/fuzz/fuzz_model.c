/* fuzz_model.c - language data that is damaged, and lines read by what is taken
 * of it, by each kernel that this processor runs: all like the plain one, bit
 * for bit.
 *
 * Whole models have some 400 kB, more than a fuzzer changes with any aim: the
 * input says which model it is (its own bytes, one made of a few numbers, or
 * the installed one), what to change in it and where, and then the lines. */
#define _GNU_SOURCE /* memmem() */
#include <math.h>

#include "core/error.h"
#include "ocr/lstm/ctc.h"
#include "ocr/lstm/lstm_network.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/model.h"

#define INSTALLED "/usr/share/tesseract-ocr/5/tessdata/eng.traineddata"

#define MOST_CHANGES 15
#define MOST_LINES 4
#define MOST_WIDTH 32
#define MOST_HEIGHT 64
#define MOST_PATTERN 64
#define MOST_COLUMNS 12 /* in all: the plain kernel is slow */

#define COMPONENTS 3
static const enum traineddata_component components[COMPONENTS] = {
	TRAINEDDATA_LSTM, TRAINEDDATA_LSTM_UNICHARSET, TRAINEDDATA_LSTM_RECODER
};

enum base { OWN_BYTES, MADE, FROM_SYSTEM, BASES };

/* Zeros behind its end. */
static guint
take(struct byte_reader *input)
{
	return byte_reader_u8(input);
}

/* --- which model --- */

static struct model_plan
make_plan(struct byte_reader *input)
{
	/* The least and the greatest that the reader takes, and beyond. */
	static const double scales[] = { 1,   1e-12, 1e-6, 1e-3, 10,
					 1e3, 1e6,   1e8,  0.1 };
	struct model_plan plan;

	plan.codes = 2 + take(input) % (LSTM_MOST_CODES - 1);
	plan.seed = take(input);
	for (guint i = 0; i < LSTM_LAYERS; i++) {
		guint choice = take(input);

		plan.weights[i] = choice % MODEL_WEIGHTS;
		plan.scales[i] =
			scales[choice / MODEL_WEIGHTS % G_N_ELEMENTS(scales)];
	}
	return plan;
}

/* Borrowed until the next is asked for. */
static const GByteArray *
choose_model(struct byte_reader *input)
{
	static GByteArray *installed, *made, *own;
	enum base base = take(input) % BASES;
	struct model_plan plan;

	if (base == OWN_BYTES) {
		g_clear_pointer(&own, g_byte_array_unref);
		own = g_byte_array_new();
		g_byte_array_append(own, input->data, (guint)input->size);
		byte_reader_take(input, input->size);
		return own;
	}
	if (base == FROM_SYSTEM && installed == NULL)
		installed = model_installed(INSTALLED);
	if (base == FROM_SYSTEM && installed != NULL)
		return installed;
	plan = make_plan(input);
	g_clear_pointer(&made, g_byte_array_unref);
	made = model_make(&plan);
	return made;
}

/* --- what is changed in it --- */

/* Where something of its own begins: the table's offsets, the components, each
 * kind of node. */
static gsize
find_landmark(const GByteArray *model, guint choice)
{
	static const char *const nodes[] = {
		"Input",    "Convolve",	   "Tanh",    "Maxpool", "XYTranspose",
		"SummLSTM", "RTLReversed", "Softmax", "[1,36"
	};
	enum traineddata_component component = components[choice % COMPONENTS];
	struct byte_reader part;
	const guint8 *found;

	if (choice < COMPONENTS)
		return 4 + component * 8;
	if (choice < 2 * COMPONENTS)
		return traineddata_find(model->data, model->len, component,
					&part)
			       ? (gsize)(part.data - model->data)
			       : model->len;
	choice -= 2 * COMPONENTS;
	if (choice >= G_N_ELEMENTS(nodes))
		return 0;
	found = memmem(model->data, model->len, nodes[choice],
		       strlen(nodes[choice]));
	return found != NULL ? (gsize)(found - model->data) : model->len;
}

/* Anywhere, or by a step from a landmark, in front of it or behind. */
static gsize
choose_place(const GByteArray *model, struct byte_reader *input)
{
	guint choice = take(input);
	guint step = take(input) | take(input) << 8;

	if (choice >= 128)
		return (gsize)(choice - 128) << 16 | step;
	return find_landmark(model, choice % 20) + (gsize)(gint16)step;
}

static void
change_model(GByteArray *model, struct byte_reader *input)
{
	gsize at = choose_place(model, input);
	guint kind = take(input) % 5, value = take(input);
	gsize width = MIN(kind == 4 ? 8 : 4, model->len - MIN(at, model->len));

	if (at >= model->len)
		return;
	switch (kind) {
	case 0:
		model->data[at] = (guint8)value;
		break;
	case 1:
		model->data[at] ^= (guint8)value;
		break;
	case 2:
		g_byte_array_set_size(model, (guint)at);
		break;
	case 3: /* a number of 32 bits, mostly a small one */
		memset(model->data + at, 0, width);
		model->data[at] = (guint8)value;
		break;
	default: /* -1, or a great one */
		memset(model->data + at, (int)(value | 0x7f), width);
	}
}

/* --- what it must be --- */

static void
check_layer(const struct lstm_matrix *layer)
{
	g_assert_cmpuint(layer->columns, <=, LSTM_MOST_COLUMNS);
	for (gsize i = 0; i < (gsize)layer->rows * layer->columns; i++)
		g_assert_cmpint(layer->weights[i], >=, -LSTM_ONE);
	for (guint i = 0; i < layer->rows; i++)
		g_assert_true(isfinite(layer->scales[i]) &&
			      layer->scales[i] > 0);
}

static void
check_model(const struct lstm_model *model)
{
	guint codes = model->layers[LSTM_SOFTMAX].rows;

	g_assert_cmpuint(codes, <=, LSTM_MOST_CODES);
	g_assert_cmpuint(model->null_code, <, codes);
	for (guint i = 0; i < LSTM_LAYERS; i++)
		check_layer(&model->layers[i]);
	for (guint i = 0; i < codes; i++)
		g_assert_true(g_utf8_validate(model->texts[i], -1, NULL));
}

/* --- lines --- */

/* A few bytes, again and again. */
static PIX *
make_line(guint width, guint height, struct byte_reader *input)
{
	PIX *line = pixCreate((int)width, (int)height, 8);
	guint8 pattern[MOST_PATTERN];
	guint length = 1 + take(input) % MOST_PATTERN;

	for (guint i = 0; i < length; i++)
		pattern[i] = (guint8)take(input);
	for (guint i = 0; i < width * height; i++)
		pixSetPixel(line, (int)(i % width), (int)(i / width),
			    pattern[i % length]);
	return line;
}

static guint
make_lines(struct byte_reader *input, PIX *lines[MOST_LINES])
{
	guint count = 1 + take(input) % MOST_LINES, columns = 0, made = 0;

	while (made < count) {
		guint width = 1 + take(input) % MOST_WIDTH;
		guint height = 1 + take(input) % MOST_HEIGHT;

		columns += width * LSTM_LINE_HEIGHT / height / LSTM_POOL;
		if (columns > MOST_COLUMNS)
			break;
		lines[made++] = make_line(width, height, input);
	}
	return made;
}

static void
check_output(const struct lstm_output *output, const struct lstm_model *model)
{
	g_autoptr(GArray) characters = ctc_decode(output, model);
	guint next = 0;

	for (gsize i = 0; i < (gsize)output->columns * output->codes; i++)
		g_assert_true(output->probabilities[i] >= 0 &&
			      output->probabilities[i] <= 1);
	for (guint i = 0; i < characters->len; i++) {
		const struct ctc_character *character =
			&g_array_index(characters, struct ctc_character, i);

		g_assert_cmpuint(character->first, >=, next);
		g_assert_cmpuint(character->last, >=, character->first);
		next = character->last + 1;
	}
	g_assert_cmpuint(next, <=, output->columns);
}

static void
compare(const struct lstm_output *output, const struct lstm_output *plain)
{
	gsize size = (gsize)plain->columns * plain->codes * sizeof(float);

	if (output->columns != plain->columns ||
	    output->codes != plain->codes ||
	    (size > 0 &&
	     memcmp(output->probabilities, plain->probabilities, size) != 0))
		__builtin_trap();
}

static void
read_by(const struct lstm_kernel *kernel, const struct lstm_model *model,
	PIX **lines, guint count, struct lstm_output *outputs)
{
	g_autoptr(lstm_network) network = lstm_network_new(model, kernel);

	lstm_network_read(network, lines, count, outputs);
}

static void
read_lines(const struct lstm_model *model, struct byte_reader *input)
{
	struct lstm_output plain[MOST_LINES], outputs[MOST_LINES];
	PIX *lines[MOST_LINES];
	guint count = make_lines(input, lines);

	read_by(&lstm_kernel_plain, model, lines, count, plain);
	for (guint k = 0; lstm_kernels[k] != &lstm_kernel_plain; k++) {
		if (!lstm_kernels[k]->runs_here())
			continue;
		read_by(lstm_kernels[k], model, lines, count, outputs);
		for (guint i = 0; i < count; i++) {
			compare(&outputs[i], &plain[i]);
			lstm_output_clear(&outputs[i]);
		}
	}
	for (guint i = 0; i < count; i++) {
		check_output(&plain[i], model);
		lstm_output_clear(&plain[i]);
		pixDestroy(&lines[i]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct byte_reader input = { data, size, FALSE };
	const GByteArray *whole;
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(lstm_model) model = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree guint8 *exact = NULL;
	guint changes;

	setMsgSeverity(L_SEVERITY_NONE);
	whole = choose_model(&input);
	g_byte_array_append(bytes, whole->data, whole->len);
	changes = take(&input) % (MOST_CHANGES + 1);
	for (guint i = 0; i < changes; i++)
		change_model(bytes, &input);
	/* Of its very size, so that a look beyond is found out. */
	exact = g_memdup2(bytes->data, bytes->len);
	model = lstm_model_new(exact, bytes->len, &error);
	if (model == NULL) {
		g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
		return 0;
	}
	check_model(model);
	read_lines(model, &input);
	return 0;
}
