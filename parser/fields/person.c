/* person.c - which of the people and ages in a summary's opening is the
 * worker's. */
#include "parser/fields/person.h"

#include <stdlib.h>
#include <string.h>

/* The worker is introduced in the first sentence or two; relatives and
 * studies come later. */
#define INTRODUCTION_BYTES 400

/* Nobody works below twelve (California issues permits from that age on), and
 * a claim may be open for a lifetime. */
#define YOUNGEST 12
#define OLDEST 99

/* What is looked for, without case. */
enum form {
	AGE, /* "48 year old", "48-year-old", "48 y/o", "48 yrs. of age"; a scan
	      * may have "a48 year old" */
	THINGS,	   /* behind an age that is not the worker's */
	BACK_THEN, /* behind one of another day */
	WORKER,	   /* behind the worker's, the sex in groups 1 and 2 */
	NOW,	   /* before an age, in its sentence, and so are the next */
	THEN,
	RELATIVE,
	CLAUSE,
	PREDICATE,
	APPOSITION, /* "the worker, a" */
	SEX,	    /* anywhere, female and male in groups 1 and 2 */
	PERSON, /* the same in a sentence's main clause: "who was struck by a
		 * male student" is of others; pronouns and "husband" say
		 * nothing */
	FORMS
};

#define KIN                                                                    \
	"(?:mother|father|wife|husband|spouse|partner|son|daughter|child|"     \
	"children|sister|brother|parent)"
#define WORKER_WORD "(?:worker|employee|patient|claimant|applicant)"
#define FEMALE_OR_MALE "(?:(female|woman|lady)|(male|man|gentleman))"
#define NO_BYSTANDER                                                           \
	"\\b(?!\\s+(?:co-?worker|student|pupil|inmate|customer|passenger|"     \
	"colleague|supervisor)\\b)"

static const char *const patterns[FORMS] = {
	[AGE] = "\\b(?:an?)?(\\d{1,4})\\s*-?\\s*(?:years?|yrs?\\.?|y\\.?)"
		"[\\s/-]*(?:old\\b|o\\b|of\\s+age\\b)",
	[THINGS] = "^[\\s,-]*(?:[\\w-]+\\s+)?(?:injury|claim|accident|case|"
		   "son|daughter|child|children|boy|girl|baby|infant|toddler|"
		   "grand\\w+|nephew|niece|dog|horse|car|truck|van|vehicle|"
		   "house|building|scan|MRI|study|history)\\b",
	[BACK_THEN] = "^[\\s,]*(?:(?!who\\b|that\\b|with\\b)[\\w-]+[\\s,]+)"
		      "{0,3}(?:"
		      "(?:at|on)\\s+(?:the\\s+)?(?:time|date|day|moment)\\s+of"
		      "\\s+(?:\\w+\\s+)?(?:[\\w-]+\\s+)?"
		      "(?:injury|accident|incident|onset|event|hire|fall)|"
		      "at\\s+(?:the\\s+)?(?:injury|accident|onset)|"
		      "when\\s+(?:he|she|they|the|injured|hurt|first)\\b)",
	[WORKER] = "^[\\s,-]*(?:(?!who\\b|with\\b|and\\b)[\\w/()-]+[\\s,]+)"
		   "{0,4}?(?:" FEMALE_OR_MALE "|worker|employee|patient|"
		   "claimant|applicant|individual)" NO_BYSTANDER,
	[NOW] = "\\b(?:now|currently|presently)"
		"(?:\\s+(?:an?\\b|a\\(n\\)))?\\s*$",
	[THEN] = "\\b(?:then(?:\\s+an?)?|at(?:\\s+the\\s+age\\s+of|\\s+age)?|"
		 "since)\\s+$",
	[RELATIVE] = "^[\\s.]*(?:his|her|their)\\s+(?:\\w+\\s+)?" KIN "\\b|"
		     "\\b(?:his|her|their|" KIN ")\\b[\\s,(]*"
		     "(?:of|to|who\\s+(?:is|was)|is|was)?"
		     "\\s*(?:an?\\s+)?(?:[\\w-]+\\s+)?$|"
		     "\\b" KIN
		     "\\s+(?:of|to)\\s+(?:the\\s+)?(?:injured\\s+)?" WORKER_WORD
		     "[\\s,(]*(?:who\\s+)?(?:is|was)?"
		     "\\s*(?:an?\\s+)?$",
	[CLAUSE] = "\\b(?:who|whom|whose|with|when|while|by)\\b",
	[PREDICATE] = "\\b(?:is|was)\\s+(?:(?:an?|a\\(n\\))\\s*)?$",
	[APPOSITION] = "\\b" WORKER_WORD "\\s*,\\s*(?:an?\\s+)?$",
	[SEX] = "\\b" FEMALE_OR_MALE "\\b",
	[PERSON] = "(?:\\A|\\.\\s+)"
		   "(?:(?!\\b(?:who|whom|whose|with|when|while|by|his|her|"
		   "their)\\b)[^.])*?"
		   "\\b" FEMALE_OR_MALE NO_BYSTANDER,
};

static gboolean
find(enum form form, const char *text, int from, GMatchInfo **out_match)
{
	static GRegex *compiled[FORMS];

	if (compiled[form] == NULL)
		compiled[form] = g_regex_new(
			patterns[form], G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0,
			NULL);
	return g_regex_match_full(compiled[form], text, -1, from, 0, out_match,
				  NULL);
}

static gboolean
holds(enum form form, const char *text)
{
	return find(form, text, 0, NULL);
}

