/* Our own run of Tesseract's network: kernels, models, and Tesseract itself. */
#define _GNU_SOURCE /* memmem() */
#include <tesseract/capi.h>

#include "ocr/lstm/ctc.h"
#include "ocr/lstm/lstm_network.h"
#include "ocr/lstm/traineddata.h"
#include "ocr/prepare/prepare.h"
#include "ocr/recognise/line_finder.h"
#include "tests/ocr/paper.h"

#define TESSDATA "/usr/share/tesseract-ocr/5/tessdata"
#define ROOM 320 /* bytes a lane */

static char *model_bytes;
static gsize model_size;
static struct lstm_model *model;

static struct lstm_matrix
random_matrix(guint rows, guint columns)
{
	struct lstm_matrix matrix = { rows, columns,
				      g_new(gint8, rows * columns),
				      g_new(gint32, rows), g_new(float, rows) };

	for (guint i = 0; i < rows * columns; i++)
		matrix.weights[i] = (gint8)g_test_rand_int_range(-127, 128);
	for (guint i = 0; i < rows; i++) {
		matrix.biases[i] = 127 * g_test_rand_int_range(-127, 128);
		matrix.scales[i] = (float)g_test_rand_double_range(1e-6, 1e-3);
	}
	return matrix;
}

static void
clear_matrix(struct lstm_matrix *matrix)
{
	g_free(matrix->weights);
	g_free(matrix->biases);
	g_free(matrix->scales);
}

/* What a kernel makes of one matrix and inputs. */
struct made {
	gint32 sums[LSTM_LANES * 768];
	float state[192], probabilities[768];
	gint8 outputs[768], cells[192];
};

static struct made *
run_kernel(const struct lstm_kernel *kernel, const struct lstm_matrix *matrix,
	   const gint8 *inputs, guint lanes)
{
	struct made *made = g_new0(struct made, 1);
	g_autoptr(lstm_weights) weights = lstm_weights_new(matrix, kernel);
	guint rows = weights->rows, cells = rows / 64 * 16;

	kernel->multiply(weights, inputs, ROOM, lanes, made->sums);
	for (guint i = 0; i < cells; i++)
		made->state[i] = (float)i - 20;
	kernel->update(made->sums, weights->scales, cells, made->state,
		       made->cells);
	kernel->tanh(made->sums, weights->scales, rows, made->outputs);
	kernel->softmax(made->sums, weights->scales, rows, made->probabilities);
	memset(made->sums + lanes * rows, 0,
	       sizeof(made->sums) - lanes * rows * sizeof(*made->sums));
	return made;
}

/* Each kernel that this processor runs, bit for bit like the plain one. */
static void
test_kernels(void)
{
	static const struct {
		guint rows, columns;
	} sizes[] = { { 16, 12 },   { 192, 64 },  { 384, 144 },
		      { 384, 192 }, { 768, 288 }, { 111, 192 } };
	g_autofree gint8 *inputs = g_malloc(LSTM_LANES * ROOM);

	for (guint round = 0; round < 60; round++) {
		guint size = round % G_N_ELEMENTS(sizes);
		guint lanes = (guint)g_test_rand_int_range(1, LSTM_LANES + 1);
		struct lstm_matrix matrix =
			random_matrix(sizes[size].rows, sizes[size].columns);
		struct made *wanted;

		/* The extremes, which saturate where a kernel is careless. */
		for (guint i = 0; i < LSTM_LANES * ROOM; i++)
			inputs[i] =
				(gint8)(round % 3 == 0 ? 127
						       : g_test_rand_int_range(
								 -127, 128));
		if (round % 6 == 0)
			memset(matrix.weights, 127,
			       sizes[size].rows * sizes[size].columns);
		wanted = run_kernel(&lstm_kernel_plain, &matrix, inputs, lanes);
		for (guint i = 0; lstm_kernels[i] != NULL; i++) {
			struct made *made;

			if (!lstm_kernels[i]->runs_here())
				continue;
			made = run_kernel(lstm_kernels[i], &matrix, inputs,
					  lanes);
			g_assert_true(memcmp(made, wanted, sizeof(*made)) == 0);
			g_free(made);
		}
		g_free(wanted);
		clear_matrix(&matrix);
	}
}

