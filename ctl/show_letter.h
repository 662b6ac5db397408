/* show_letter.h - a letter before people's eyes, piece by piece. Everything
 * appended is safe for a terminal. */
#ifndef CTL_SHOW_LETTER_H
#define CTL_SHOW_LETTER_H

#include <glib.h>

#include "ctl/print.h"
#include "spool/spool.h"

#define SHOW_ID_DIGITS 12

enum colour show_state_colour(enum letter_state state);

void show_letter(GString *out, const struct spool_letter *letter,
		 const char *original_path);
void show_arrivals(GString *out, const GPtrArray *arrivals);
void show_events(GString *out, const GPtrArray *events);
void show_deliveries(GString *out, const GPtrArray *deliveries);

#endif
