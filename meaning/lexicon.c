/* lexicon.c - finds the lexicon's phrases by their first word. */
#include "meaning/lexicon.h"

#include <string.h>

#include "meaning/lexicon_file.h"
#include "meaning/vocabulary.h"

/* A range of codes of one letter (or none) and five or four digits. */
struct code_range {
	char letter; /* '\0': five digits */
	int from, to;
	struct entry *entry;
};

struct lexicon {
	GPtrArray *entries;		/* of struct entry, owned */
	GHashTable *first[ENTRY_KINDS]; /* word -> GPtrArray of entries,
					 * longest first */
	GArray *ranges;			/* of struct code_range */
	struct vocabulary *vocabulary;
	char *hash;
};

static void
flaw_free(gpointer data)
{
	struct lexicon_flaw *flaw = data;

	g_free(flaw->file);
	g_free(flaw->message);
	g_free(flaw);
}

GPtrArray *
lexicon_flaws_new(void)
{
	return g_ptr_array_new_with_free_func(flaw_free);
}

gboolean
lexicon_is_empty(const struct lexicon *lexicon)
{
	return lexicon->entries->len == 0;
}

const char *
lexicon_hash(const struct lexicon *lexicon)
{
	return lexicon->hash;
}

/* --- phrases --- */

static gboolean
same_words(const struct entry *a, const struct entry *b)
{
	return a->length == b->length &&
	       g_strv_equal((const char *const *)a->words,
			    (const char *const *)b->words);
}

/* Inserts it before those that are not longer, or replaces one with the same
 * words. */
static void
insert_entry(GPtrArray *entries, struct entry *entry)
{
	guint place = 0;

	while (place < entries->len) {
		const struct entry *other = entries->pdata[place];

		if (same_words(other, entry)) {
			entries->pdata[place] = entry;
			return;
		}
		if (other->length < entry->length)
			break;
		place++;
	}
	g_ptr_array_insert(entries, (int)place, entry);
}

static gboolean
read_code(const char *letter, const char *digits, int *out_code)
{
	gsize wanted = *letter != '\0' ? 4 : 5;

	if (strlen(letter) > 1 || strlen(digits) != wanted ||
	    strspn(digits, "0123456789") != wanted)
		return FALSE;
	*out_code = (int)g_ascii_strtoll(digits, NULL, 10);
	return TRUE;
}

/* "72020-72295" and "L1800-L1860". */
static gboolean
index_range(struct lexicon *lexicon, struct entry *entry)
{
	char **words = entry->words;
	gboolean lettered = entry->length == 4;
	struct code_range range = { .entry = entry };

	if (entry->kind != ENTRY_TREATMENT ||
	    (entry->length != 2 && !lettered) ||
	    (lettered && strcmp(words[0], words[2]) != 0) ||
	    !read_code(lettered ? words[0] : "", words[lettered ? 1 : 0],
		       &range.from) ||
	    !read_code(lettered ? words[2] : "", words[lettered ? 3 : 1],
		       &range.to))
		return FALSE;
	range.letter = lettered ? *words[0] : '\0';
	g_array_append_val(lexicon->ranges, range);
	return TRUE;
}

static void
index_entry(struct lexicon *lexicon, struct entry *entry)
{
	GHashTable *table = lexicon->first[entry->kind];
	GPtrArray *same;

	if (index_range(lexicon, entry))
		return;
	same = g_hash_table_lookup(table, entry->words[0]);
	if (same == NULL) {
		same = g_ptr_array_new();
		g_hash_table_insert(table, entry->words[0], same);
	}
	insert_entry(same, entry);
}

static gboolean
word_fits(const struct tokens *tokens, guint index, const char *word)
{
	const struct token *token;

	if (index >= tokens->count)
		return FALSE;
	token = &tokens->at[index];
	return strcmp(token->word, word) == 0 ||
	       strcmp(token->plain, word) == 0 ||
	       (strcmp(token->plain, "&") == 0 && strcmp(word, "and") == 0);
}

/* A sign between a phrase's words. Titles contain more kinds. */
static gboolean
is_passed_over(const struct entry *entry, const struct tokens *tokens,
	       guint index)
{
	if (token_joins(tokens, index))
		return TRUE;
	/* "Flurbi (NAP) cream" */
	if (entry->kind == ENTRY_DRUG && entry->length > 2 &&
	    token_in(tokens, index, "(|)"))
		return TRUE;
	if (entry->kind == ENTRY_GUIDELINE)
		return token_in(tokens, index, ".|,");
	if (entry->kind == ENTRY_SECTION)
		return token_in(tokens, index, ".|,|:|(|)");
	return token_is(tokens, index, ".") && tokens->at[index].glued;
}

