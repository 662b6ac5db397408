/* lexicon_file.c - parses the lines of a lexicon's file. */
#include "meaning/lexicon_file.h"

#include <stdlib.h>
#include <string.h>

#include "core/request/request.h"

#define MOST_COLUMNS 6
#define MOST_WORDS 24

struct line {
	struct lexicon_lines *lines;
	const char *path;
	guint number;
	char *column[MOST_COLUMNS]; /* NULL: empty or missing */
};

void
entry_free(struct entry *entry)
{
	g_strfreev(entry->words);
	g_free(entry->category);
	g_free(entry->subcategory);
	g_strfreev(entry->ingredients);
	g_free(entry->route);
	g_free(entry->part);
	g_free(entry->side);
	g_free(entry->system);
	g_free(entry->name);
	g_free(entry);
}

static void
abbreviation_free(gpointer data)
{
	struct abbreviation *abbreviation = data;

	g_free(abbreviation->text);
	g_free(abbreviation->expansion);
	g_free(abbreviation->where);
	g_free(abbreviation);
}

void
lexicon_flaw_add(GPtrArray *flaws, const char *path, guint line,
		 const char *format, ...)
{
	struct lexicon_flaw *flaw;
	va_list arguments;

	if (flaws == NULL)
		return;
	flaw = g_new0(struct lexicon_flaw, 1);
	flaw->file = g_strdup(path);
	flaw->line = line;
	va_start(arguments, format);
	flaw->message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_ptr_array_add(flaws, flaw);
}

