/* lstm_network.c - the layers, each run over up to LSTM_LANES vectors at once:
 * over a line's pixels and columns, and then over lines of like length. */
#include "ocr/lstm/lstm_network.h"

#include <string.h>

#include "ocr/lstm/lstm_image.h"

/* A patch of 3 x 3 pixels is loaded as three columns of four bytes; no weight
 * is there for the fourth. */
#define PATCH_SIDE 3
#define PATCH_STRIDE 4

#define POOLED_HEIGHT (LSTM_LINE_HEIGHT / LSTM_POOL)
#define FEATURES 16			       /* of the convolution */
#define PATCHES (LSTM_POOL * LSTM_LINE_HEIGHT) /* of a column */
#define MOST_ROWS (LSTM_GATES * 192)
#define MOST_CELLS 192

struct lstm_network {
	const struct lstm_kernel *kernel;
	struct lstm_weights *layers[LSTM_LAYERS];
	guint codes; /* padded */

	/* Room for one step. */
	gint8 inputs[LSTM_LANES * LSTM_MOST_COLUMNS];
	gint8 outputs[LSTM_LANES * MOST_CELLS];
	float states[LSTM_LANES * MOST_CELLS];
	gint32 sums[LSTM_LANES * MOST_ROWS];
	gint32 patch_sums[(PATCHES + LSTM_LANES) * FEATURES];
};

/* One line on its way through. */
struct passage {
	guint index;   /* of the line among those asked for */
	guint columns; /* 0: it is not read */
	gint8 *values; /* columns times what the last layer gave */
};

/* The convolution's weights, with a gap of nothing behind each column. */
static struct lstm_weights *
spread_convolution(const struct lstm_matrix *matrix,
		   const struct lstm_kernel *kernel)
{
	struct lstm_matrix wide = *matrix;
	struct lstm_weights *weights;

	wide.columns = PATCH_SIDE * PATCH_STRIDE;
	wide.weights = g_new0(gint8, (gsize)wide.rows * wide.columns);
	for (gsize row = 0; row < wide.rows; row++)
		for (gsize i = 0; i < PATCH_SIDE; i++)
			memcpy(wide.weights + row * wide.columns +
				       i * PATCH_STRIDE,
			       matrix->weights + row * matrix->columns +
				       i * PATCH_SIDE,
			       PATCH_SIDE);
	weights = lstm_weights_new(&wide, kernel);
	g_free(wide.weights);
	return weights;
}

struct lstm_network *
lstm_network_new(const struct lstm_model *model,
		 const struct lstm_kernel *kernel)
{
	struct lstm_network *network = g_new0(struct lstm_network, 1);

	network->kernel = kernel;
	network->layers[LSTM_CONVOLUTION] =
		spread_convolution(&model->layers[LSTM_CONVOLUTION], kernel);
	for (guint i = LSTM_CONVOLUTION + 1; i < LSTM_LAYERS; i++)
		network->layers[i] =
			lstm_weights_new(&model->layers[i], kernel);
	network->codes = network->layers[LSTM_SOFTMAX]->rows;
	return network;
}

void
lstm_network_free(struct lstm_network *network)
{
	for (guint i = 0; i < LSTM_LAYERS; i++)
		g_clear_pointer(&network->layers[i], lstm_weights_free);
	g_free(network);
}

/* All patches about three columns of pixels; the first is pixels' second. */
static void
convolve_column(struct lstm_network *network, const gint8 *pixels)
{
	const struct lstm_weights *weights = network->layers[LSTM_CONVOLUTION];

	for (guint patch = 0; patch < PATCHES; patch += LSTM_LANES) {
		guint lanes = MIN(LSTM_LANES, PATCHES - patch);

		for (gsize lane = 0; lane < lanes; lane++) {
			gsize x = (patch + lane) / LSTM_LINE_HEIGHT;
			gsize y = (patch + lane) % LSTM_LINE_HEIGHT;
			const gint8 *from = pixels + x * LSTM_COLUMN_PIXELS + y;
			gint8 *to = network->inputs + lane * LSTM_BLOCK;

			for (gsize i = 0; i < PATCH_SIDE; i++)
				memcpy(to + i * PATCH_STRIDE,
				       from + i * LSTM_COLUMN_PIXELS,
				       PATCH_STRIDE);
		}
		network->kernel->multiply(
			weights, network->inputs, LSTM_BLOCK, lanes,
			network->patch_sums + (gsize)patch * FEATURES);
	}
}

