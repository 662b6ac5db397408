/* rescan.h - letters that one has, as scans: to measure on what one gets. */
#ifndef TESTS_LETTERS_RESCAN_H
#define TESTS_LETTERS_RESCAN_H

#include "tests/letters/degrade.h"

/* Draws the PDF's pages, scans them in the class, and writes them into the
 * directory under the PDF's name. */
void rescan_file(const char *pdf, const struct scan_class *class,
		 const char *directory);

#endif
