/* reviewer.c - the reviewer's credentials, from labels or from a sentence. */
#include "parser/fields/reviewer.h"

#include <string.h>

#include "parser/letter/phrase.h"
#include "parser/letter/state.h"

#define STATES_LABEL "State(s) of Licensure"
#define CERTIFICATIONS_LABEL "Certification(s)/Specialty"
/* Of a label's end that phrase_find() took for no part of it. */
#define MOST_BEFORE_COLON 3

/* "Neurology, has a subspecialty in Pain Management" names two. */
static const char *
without_subspecialty_phrase(const char *part)
{
	static const char *const phrases[] = { "has a subspecialty in ",
					       "and has a subspecialty in " };

	for (guint i = 0; i < G_N_ELEMENTS(phrases); i++)
		if (g_str_has_prefix(part, phrases[i]))
			return part + strlen(phrases[i]);
	return part;
}

static char **
split_at_commas(const char *text)
{
	g_autoptr(GStrvBuilder) parts = g_strv_builder_new();
	g_autofree char *line = g_strdelimit(g_strdup(text), "\n", ' ');
	g_auto(GStrv) pieces = NULL;
	gsize length = strlen(line);

	if (length > 0 && line[length - 1] == '.')
		line[length - 1] = '\0';
	pieces = g_strsplit(line, ",", -1);
	for (guint i = 0; pieces[i] != NULL; i++) {
		const char *part =
			without_subspecialty_phrase(g_strstrip(pieces[i]));

		if (*part != '\0')
			g_strv_builder_add(parts, part);
	}
	return g_strv_builder_end(parts);
}

static void
enter(struct letter *letter, const char *path, char ***list, gsize start,
      gsize end)
{
	g_autofree char *text = letter_slice(letter, start, end);

	if (text == NULL || *list != NULL)
		return;
	*list = split_at_commas(text);
	letter_note(letter, path, start, end);
}

static void
enter_states(struct letter *letter, gsize start, gsize end)
{
	struct record *record = letter->record;

	enter(letter, "/reviewer/licensed_states", &record->licensed_states,
	      start, end);
	states_check(letter);
}

static void
enter_certifications(struct letter *letter, gsize start, gsize end)
{
	enter(letter, "/reviewer/certifications",
	      &letter->record->certifications, start, end);
}

/* Up to the first line that stands clear of the one above it. */
static gsize
block_end(const struct flow *flow, gsize start, gsize end)
{
	for (guint i = flow_span_at(flow, start) + 1; i < flow->spans->len;
	     i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);

		if (span->start >= end)
			break;
		if (span->starts_line && span->gap_above)
			return span->start;
	}
	return end;
}

/* Names begin with a letter: what a scan made of a label's last letter, its
 * colon or a speck beside it is none of theirs. */
static gsize
after_colon(const char *text, gsize offset, gsize end)
{
	const char *colon = memchr(text + offset, ':',
				   MIN(end - offset, MOST_BEFORE_COLON));

	if (colon != NULL)
		offset = (gsize)(colon + 1 - text);
	while (offset < end && !g_ascii_isalpha(text[offset]) &&
	       !(text[offset] & 0x80))
		offset++;
	return offset;
}

static gboolean
read_block(struct letter *letter, gsize start, gsize end)
{
	const char *text = letter->flow->text;
	gsize states, states_end, certificates = end, certificates_end;
	gboolean has_states, has_certificates;

	has_states = phrase_find(text, start, end, STATES_LABEL, &states,
				 &states_end);
	has_certificates = phrase_find(text, start, end, CERTIFICATIONS_LABEL,
				       &certificates, &certificates_end);
	if (has_states)
		enter_states(
			letter, after_colon(text, states_end, end),
			certificates > states
				? MIN(certificates,
				      block_end(letter->flow, states_end, end))
				: end);
	if (has_certificates)
		enter_certifications(
			letter, after_colon(text, certificates_end, end),
			block_end(letter->flow, certificates_end, end));
	return has_states || has_certificates;
}

/* The end of a clause: a period that ends a sentence, not "M.D." */
static gsize
sentence_end(const char *text, gsize start, gsize end)
{
	for (gsize i = start; i < end; i++)
		if (text[i] == '.' &&
		    (text[i + 1] == ' ' || text[i + 1] == '\n' ||
		     text[i + 1] == '\0'))
			return i;
	return end;
}

static void
read_sentence(struct letter *letter, gsize start, gsize end)
{
	const char *text = letter->flow->text;
	gsize certified, certified_end, licensed = end, licensed_end, stop;

	if (phrase_find(text, start, end, "is licensed to practice in",
			&licensed, &licensed_end)) {
		stop = sentence_end(text, licensed_end, end);
		enter_states(letter, licensed_end, stop);
	}
	if (phrase_find(text, start, end, "Board Certified in", &certified,
			&certified_end)) {
		stop = MIN(licensed, sentence_end(text, certified_end, end));
		if (stop >= strlen(" and ") &&
		    g_str_has_prefix(text + stop - strlen(" and "), " and "))
			stop -= strlen(" and ");
		enter_certifications(letter, certified_end, stop);
	}
}

void
reviewer_read(struct letter *letter, gsize start, gsize end)
{
	if (!read_block(letter, start, end))
		read_sentence(letter, start, end);
}
