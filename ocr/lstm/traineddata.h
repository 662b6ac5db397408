/* traineddata.h - the components of one of Tesseract's .traineddata files.
 *
 * The file is a table of offsets (Tesseract's tessdatamanager.cpp): a 32-bit
 * count, that many 64-bit offsets, -1 for a component that is not there, and
 * the components one after the other. */
#ifndef OCR_LSTM_TRAINEDDATA_H
#define OCR_LSTM_TRAINEDDATA_H

#include <glib.h>

#include "ocr/lstm/byte_reader.h"

/* Places in the table. */
enum traineddata_component {
	TRAINEDDATA_LSTM = 17,
	TRAINEDDATA_LSTM_UNICHARSET = 21,
	TRAINEDDATA_LSTM_RECODER = 22,
};

/* FALSE where the component is missing or the table is damaged. What *out
 * reads are bytes of data. */
gboolean traineddata_find(const guint8 *data, gsize size,
			  enum traineddata_component component,
			  struct byte_reader *out);

#endif
