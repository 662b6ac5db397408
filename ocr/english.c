/* english.c - a look at the most frequent words, which no page of English can
 * do without and no scrambled one has. */
#include "ocr/english.h"

#include "core/document.h"

/* Running English has a third to a half of these, a table of labels or a list
 * of drugs still one in twenty. Below MIN_WORDS even that may be none. */
#define MIN_SHARE 0.02
#define MIN_WORDS 40

static gboolean
is_frequent(const char *word)
{
	static const char *const frequent[] = {
		"a",	"an",  "and",  "are", "as",  "at",   "be",   "by",
		"for",	"has", "in",   "is",  "not", "of",   "on",   "or",
		"that", "the", "this", "to",  "was", "were", "with",
	};

	for (guint i = 0; i < G_N_ELEMENTS(frequent); i++)
		if (g_ascii_strcasecmp(word, frequent[i]) == 0)
			return TRUE;
	return FALSE;
}

gboolean
english_is_plausible(const GPtrArray *words)
{
	guint frequent = 0;

	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];

		frequent += is_frequent(word->text) ? 1 : 0;
	}
	return words->len < MIN_WORDS || frequent >= MIN_SHARE * words->len;
}
