/* test_hyphens.c - hyphens at line ends, kept or removed as meant. */
#include "textclean/rows.h"

#include "tests/support/lines.h"

static struct dictionary *dictionary;

static const struct {
	const char *left, *right;
	const char *elsewhere; /* another word of the letter, or NULL */
	enum hyphen wanted;
} cases[] = {
	/* broken words */
	{ "documen-", "tation", NULL, HYPHEN_REMOVED },
	{ "(recommen-", "dation).", NULL, HYPHEN_REMOVED },
	{ "cyclobenza-", "prine", NULL, HYPHEN_REMOVED },
	{ "docu\u00ad", "mentation", NULL, HYPHEN_REMOVED },
	/* the author's own */
	{ "long-", "term", NULL, HYPHEN_KEPT },
	{ "anti-", "inflammatory", NULL, HYPHEN_KEPT },
	{ "non-", "steroidal", NULL, HYPHEN_KEPT },
	{ "lumbo-", "sacral", NULL, HYPHEN_KEPT },
	{ "cortico-", "steroid", NULL, HYPHEN_REMOVED },
	{ "re-", "evaluation", NULL, HYPHEN_KEPT },
	{ "x-", "rays", NULL, HYPHEN_KEPT },
	{ "follow\u00ad", "up", NULL, HYPHEN_KEPT },
	{ "range-of-", "motion", NULL, HYPHEN_KEPT },
	/* numbers and names have no hyphenation */
	{ "11-8-", "16", NULL, HYPHEN_KEPT },
	{ "L4-", "L5", NULL, HYPHEN_KEPT },
	{ "FDA-", "approved", NULL, HYPHEN_KEPT },
	{ "Non-", "MTUS", NULL, HYPHEN_KEPT },
	{ "10%-", "Menthol", NULL, HYPHEN_KEPT },
	/* the letter's other spellings decide */
	{ "pre-", "operative", "preoperative", HYPHEN_REMOVED },
	{ "pre-", "operative", "pre-operative", HYPHEN_KEPT },
	{ "zorbo-", "flex", "zorboflex", HYPHEN_REMOVED },
	{ "zorbo-", "flex", NULL, HYPHEN_KEPT },
	/* no hyphen, or a dash */
	{ "plain", "words", NULL, HYPHEN_NONE },
	{ "-", "Lumbar", NULL, HYPHEN_NONE },
	{ "--", "Lumbar", NULL, HYPHEN_NONE },
};

static void
test_resolve(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GHashTable) words =
			g_hash_table_new(g_str_hash, g_str_equal);
		enum hyphen got;

		if (cases[i].elsewhere != NULL)
			g_hash_table_add(words, (gpointer)cases[i].elsewhere);
		got = hyphen_resolve(cases[i].left, cases[i].right, FALSE,
				     words, dictionary);
		if (got != cases[i].wanted)
			g_error("'%s' + '%s': %d, wanted %d", cases[i].left,
				cases[i].right, got, cases[i].wanted);
	}
}

/* What a word processor made holds the author's own hyphens; behind a prefix
 * that takes one they stay, whatever the letter writes elsewhere. */
static void
test_typed(void)
{
	static const struct {
		const char *left, *right;
		const char *elsewhere;
		enum hyphen typed, recognised;
	} rows[] = {
		{ "pre-", "operative", "preoperative", HYPHEN_KEPT,
		  HYPHEN_REMOVED },
		{ "non-", "diagnostic", "nondiagnostic", HYPHEN_KEPT,
		  HYPHEN_REMOVED },
		{ "(Neuro-", "surgery", "neurosurgery", HYPHEN_KEPT,
		  HYPHEN_REMOVED },
		{ "post-", "operatively,", "postoperatively", HYPHEN_KEPT,
		  HYPHEN_REMOVED },
		{ "multi-", "disciplinary", NULL, HYPHEN_KEPT, HYPHEN_KEPT },
		{ "self-", "directed", NULL, HYPHEN_KEPT, HYPHEN_KEPT },
		/* broken words begin with prefixes too */
		{ "re-", "quest", "request", HYPHEN_REMOVED, HYPHEN_REMOVED },
		{ "pre-", "viously", NULL, HYPHEN_REMOVED, HYPHEN_REMOVED },
		{ "inter-", "vention", NULL, HYPHEN_REMOVED, HYPHEN_REMOVED },
		{ "documen-", "tation", NULL, HYPHEN_REMOVED, HYPHEN_REMOVED },
		{ "cortico-", "steroid", NULL, HYPHEN_REMOVED, HYPHEN_REMOVED },
		{ "pre\u00ad", "operative", "preoperative", HYPHEN_REMOVED,
		  HYPHEN_REMOVED },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GHashTable) words =
			g_hash_table_new(g_str_hash, g_str_equal);

		if (rows[i].elsewhere != NULL)
			g_hash_table_add(words, (gpointer)rows[i].elsewhere);
		g_test_message("%s %s", rows[i].left, rows[i].right);
		g_assert_cmpint(hyphen_resolve(rows[i].left, rows[i].right,
					       TRUE, words, dictionary),
				==, rows[i].typed);
		g_assert_cmpint(hyphen_resolve(rows[i].left, rows[i].right,
					       FALSE, words, dictionary),
				==, rows[i].recognised);
	}
}

static void
check_text(const char *const *lines, const char *wanted)
{
	g_autoptr(document) document = lines_document(lines);
	g_autoptr(flow) flow = textclean_run(document, dictionary);

	g_assert_cmpstr(flow->text, ==, wanted);
}

/* Lines are full (72 columns), so that no break is a hard return. */
static void
test_in_text(void)
{
	static const char *const broken[] = {
		"The reviewer was given no record of it, and there is no "
		"other documen-",
		"tation of any benefit at all that the injured worker had "
		"from the cane.",
		NULL
	};
	static const char *const typed[] = {
		"The reviewer was given no record of it, and there is no "
		"sign of a long-",
		"term benefit of any sort that the injured worker had from "
		"the old cane.",
		NULL
	};

	check_text(broken,
		   "The reviewer was given no record of it, and there is no "
		   "other documentation of any benefit at all that the injured "
		   "worker had from the cane.");
	check_text(typed,
		   "The reviewer was given no record of it, and there is no "
		   "sign of a long-term benefit of any sort that the injured "
		   "worker had from the old cane.");
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	dictionary = dictionary_new(NULL, NULL);
	g_assert_nonnull(dictionary);
	g_test_add_func("/hyphens/resolve", test_resolve);
	g_test_add_func("/hyphens/typed", test_typed);
	g_test_add_func("/hyphens/in-text", test_in_text);
	status = g_test_run();
	dictionary_free(dictionary);
	return status;
}
