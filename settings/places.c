/* places.c - the pairs of paths that must not overlap. */
#include "settings/places.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "settings/config.h"
#include "sinks/sink.h"

/* For all together; a file system that responds takes milliseconds. */
#define PATIENCE_US (3 * G_TIME_SPAN_SECOND)

enum kind {
	PLACE_SPOOL,
	PLACE_WATCH,	 /* watches files directly in it */
	PLACE_WATCH_ALL, /* and below it */
	PLACE_ARCHIVE,
	PLACE_OWN_ARCHIVE, /* the spool's default */
	PLACE_SINK,
};

struct place {
	enum kind kind;
	char *label; /* for people: "[watch inbox] directory" */
	char *path;  /* as in the settings */
	char *real;  /* resolved, or, in doubt, unchanged */
	guint lacks; /* so many names at its end do not exist */
	guint made;  /* so many of them are created if missing */
};

static void
place_free(gpointer data)
{
	struct place *place = data;

	g_free(place->label);
	g_free(place->path);
	g_free(place->real);
	g_free(place);
}

/* The part that exists ("/" always does), resolved, and the rest unchanged;
 * *out_lacks: the number of names in the rest, if it is known not to exist. */
static char *
resolve(const char *path, guint *out_lacks)
{
	g_autofree char *known = g_canonicalize_filename(path, NULL);
	g_autofree char *rest = g_strdup("");
	char *real, *result;

	*out_lacks = 0;
	while ((real = realpath(known, NULL)) == NULL) {
		gboolean is_missing = errno == ENOENT || errno == ENOTDIR;
		g_autofree char *child = g_steal_pointer(&known);
		g_autofree char *name = g_path_get_basename(child);
		char *longer = g_strconcat("/", name, rest, NULL);

		known = g_path_get_dirname(child);
		g_free(rest);
		rest = longer;
		if (is_missing)
			++*out_lacks;
	}
	result =
		g_strconcat(strcmp(real, "/") == 0 && *rest != '\0' ? "" : real,
			    rest, NULL);
	free(real);
	return result;
}

/* --- resolving, when a file system may not respond --- */

/* Shared by its thread and the caller; the last one frees it. */
struct question {
	gint users; /* atomic */
	char *path;
	char *real; /* under lock, as lacks is; NULL: not yet */
	guint lacks;
};

static GMutex lock;
static GCond answered;

static void
question_unref(struct question *question)
{
	if (!g_atomic_int_dec_and_test(&question->users))
		return;
	g_free(question->path);
	g_free(question->real);
	g_free(question);
}

static gpointer
find_answer(gpointer data)
{
	struct question *question = data;
	guint lacks;
	char *real = resolve(question->path, &lacks);

	g_mutex_lock(&lock);
	question->real = real;
	question->lacks = lacks;
	g_cond_broadcast(&answered);
	g_mutex_unlock(&lock);
	question_unref(question);
	return NULL;
}

static struct question *
ask(const char *path)
{
	struct question *question = g_new0(struct question, 1);
	GThread *thread;

	question->path = g_strdup(path);
	question->users = 2;
	thread = g_thread_try_new("places", find_answer, question, NULL);
	if (thread != NULL)
		g_thread_unref(thread);
	else
		find_answer(question);
	return question;
}

/* NULL: there was none in time. */
static char *
await_answer(const struct question *question, gint64 deadline, guint *out_lacks)
{
	char *real;

	g_mutex_lock(&lock);
	while (question->real == NULL &&
	       g_cond_wait_until(&answered, &lock, deadline))
		continue;
	real = g_strdup(question->real);
	*out_lacks = question->lacks;
	g_mutex_unlock(&lock);
	return real;
}

static void
resolve_all(const GPtrArray *places, GPtrArray *out_silent)
{
	gint64 deadline = g_get_monotonic_time() + PATIENCE_US;
	g_autoptr(GPtrArray) questions =
		g_ptr_array_new_with_free_func((GDestroyNotify)question_unref);

	for (guint i = 0; i < places->len; i++) {
		const struct place *place = places->pdata[i];

		g_ptr_array_add(questions, ask(place->path));
	}
	for (guint i = 0; i < places->len; i++) {
		struct place *place = places->pdata[i];

		place->real = await_answer(questions->pdata[i], deadline,
					   &place->lacks);
		if (place->real != NULL)
			continue;
		place->real = g_canonicalize_filename(place->path, NULL);
		g_ptr_array_add(
			out_silent,
			g_strdup_printf("%s '%s'", place->label, place->path));
	}
}

/* --- */

