/* request.c - what a treatment's text asks for: the passes over its words. */
#include <string.h>

#include "meaning/meaning.h"
#include "meaning/reader.h"

void
reader_note(struct reader *reader, enum sense sense, guint first, guint next)
{
	struct mark mark = { sense, first, next };

	g_array_append_val(reader->marks, mark);
}

void
reader_take(struct reader *reader, enum sense sense, guint first, guint next)
{
	reader_note(reader, sense, first, next);
	for (guint i = first; i < next; i++)
		reader->used[i] = sense;
}

gboolean
reader_is_free(const struct reader *reader, guint index)
{
	return index < reader->tokens->count &&
	       reader->used[index] == SENSE_NONE;
}

const struct find *
reader_find_at(const GArray *finds, guint index)
{
	for (guint i = 0; i < finds->len; i++) {
		const struct find *find = &g_array_index(finds, struct find, i);

		if (find->first <= index && index < find->next)
			return find;
	}
	return NULL;
}

char *
meaning_cut(const char *text, gsize most)
{
	gsize length = strlen(text);

	if (length <= most)
		return g_strdup(text);
	return g_strndup(
		text,
		(gsize)(g_utf8_find_prev_char(text, text + most + 1) - text));
}

static const char *const members[SENSES] = {
	[SENSE_CATEGORY] = "category",
	[SENSE_DRUGS] = "drugs",
	[SENSE_FREQUENCY] = "frequency",
	[SENSE_SESSIONS] = "sessions",
	[SENSE_BODY_PARTS] = "body_parts",
	[SENSE_LATERALITY] = "laterality",
	[SENSE_LEVELS] = "levels",
	[SENSE_DATES] = "dates_of_service",
	[SENSE_RETROSPECTIVE] = "retrospective",
	[SENSE_SURGICAL] = "surgical_association",
};

static gint
compare_marks(gconstpointer a, gconstpointer b)
{
	const struct mark *one = a, *other = b;

	if (one->sense != other->sense)
		return one->sense < other->sense ? -1 : 1;
	if (one->first != other->first)
		return one->first < other->first ? -1 : 1;
	return 0;
}

static void
tell_places(struct reader *reader, GArray *places)
{
	g_array_sort(reader->marks, compare_marks);
	for (guint i = 0; i < reader->marks->len; i++) {
		const struct mark *mark =
			&g_array_index(reader->marks, struct mark, i);
		struct meaning_place place = {
			members[mark->sense],
			reader->tokens->at[mark->first].start,
			reader->tokens->at[mark->next - 1].end,
		};

		g_array_append_val(places, place);
	}
}

static void
run_passes(struct reader *reader)
{
	reader_correct_spelling(reader);
	reader_read_dates(reader);
	reader_read_levels(reader);
	reader_find_phrases(reader);
	reader_read_drugs(reader);
	reader_read_frequency(reader);
	reader_read_counts(reader);
	reader_choose_category(reader);
	reader_read_sessions(reader);
	reader_read_body_parts(reader);
	reader_read_circumstances(reader);
}

struct request *
meaning_read_request(const struct lexicon *lexicon, const char *treatment,
		     GArray *places, char **out_rival)
{
	g_autofree char *text = meaning_cut(treatment, MEANING_MOST_TREATMENT);
	struct reader reader = {
		.lexicon = lexicon,
		.tokens = tokens_new(text),
		.request = request_new(),
		.drugs = g_array_new(FALSE, FALSE, sizeof(struct find)),
		.treatments = g_array_new(FALSE, FALSE, sizeof(struct find)),
		.drug_bounds =
			g_array_new(FALSE, FALSE, sizeof(struct drug_bounds)),
		.marks = g_array_new(FALSE, FALSE, sizeof(struct mark)),
	};

	reader.used = g_new0(enum sense, reader.tokens->count + 1);
	reader.purpose = reader.tokens->count;
	run_passes(&reader);
	if (places != NULL)
		tell_places(&reader, places);
	if (out_rival != NULL)
		*out_rival = reader.rival != NULL
				     ? g_strdup_printf(
					       "%s, %s", reader.rival->category,
					       reader.rival->subcategory)
				     : NULL;
	g_array_unref(reader.drugs);
	g_array_unref(reader.treatments);
	g_array_unref(reader.drug_bounds);
	g_array_unref(reader.marks);
	g_free(reader.used);
	tokens_free(reader.tokens);
	return reader.request;
}
