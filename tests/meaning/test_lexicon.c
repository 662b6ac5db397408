/* test_lexicon.c - the files of the lexicon, and misspelt names. */
#include <glib/gstdio.h>
#include <string.h>

#include "meaning/spelling.h"
#include "tests/meaning/lexicon.h"

static char *folder;

static void
write_file(const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
remove_file(const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_cmpint(g_remove(path), ==, 0);
}

static struct lexicon *
read_folder(GPtrArray *flaws)
{
	const char *const places[] = { "meaning/lexicon", folder, NULL };

	return lexicon_new(places, flaws);
}

static const struct entry *
find(const struct lexicon *lexicon, enum entry_kind kind, const char *text)
{
	g_autoptr(tokens) tokens = tokens_new(text);
	guint next;

	return lexicon_match(lexicon, kind, tokens, 0, &next);
}

/* Our own files have no bad line; an operator's is named by file and line, and
 * the others hold. */
static void
test_flaws(void)
{
	g_autoptr(GPtrArray) flaws = lexicon_flaws_new();
	struct lexicon *lexicon;
	const struct lexicon_flaw *flaw;

	write_file("our-drugs.tsv", "# ours\n\n"
				    "Invented\tlidocaine\tOpiates\tbrand\t-\n"
				    "Inventex\tlidocaine\tOpioids\tbrand\t-\n"
				    "Lonely\n");
	lexicon = read_folder(flaws);
	g_assert_cmpuint(flaws->len, ==, 2);
	flaw = flaws->pdata[0];
	g_assert_true(g_str_has_suffix(flaw->file, "/our-drugs.tsv"));
	g_assert_cmpuint(flaw->line, ==, 3);
	g_assert_cmpstr(flaw->message, ==, "the class 'Opiates' is not known");
	flaw = flaws->pdata[1];
	g_assert_cmpuint(flaw->line, ==, 5);
	g_assert_null(find(lexicon, ENTRY_DRUG, "Invented"));
	g_assert_nonnull(find(lexicon, ENTRY_DRUG, "Inventex"));
	lexicon_free(lexicon);
	remove_file("our-drugs.tsv");
}

/* An operator's line goes before ours, and the hash tells that it is there. */
static void
test_operator(void)
{
	struct lexicon *own = own_lexicon(), *lexicon;

	write_file("drugs.tsv", "Norco\tnorcodone\tStatin\tbrand\toral\n");
	lexicon = read_folder(NULL);
	g_assert_cmpstr(find(own, ENTRY_DRUG, "Norco")->subcategory, ==,
			"Opioids");
	g_assert_cmpstr(find(lexicon, ENTRY_DRUG, "NORCO")->subcategory, ==,
			"Statin");
	g_assert_cmpstr(lexicon_hash(own), !=, lexicon_hash(lexicon));
	lexicon_free(lexicon);
	lexicon_free(own);
	remove_file("drugs.tsv");
}

static void
test_phrases(void)
{
	struct lexicon *lexicon = own_lexicon();
	static const char *const same[] = { "tens unit", "TENS-unit",
					    "TENS units", "tens / unit" };

	for (gsize i = 0; i < G_N_ELEMENTS(same); i++)
		g_assert_nonnull(find(lexicon, ENTRY_TREATMENT, same[i]));
	g_assert_null(find(lexicon, ENTRY_TREATMENT, "tensunit"));
	g_assert_null(find(lexicon, ENTRY_TREATMENT, "72020999"));
	lexicon_free(lexicon);
}

static void
test_distance(void)
{
	g_assert_cmpuint(spelling_distance("abc", "abc", 2), ==, 0);
	g_assert_cmpuint(spelling_distance("abc", "acb", 2), ==, 1);
	g_assert_cmpuint(spelling_distance("abc", "abcd", 2), ==, 1);
	g_assert_cmpuint(spelling_distance("abc", "xyz", 2), ==, 3);
	g_assert_true(spelling_differs(spelling_letters("abcdef"),
				       spelling_letters("ghijkl"), 2));
}

/* The single words that name drugs, and what each names. */
static GPtrArray *
drug_words(const struct lexicon *lexicon, GPtrArray *out_entries)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	g_assert_true(g_file_get_contents("meaning/lexicon/drugs.tsv", &text,
					  NULL, NULL));
	lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line != NULL; line++) {
		const char *tab = strchr(*line, '\t');
		g_autofree char *name = NULL;
		const struct entry *entry;

		if (**line == '#' || tab == NULL)
			continue;
		name = g_ascii_strdown(*line, tab - *line);
		if (strspn(name, "abcdefghijklmnopqrstuvwxyz") != strlen(name))
			continue;
		entry = find(lexicon, ENTRY_DRUG, name);
		g_ptr_array_add(words, g_steal_pointer(&name));
		g_ptr_array_add(out_entries, (gpointer)entry);
	}
	return words;
}

static gboolean
same_drug(const struct entry *a, const struct entry *b)
{
	return a == b || (a != NULL && b != NULL && a->ingredients != NULL &&
			  b->ingredients != NULL &&
			  g_strv_equal((const char *const *)a->ingredients,
				       (const char *const *)b->ingredients));
}

static void
expect_no_other(const struct lexicon *lexicon, const struct entry *entry,
		const char *misspelt)
{
	g_autoptr(tokens) tokens = tokens_new(misspelt);
	gboolean is_drug = FALSE;
	const char *meant =
		lexicon_respell(lexicon, tokens->at[0].word, &is_drug);
	const struct entry *other;

	if (meant == NULL || !is_drug)
		return;
	other = find(lexicon, ENTRY_DRUG, meant);
	/* Part of a longer name is no name. */
	if (other != NULL && !same_drug(entry, other))
		g_error("'%s' is read as '%s'", misspelt, meant);
}

/* Each name with each letter missing, doubled, changed, and each two letters
 * swapped: it may be read as itself or not at all, but never as another drug's.
 * A name itself is never changed. */
static void
test_never_across(void)
{
	struct lexicon *lexicon = own_lexicon();
	g_autoptr(GPtrArray) entries = g_ptr_array_new();
	g_autoptr(GPtrArray) words = drug_words(lexicon, entries);

	g_assert_cmpuint(words->len, >, 600);
	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i];
		g_autoptr(tokens) tokens = tokens_new(word);
		gboolean is_drug;

		g_assert_null(
			lexicon_respell(lexicon, tokens->at[0].word, &is_drug));
		for (gsize at = 1; word[at] != '\0'; at++) {
			g_autofree char *gone = g_strdup_printf(
				"%.*s%s", (int)at, word, word + at + 1);
			g_autofree char *twice = g_strdup_printf(
				"%.*s%c%s", (int)at, word, word[at], word + at);
			g_autofree char *changed = g_strdup(word);

			expect_no_other(lexicon, entries->pdata[i], gone);
			expect_no_other(lexicon, entries->pdata[i], twice);
			changed[at] = 'q';
			expect_no_other(lexicon, entries->pdata[i], changed);
		}
	}
	lexicon_free(lexicon);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("lexicon-XXXXXX", NULL);
	g_test_add_func("/lexicon/flaws", test_flaws);
	g_test_add_func("/lexicon/operator", test_operator);
	g_test_add_func("/lexicon/phrases", test_phrases);
	g_test_add_func("/lexicon/distance", test_distance);
	g_test_add_func("/lexicon/never-across", test_never_across);
	status = g_test_run();
	g_rmdir(folder);
	g_free(folder);
	return status;
}
