/* typed_case.h - a case number as people type it. */
#ifndef VIEW_TYPED_CASE_H
#define VIEW_TYPED_CASE_H

#include <glib.h>

/* "imr 13-000004", "CM16 9900001", "CM-16-9900001" in the form that records
 * have, CM16-9900001, its last number filled up with zeros to so many digits
 * (records have 7 or 8). What is no case number only gets capitals. The caller
 * frees it. */
char *typed_case(const char *text, guint digits);

#endif