char **
entry_words(const char *phrase)
{
	g_autoptr(tokens) tokens = tokens_new(phrase);
	g_autoptr(GPtrArray) words = g_ptr_array_new();

	for (guint i = 0; i < tokens->count; i++) {
		const char *word = tokens->at[i].word;

		if (strchr("-/.,()", *word) == NULL)
			g_ptr_array_add(words, g_strdup(strcmp(word, "&") == 0
								? "and"
								: word));
	}
	if (words->len == 0)
		return NULL;
	g_ptr_array_add(words, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

/* The lines own the entry. NULL if the phrase has no word. */
static struct entry *
add_entry(struct line *line, enum entry_kind kind)
{
	g_auto(GStrv) words = entry_words(line->column[0]);
	struct entry *entry;

	if (words == NULL || g_strv_length(words) > MOST_WORDS) {
		lexicon_flaw_add(line->lines->flaws, line->path, line->number,
				 "'%s' has no word, or more than %d",
				 line->column[0], MOST_WORDS);
		return NULL;
	}
	entry = g_new0(struct entry, 1);
	entry->kind = kind;
	entry->length = g_strv_length(words);
	entry->words = g_steal_pointer(&words);
	g_ptr_array_add(line->lines->entries, entry);
	return entry;
}

static gboolean
refuse(struct line *line, const char *what, const char *value)
{
	lexicon_flaw_add(line->lines->flaws, line->path, line->number,
			 "%s '%s' is not known", what, value ? value : "-");
	return FALSE;
}

static gboolean
read_drug(struct line *line)
{
	static const char *const kinds[] = { "brand", "generic", "combination",
					     "kit",   "food",	 NULL };
	static const char *const routes[] = { "oral",	    "topical",
					      "injection",  "nasal",
					      "ophthalmic", NULL };
	char **column = line->column;
	struct entry *entry;

	if (column[2] != NULL &&
	    !category_is_known("Pharmaceuticals", column[2]))
		return refuse(line, "the class", column[2]);
	if (column[3] != NULL && !g_strv_contains(kinds, column[3]))
		return refuse(line, "the kind", column[3]);
	if (column[4] != NULL && !g_strv_contains(routes, column[4]))
		return refuse(line, "the route", column[4]);
	entry = add_entry(line, ENTRY_DRUG);
	if (entry == NULL)
		return FALSE;
	entry->category = g_strdup("Pharmaceuticals");
	entry->subcategory = g_strdup(column[2]);
	entry->route = g_strdup(column[4]);
	if (column[1] == NULL)
		return TRUE;
	entry->ingredients = g_strsplit(column[1], ";", -1);
	for (char **at = entry->ingredients; *at != NULL; at++)
		g_strstrip(*at);
	return TRUE;
}

static gboolean
read_treatment(struct line *line)
{
	char **column = line->column;
	struct entry *entry;

	if (column[1] == NULL || column[2] == NULL ||
	    !category_is_known(column[1], column[2])) {
		g_autofree char *pair =
			g_strdup_printf("%s, %s", column[1] ? column[1] : "-",
					column[2] ? column[2] : "-");

		return refuse(line, "the category", pair);
	}
	if (column[3] == NULL || strlen(column[3]) != 1 ||
	    !g_ascii_isdigit(*column[3]))
		return refuse(line, "the rank", column[3]);
	entry = add_entry(line, ENTRY_TREATMENT);
	if (entry == NULL)
		return FALSE;
	entry->category = g_strdup(column[1]);
	entry->subcategory = g_strdup(column[2]);
	entry->rank = *column[3] - '0';
	return TRUE;
}

static gboolean
read_body_part(struct line *line)
{
	static const char *const sides[] = { "left", "right", "bilateral",
					     NULL };
	struct entry *entry;

	if (line->column[2] != NULL && !g_strv_contains(sides, line->column[2]))
		return refuse(line, "the side", line->column[2]);
	entry = add_entry(line, ENTRY_BODY_PART);
	if (entry == NULL)
		return FALSE;
	entry->part = g_strdup(line->column[1]);
	entry->side = g_strdup(line->column[2]);
	return TRUE;
}

/* "2 a day"; other words of time are built in. */
static gboolean
read_frequency(struct line *line)
{
	static const char *const units[] = { "day", "week", "month", NULL };
	g_auto(GStrv) words = g_strsplit(line->column[1], " ", 3);
	struct entry *entry;

	if (g_strv_length(words) != 3 || strcmp(words[1], "a") != 0 ||
	    !g_strv_contains(units, words[2]))
		return TRUE;
	entry = add_entry(line, ENTRY_FREQUENCY);
	if (entry == NULL)
		return FALSE;
	entry->rank = atoi(words[0]);
	entry->name = g_strdup(words[2]);
	return TRUE;
}

static gboolean
read_abbreviation(struct line *line)
{
	struct abbreviation *abbreviation;

	if (line->column[1] == NULL)
		return refuse(line, "the expansion", NULL);
	if (g_strcmp0(line->column[2], "frequency") == 0)
		return read_frequency(line);
	abbreviation = g_new0(struct abbreviation, 1);
	abbreviation->text = g_strdup(line->column[0]);
	abbreviation->expansion = g_strdup(line->column[1]);
	abbreviation->where = g_strdup(line->column[2]);
	g_ptr_array_add(line->lines->abbreviations, abbreviation);
	return TRUE;
}

static gboolean
read_guideline(struct line *line)
{
	struct entry *entry;

	if (line->column[1] == NULL ||
	    !g_strv_contains(citation_systems, line->column[1]))
		return refuse(line, "the system", line->column[1]);
	entry = add_entry(line, ENTRY_GUIDELINE);
	if (entry == NULL)
		return FALSE;
	entry->system = g_strdup(line->column[1]);
	entry->name = g_strdup(line->column[2]);
	entry->is_chapter = g_strcmp0(line->column[3], "chapter") == 0;
	return TRUE;
}

static gboolean
read_specialty(struct line *line)
{
	struct entry *entry = add_entry(line, ENTRY_SPECIALTY);

	if (entry != NULL)
		entry->name = g_strdup(line->column[1]);
	return entry != NULL;
}

static gboolean
read_form(struct line *line)
{
	struct entry *entry = add_entry(line, ENTRY_FORM);

	if (entry != NULL)
		entry->name = g_strdup(line->column[1]);
	return entry != NULL;
}

static gboolean
read_section(struct line *line)
{
	struct entry *entry = add_entry(line, ENTRY_SECTION);

	if (entry != NULL)
		entry->name = g_strdup(line->column[0]);
	return entry != NULL;
}

static const struct shape {
	const char *ending;
	guint columns; /* at least */
	gboolean (*read)(struct line *line);
} shapes[] = {
	{ "drugs.tsv", 3, read_drug },
	{ "body_parts.tsv", 2, read_body_part },
	{ "abbreviations.tsv", 2, read_abbreviation },
	{ "specialties.tsv", 2, read_specialty },
	{ "guidelines.tsv", 3, read_guideline },
	{ "topical.tsv", 1, read_form },
	{ "sections.tsv", 1, read_section },
	{ ".tsv", 4, read_treatment },
};

static const struct shape *
shape_of(const char *path)
{
	for (guint i = 0; i < G_N_ELEMENTS(shapes); i++)
		if (g_str_has_suffix(path, shapes[i].ending))
			return &shapes[i];
	g_assert_not_reached();
}

static void
read_line(struct line *line, const struct shape *shape, char *text)
{
	g_auto(GStrv) columns = g_strsplit(text, "\t", MOST_COLUMNS + 1);
	guint count = g_strv_length(columns);

	if (count < shape->columns || count > MOST_COLUMNS) {
		lexicon_flaw_add(line->lines->flaws, line->path, line->number,
				 "%u column%s, wanted are %u, cut by one TAB",
				 count, count == 1 ? "" : "s", shape->columns);
		return;
	}
	for (guint i = 0; i < MOST_COLUMNS; i++) {
		char *column = i < count ? g_strstrip(columns[i]) : NULL;

		line->column[i] = column != NULL && *column != '\0' &&
						  strcmp(column, "-") != 0
					  ? column
					  : NULL;
	}
	if (line->column[0] == NULL)
		refuse(line, "the phrase", NULL);
	else
		shape->read(line);
}

void
lexicon_file_read(struct lexicon_lines *lines, const char *path,
		  const char *text)
{
	const struct shape *shape = shape_of(path);
	g_auto(GStrv) all = NULL;

	if (!g_utf8_validate(text, -1, NULL)) {
		lexicon_flaw_add(lines->flaws, path, 0, "is not UTF-8");
		return;
	}
	all = g_strsplit(text, "\n", -1);
	for (guint i = 0; all[i] != NULL; i++) {
		struct line line = { lines, path, i + 1, { NULL } };

		g_strchomp(all[i]);
		if (*all[i] != '\0' && *all[i] != '#')
			read_line(&line, shape, all[i]);
	}
}

void
lexicon_lines_init(struct lexicon_lines *lines, GPtrArray *flaws)
{
	lines->entries =
		g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
	lines->abbreviations =
		g_ptr_array_new_with_free_func(abbreviation_free);
	lines->flaws = flaws;
}

void
lexicon_lines_clear(struct lexicon_lines *lines)
{
	g_clear_pointer(&lines->entries, g_ptr_array_unref);
	g_clear_pointer(&lines->abbreviations, g_ptr_array_unref);
}