/* An age as the introduction mentions it. */
struct mention {
	int years;
	int start, end;	     /* of the number, in the introduction */
	int weight;	     /* 2: "now 33"; 1: in a main clause; 0: introduces
			      * somebody in another */
	gboolean introduces; /* "is a 33 year old", "33 year old worker" */
	int sex;	     /* as the group that tells it; 0: none follows */
};

/* From the start of the sentence that offset stands in. */
static char *
sentence_before(const char *text, int offset)
{
	int start = offset;

	while (start > 0 && !(text[start - 1] == '.' && text[start] == ' ' &&
			      offset - start > 1))
		start--;
	return g_strndup(text + start, (gsize)(offset - start));
}

/* The group, 1 or 2, that took part in a match. */
static int
group_of(GMatchInfo *match)
{
	int start;

	for (int group = 1; group <= 2; group++)
		if (g_match_info_fetch_pos(match, group, &start, NULL) &&
		    start >= 0)
			return group;
	return 0;
}

static int
sex_behind(const char *text)
{
	g_autoptr(GMatchInfo) match = NULL;

	return find(WORKER, text, 0, &match) ? group_of(match) : 0;
}

/* FALSE: the age is another person's, or the worker's of another day. */
static gboolean
decide_mention(const char *text, int behind, struct mention *mention)
{
	g_autofree char *before = sentence_before(text, mention->start);
	const char *after = text + behind;

	if (holds(THINGS, after) || holds(BACK_THEN, after) ||
	    holds(THEN, before) || holds(RELATIVE, before))
		return FALSE;
	mention->introduces = holds(PREDICATE, before) || holds(WORKER, after);
	mention->sex = sex_behind(after);
	if (holds(NOW, before))
		mention->weight = 2;
	else
		mention->weight =
			!holds(CLAUSE, before) || holds(APPOSITION, before);
	return mention->weight > 0 || mention->introduces;
}

static GArray *
mentions_find(const char *text)
{
	GArray *mentions = g_array_new(FALSE, TRUE, sizeof(struct mention));
	g_autoptr(GMatchInfo) match = NULL;

	find(AGE, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *years = g_match_info_fetch(match, 1);
		struct mention mention = { .years = atoi(years) };
		int behind;

		g_match_info_fetch_pos(match, 1, &mention.start, &mention.end);
		g_match_info_fetch_pos(match, 0, NULL, &behind);
		if (decide_mention(text, behind, &mention))
			g_array_append_val(mentions, mention);
	}
	return mentions;
}

static const struct mention *
weightiest(const GArray *mentions)
{
	const struct mention *best = NULL;

	for (guint i = 0; i < mentions->len; i++) {
		const struct mention *mention =
			&g_array_index(mentions, struct mention, i);

		if (best == NULL || mention->weight > best->weight)
			best = mention;
	}
	return best;
}

/* Whether another that weighs as much gives another age, or another sex. */
static void
compare_mentions(const GArray *mentions, const struct mention *best,
		 gboolean *out_ages_differ, gboolean *out_sexes_differ)
{
	*out_ages_differ = *out_sexes_differ = FALSE;
	for (guint i = 0; i < mentions->len; i++) {
		const struct mention *mention =
			&g_array_index(mentions, struct mention, i);

		if (mention->weight < best->weight || !mention->introduces)
			continue;
		*out_ages_differ |= mention->years != best->years;
		*out_sexes_differ |= mention->sex != 0 && best->sex != 0 &&
				     mention->sex != best->sex;
	}
}

static void
enter_age(struct letter *letter, const struct mention *mention, gsize offset)
{
	struct record *record = letter->record;

	if (mention->years < YOUNGEST || mention->years > OLDEST) {
		record_add_warning(record, "unreadable", "/summary/age",
				   "no worker has the age that stands there");
		return;
	}
	record->age = mention->years;
	letter_note(letter, "/summary/age", offset + (gsize)mention->start,
		    offset + (gsize)mention->end);
}

static void
enter_sex(struct letter *letter, GMatchInfo *match, int group, gsize offset)
{
	int from, to;

	g_match_info_fetch_pos(match, group, &from, &to);
	letter->record->sex = g_strdup(group == 1 ? "female" : "male");
	letter_note(letter, "/summary/sex", offset + (gsize)from,
		    offset + (gsize)to);
}

/* Behind the worker's age, else in a main clause. */
static void
read_sex(struct letter *letter, const char *text, const struct mention *age,
	 gsize offset)
{
	g_autoptr(GMatchInfo) match = NULL;
	gboolean has_age = age != NULL && age->sex != 0;

	if (has_age ? find(SEX, text, age->end, &match)
		    : find(PERSON, text, 0, &match))
		enter_sex(letter, match, group_of(match), offset);
}

void
person_read(struct letter *letter, gsize start, gsize end)
{
	gsize length = MIN(end - start, INTRODUCTION_BYTES);
	g_autofree char *text = g_strndup(letter->flow->text + start, length);
	g_autoptr(GArray) mentions = mentions_find(text);
	const struct mention *age = weightiest(mentions);
	gboolean ages_differ = FALSE, sexes_differ = FALSE;

	if (age != NULL)
		compare_mentions(mentions, age, &ages_differ, &sexes_differ);
	if (ages_differ)
		record_add_warning(letter->record, "conflict", "/summary/age",
				   "the summary's opening gives two ages");
	else if (age != NULL)
		enter_age(letter, age, start);
	if (sexes_differ)
		record_add_warning(letter->record, "conflict", "/summary/sex",
				   "the summary's opening gives both");
	else
		read_sex(letter, text, age, start);
}
