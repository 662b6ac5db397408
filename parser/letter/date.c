/* date.c - dates of the form's fields. */
#include "parser/letter/date.h"

#include <stdio.h>
#include <string.h>

#include "parser/letter/digit.h"

static const char *const months[] = {
	"january", "february", "march",	    "april",   "may",	   "june",
	"july",	   "august",   "september", "october", "november", "december",
};

static const char *
read_number(const char *p, gboolean repair, int most_digits, int *out)
{
	int digits = 0;

	*out = 0;
	while (digits < most_digits) {
		char c = repair ? digit_meant(*p) : *p;

		if (!g_ascii_isdigit(c))
			break;
		*out = *out * 10 + (c - '0');
		digits++;
		p++;
	}
	return digits > 0 ? p : NULL;
}

/* A blurred slash is read as a colon; or as nothing, which is believed between
 * two full pairs of digits, from start to p and behind. */
static const char *
read_separator(const char *start, const char *p, gboolean repair)
{
	gboolean pair = repair && *p == ' ' && p - start == 2 &&
			g_ascii_isdigit(start[0]) && g_ascii_isdigit(start[1]);

	while (*p == ' ')
		p++;
	if (pair && g_ascii_isdigit(p[0]) && g_ascii_isdigit(p[1]))
		return p;
	if (*p != '/' && *p != '-' && *p != '.' && !(repair && *p == ':'))
		return NULL;
	p++;
	while (*p == ' ')
		p++;
	return p;
}

static const char *
read_numeric(const char *p, gboolean repair, int *month, int *day, int *year)
{
	const char *digits = p;

	p = read_number(digits, repair, 2, month);
	digits = p != NULL ? read_separator(digits, p, repair) : NULL;
	p = digits != NULL ? read_number(digits, repair, 2, day) : NULL;
	digits = p != NULL ? read_separator(digits, p, repair) : NULL;
	p = digits != NULL ? read_number(digits, repair, 4, year) : NULL;
	if (p == NULL || p - digits != 4)
		return NULL;
	return g_ascii_isdigit(*p) ? NULL : p;
}

static const char *
read_spelled(const char *p, int *month, int *day, int *year)
{
	const char *digits;

	for (*month = 1; *month <= 12; (*month)++) {
		gsize length = strlen(months[*month - 1]);

		if (g_ascii_strncasecmp(p, months[*month - 1], length) == 0) {
			p += length;
			break;
		}
	}
	if (*month > 12 || *p != ' ')
		return NULL;
	p = read_number(p + 1, FALSE, 2, day);
	if (p == NULL || *p != ',')
		return NULL;
	for (digits = p + 1; *digits == ' '; digits++)
		;
	p = read_number(digits, FALSE, 4, year);
	return p != NULL && p - digits == 4 ? p : NULL;
}

static gsize
read_date(const char *text, gboolean repair, char **out_iso)
{
	int month, day, year;
	const char *end = read_numeric(text, repair, &month, &day, &year);

	if (end == NULL)
		end = read_spelled(text, &month, &day, &year);
	if (end == NULL || year < 1900 || year > 2100 || month < 1 ||
	    month > 12 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month,
			      (GDateYear)year))
		return 0;
	if (out_iso != NULL)
		*out_iso = g_strdup_printf("%04d-%02d-%02d", year, month, day);
	return (gsize)(end - text);
}

char *
date_parse(const char *text, gboolean repair)
{
	char *iso = NULL;

	read_date(text, repair, &iso);
	return iso;
}

gsize
date_length(const char *text, gboolean repair)
{
	return read_date(text, repair, NULL);
}
