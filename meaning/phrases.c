/* phrases.c - corrects misspellings, then finds the drugs and treatments that a
 * text names, and where it begins to say what they are for. */
#include <string.h>

#include "meaning/reader.h"

#define LEAST_LETTERS 5

/* "60 mg", "#30", "5%": usual for drugs, rare for procedures. */
static gboolean
has_dose(const struct tokens *tokens)
{
	for (guint i = 0; i < tokens->count; i++) {
		if (token_in(tokens, i,
			     "#|%|mg|mgs|mcg|qty|quantity|tab|tabs|"
			     "tablet|tablets|cap|caps|capsules|"
			     "refill|refills|cream|ointment|patches"))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_any(const struct reader *reader, enum entry_kind kind)
{
	guint next;

	for (guint i = 0; i < reader->tokens->count; i++)
		if (lexicon_match(reader->lexicon, kind, reader->tokens, i,
				  &next) != NULL)
			return TRUE;
	return FALSE;
}

/* Corrects drugs' names if there are doses or no known treatment, other words
 * only if no phrase is known: many English words are similar to one of the
 * lexicon's. */
void
reader_correct_spelling(struct reader *reader)
{
	struct tokens *tokens = reader->tokens;
	gboolean has_treatment = has_any(reader, ENTRY_TREATMENT);
	gboolean of_drugs = has_dose(tokens) || !has_treatment;
	gboolean of_others = !has_treatment && !has_any(reader, ENTRY_DRUG);

	for (guint i = 0; i < tokens->count; i++) {
		struct token *token = &tokens->at[i];
		gboolean is_drug = FALSE;
		const char *meant;

		if (token->kind != TOKEN_WORD ||
		    strlen(token->word) < LEAST_LETTERS)
			continue;
		meant = lexicon_respell(reader->lexicon, token->word, &is_drug);
		if (meant != NULL && (is_drug ? of_drugs : of_others))
			token->word = token->plain = meant;
	}
}

/* "caps" means capsules, or capsaicin among the names or percentages of a
 * compound: "Flurbi/Cyclo/Caps/Lid". */
static gboolean
is_plain_word(const struct tokens *tokens, const struct find *find)
{
	return find->next == find->first + 1 &&
	       token_in(tokens, find->first, "cap|caps|lid|pm|am|men|cam") &&
	       !token_is(tokens, find->first - 1, "/") &&
	       !token_is(tokens, find->next, "/") &&
	       !token_is(tokens, find->next + 1, "%");
}

static void
find_all(struct reader *reader, enum entry_kind kind, GArray *finds)
{
	for (guint i = 0; i < reader->tokens->count;) {
		struct find find = { NULL, i, i + 1 };

		if (reader->used[i] == SENSE_NONE)
			find.entry =
				lexicon_match(reader->lexicon, kind,
					      reader->tokens, i, &find.next);
		if (find.entry != NULL &&
		    !(kind == ENTRY_DRUG &&
		      is_plain_word(reader->tokens, &find)))
			g_array_append_val(finds, find);
		i = find.next;
	}
}

/* "Botox injections" name a drug, but "cortisone injection" is a treatment,
 * although cortisone is a drug. */
static gboolean
keeps(const struct entry *entry, const struct entry *longer)
{
	return entry->kind == ENTRY_DRUG &&
	       (strcmp(longer->category, "Injection") == 0 ||
		strcmp(longer->category, "Pharmaceuticals") == 0) &&
	       g_strcmp0(entry->subcategory, "Adrenal Cortical Steroids") != 0;
}

/* "Arthrotec 75 mg" has no strength in its name. */
static void
leave_strengths(const struct reader *reader)
{
	const struct tokens *tokens = reader->tokens;

	for (guint i = 0; i < reader->drugs->len; i++) {
		struct find *find =
			&g_array_index(reader->drugs, struct find, i);

		if (find->next - find->first > 1 &&
		    tokens->at[find->next - 1].kind == TOKEN_NUMBER &&
		    token_in(tokens, find->next, "mg|mcg|%|/|-"))
			find->next--;
	}
}

static void
drop_covered(GArray *finds, const GArray *by)
{
	for (guint i = finds->len; i-- > 0;) {
		const struct find *find = &g_array_index(finds, struct find, i);
		gboolean covered = FALSE;

		for (guint j = 0; j < by->len && !covered; j++) {
			const struct find *other =
				&g_array_index(by, struct find, j);

			covered = !keeps(find->entry, other->entry) &&
				  other->first <= find->first &&
				  find->next <= other->next &&
				  other->next - other->first >
					  find->next - find->first;
		}
		if (covered)
			g_array_remove_index(finds, i);
	}
}

/* "for" begins the purpose, unless a duration or number follows; after
 * "referral for" comes what is asked for. */
static gboolean
begins_purpose(const struct tokens *tokens, guint i)
{
	if (token_is(tokens, i, "for"))
		return tokens->at[i + 1].number < 0 &&
		       !token_in(tokens, i + 1,
				 "a|an|purchase|rental|date|dos") &&
		       !token_in(tokens, i - 1,
				 "referral|referrals|refer|referred|request|"
				 "authorization|authorize|prescription|"
				 "retrospective|order|rx|medication|"
				 "medications|need");
	if (token_is(tokens, i, "to"))
		return token_in(tokens, i - 1,
				"prior|due|secondary|response") ||
		       token_in(tokens, i + 1,
				"monitor|discuss|rule|assess|treat|help|"
				"determine|confirm|prevent|manage|address|"
				"consider|review|reduce|improve");
	if (token_is(tokens, i, "s") && token_is(tokens, i + 1, "/") &&
	    token_is(tokens, i + 2, "p"))
		return TRUE;
	return token_in(tokens, i,
			"after|following|before|because|sp|versus|vs") ||
	       (token_is(tokens, i, "status") &&
		token_is(tokens, i + 1, "post"));
}

void
reader_find_phrases(struct reader *reader)
{
	find_all(reader, ENTRY_DRUG, reader->drugs);
	leave_strengths(reader);
	find_all(reader, ENTRY_TREATMENT, reader->treatments);
	drop_covered(reader->drugs, reader->treatments);
	drop_covered(reader->treatments, reader->drugs);
	for (guint i = 1; i < reader->tokens->count; i++) {
		if (begins_purpose(reader->tokens, i)) {
			reader->purpose = i;
			break;
		}
	}
}