/* The token after the phrase; 0: it is not there. */
static guint
fit_phrase(const struct entry *entry, const struct tokens *tokens, guint index)
{
	for (guint i = 0; i < entry->length; i++) {
		while (i > 0 && is_passed_over(entry, tokens, index))
			index++;
		if (!word_fits(tokens, index, entry->words[i]))
			return 0;
		index++;
	}
	return index;
}

static const struct entry *
match_range(const struct lexicon *lexicon, const struct tokens *tokens,
	    guint index, guint *out_next)
{
	const struct token *token = &tokens->at[index];
	gboolean lettered = token->kind == TOKEN_WORD;
	int code;

	if (lettered &&
	    (token->plain[1] != '\0' || index + 1 >= tokens->count ||
	     !tokens->at[index + 1].glued))
		return NULL;
	if (!read_code(lettered ? token->plain : "",
		       tokens->at[index + (lettered ? 1 : 0)].plain, &code))
		return NULL;
	for (guint i = lexicon->ranges->len; i-- > 0;) {
		const struct code_range *range =
			&g_array_index(lexicon->ranges, struct code_range, i);

		if (range->letter == (lettered ? *token->plain : '\0') &&
		    range->from <= code && code <= range->to) {
			*out_next = index + (lettered ? 2 : 1);
			return range->entry;
		}
	}
	return NULL;
}

static const struct entry *
match_first(GHashTable *table, const char *word, const struct tokens *tokens,
	    guint index, guint *out_next)
{
	const GPtrArray *entries = g_hash_table_lookup(table, word);

	for (guint i = 0; entries != NULL && i < entries->len; i++) {
		const struct entry *entry = entries->pdata[i];
		guint next = fit_phrase(entry, tokens, index);

		if (next > 0) {
			*out_next = next;
			return entry;
		}
	}
	return NULL;
}

const struct entry *
lexicon_match(const struct lexicon *lexicon, enum entry_kind kind,
	      const struct tokens *tokens, guint index, guint *out_next)
{
	const struct token *token = &tokens->at[index];
	const struct entry *entry;

	if (index >= tokens->count || token->kind == TOKEN_END)
		return NULL;
	entry = match_first(lexicon->first[kind], token->word, tokens, index,
			    out_next);
	if (entry == NULL && token->word != token->plain)
		entry = match_first(lexicon->first[kind], token->plain, tokens,
				    index, out_next);
	if (entry == NULL && kind == ENTRY_TREATMENT)
		entry = match_range(lexicon, tokens, index, out_next);
	return entry;
}

/* --- abbreviations --- */

static struct entry *
entry_copy(const struct entry *entry, char **take_words)
{
	struct entry *copy = g_memdup2(entry, sizeof(*entry));

	copy->words = take_words;
	copy->length = g_strv_length(take_words);
	copy->category = g_strdup(entry->category);
	copy->subcategory = g_strdup(entry->subcategory);
	copy->ingredients = g_strdupv(entry->ingredients);
	copy->route = g_strdup(entry->route);
	copy->part = g_strdup(entry->part);
	copy->side = g_strdup(entry->side);
	copy->system = g_strdup(entry->system);
	copy->name = g_strdup(entry->name);
	return copy;
}

/* A drug or a part of the body must be the whole expansion, a treatment may be
 * a part of it. */
static const struct entry *
find_in_expansion(const struct lexicon *lexicon, enum entry_kind kind,
		  const struct tokens *tokens)
{
	const struct entry *found;
	guint next;

	for (guint i = 0; i < tokens->count; i++) {
		found = lexicon_match(lexicon, kind, tokens, i, &next);
		if (found != NULL && (kind == ENTRY_TREATMENT ||
				      (i == 0 && next == tokens->count)))
			return found;
	}
	return NULL;
}

/* An abbreviation has the meaning of its expansion: "RCR" is a "rotator cuff
 * repair". If it has its own line in another file, that counts. */