/* The plain kernel against arithmetic done in another way. */
static void
test_plain_kernel(void)
{
	struct lstm_matrix matrix = random_matrix(64, 48);
	gint8 inputs[LSTM_LANES * ROOM];
	struct made *made;

	for (guint i = 0; i < sizeof(inputs); i++)
		inputs[i] = (gint8)g_test_rand_int_range(-127, 128);
	made = run_kernel(&lstm_kernel_plain, &matrix, inputs, 3);
	for (guint lane = 0; lane < 3; lane++)
		for (guint row = 0; row < 64; row++) {
			gint32 sum = matrix.biases[row];

			for (guint i = 0; i < 48; i++)
				sum += matrix.weights[row * 48 + i] *
				       inputs[lane * ROOM + i];
			g_assert_cmpint(made->sums[lane * 64 + row], ==, sum);
		}
	for (guint i = 0; i < 64; i++) {
		double value = made->sums[i] * (double)matrix.scales[i];

		g_assert_cmpfloat_with_epsilon(made->outputs[i],
					       127 * tanh(value), 0.51);
	}
	for (guint i = 0; i < 16; i++) {
		double gates[LSTM_GATES], state;

		for (guint gate = 0; gate < LSTM_GATES; gate++)
			gates[gate] = made->sums[16 * gate + i] *
				      (double)matrix.scales[16 * gate + i];
		state = (i - 20.0) / (1 + exp(-gates[2])) +
			tanh(gates[0]) / (1 + exp(-gates[1]));
		g_assert_cmpfloat_with_epsilon(made->state[i], state, 1e-4);
		g_assert_cmpfloat_with_epsilon(
			made->cells[i],
			127 * tanh(state) / (1 + exp(-gates[3])), 0.52);
	}
	g_free(made);
	clear_matrix(&matrix);
}

/* The lines of a page, as images; the caller frees them. */
static GPtrArray *
paper_images(double dpi)
{
	GPtrArray *lines = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	struct scan *scan = scan_new_take(paper_scan(dpi), PAPER_WIDTH,
					  PAPER_HEIGHT, &error);
	g_autoptr(prepared) prepared = prepare_take_scan(scan, 1, &error);
	g_autoptr(GArray) pieces = NULL;

	g_assert_no_error(error);
	pieces = line_finder_find(prepared->ink);
	for (guint i = 0; i < pieces->len; i++) {
		const struct line_piece *piece =
			&g_array_index(pieces, struct line_piece, i);
		BOX *box = boxCreate(piece->left - 6, piece->top - 3,
				     piece->right - piece->left + 12,
				     piece->bottom - piece->top + 6);

		g_ptr_array_add(lines,
				pixClipRectangle(prepared->gray, box, NULL));
		boxDestroy(&box);
	}
	return lines;
}

static void
free_images(GPtrArray *lines)
{
	for (guint i = 0; i < lines->len; i++)
		pixDestroy((PIX **)&lines->pdata[i]);
	g_ptr_array_unref(lines);
}

static char *
text_of(const struct lstm_output *output)
{
	g_autoptr(GArray) characters = ctc_decode(output, model);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < characters->len; i++)
		g_string_append(
			text, g_array_index(characters, struct ctc_character, i)
				      .text);
	return g_string_free(text, FALSE);
}

/* Letters to change, drop or add to make one text the other. */
static guint
distance(const char *a, const char *b)
{
	gsize width = strlen(b) + 1;
	g_autofree guint *row = g_new(guint, width);
	guint result;

	for (guint i = 0; i < width; i++)
		row[i] = i;
	for (; *a != '\0'; a++) {
		guint corner = row[0]++;

		for (gsize i = 1; i < width; i++) {
			guint change = corner + (*a != b[i - 1]);

			corner = row[i];
			row[i] = MIN(change, MIN(corner, row[i - 1]) + 1);
		}
	}
	result = row[width - 1];
	return result;
}

/* Tesseract searches for words where we take the best path, and sees noise
 * where we see nothing beyond the line's ends; little may differ for that. */
static void
assert_like_tesseract(GPtrArray *lines, const struct lstm_output *outputs)
{
	TessBaseAPI *engine = TessBaseAPICreate();
	guint letters = 0, different = 0;

	g_assert_cmpint(
		TessBaseAPIInit2(engine, TESSDATA, "eng", OEM_LSTM_ONLY), ==,
		0);
	/* The line as it is: nothing looked for in it, nothing cut off. */
	TessBaseAPISetPageSegMode(engine, PSM_RAW_LINE);
	for (guint i = 0; i < lines->len; i++) {
		g_autofree char *text = text_of(&outputs[i]);
		char *wanted;

		TessBaseAPISetImage2(engine, lines->pdata[i]);
		TessBaseAPISetSourceResolution(engine, 150);
		wanted = g_strstrip(TessBaseAPIGetUTF8Text(engine));
		letters += (guint)strlen(wanted);
		different += distance(text, wanted);
		if (strcmp(text, wanted) != 0)
			g_test_message("'%s', Tesseract: '%s'", text, wanted);
		TessDeleteText(wanted);
	}
	TessBaseAPIDelete(engine);
	g_assert_cmpuint(letters, >, 500);
	g_assert_cmpuint(100 * different, <=, letters);
}

