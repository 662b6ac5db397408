#include "parser/format.h"
static gboolean matches(const struct letter *l, const GArray *a){(void)l;(void)a;return FALSE;}
const struct format format_independent_medical_review = {.name="independent_medical_review",.matches=matches};
