/* find_letter.c - finding letters by what an operator types. */
#include "view/find_letter.h"

#include <string.h>

#include "core/error.h"
#include "view/times.h"
#include "view/typed_case.h"

#define SHORT_ID 12	   /* shown */
#define MOST_CANDIDATES 10 /* listed where several fit */

gboolean
find_letter_is_id(const char *text)
{
	return g_regex_match_simple("^[0-9a-fA-F]{4,64}(-[0-9]{1,5})?$", text,
				    G_REGEX_DOLLAR_ENDONLY, 0);
}

gboolean
find_letter_has_record(const struct spool_letter *letter)
{
	return letter->state == LETTER_EXTRACTED ||
	       letter->state == LETTER_DELIVERED;
}

/* --- many --- */

struct gathering {
	GPtrArray *ids;
	gboolean (*wanted)(const struct spool_letter *letter);
};

static gboolean
gather_id(const struct spool_letter *letter, gpointer data)
{
	struct gathering *gathering = data;

	if (gathering->wanted == NULL || gathering->wanted(letter))
		g_ptr_array_add(gathering->ids, g_strdup(letter->id));
	return TRUE;
}

GPtrArray *
find_matching_ids(struct spool *spool, const struct letter_filter *filter,
		  gboolean (*wanted)(const struct spool_letter *letter),
		  GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	struct gathering gathering = { ids, wanted };

	if (!spool_each_letter(spool, filter, gather_id, &gathering, error))
		return NULL;
	return g_steal_pointer(&ids);
}

/* --- one --- */

static gboolean
gather_letter(const struct spool_letter *letter, gpointer data)
{
	g_ptr_array_add(data, spool_letter_copy(letter));
	return TRUE;
}

static GPtrArray *
find(struct spool *spool, const struct letter_filter *wanted, GError **error)
{
	g_autoptr(GPtrArray) letters = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_letter_free);
	struct letter_filter filter = *wanted;

	filter.any_state = TRUE;
	filter.limit = MOST_CANDIDATES + 1;
	if (!spool_each_letter(spool, &filter, gather_letter, letters, error))
		return NULL;
	return g_steal_pointer(&letters);
}

static GPtrArray *
find_id(struct spool *spool, const char *text, GError **error)
{
	g_autofree char *id = g_ascii_strdown(text, -1);

	return find(spool, &(struct letter_filter){ .id_prefix = id }, error);
}

static GPtrArray *
find_case(struct spool *spool, const char *text, guint digits, GError **error)
{
	g_autofree char *number = typed_case(text, digits);

	return find(spool, &(struct letter_filter){ .case_number = number },
		    error);
}

/* "letter.pdf", or "folder/letter.pdf" as imrctl list shows it. */
static GPtrArray *
find_file(struct spool *spool, const char *text, GError **error)
{
	const char *slash = strrchr(text, '/');
	g_autofree char *folder =
		slash ? g_strndup(text, (gsize)(slash - text)) : NULL;
	const struct letter_filter filter = { .file = slash ? slash + 1 : text,
					      .folder = folder };

	return find(spool, &filter, error);
}

/* The likeliest and fastest first. */
static GPtrArray *
find_any(struct spool *spool, const char *text, GError **error)
{
	GPtrArray *letters = NULL;

	for (guint way = 0; way < 4; way++) {
		g_clear_pointer(&letters, g_ptr_array_unref);
		if (way == 0 && !find_letter_is_id(text))
			continue;
		letters = way == 0   ? find_id(spool, text, error)
			  : way == 3 ? find_file(spool, text, error)
				     : find_case(spool, text, way == 1 ? 7 : 8,
						 error);
		if (letters == NULL || letters->len > 0)
			break;
	}
	return letters;
}

static void
refuse_several(const char *text, const GPtrArray *letters, GError **error)
{
	g_autoptr(GString) list = g_string_new(NULL);
	guint shown = MIN(letters->len, MOST_CANDIDATES);

	for (guint i = 0; i < shown; i++) {
		const struct spool_letter *letter = letters->pdata[i];
		g_autofree char *received = times_to_local(letter->received);

		g_string_append_printf(list, "\n  %.*s  %s  %-10s  %s",
				       MAX(SHORT_ID, (int)strlen(text) + 4),
				       letter->id, received,
				       letter_state_names[letter->state],
				       letter->name);
	}
	if (letters->len > shown)
		g_string_append(list, "\n  ...");
	error_set(error, IMR_ERROR_REJECT, "'%s' may mean several letters:%s",
		  text, list->str);
}

struct spool_letter *
find_letter(struct spool *spool, const char *text, GError **error)
{
	g_autoptr(GPtrArray) letters = find_any(spool, text, error);

	if (letters == NULL)
		return NULL;
	if (letters->len == 1)
		return g_ptr_array_steal_index(letters, 0);
	if (letters->len == 0)
		error_set(error, IMR_ERROR_REJECT,
			  find_letter_is_id(text)
				  ? "no letter has an id that begins with '%s'"
				  : "no letter is of case '%s', or of a file "
				    "of that name (and an id's beginning is "
				    "four hexadecimal digits or more)",
			  text);
	else
		refuse_several(text, letters, error);
	return NULL;
}

static gboolean
is_among(const GPtrArray *letters, const struct spool_letter *letter)
{
	for (guint i = 0; i < letters->len; i++) {
		const struct spool_letter *other = letters->pdata[i];

		if (strcmp(other->id, letter->id) == 0)
			return TRUE;
	}
	return FALSE;
}

GPtrArray *
find_letters(struct spool *spool, char **texts, GError **error)
{
	g_autoptr(GPtrArray) letters = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_letter_free);

	for (char **text = texts; text && *text; text++) {
		g_autoptr(spool_letter) letter =
			find_letter(spool, *text, error);

		if (letter == NULL)
			return NULL;
		if (!is_among(letters, letter))
			g_ptr_array_add(letters, g_steal_pointer(&letter));
	}
	return g_steal_pointer(&letters);
}

GPtrArray *
find_letter_ids(struct spool *spool, char **texts, GError **error)
{
	g_autoptr(GPtrArray) letters = find_letters(spool, texts, error);
	GPtrArray *ids;

	if (letters == NULL)
		return NULL;
	ids = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < letters->len; i++) {
		const struct spool_letter *letter = letters->pdata[i];

		g_ptr_array_add(ids, g_strdup(letter->id));
	}
	return ids;
}
