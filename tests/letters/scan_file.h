/* scan_file.h - scanned pages as the files that offices keep. */
#ifndef TESTS_LETTERS_SCAN_FILE_H
#define TESTS_LETTERS_SCAN_FILE_H

#include "tests/letters/degrade.h"

#define SCAN_JPEG_QUALITY 60

/* "pdf" or "tif" */
const char *scan_file_suffix(enum scan_file file);

/* Writes pages scanned in the given class. */
void scan_file_write(PIXA *pages, const struct scan_class *class,
		     const char *path);

#endif