static void
index_abbreviation(struct lexicon *lexicon,
		   const struct abbreviation *abbreviation)
{
	static const enum entry_kind kinds[] = { ENTRY_DRUG, ENTRY_TREATMENT,
						 ENTRY_BODY_PART };
	static const char *const places[] = { "drug", "any", "body" };
	g_autoptr(tokens) short_form = tokens_new(abbreviation->text);
	g_autoptr(tokens) tokens = tokens_new(abbreviation->expansion);

	for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
		const struct entry *found;
		guint next;
		char **words;

		if (abbreviation->where != NULL &&
		    strcmp(abbreviation->where, "any") != 0 &&
		    g_strcmp0(abbreviation->where, places[k]) != 0)
			continue;
		found = lexicon_match(lexicon, kinds[k], short_form, 0, &next);
		if (found != NULL && next == short_form->count)
			continue;
		found = find_in_expansion(lexicon, kinds[k], tokens);
		words = found != NULL ? entry_words(abbreviation->text) : NULL;
		if (words == NULL)
			continue;
		g_ptr_array_add(lexicon->entries, entry_copy(found, words));
		index_entry(lexicon,
			    lexicon->entries->pdata[lexicon->entries->len - 1]);
	}
}

const char *
lexicon_respell(const struct lexicon *lexicon, const char *word,
		gboolean *out_is_drug)
{
	return vocabulary_respell(lexicon->vocabulary, word, out_is_drug);
}

/* --- reading --- */

static gint
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_files(const char *directory)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		if (*name != '.' && g_str_has_suffix(name, ".tsv"))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

/* lines without a list of entries: only for the checksum. */
static void
read_directory(struct lexicon_lines *lines, const char *directory,
	       GChecksum *checksum)
{
	g_autoptr(GPtrArray) names = list_files(directory);

	for (guint i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];
		g_autofree char *path = g_build_filename(directory, name, NULL);
		g_autofree char *text = NULL;
		g_autoptr(GError) error = NULL;
		gsize size;

		if (!g_file_get_contents(path, &text, &size, &error)) {
			lexicon_flaw_add(lines->flaws, path, 0, "%s",
					 error->message);
			continue;
		}
		g_checksum_update(checksum, (const guchar *)name,
				  (gssize)strlen(name) + 1);
		g_checksum_update(checksum, (const guchar *)text, (gssize)size);
		if (lines->entries != NULL)
			lexicon_file_read(lines, path, text);
	}
}

static struct lexicon *
lexicon_make(struct lexicon_lines *lines)
{
	struct lexicon *lexicon = g_new0(struct lexicon, 1);

	lexicon->entries = g_steal_pointer(&lines->entries);
	lexicon->ranges = g_array_new(FALSE, TRUE, sizeof(struct code_range));
	for (guint kind = 0; kind < ENTRY_KINDS; kind++)
		lexicon->first[kind] = g_hash_table_new_full(
			g_str_hash, g_str_equal, NULL,
			(GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < lexicon->entries->len; i++)
		index_entry(lexicon, lexicon->entries->pdata[i]);
	for (guint i = 0; i < lines->abbreviations->len; i++)
		index_abbreviation(lexicon, lines->abbreviations->pdata[i]);
	lexicon->vocabulary = vocabulary_new(lexicon->entries);
	return lexicon;
}

struct lexicon *
lexicon_new(const char *const *directories, GPtrArray *flaws)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	struct lexicon_lines lines;
	struct lexicon *lexicon;

	lexicon_lines_init(&lines, flaws);
	for (; *directories != NULL; directories++)
		read_directory(&lines, *directories, checksum);
	lexicon = lexicon_make(&lines);
	lexicon->hash = g_strdup(g_checksum_get_string(checksum));
	lexicon_lines_clear(&lines);
	return lexicon;
}

char *
lexicon_hash_files(const char *const *directories)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	struct lexicon_lines nothing = { NULL };

	for (; *directories != NULL; directories++)
		read_directory(&nothing, *directories, checksum);
	return g_strdup(g_checksum_get_string(checksum));
}

void
lexicon_free(struct lexicon *lexicon)
{
	for (guint kind = 0; kind < ENTRY_KINDS; kind++)
		g_hash_table_unref(lexicon->first[kind]);
	vocabulary_free(lexicon->vocabulary);
	g_array_unref(lexicon->ranges);
	g_ptr_array_unref(lexicon->entries);
	g_free(lexicon->hash);
	g_free(lexicon);
}
