/* prometheus_text.c - a strict reader of Prometheus' text format 0.0.4.
 *
 * Stricter than Prometheus, which takes comments, blanks and families without
 * TYPE: nothing here writes those. */
#include "tests/monitor/prometheus_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME "[a-zA-Z_:][a-zA-Z0-9_:]*"
#define LABEL "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\""
#define HELP_LINE "^# HELP (" NAME ") ((?:[^\\\\]|\\\\[\\\\n])+)$"
#define TYPE_LINE "^# TYPE (" NAME ") (counter|gauge|histogram)$"
#define SAMPLE_LINE                                                            \
	"^(" NAME ")((?:\\{" LABEL "(?:," LABEL ")*\\})?) "                    \
	"([0-9]+(?:\\.[0-9]+)?)$"

struct reading {
	GHashTable *samples;  /* as it stands -> double * */
	GHashTable *families; /* set of names */
	char *family, *type;  /* of the last TYPE */
	gboolean helped;      /* the last line was a HELP, of family */
	double bound, count;  /* of the last bucket; bound -1: none */
};

static char *
part(GMatchInfo *match, int number)
{
	return g_match_info_fetch(match, number);
}

static GMatchInfo *
match_line(const char *pattern, const char *line)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
	GMatchInfo *match = NULL;

	g_assert_nonnull(regex);
	if (g_regex_match(regex, line, 0, &match))
		return match;
	g_match_info_free(match);
	return NULL;
}

static void
read_help(struct reading *reading, const char *line)
{
	g_autoptr(GMatchInfo) match = match_line(HELP_LINE, line);

	g_assert_nonnull(match);
	g_free(reading->family);
	reading->family = part(match, 1);
	reading->helped = TRUE;
	if (!g_hash_table_add(reading->families, g_strdup(reading->family)))
		g_error("twice: %s", reading->family);
}

static void
read_type(struct reading *reading, const char *line)
{
	g_autoptr(GMatchInfo) match = match_line(TYPE_LINE, line);
	g_autofree char *family = NULL;

	g_assert_nonnull(match);
	family = part(match, 1);
	g_assert_true(reading->helped);
	g_assert_cmpstr(family, ==, reading->family);
	g_free(reading->type);
	reading->type = part(match, 2);
	reading->helped = FALSE;
	reading->bound = -1;
	g_assert_true(g_str_has_suffix(family, "_total") ==
		      (strcmp(reading->type, "counter") == 0));
}

static double
bound_of(const char *labels)
{
	const char *bound = strstr(labels, "le=\"");

	g_assert_nonnull(bound);
	bound += strlen("le=\"");
	return g_str_has_prefix(bound, "+Inf") ? INFINITY
					       : g_ascii_strtod(bound, NULL);
}

/* Buckets by rising bounds up to +Inf, cumulative; sum; count as +Inf's. */
static void
check_histogram(struct reading *reading, const char *suffix, const char *labels,
		double value)
{
	if (strcmp(suffix, "_bucket") == 0) {
		double bound = bound_of(labels);

		g_assert_cmpfloat(bound, >, reading->bound);
		if (reading->bound >= 0)
			g_assert_cmpfloat(value, >=, reading->count);
		reading->bound = bound;
		reading->count = value;
	} else if (strcmp(suffix, "_count") == 0) {
		g_assert_true(isinf(reading->bound));
		g_assert_cmpfloat(value, ==, reading->count);
		reading->bound = -1;
	} else {
		g_assert_cmpstr(suffix, ==, "_sum");
		g_assert_true(isinf(reading->bound));
	}
}

static void
read_sample(struct reading *reading, const char *line)
{
	g_autoptr(GMatchInfo) match = match_line(SAMPLE_LINE, line);
	g_autofree char *name = NULL;
	g_autofree char *labels = NULL;
	g_autofree char *text = NULL;
	double *value = g_new(double, 1);

	if (match == NULL)
		g_error("not a sample: %s", line);
	name = part(match, 1);
	labels = part(match, 2);
	text = part(match, 3);
	*value = g_ascii_strtod(text, NULL);
	g_assert_false(reading->helped);
	g_assert_true(g_str_has_prefix(name, reading->family));
	if (strcmp(reading->type, "histogram") == 0)
		check_histogram(reading, name + strlen(reading->family), labels,
				*value);
	else
		g_assert_cmpstr(name, ==, reading->family);
	if (!g_hash_table_insert(reading->samples,
				 g_strconcat(name, labels, NULL), value))
		g_error("twice: %s", line);
}

static void
read_text(struct reading *reading, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	guint count = g_strv_length(lines);

	g_assert_true(g_utf8_validate(text, -1, NULL));
	g_assert_cmpuint(count, >=, 2);
	g_assert_cmpstr(lines[count - 1], ==, "");
	for (guint i = 0; i + 1 < count; i++) {
		if (g_str_has_prefix(lines[i], "# HELP "))
			read_help(reading, lines[i]);
		else if (g_str_has_prefix(lines[i], "# TYPE "))
			read_type(reading, lines[i]);
		else
			read_sample(reading, lines[i]);
	}
	g_assert_false(reading->helped);
	g_free(reading->family);
	g_free(reading->type);
}

static void
read_all(struct reading *reading, const char *text)
{
	*reading = (struct reading){
		.samples = g_hash_table_new_full(g_str_hash, g_str_equal,
						 g_free, g_free),
		.families = g_hash_table_new_full(g_str_hash, g_str_equal,
						  g_free, NULL),
	};
	read_text(reading, text);
}

GHashTable *
prometheus_read(const char *text)
{
	struct reading reading;

	read_all(&reading, text);
	g_hash_table_unref(reading.families);
	return reading.samples;
}

double
prometheus_value(const char *text, const char *sample)
{
	g_autoptr(GHashTable) samples = prometheus_read(text);
	const double *value = g_hash_table_lookup(samples, sample);

	if (value == NULL)
		g_error("no sample %s", sample);
	return *value;
}

static int
compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **
prometheus_families(const char *text)
{
	struct reading reading;
	char **names;
	guint count;

	read_all(&reading, text);
	names = (char **)g_hash_table_get_keys_as_array(reading.families,
							&count);
	for (guint i = 0; i < count; i++)
		names[i] = g_strdup(names[i]);
	qsort(names, count, sizeof(*names), compare);
	g_hash_table_unref(reading.samples);
	g_hash_table_unref(reading.families);
	return names;
}
