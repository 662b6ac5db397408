/* tokens.c - splits a treatment's text into words, numbers and signs. */
#include "meaning/tokens.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *word;
	int number;
} number_words[] = {
	{ "zero", 0 },	    { "one", 1 },	{ "two", 2 },
	{ "three", 3 },	    { "four", 4 },	{ "five", 5 },
	{ "six", 6 },	    { "seven", 7 },	{ "eight", 8 },
	{ "nine", 9 },	    { "ten", 10 },	{ "eleven", 11 },
	{ "twelve", 12 },   { "thirteen", 13 }, { "fourteen", 14 },
	{ "fifteen", 15 },  { "sixteen", 16 },	{ "seventeen", 17 },
	{ "eighteen", 18 }, { "nineteen", 19 }, { "twenty", 20 },
	{ "thirty", 30 },   { "forty", 40 },	{ "fifty", 50 },
	{ "sixty", 60 },    { "seventy", 70 },	{ "eighty", 80 },
	{ "ninety", 90 },   { "hundred", 100 },
};

static double
number_of_word(const char *word)
{
	for (guint i = 0; i < G_N_ELEMENTS(number_words); i++)
		if (*number_words[i].word == *word &&
		    strcmp(number_words[i].word, word) == 0)
			return number_words[i].number;
	return -1;
}

/* "patches" and "x-rays", but not "pelvis" and "diagnosis". */
static char *
singular(const char *word)
{
	gsize length = strlen(word);

	if (length < 4 || word[length - 1] != 's' ||
	    strchr("sui", word[length - 2]) != NULL)
		return g_strdup(word);
	if (g_str_has_suffix(word, "ies") && length > 4)
		return g_strdup_printf("%.*sy", (int)length - 3, word);
	if (g_str_has_suffix(word, "ches") || g_str_has_suffix(word, "shes") ||
	    g_str_has_suffix(word, "xes") || g_str_has_suffix(word, "sses"))
		return g_strndup(word, length - 2);
	return g_strndup(word, length - 1);
}

/* Bytes above ASCII belong to words. */
static gboolean
is_letter(char c)
{
	return g_ascii_isalpha(c) || (c & 0x80) != 0;
}

static gboolean
is_apostrophe(const char *text)
{
	return *text == '\'' ||
	       ((*text & 0x80) != 0 && g_str_has_prefix(text, "\u2019"));
}

static gsize
dash_length(const char *text)
{
	if ((*text & 0x80) == 0)
		return 0;
	return g_str_has_prefix(text, "\u2013") ||
			       g_str_has_prefix(text, "\u2014") ||
			       g_str_has_prefix(text, "\u2010") ||
			       g_str_has_prefix(text, "\u2011")
		       ? 3
		       : 0;
}

/* "q.h.s.", "b.i.d.", "p.o": single letters with periods between. Returns their
 * end, or text if there are none. */
static const char *
initials_end(const char *text)
{
	const char *at = text;
	guint letters = 0;

	while (g_ascii_isalpha(at[0]) && at[1] == '.') {
		at += 2;
		letters++;
	}
	if (letters > 0 && g_ascii_isalpha(*at) && !is_letter(at[1])) {
		at++;
		letters++;
	}
	return letters >= 2 ? at : text;
}

static const char *
word_end(const char *text)
{
	const char *at = text;

	while (is_letter(*at) && dash_length(at) == 0 && !is_apostrophe(at))
		at++;
	return at;
}

/* After the x of "2xwk" and "3xday". */
static const char *
cross_end(const char *text, const char *end)
{
	static const char *const units[] = { "wk", "week", "day", "mo" };

	for (guint i = 0;
	     (*text == 'x' || *text == 'X') && i < G_N_ELEMENTS(units); i++)
		if (g_ascii_strncasecmp(text + 1, units[i], strlen(units[i])) ==
		    0)
			return text + 1;
	return end;
}

/* "1,000" and "0.025", ".5"; a period or comma at the end does not belong to
 * the number. */
static const char *
number_end(const char *text)
{
	const char *at = text;

	while (g_ascii_isdigit(*at))
		at++;
	while (at - text <= 3 && *at == ',' && g_ascii_isdigit(at[1]) &&
	       g_ascii_isdigit(at[2]) && g_ascii_isdigit(at[3]) &&
	       !g_ascii_isdigit(at[4]))
		at += 4;
	if (*at == '.' && g_ascii_isdigit(at[1])) {
		at++;
		while (g_ascii_isdigit(*at))
			at++;
	}
	return at;
}

/* In lower case, without the periods of initials. */
static char *
plain_form(const char *start, const char *end)
{
	char *plain;
	gsize length = 0;
	gboolean ascii = TRUE;

	for (const char *at = start; at < end; at++)
		ascii &= (*at & 0x80) == 0;
	if (!ascii)
		return g_utf8_strdown(start, end - start);
	plain = g_malloc((gsize)(end - start) + 1);
	for (const char *at = start; at < end; at++)
		if (*at != '.')
			plain[length++] = g_ascii_tolower(*at);
	plain[length] = '\0';
	return plain;
}

