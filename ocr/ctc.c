/* ctc.c - best path decoding, and the forward algorithm for its probability.
 *
 * A. Graves et al., Connectionist Temporal Classification, ICML 2006. */
#include "ocr/ctc.h"

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

/* What place of the path says: nothing at the even ones, a character at the
 * odd ones. */
static guint
code_at(const struct lstm_model *model, const struct ctc_character *characters,
	guint place)
{
	return place % 2 == 0 ? model->null_code : characters[place / 2].code;
}

double
ctc_probability(const struct lstm_output *output,
		const struct lstm_model *model,
		const struct ctc_character *characters, guint count,
		guint first, guint last)
{
	guint places = 2 * count + 1;
	g_autofree double *reached = g_new0(double, places);

	g_return_val_if_fail(last < output->columns, 0);
	reached[0] = 1;
	for (guint i = first; i <= last; i++) {
		const float *column = column_at(output, i);

		/* From the end, so that what lies before is the last
		 * column's. Nothing can be skipped between two characters
		 * unless they are the same. */
		for (guint place = places; place-- > 0;) {
			guint code = code_at(model, characters, place);

			if (place > 0)
				reached[place] += reached[place - 1];
			if (place > 1 && place % 2 == 1 &&
			    code != code_at(model, characters, place - 2))
				reached[place] += reached[place - 2];
			reached[place] *= (double)column[code];
		}
	}
	return places > 1 ? reached[places - 1] + reached[places - 2]
			  : reached[0];
}
