/* operation.h - what belongs to another issue's operation; private to meaning/.
 */
#ifndef MEANING_OPERATION_H
#define MEANING_OPERATION_H

#include "core/record.h"

/* One of the issues, whose requests were read, asks for an operation. */
gboolean operation_is_asked(const struct record *record);
/* The issue is a test that is made before an operation, though its own words do
 * not say so: "Labs to include: ...", "EKG". */
gboolean operation_has_test(const struct issue *issue);

#endif
