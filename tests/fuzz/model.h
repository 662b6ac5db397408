/* model.h - language data of the one shape that ocr/lstm/lstm_model.h reads,
 * made at run time: no character of it means anything, and a few bytes choose
 * its weights, so that a fuzzer has the extremes of all of them at hand. */
#ifndef TESTS_FUZZ_MODEL_H
#define TESTS_FUZZ_MODEL_H

#include <glib.h>
#include <string.h>

#include "ocr/lstm/lstm_model.h"
#include "ocr/lstm/traineddata.h"

#define MODEL_COMPONENTS 24

/* How the weights of a layer are chosen. */
enum model_weights {
	MODEL_RANDOM,
	MODEL_GREATEST,
	MODEL_LEAST,
	MODEL_NOTHING,
	MODEL_EXTREMES, /* greatest or least */
	MODEL_WEIGHTS,
};

struct model_plan {
	guint codes;
	guint32 seed;
	enum model_weights weights[LSTM_LAYERS];
	double scales[LSTM_LAYERS]; /* 1: about as trained models have it */
};

static inline void
model_put_u32(GByteArray *out, guint32 value)
{
	guint32 stored = GUINT32_TO_LE(value);

	g_byte_array_append(out, (const guint8 *)&stored, 4);
}

static inline void
model_put_u64(GByteArray *out, guint64 value)
{
	guint64 stored = GUINT64_TO_LE(value);

	g_byte_array_append(out, (const guint8 *)&stored, 8);
}

static inline void
model_put_text(GByteArray *out, const char *text)
{
	model_put_u32(out, (guint32)strlen(text));
	g_byte_array_append(out, (const guint8 *)text, (guint)strlen(text));
}

static inline void
model_put_head(GByteArray *out, const char *type, guint inputs, guint outputs)
{
	g_byte_array_append(out, (const guint8 *)"\0", 1);
	model_put_text(out, type);
	g_byte_array_append(out, (const guint8 *)"\0\0", 2);
	model_put_u32(out, 0);
	model_put_u32(out, inputs);
	model_put_u32(out, outputs);
	model_put_u32(out, 0);
	model_put_text(out, "n");
}

static inline gint8
model_weight(enum model_weights weights, guint32 *state)
{
	*state = *state * 1664525 + 1013904223;
	switch (weights) {
	case MODEL_GREATEST:
		return LSTM_ONE;
	case MODEL_LEAST:
		return -LSTM_ONE;
	case MODEL_NOTHING:
		return 0;
	case MODEL_EXTREMES:
		return *state >> 31 != 0 ? LSTM_ONE : -LSTM_ONE;
	default:
		return (gint8)((int)((*state >> 16) % (2 * LSTM_ONE + 1)) -
			       LSTM_ONE);
	}
}

static inline void
model_put_rows(GByteArray *out, const struct model_plan *plan,
	       enum lstm_layer layer, guint rows, guint columns)
{
	guint32 state = plan->seed + layer;
	guint count = rows * (columns + 1), first;
	double scale = plan->scales[layer] / columns;
	guint64 stored;

	memcpy(&stored, &scale, 8);
	g_byte_array_append(out, (const guint8 *)"\x81", 1);
	model_put_u32(out, rows);
	model_put_u32(out, columns + 1);
	g_byte_array_append(out, (const guint8 *)"\0", 1);
	first = out->len;
	g_byte_array_set_size(out, first + count);
	for (guint i = 0; i < count; i++)
		out->data[first + i] =
			(guint8)model_weight(plan->weights[layer], &state);
	model_put_u32(out, rows);
	for (guint i = 0; i < rows; i++)
		model_put_u64(out, stored);
}

static inline void
model_put_lstm(GByteArray *out, const struct model_plan *plan,
	       enum lstm_layer layer, const char *type, guint inputs,
	       guint outputs)
{
	model_put_head(out, type, inputs, outputs);
	model_put_u32(out, inputs + outputs);
	for (guint gate = 0; gate < LSTM_GATES; gate++)
		model_put_rows(out, plan, layer, outputs, inputs + outputs);
}