static void
add_word(struct tokens *tokens, struct token *token, const char *start,
	 const char *end)
{
	g_autofree char *plain = plain_form(start, end);
	g_autofree char *stem = singular(plain);

	token->kind = TOKEN_WORD;
	token->plain = g_string_chunk_insert(tokens->words, plain);
	token->word = strcmp(stem, plain) == 0
			      ? token->plain
			      : g_string_chunk_insert(tokens->words, stem);
	token->number = number_of_word(plain);
}

static void
add_number(struct tokens *tokens, struct token *token, const char *start,
	   const char *end)
{
	g_autofree char *digits = g_strndup(start, (gsize)(end - start));
	g_auto(GStrv) groups = g_strsplit(digits, ",", -1);
	g_autofree char *plain = g_strjoinv("", groups);

	token->kind = TOKEN_NUMBER;
	token->plain = g_string_chunk_insert(tokens->words, plain);
	token->word = token->plain;
	token->number = g_ascii_strtod(plain, NULL);
}

static void
add_sign(struct tokens *tokens, struct token *token, const char *start,
	 const char *end)
{
	gsize length = (gsize)(end - start);

	token->kind = TOKEN_SIGN;
	token->plain = dash_length(start) > 0
			       ? "-"
			       : g_string_chunk_insert_len(tokens->words, start,
							   (gssize)length);
	token->word = token->plain;
	token->number = -1;
}

static const char *
add_token(struct tokens *tokens, struct token *token, const char *at)
{
	const char *end;

	if (is_letter(*at) && dash_length(at) == 0) {
		end = initials_end(at);
		if (end == at)
			end = cross_end(at, word_end(at));
		if (end > at) {
			add_word(tokens, token, at, end);
			return end;
		}
	}
	if (g_ascii_isdigit(*at) || (*at == '.' && g_ascii_isdigit(at[1]))) {
		end = number_end(at);
		add_number(tokens, token, at, end);
		return end;
	}
	end = g_utf8_find_next_char(at, NULL);
	add_sign(tokens, token, at, end);
	return end;
}

struct tokens *
tokens_new(const char *text)
{
	struct tokens *tokens = g_new0(struct tokens, 1);
	g_autoptr(GArray) all = g_array_new(TRUE, TRUE, sizeof(struct token));
	struct token last = { TOKEN_END, strlen(text), strlen(text), "",
			      "",	 -1,	       FALSE };
	const char *at = text;

	tokens->text = text;
	tokens->words = g_string_chunk_new(512);
	while (*at != '\0') {
		struct token token = { 0 };
		const char *end;

		if (g_ascii_isspace(*at) || is_apostrophe(at) ||
		    ((*at & 0x80) != 0 && g_str_has_prefix(at, "\u00a0"))) {
			at = g_utf8_find_next_char(at, NULL);
			continue;
		}
		end = add_token(tokens, &token, at);
		token.start = (gsize)(at - text);
		token.end = (gsize)(end - text);
		token.glued =
			all->len > 0 &&
			g_array_index(all, struct token, all->len - 1).end ==
				token.start;
		g_array_append_val(all, token);
		at = end;
	}
	tokens->count = all->len;
	g_array_append_val(all, last);
	tokens->at = (struct token *)(gpointer)g_array_free(
		g_steal_pointer(&all), FALSE);
	return tokens;
}

void
tokens_free(struct tokens *tokens)
{
	g_free(tokens->at);
	g_string_chunk_free(tokens->words);
	g_free(tokens);
}

gboolean
token_is(const struct tokens *tokens, guint index, const char *plain)
{
	return index < tokens->count &&
	       strcmp(tokens->at[index].plain, plain) == 0;
}

gboolean
token_in(const struct tokens *tokens, guint index, const char *list)
{
	const char *plain, *at = list;
	gsize length;

	if (index >= tokens->count)
		return FALSE;
	plain = tokens->at[index].plain;
	length = strlen(plain);
	while ((at = strstr(at, plain)) != NULL) {
		if ((at == list || at[-1] == '|') &&
		    (at[length] == '|' || at[length] == '\0'))
			return TRUE;
		at++;
	}
	return FALSE;
}

gboolean
token_count(const struct tokens *tokens, guint index, int high, int *out_count)
{
	double number;

	if (index >= tokens->count)
		return FALSE;
	number = tokens->at[index].number;
	if (number < 0 || number > high || number != floor(number))
		return FALSE;
	*out_count = (int)number;
	return TRUE;
}

gboolean
token_joins(const struct tokens *tokens, guint index)
{
	return token_is(tokens, index, "-") || token_is(tokens, index, "/");
}
