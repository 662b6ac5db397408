/* operation.c - what belongs to another issue's operation. */
#include "meaning/operation.h"

#include <string.h>

#include "core/cleanup.h"
#include "meaning/tokens.h"

gboolean
operation_is_asked(const struct record *record)
{
	for (guint i = 0; i < record->issues->len; i++) {
		const struct issue *issue = record->issues->pdata[i];

		if (issue->request != NULL &&
		    g_strcmp0(issue->request->category, "Surgery") == 0 &&
		    g_str_has_suffix(issue->request->subcategory,
				     "rthroscopic Surgery"))
			return TRUE;
	}
	return FALSE;
}

/* "Labs:", "Labs to include:" */
static gboolean
has_title(const struct tokens *tokens)
{
	guint at = 1;

	if (!token_in(tokens, 0, "lab|labs|laboratory|tests|testing"))
		return FALSE;
	while (token_in(tokens, at, "work|tests|testing|to|include|including"))
		at++;
	return token_is(tokens, at, ":");
}

static gboolean
is_customary(const struct tokens *tokens)
{
	return token_in(tokens, 0, "ekg|ecg|electrocardiogram") ||
	       (token_is(tokens, 0, "chest") &&
		token_in(tokens, 1, "x|xray|xrays|radiograph"));
}

gboolean
operation_has_test(const struct issue *issue)
{
	g_autoptr(tokens) tokens = NULL;

	if (issue->treatment == NULL || issue->request == NULL ||
	    issue->request->surgical_association ||
	    g_strcmp0(issue->request->category, "Diagnostic Testing") != 0)
		return FALSE;
	tokens = tokens_new(issue->treatment);
	return has_title(tokens) || is_customary(tokens);
}