/* Scales are above zero, so the greatest sum is the greatest output. */
static void
pool_cell(const gint32 *sums, gint32 *greatest)
{
	memcpy(greatest, sums, FEATURES * sizeof(*sums));
	for (gsize x = 0; x < LSTM_POOL; x++)
		for (gsize y = 0; y < LSTM_POOL; y++) {
			const gint32 *here =
				sums + (x * LSTM_LINE_HEIGHT + y) * FEATURES;

			for (guint i = 0; i < FEATURES; i++)
				greatest[i] = MAX(greatest[i], here[i]);
		}
}

/* features: FEATURES for each cell of a column, from above. */
static void
read_column(struct lstm_network *network, const gint8 *pixels, gint8 *features)
{
	gint32 greatest[FEATURES];

	convolve_column(network, pixels);
	for (gsize y = 0; y < POOLED_HEIGHT; y++) {
		pool_cell(network->patch_sums + y * LSTM_POOL * FEATURES,
			  greatest);
		network->kernel->tanh(greatest,
				      network->layers[LSTM_CONVOLUTION]->scales,
				      FEATURES, features + y * FEATURES);
	}
}

static guint
cells_of(const struct lstm_weights *weights)
{
	return weights->rows / LSTM_GATES;
}

/* A step of an LSTM whose inputs are set; its outputs go where the next step
 * takes them from, too. */
static void
step(struct lstm_network *network, const struct lstm_weights *weights,
     guint lanes)
{
	guint cells = cells_of(weights), own = weights->columns - cells;

	network->kernel->multiply(weights, network->inputs, weights->columns,
				  lanes, network->sums);
	for (gsize lane = 0; lane < lanes; lane++) {
		gint8 *outputs = network->outputs + lane * cells;

		network->kernel->update(
			network->sums + lane * weights->rows, weights->scales,
			cells, network->states + lane * cells, outputs);
		memcpy(network->inputs + lane * weights->columns + own, outputs,
		       cells);
	}
}

static void
start(struct lstm_network *network)
{
	memset(network->inputs, 0, sizeof(network->inputs));
	memset(network->states, 0, sizeof(network->states));
}

/* Down up to LSTM_LANES columns; the last step says it all. */
static void
read_down(struct lstm_network *network, const gint8 *features, guint lanes,
	  gint8 *values)
{
	const struct lstm_weights *weights = network->layers[LSTM_DOWN];

	start(network);
	for (guint y = 0; y < POOLED_HEIGHT; y++) {
		for (gsize lane = 0; lane < lanes; lane++)
			memcpy(network->inputs + lane * weights->columns,
			       features + (lane * POOLED_HEIGHT + y) * FEATURES,
			       FEATURES);
		step(network, weights, lanes);
	}
	memcpy(values, network->outputs, (gsize)lanes * cells_of(weights));
}

/* From the line's pixels to what the column LSTM says of each column. */
static struct passage
enter(struct lstm_network *network, PIX *line, guint index)
{
	struct passage passage = { index, 0, NULL };
	gint8 features[LSTM_LANES * POOLED_HEIGHT * FEATURES];
	guint width, cells = cells_of(network->layers[LSTM_DOWN]);
	g_autofree gint8 *pixels =
		lstm_image_new(line, LSTM_WIDEST_LINE, &width);

	if (pixels == NULL)
		return passage;
	passage.columns = width / LSTM_POOL;
	passage.values = g_new(gint8, (gsize)passage.columns * cells);
	for (guint column = 0; column < passage.columns; column += LSTM_LANES) {
		guint lanes = MIN(LSTM_LANES, passage.columns - column);

		for (gsize lane = 0; lane < lanes; lane++)
			read_column(network,
				    pixels + (column + lane) * LSTM_POOL *
						     LSTM_COLUMN_PIXELS,
				    features + lane * POOLED_HEIGHT * FEATURES);
		read_down(network, features, lanes,
			  passage.values + (gsize)column * cells);
	}
	return passage;
}