static struct place *
add(GPtrArray *places, enum kind kind, char *take_label, const char *path)
{
	struct place *place = g_new0(struct place, 1);

	place->kind = kind;
	place->label = take_label;
	place->path = g_strdup(path);
	g_ptr_array_add(places, place);
	return place;
}

static void
add_watch(GPtrArray *places, const struct config *config,
	  const struct watch_settings *watch)
{
	g_autofree char *own = g_build_filename(config->spool.directory,
						"archive", watch->name, NULL);

	add(places, watch->recursive ? PLACE_WATCH_ALL : PLACE_WATCH,
	    g_strdup_printf("[watch %s] directory", watch->name),
	    watch->directory);
	if (watch->original == ORIGINAL_ARCHIVE)
		add(places,
		    strcmp(watch->archive, own) == 0 ? PLACE_OWN_ARCHIVE
						     : PLACE_ARCHIVE,
		    g_strdup_printf("[watch %s] archive", watch->name),
		    watch->archive);
}

static GPtrArray *
list_places(const struct config *config)
{
	GPtrArray *places = g_ptr_array_new_with_free_func(place_free);

	add(places, PLACE_SPOOL, g_strdup("[spool] directory"),
	    config->spool.directory);
	for (guint i = 0; i < config->watches->len; i++)
		add_watch(places, config, config->watches->pdata[i]);
	for (guint i = 0; i < config->sinks->len; i++) {
		const struct sink *sink = config->sinks->pdata[i];
		const char *path = sink_path(sink);

		/* A database's file is created; the sink files creates nothing.
		 */
		if (path != NULL)
			add(places, PLACE_SINK,
			    g_strdup_printf(
				    "[sink %s]",
				    (char *)config->sink_names->pdata[i]),
			    path)
				->made = strcmp(sink_name(sink), "files") != 0;
	}
	return places;
}

static gboolean
lies_in(const char *path, const char *directory)
{
	gsize length = strlen(directory);

	if (strcmp(directory, "/") == 0)
		return TRUE;
	return strncmp(path, directory, length) == 0 && path[length] == '/';
}

/* inner lies below outer. */
static gboolean
may_nest(const struct place *outer, const struct place *inner)
{
	g_autofree char *parent = g_path_get_dirname(inner->real);

	switch (outer->kind) {
	case PLACE_WATCH:
		/* A sink's file directly in it would be taken; a directory
		 * would not. */
		return inner->kind != PLACE_SINK ||
		       strcmp(parent, outer->real) != 0;
	case PLACE_SPOOL:
		return inner->kind == PLACE_OWN_ARCHIVE;
	case PLACE_ARCHIVE:
	case PLACE_OWN_ARCHIVE:
		return inner->kind == PLACE_ARCHIVE ||
		       inner->kind == PLACE_OWN_ARCHIVE;
	case PLACE_SINK:
		return inner->kind == PLACE_SINK;
	case PLACE_WATCH_ALL:
		break;
	}
	return FALSE;
}

static gboolean
may_be_one(const struct place *a, const struct place *b)
{
	return a->kind == PLACE_ARCHIVE && b->kind == PLACE_ARCHIVE;
}

static gboolean
check_pair(const struct place *a, const struct place *b, GError **error)
{
	gboolean same = strcmp(a->real, b->real) == 0;

	if (same ? may_be_one(a, b)
		 : (!lies_in(b->real, a->real) || may_nest(a, b)) &&
			    (!lies_in(a->real, b->real) || may_nest(b, a)))
		return TRUE;
	return error_set(error, IMR_ERROR_FATAL,
			 "%s '%s' and %s '%s' overlap: give each a directory "
			 "of its own",
			 a->label, a->path, b->label, b->path);
}

static void
list_missing(const GPtrArray *places, GPtrArray *out_missing)
{
	for (guint i = 0; i < places->len; i++) {
		const struct place *place = places->pdata[i];

		if ((place->kind == PLACE_WATCH ||
		     place->kind == PLACE_WATCH_ALL ||
		     place->kind == PLACE_SINK) &&
		    place->lacks > place->made)
			g_ptr_array_add(out_missing,
					g_strdup_printf("%s '%s'", place->label,
							place->path));
	}
}

gboolean
places_check(const struct config *config, GPtrArray *out_silent,
	     GPtrArray *out_missing, GError **error)
{
	g_autoptr(GPtrArray) places = list_places(config);

	resolve_all(places, out_silent);
	if (out_missing != NULL)
		list_missing(places, out_missing);
	for (guint i = 0; i < places->len; i++)
		for (guint j = i + 1; j < places->len; j++)
			if (!check_pair(places->pdata[i], places->pdata[j],
					error))
				return FALSE;
	return TRUE;
}