static void
test_real_lines(void)
{
	GPtrArray *lines = paper_images(300);
	g_autofree struct lstm_output *wanted =
		g_new0(struct lstm_output, lines->len);
	g_autoptr(lstm_network) plain =
		lstm_network_new(model, &lstm_kernel_plain);

	g_assert_cmpuint(lines->len, >=, 12);
	lstm_network_read(plain, (PIX *const *)lines->pdata, lines->len,
			  wanted);
	assert_like_tesseract(lines, wanted);
	for (guint i = 0; lstm_kernels[i] != NULL; i++) {
		g_autoptr(lstm_network) network = NULL;
		g_autofree struct lstm_output *outputs =
			g_new0(struct lstm_output, lines->len);

		if (!lstm_kernels[i]->runs_here()) {
			g_test_message("no %s here", lstm_kernels[i]->name);
			continue;
		}
		network = lstm_network_new(model, lstm_kernels[i]);
		lstm_network_read(network, (PIX *const *)lines->pdata,
				  lines->len, outputs);
		for (guint j = 0; j < lines->len; j++) {
			gsize size = (gsize)wanted[j].columns *
				     wanted[j].codes * sizeof(float);

			g_assert_cmpuint(outputs[j].columns, ==,
					 wanted[j].columns);
			g_assert_true(memcmp(outputs[j].probabilities,
					     wanted[j].probabilities,
					     size) == 0);
			lstm_output_clear(&outputs[j]);
		}
	}
	for (guint i = 0; i < lines->len; i++)
		lstm_output_clear(&wanted[i]);
	free_images(lines);
}

/* Lines of any size, down to those that hold nothing. */
static void
test_odd_lines(void)
{
	static const int sizes[][2] = { { 1, 1 },     { 2, 40 },  { 40, 2 },
					{ 3, 36 },    { 200, 1 }, { 9000, 20 },
					{ 500, 500 }, { 3, 400 } };
	PIX *lines[G_N_ELEMENTS(sizes)];
	struct lstm_output outputs[G_N_ELEMENTS(sizes)];
	const struct lstm_kernel *kernel = lstm_kernel_choose();
	g_autoptr(lstm_network) network = lstm_network_new(
		model, kernel != NULL ? kernel : &lstm_kernel_plain);

	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		lines[i] = pixCreate(sizes[i][0], sizes[i][1], 8);
		for (int x = 0; x < sizes[i][0]; x++)
			pixSetPixel(lines[i], x, x % sizes[i][1],
				    (l_uint32)g_test_rand_int_range(0, 256));
	}
	lstm_network_read(network, NULL, 0, NULL);
	lstm_network_read(network, lines, G_N_ELEMENTS(sizes), outputs);
	g_assert_cmpuint(outputs[3].columns, ==, 1);
	g_assert_cmpuint(outputs[4].columns, >, 0);
	g_assert_cmpuint(outputs[5].columns, ==, 0);
	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		lstm_output_clear(&outputs[i]);
		pixDestroy(&lines[i]);
	}
}

/* Only the bytes in front of the dictionaries and behind them matter here, and
 * are few enough to damage in many ways: the offsets are moved together. */
static GByteArray *
small_model(void)
{
	GByteArray *small = g_byte_array_new();
	struct byte_reader parts[24] = { 0 };
	guint32 count = GUINT32_TO_LE(24);
	guint64 end = 4 + 24 * 8;

	g_byte_array_append(small, (guint8 *)&count, 4);
	for (guint i = 0; i < 24; i++) {
		gboolean wanted = i == TRAINEDDATA_LSTM ||
				  i == TRAINEDDATA_LSTM_UNICHARSET ||
				  i == TRAINEDDATA_LSTM_RECODER;
		guint64 offset = G_MAXUINT64;

		if (wanted && traineddata_find((guint8 *)model_bytes,
					       model_size, i, &parts[i])) {
			offset = GUINT64_TO_LE(end);
			end += parts[i].size;
		}
		g_byte_array_append(small, (guint8 *)&offset, 8);
	}
	for (guint i = 0; i < 24; i++)
		g_byte_array_append(small, parts[i].data, (guint)parts[i].size);
	return small;
}

