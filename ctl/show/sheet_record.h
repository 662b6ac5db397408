/* sheet_record.h - shows the whole record to people. */
#ifndef CTL_SHOW_SHEET_RECORD_H
#define CTL_SHOW_SHEET_RECORD_H

#include <glib.h>

struct record;

/* Its warnings, then its fields by the tables of core/record.h, short ones
 * first, then its treatments. */
void sheet_add_record(GPtrArray *sheet, const struct record *record);

#endif
