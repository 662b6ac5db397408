/* treatment.h - the treatment that an issue's heading names. */
#ifndef PARSER_FIELDS_TREATMENT_H
#define PARSER_FIELDS_TREATMENT_H

#include "parser/letter/letter.h"

/* Fills issue->treatment from its heading at [start, end), and for partial
 * approvals original_request and authorized:
 *
 *   <X> was the original request. <Y> was authorized by the Claims
 *   Administrator. The remaining IMR eligible portion of the original
 *   request, <Z> [is]                                 -> Z, X, Y
 *   <X> was the original request. The Claims Administrator authorized <Y>,
 *   leaving the original request IMR eligible. The original request, <X>
 *   [is]                                              -> X, X, Y
 */
void treatment_read(struct letter *letter, struct issue *issue, gsize start,
		    gsize end);

#endif
