/* ctc.h - from the network's columns of probabilities to characters.
 *
 * The network was trained by connectionist temporal classification: a column
 * says a code or nothing (the null code), and a code said in several columns
 * one after the other is one character. */
#ifndef OCR_LSTM_CTC_H
#define OCR_LSTM_CTC_H

#include <glib.h>

#include "ocr/lstm/lstm_model.h"
#include "ocr/lstm/lstm_network.h"

struct ctc_character {
	const char *text; /* the model's; a space between words */
	guint code;
	guint first, last; /* columns that say it */
};

/* The most probable code in each column makes the characters. The caller frees
 * the array of struct ctc_character. */
GArray *ctc_decode(const struct lstm_output *output,
		   const struct lstm_model *model);

#endif
