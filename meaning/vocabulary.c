/* vocabulary.c - the words of all phrases, and what a misspelt one means. */
#include "meaning/vocabulary.h"

#include <string.h>

#include "meaning/spelling.h"

/* A word of some phrase. */
struct vocable {
	char *word;
	const struct entry *drug; /* one of the drugs that it names; NULL: it
				   * names none */
	gboolean differs;	  /* the drugs have other ingredients */
	gboolean is_plain;	  /* it is in another kind of phrase as well */
	const struct entry *name; /* the drug that it alone names; NULL */
	guint32 letters;	  /* a bit for each that it has */
};

struct vocabulary {
	GHashTable *words;	  /* word -> struct vocable */
	GPtrArray *by_length[64]; /* the same, of that length */
};

static gboolean
same_ingredients(const struct entry *a, const struct entry *b)
{
	return a->ingredients != NULL && b->ingredients != NULL &&
	       g_strv_equal((const char *const *)a->ingredients,
			    (const char *const *)b->ingredients);
}

static void
add_vocable(struct vocabulary *vocabulary, const struct entry *entry,
	    const char *word)
{
	gsize length = strlen(word);
	struct vocable *vocable;

	if (length >= G_N_ELEMENTS(vocabulary->by_length))
		return;
	vocable = g_hash_table_lookup(vocabulary->words, word);
	if (vocable == NULL) {
		vocable = g_new0(struct vocable, 1);
		vocable->word = g_strdup(word);
		vocable->letters = spelling_letters(word);
		g_hash_table_insert(vocabulary->words, vocable->word, vocable);
		if (vocabulary->by_length[length] == NULL)
			vocabulary->by_length[length] = g_ptr_array_new();
		g_ptr_array_add(vocabulary->by_length[length], vocable);
	}
	if (entry->kind == ENTRY_DRUG && entry->length == 1)
		vocable->name = entry;
	if (entry->kind != ENTRY_DRUG)
		vocable->is_plain = TRUE;
	else if (vocable->drug == NULL)
		vocable->drug = entry;
	else if (!same_ingredients(vocable->drug, entry))
		vocable->differs = TRUE;
}

struct vocabulary *
vocabulary_new(const GPtrArray *entries)
{
	struct vocabulary *vocabulary = g_new0(struct vocabulary, 1);

	vocabulary->words =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (guint i = 0; i < entries->len; i++) {
		const struct entry *entry = entries->pdata[i];

		if (entry->kind == ENTRY_GUIDELINE ||
		    entry->kind == ENTRY_SECTION ||
		    entry->kind == ENTRY_FREQUENCY)
			continue;
		for (char **word = entry->words; *word != NULL; word++)
			add_vocable(vocabulary, entry, *word);
	}
	return vocabulary;
}

void
vocabulary_free(struct vocabulary *vocabulary)
{
	for (guint i = 0; i < G_N_ELEMENTS(vocabulary->by_length); i++)
		if (vocabulary->by_length[i] != NULL)
			g_ptr_array_unref(vocabulary->by_length[i]);
	g_hash_table_unref(vocabulary->words);
	g_free(vocabulary);
}

/* Both name one drug, and it does not matter which is taken. */
static gboolean
are_one_drug(const struct vocable *a, const struct vocable *b)
{
	if (a->name != NULL && b->name != NULL)
		return same_ingredients(a->name, b->name);
	return a->drug != NULL && b->drug != NULL && !a->differs &&
	       !b->differs && !a->is_plain && !b->is_plain &&
	       same_ingredients(a->drug, b->drug);
}

/* Plain English is full of words that are near to others. */
static guint
bound_of(const struct vocable *vocable, gsize length)
{
	guint bound = spelling_bound(length);

	return vocable->is_plain ? MIN(bound, 1) : bound;
}

/* The nearest so far, and whether another is as near. */
struct nearest {
	const struct vocable *vocable; /* NULL: none */
	guint distance;
	gboolean is_shared;
};

static void
compare_vocable(struct nearest *nearest, const char *word, guint32 letters,
		const struct vocable *vocable, guint bound)
{
	guint distance;

	if (bound == 0 || *word != *vocable->word ||
	    spelling_differs(letters, vocable->letters, bound))
		return;
	distance = spelling_distance(word, vocable->word, bound);
	if (distance > bound || distance > nearest->distance)
		return;
	if (distance < nearest->distance) {
		*nearest = (struct nearest){ vocable, distance, FALSE };
	} else if (!are_one_drug(nearest->vocable, vocable)) {
		nearest->is_shared = TRUE;
	}
}

const char *
vocabulary_respell(const struct vocabulary *vocabulary, const char *word,
		   gboolean *out_is_drug)
{
	gsize length = strlen(word);
	guint32 letters = spelling_letters(word);
	struct nearest nearest = { NULL, G_MAXUINT, FALSE };

	if (g_hash_table_contains(vocabulary->words, word))
		return NULL;
	for (gsize n = length > 2 ? length - 2 : 1;
	     n <= length + 2 && n < G_N_ELEMENTS(vocabulary->by_length); n++) {
		const GPtrArray *same = vocabulary->by_length[n];

		for (guint i = 0; same != NULL && i < same->len; i++)
			compare_vocable(&nearest, word, letters, same->pdata[i],
					bound_of(same->pdata[i], n));
	}
	if (nearest.vocable == NULL || nearest.is_shared)
		return NULL;
	*out_is_drug =
		nearest.vocable->name != NULL ||
		(nearest.vocable->drug != NULL && !nearest.vocable->is_plain);
	return nearest.vocable->word;
}