/* A copy of exactly size bytes, so that a look beyond is found out. */
static struct lstm_model *
try_model(const guint8 *data, gsize size)
{
	g_autofree guint8 *copy = g_memdup2(data, size);
	g_autoptr(GError) error = NULL;
	struct lstm_model *made = lstm_model_new(copy, size, &error);

	if (made == NULL)
		g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	return made;
}

static void
assert_refused(const guint8 *data, gsize size)
{
	struct lstm_model *made = try_model(data, size);

	g_assert_null(made);
}

static void
test_truncated_models(void)
{
	g_autoptr(GByteArray) small = small_model();
	struct lstm_model *whole = try_model(small->data, small->len);

	g_assert_nonnull(whole);
	lstm_model_free(whole);
	for (guint size = 0; size < small->len; size += size < 1000 ? 1 : 2003)
		assert_refused(small->data, size);
	assert_refused(small->data, small->len - 1);
}

/* A model that is taken in spite of the damage must run, whatever it reads. */
static void
test_damaged_models(void)
{
	g_autoptr(GByteArray) small = small_model();
	PIX *line = pixCreate(60, 20, 8);
	guint heads = 1200; /* tables and the first nodes */

	for (guint round = 0; round < 400; round++) {
		guint range = round % 2 == 0 ? heads : small->len;
		g_autofree guint8 *data = g_memdup2(small->data, small->len);
		struct lstm_model *made;

		for (guint flips = 0; flips <= round % 5; flips++)
			data[g_test_rand_int_range(0, (int)range)] ^=
				(guint8)(1 << g_test_rand_int_range(0, 8));
		made = try_model(data, small->len);
		if (made != NULL) {
			struct lstm_network *network = lstm_network_new(
				made, lstm_kernel_choose() != NULL
					      ? lstm_kernel_choose()
					      : &lstm_kernel_plain);
			struct lstm_output output;

			lstm_network_read(network, &line, 1, &output);
			g_array_unref(ctc_decode(&output, made));
			lstm_output_clear(&output);
			lstm_network_free(network);
			lstm_model_free(made);
		}
	}
	pixDestroy(&line);
}

static void
test_random_models(void)
{
	guint8 noise[4096];

	for (guint round = 0; round < 200; round++) {
		for (guint i = 0; i < sizeof(noise); i++)
			noise[i] = (guint8)g_test_rand_int_range(0, 256);
		assert_refused(noise, sizeof(noise));
	}
}

/* What is a whole model, but not of the one shape. */
static void
test_other_shapes(void)
{
	static const char *const names[] = { "Maxpool", "SummLSTM", "Softmax",
					     "XYTranspose" };
	g_autoptr(GByteArray) small = small_model();

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree guint8 *data = g_memdup2(small->data, small->len);
		guint8 *at =
			memmem(data, small->len, names[i], strlen(names[i]));

		g_assert_nonnull(at);
		at[0]++;
		assert_refused(data, small->len);
		at[0]--;
		/* The outputs stand behind 2 bytes, the flags, the inputs. */
		at[strlen(names[i]) + 10]++;
		assert_refused(data, small->len);
	}
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	int status;

	g_test_init(&argc, &argv, NULL);
	setMsgSeverity(L_SEVERITY_NONE);
	g_file_get_contents(TESSDATA "/eng.traineddata", &model_bytes,
			    &model_size, &error);
	g_assert_no_error(error);
	model = lstm_model_new((guint8 *)model_bytes, model_size, &error);
	g_assert_no_error(error);
	g_test_add_func("/lstm/plain-kernel", test_plain_kernel);
	g_test_add_func("/lstm/kernels", test_kernels);
	g_test_add_func("/lstm/real-lines", test_real_lines);
	g_test_add_func("/lstm/odd-lines", test_odd_lines);
	g_test_add_func("/lstm/truncated-models", test_truncated_models);
	g_test_add_func("/lstm/damaged-models", test_damaged_models);
	g_test_add_func("/lstm/random-models", test_random_models);
	g_test_add_func("/lstm/other-shapes", test_other_shapes);
	status = g_test_run();
	lstm_model_free(model);
	g_free(model_bytes);
	return status;
}
