/* troubles.c - a table by kind and subject. */
#include "monitor/troubles.h"

#include <string.h>

#include "spool/spool.h"
#include "spool/spool_trouble.h"

struct troubles {
	GMutex lock;	/* of what follows */
	GPtrArray *now; /* of struct spool_trouble */
	gboolean news, counted;
};

struct troubles *
troubles_new(void)
{
	struct troubles *troubles = g_new0(struct troubles, 1);

	g_mutex_init(&troubles->lock);
	troubles->now = g_ptr_array_new_with_free_func(
		(GDestroyNotify)spool_trouble_free);
	/* "None" is news too: an earlier run's may still be noted. */
	troubles->news = TRUE;
	return troubles;
}

void
troubles_free(struct troubles *troubles)
{
	g_ptr_array_unref(troubles->now);
	g_mutex_clear(&troubles->lock);
	g_free(troubles);
}

/* Its index, or how many there are. */
static guint
find(const struct troubles *troubles, const char *kind, const char *subject)
{
	guint index = 0;

	for (; index < troubles->now->len; index++) {
		const struct spool_trouble *trouble =
			troubles->now->pdata[index];

		if (strcmp(trouble->kind, kind) == 0 &&
		    strcmp(trouble->subject, subject) == 0)
			break;
	}
	return index;
}

static struct spool_trouble *
begin(struct troubles *troubles, const char *kind, const char *subject)
{
	struct spool_trouble *trouble = g_new0(struct spool_trouble, 1);

	trouble->kind = g_strdup(kind);
	trouble->subject = g_strdup(subject);
	trouble->since = spool_now();
	g_ptr_array_add(troubles->now, trouble);
	return trouble;
}

void
troubles_set(struct troubles *troubles, const char *kind, const char *subject,
	     const char *reason)
{
	struct spool_trouble *trouble;
	guint index;

	g_mutex_lock(&troubles->lock);
	index = find(troubles, kind, subject);
	trouble = index < troubles->now->len ? troubles->now->pdata[index]
					     : begin(troubles, kind, subject);
	if (g_strcmp0(trouble->reason, reason) != 0) {
		g_free(trouble->reason);
		trouble->reason = g_strdup(reason);
		troubles->news = TRUE;
	}
	trouble->last = spool_now();
	trouble->count++;
	troubles->counted = TRUE;
	g_mutex_unlock(&troubles->lock);
}

void
troubles_end(struct troubles *troubles, const char *kind, const char *subject)
{
	guint index;

	g_mutex_lock(&troubles->lock);
	index = find(troubles, kind, subject);
	if (index < troubles->now->len) {
		g_ptr_array_remove_index(troubles->now, index);
		troubles->news = TRUE;
	}
	g_mutex_unlock(&troubles->lock);
}

static gpointer
copy(gconstpointer trouble, gpointer unused G_GNUC_UNUSED)
{
	return spool_trouble_copy(trouble);
}

GPtrArray *
troubles_now(struct troubles *troubles)
{
	GPtrArray *now;

	g_mutex_lock(&troubles->lock);
	now = g_ptr_array_copy(troubles->now, copy, NULL);
	g_mutex_unlock(&troubles->lock);
	g_ptr_array_set_free_func(now, (GDestroyNotify)spool_trouble_free);
	return now;
}

GPtrArray *
troubles_news(struct troubles *troubles, gboolean counted)
{
	GPtrArray *now = NULL;

	g_mutex_lock(&troubles->lock);
	if (troubles->news || (counted && troubles->counted)) {
		now = g_ptr_array_copy(troubles->now, copy, NULL);
		g_ptr_array_set_free_func(now,
					  (GDestroyNotify)spool_trouble_free);
		troubles->news = troubles->counted = FALSE;
	}
	g_mutex_unlock(&troubles->lock);
	return now;
}

void
troubles_untold(struct troubles *troubles)
{
	g_mutex_lock(&troubles->lock);
	troubles->news = TRUE;
	g_mutex_unlock(&troubles->lock);
}

char *
troubles_describe(struct troubles *troubles)
{
	g_autofree char *first = NULL;
	char *text = NULL;
	guint count;

	g_mutex_lock(&troubles->lock);
	count = troubles->now->len;
	if (count > 0)
		first = spool_trouble_describe(troubles->now->pdata[0]);
	g_mutex_unlock(&troubles->lock);
	if (count == 1)
		text = g_steal_pointer(&first);
	else if (count > 1)
		text = g_strdup_printf("%s; and %u more: imrctl status", first,
				       count - 1);
	return text;
}
