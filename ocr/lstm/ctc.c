/* ctc.c - best path decoding (A. Graves et al., Connectionist Temporal
 * Classification, ICML 2006). */
#include "ocr/lstm/ctc.h"

static const float *
column_at(const struct lstm_output *output, guint column)
{
	return output->probabilities + (gsize)column * output->codes;
}

static guint
most_probable(const float *column, guint codes)
{
	guint best = 0;

	for (guint code = 1; code < codes; code++)
		if (column[code] > column[best])
			best = code;
	return best;
}

GArray *
ctc_decode(const struct lstm_output *output, const struct lstm_model *model)
{
	GArray *characters =
		g_array_new(FALSE, FALSE, sizeof(struct ctc_character));
	guint before = model->null_code;

	for (guint i = 0; i < output->columns; i++) {
		guint code = most_probable(column_at(output, i),
					   model->layers[LSTM_SOFTMAX].rows);
		struct ctc_character one = { model->texts[code], code, i, i };

		if (code == before && code != model->null_code)
			g_array_index(characters, struct ctc_character,
				      characters->len - 1)
				.last = i;
		else if (code != model->null_code)
			g_array_append_val(characters, one);
		before = code;
	}
	return characters;
}
