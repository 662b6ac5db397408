/* typed_case.h - a case number as people type it. */
#ifndef VIEW_TYPED_CASE_H
#define VIEW_TYPED_CASE_H

#include <glib.h>

/* Brings "imr 13-000004", "CM16 9900001" or "CM-16-9900001" into the form that
 * records have: CM16-9900001. The last number is padded with zeros to so many
 * digits (records have 7 or 8). Text that is not a case number is only put into
 * capitals. The caller frees it. */
char *typed_case(const char *text, guint digits);

#endif