/* Replaces the values of the lines, longest first, by the layer's. */
static void
read_along(struct lstm_network *network, enum lstm_layer layer,
	   struct passage *lines, guint count)
{
	const struct lstm_weights *weights = network->layers[layer];
	guint cells = cells_of(weights), own = weights->columns - cells;
	gint8 *made[LSTM_LANES];
	guint lanes = count;

	for (guint i = 0; i < count; i++)
		made[i] = g_new(gint8, (gsize)lines[i].columns * cells);
	start(network);
	for (guint s = 0; s < lines[0].columns; s++) {
		while (lines[lanes - 1].columns <= s)
			lanes--;
		for (gsize i = 0; i < lanes; i++) {
			gsize at = layer == LSTM_BACKWARD
					   ? lines[i].columns - 1 - s
					   : s;

			memcpy(network->inputs + i * weights->columns,
			       lines[i].values + at * own, own);
		}
		step(network, weights, lanes);
		for (gsize i = 0; i < lanes; i++) {
			gsize at = layer == LSTM_BACKWARD
					   ? lines[i].columns - 1 - s
					   : s;

			memcpy(made[i] + at * cells,
			       network->outputs + i * cells, cells);
		}
	}
	for (guint i = 0; i < count; i++) {
		g_free(lines[i].values);
		lines[i].values = made[i];
	}
}

static void
leave(struct lstm_network *network, const struct passage *line, PIX *pix,
      struct lstm_output *output)
{
	const struct lstm_weights *weights = network->layers[LSTM_SOFTMAX];

	output->columns = line->columns;
	output->codes = network->codes;
	output->pixels_per_column =
		(double)LSTM_POOL * pixGetHeight(pix) / LSTM_LINE_HEIGHT;
	output->probabilities =
		g_new(float, (gsize)line->columns * network->codes);
	for (guint column = 0; column < line->columns; column += LSTM_LANES) {
		guint lanes = MIN(LSTM_LANES, line->columns - column);

		memcpy(network->inputs,
		       line->values + (gsize)column * weights->columns,
		       (gsize)lanes * weights->columns);
		network->kernel->multiply(weights, network->inputs,
					  weights->columns, lanes,
					  network->sums);
		for (gsize lane = 0; lane < lanes; lane++)
			network->kernel->softmax(
				network->sums + lane * weights->rows,
				weights->scales, weights->rows,
				output->probabilities +
					(column + lane) * network->codes);
	}
}

static int
compare_longest_first(gconstpointer a, gconstpointer b)
{
	const struct passage *left = a, *right = b;

	if (left->columns != right->columns)
		return left->columns > right->columns ? -1 : 1;
	return (left->index > right->index) - (left->index < right->index);
}

void
lstm_network_read(struct lstm_network *network, PIX *const *lines, guint count,
		  struct lstm_output *outputs)
{
	g_autofree struct passage *all = g_new0(struct passage, count);
	guint good = count;

	if (count == 0)
		return;
	memset(outputs, 0, count * sizeof(*outputs));
	for (guint i = 0; i < count; i++)
		all[i] = enter(network, lines[i], i);
	qsort(all, count, sizeof(*all), compare_longest_first);
	while (good > 0 && all[good - 1].columns == 0)
		good--;
	for (guint first = 0; first < good; first += LSTM_LANES) {
		struct passage *batch = all + first;
		guint size = MIN(LSTM_LANES, good - first);

		for (enum lstm_layer i = LSTM_FORWARD; i <= LSTM_LAST; i++)
			read_along(network, i, batch, size);
		for (guint i = 0; i < size; i++) {
			leave(network, &batch[i], lines[batch[i].index],
			      &outputs[batch[i].index]);
			g_free(batch[i].values);
		}
	}
}

void
lstm_output_clear(struct lstm_output *output)
{
	g_clear_pointer(&output->probabilities, g_free);
	output->columns = 0;
}
