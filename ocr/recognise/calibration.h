/* calibration.h - from an engine's own confidence to how often it is right.
 *
 * Of words with confidence 0.9, nine in ten are right: measured on scans whose
 * truth is known (docs/performance.md). bench/confidence fits the tables. */
#ifndef OCR_RECOGNISE_CALIBRATION_H
#define OCR_RECOGNISE_CALIBRATION_H

enum calibration_engine { CALIBRATION_FAST, CALIBRATION_TESSERACT };

/* Monotone; 0..1 to 0..1. */
double calibrate(enum calibration_engine engine, double confidence);

#endif
