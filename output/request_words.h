/* request_words.h - describes requests and citations, each in a line of
 * text. */
#ifndef OUTPUT_REQUEST_WORDS_H
#define OUTPUT_REQUEST_WORDS_H

#include <glib.h>

#include "core/request/request.h"

/* "Pharmaceuticals: Opioids", or only one if both are the same. NULL: not
 * known. The caller frees what these return. */
char *request_words_category(const struct request *request);
/* "2-3 a week for 6 weeks", "for 30 days"; "" for none. */
char *request_words_frequency(const struct frequency *frequency);
/* "Norco 10/325mg #90; Elavil", in printed order. */
char *request_words_drugs(const GPtrArray *drugs);
/* "hydrocodone + acetaminophen; amitriptyline": those of one drug joined by
 * " + ", "?" where they are not known. */
char *request_words_ingredients(const GPtrArray *drugs);
/* "MTUS Knee Complaints 2004; ODG Low Back", each once. */
char *request_words_citations(const GPtrArray *side);
/* "2031-01-05; 2031-01-07 to 2031-01-09" */
char *request_words_dates(const GPtrArray *dates);

#endif