static inline void
model_put_network(GByteArray *out, const struct model_plan *plan)
{
	static const guint32 input[] = { 1, LSTM_LINE_HEIGHT, 0, 1, 0 };

	model_put_head(out, "Series", 36, plan->codes);
	model_put_u32(out, 8);
	model_put_head(out, "Input", 36, 1);
	for (guint i = 0; i < G_N_ELEMENTS(input); i++)
		model_put_u32(out, input[i]);
	model_put_head(out, "Series", 1, 16);
	model_put_u32(out, 2);
	model_put_head(out, "Convolve", 1, 9);
	model_put_u32(out, 1);
	model_put_u32(out, 1);
	model_put_head(out, "Tanh", 9, 16);
	model_put_rows(out, plan, LSTM_CONVOLUTION, 16, 9);
	model_put_head(out, "Maxpool", 16, 16);
	model_put_u32(out, LSTM_POOL);
	model_put_u32(out, LSTM_POOL);
	model_put_head(out, "XYTranspose", 16, 48);
	model_put_u32(out, 1);
	model_put_lstm(out, plan, LSTM_DOWN, "SummLSTM", 16, 48);
	model_put_lstm(out, plan, LSTM_FORWARD, "LSTM", 48, 96);
	model_put_head(out, "RTLReversed", 96, 96);
	model_put_u32(out, 1);
	model_put_lstm(out, plan, LSTM_BACKWARD, "LSTM", 96, 96);
	model_put_lstm(out, plan, LSTM_LAST, "LSTM", 96, 192);
	model_put_head(out, "Softmax", 192, plan->codes);
	model_put_rows(out, plan, LSTM_SOFTMAX, plan->codes, 192);
	model_put_text(out, "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 "
			    "Lfx192 O1c1]");
	g_byte_array_append(out, (const guint8 *)"\0\0\0\0\0\0\0\0\0\0\0\0",
			    12);
	model_put_u32(out, plan->codes - 1); /* the null code */
}

static inline void
model_put_characters(GByteArray *set, GByteArray *recoder, guint codes)
{
	g_autofree char *count = g_strdup_printf("%u\n", codes - 1);

	g_byte_array_append(set, (guint8 *)count, (guint)strlen(count));
	model_put_u32(recoder, codes - 1);
	for (guint i = 0; i + 1 < codes; i++) {
		g_autofree char *line = g_strdup_printf(
			"%c%u 5 0,255,0,255\n", 'a' + (char)(i % 26), i);

		g_byte_array_append(set, (guint8 *)line, (guint)strlen(line));
		g_byte_array_append(recoder, (const guint8 *)"\1", 1);
		model_put_u32(recoder, 1);
		model_put_u32(recoder, i);
	}
}

/* Only the parts that are read, wherever those are; it takes none. */
static inline GByteArray *
model_join(const struct byte_reader parts[MODEL_COMPONENTS])
{
	GByteArray *out = g_byte_array_new();
	guint64 end = 4 + MODEL_COMPONENTS * 8;

	model_put_u32(out, MODEL_COMPONENTS);
	for (guint i = 0; i < MODEL_COMPONENTS; i++) {
		model_put_u64(out, parts[i].data != NULL ? end : G_MAXUINT64);
		end += parts[i].size;
	}
	for (guint i = 0; i < MODEL_COMPONENTS; i++)
		g_byte_array_append(out, parts[i].data, (guint)parts[i].size);
	return out;
}

static inline GByteArray *
model_make(const struct model_plan *plan)
{
	struct byte_reader parts[MODEL_COMPONENTS] = { 0 };
	g_autoptr(GByteArray) network = g_byte_array_new();
	g_autoptr(GByteArray) set = g_byte_array_new();
	g_autoptr(GByteArray) recoder = g_byte_array_new();

	model_put_network(network, plan);
	model_put_characters(set, recoder, plan->codes);
	parts[TRAINEDDATA_LSTM].data = network->data;
	parts[TRAINEDDATA_LSTM].size = network->len;
	parts[TRAINEDDATA_LSTM_UNICHARSET].data = set->data;
	parts[TRAINEDDATA_LSTM_UNICHARSET].size = set->len;
	parts[TRAINEDDATA_LSTM_RECODER].data = recoder->data;
	parts[TRAINEDDATA_LSTM_RECODER].size = recoder->len;
	return model_join(parts);
}

/* Those parts of the installed model; NULL where there is none. */
static inline GByteArray *
model_installed(const char *path)
{
	static const enum traineddata_component wanted[] = {
		TRAINEDDATA_LSTM, TRAINEDDATA_LSTM_UNICHARSET,
		TRAINEDDATA_LSTM_RECODER
	};
	struct byte_reader parts[MODEL_COMPONENTS] = { 0 };
	g_autofree char *bytes = NULL;
	gsize size;

	if (!g_file_get_contents(path, &bytes, &size, NULL))
		return NULL;
	for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
		if (!traineddata_find((guint8 *)bytes, size, wanted[i],
				      &parts[wanted[i]]))
			return NULL;
	return model_join(parts);
}

#endif
