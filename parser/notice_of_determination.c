#include "parser/format.h"
static gboolean matches(const struct letter *l, const GArray *a){(void)l;(void)a;return FALSE;}
const struct format format_notice_of_determination = {.name="notice_of_determination",.matches=matches};
