/* Decoding of outputs made by hand. */
#include "ocr/lstm/ctc.h"

#include <string.h>

#define CODES 4 /* a, b, a space, and nothing */

static struct lstm_model model = {
	.layers[LSTM_SOFTMAX] = { .rows = CODES },
	.null_code = 3,
	.texts = { (char[]){ "a" }, (char[]){ "b" }, (char[]){ " " },
		   (char[]){ "" } },
};

/* Each letter of columns: the code that is most probable there; - is nothing.
 * Each column is as wide as a kernel's block. */
static struct lstm_output
output_of(const char *columns)
{
	struct lstm_output output = {
		.columns = (guint)strlen(columns),
		.codes = 16,
		.probabilities = g_new0(float, 16 * strlen(columns)),
		.pixels_per_column = 3,
	};

	for (guint i = 0; i < output.columns; i++)
		for (guint code = 0; code < CODES; code++)
			output.probabilities[16 * i + code] =
				"ab -"[code] == columns[i] ? 0.7f : 0.1f;
	return output;
}

static char *
decode(const char *columns, GArray **out_characters)
{
	struct lstm_output output = output_of(columns);
	GArray *characters = ctc_decode(&output, &model);
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < characters->len; i++)
		g_string_append(
			text, g_array_index(characters, struct ctc_character, i)
				      .text);
	lstm_output_clear(&output);
	*out_characters = characters;
	return g_string_free(text, FALSE);
}

static void
test_texts(void)
{
	static const struct {
		const char *columns, *text;
	} cases[] = {
		{ "", "" },	    { "----", "" },	      { "a", "a" },
		{ "aaa", "a" },	    { "a-a", "aa" },	      { "aab", "ab" },
		{ "-a-b--", "ab" }, { "aa-  -bb-b", "a bb" }, { " a ", " a " },
		{ "aba", "aba" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) characters = NULL;
		g_autofree char *text = decode(cases[i].columns, &characters);

		g_assert_cmpstr(text, ==, cases[i].text);
	}
}

static void
test_places(void)
{
	static const guint wanted[][2] = { { 1, 2 }, { 4, 4 }, { 6, 8 } };
	g_autoptr(GArray) characters = NULL;
	g_autofree char *text = decode("-aa-b-bbb-", &characters);

	g_assert_cmpstr(text, ==, "abb");
	for (guint i = 0; i < 3; i++) {
		const struct ctc_character *one =
			&g_array_index(characters, struct ctc_character, i);

		g_assert_cmpuint(one->first, ==, wanted[i][0]);
		g_assert_cmpuint(one->last, ==, wanted[i][1]);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ctc/texts", test_texts);
	g_test_add_func("/ctc/places", test_places);
	return g_test_run();
}
