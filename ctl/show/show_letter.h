/* show_letter.h - adds what the spool knows of a letter to a sheet
 * (sheet.h). */
#ifndef CTL_SHOW_SHOW_LETTER_H
#define CTL_SHOW_SHOW_LETTER_H

#include <glib.h>

#include "ctl/print.h"
#include "spool/spool.h"

#define SHOW_ID_DIGITS 12

enum colour show_state_colour(enum letter_state state);

void show_letter(GPtrArray *sheet, const struct spool_letter *letter,
		 const char *original_path);
void show_arrivals(GPtrArray *sheet, const GPtrArray *arrivals);
void show_events(GPtrArray *sheet, const GPtrArray *events);
void show_deliveries(GPtrArray *sheet, const GPtrArray *deliveries);

#endif
