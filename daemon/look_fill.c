/* look_fill.c - what older versions stored, looked through piece by piece. */
#include "daemon/look_fill.h"

#include "core/error.h"
#include "core/look.h"
#include "monitor/log.h"
#include "spool/clerk.h"
#include "spool/spool.h"
#include "spool/store.h"

/* Letters of a piece: some ten milliseconds of the clerk's time. */
#define PIECE 20u
/* Until a piece that failed is tried again. */
#define PAUSE_SECONDS 60

/* One piece, with the clerk. */
struct piece {
	struct look_fill *fill; /* NULL: it was freed */
	struct store *store;
	gint64 cursor; /* -1: all is done */
	GError *error;
};

struct look_fill {
	struct clerk *clerk;
	struct store *store;
	gint64 cursor;
	guint timer;
	struct piece *under_way;
	gboolean failed; /* and was told */
};

/* *out_look is NULL where the records cannot be read: imrctl verify tells of
 * those, and nothing is known of them. */
static gboolean
look_through(struct store *store, const char *id, struct look **out_look,
	     GError **error)
{
	g_autoptr(GError) broken = NULL;
	g_autoptr(GPtrArray) records = store_load_records(store, id, &broken);

	if (records == NULL &&
	    g_error_matches(broken, IMR_ERROR, IMR_ERROR_RETRY)) {
		g_propagate_error(error, g_steal_pointer(&broken));
		return FALSE;
	}
	*out_look = records != NULL ? look_new(records) : NULL;
	return TRUE;
}

static void
free_look(gpointer look)
{
	if (look != NULL)
		look_free(look);
}

/* The store is read before the transaction begins. */
static gboolean
fill_letters(struct spool *spool, struct store *store, const GPtrArray *ids,
	     gint64 cursor, GError **error)
{
	g_autoptr(GPtrArray) looks = g_ptr_array_new_with_free_func(free_look);

	for (guint i = 0; i < ids->len; i++) {
		struct look *look = NULL;

		if (!look_through(store, ids->pdata[i], &look, error))
			return FALSE;
		g_ptr_array_add(looks, look);
	}
	return spool_fill_looks(spool, ids, looks, cursor, error);
}

gboolean
look_fill_letter(struct spool *spool, struct store *store, const char *id,
		 GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	g_ptr_array_add(ids, (gpointer)id);
	return fill_letters(spool, store, ids, 0, error);
}

static gboolean
fill_piece(struct piece *piece, struct spool *spool, GError **error)
{
	gint64 cursor = piece->cursor;
	g_autoptr(GPtrArray) ids =
		spool_looks_to_fill(spool, &cursor, PIECE, error);

	if (ids == NULL)
		return FALSE;
	/* Where nothing was to be done, nothing is written either. */
	if ((cursor >= 0 || piece->cursor > 0) &&
	    !fill_letters(spool, piece->store, ids, cursor, error))
		return FALSE;
	piece->cursor = cursor;
	return TRUE;
}

static void
piece_work(struct spool *spool, gpointer data)
{
	struct piece *piece = data;

	fill_piece(piece, spool, &piece->error);
}

static gboolean begin_piece(gpointer data);

static void
tell_failure(struct look_fill *fill, const GError *error)
{
	if (!fill->failed)
		log_warning("service",
			    "what an older version stored is not looked "
			    "through for now: %s",
			    error->message);
	fill->failed = TRUE;
	fill->timer = g_timeout_add_seconds(PAUSE_SECONDS, begin_piece, fill);
}

static void
piece_done(gpointer data)
{
	struct piece *piece = data;
	struct look_fill *fill = piece->fill;

	if (fill != NULL) {
		fill->under_way = NULL;
		if (piece->error != NULL)
			tell_failure(fill, piece->error);
		else if (piece->cursor >= 0)
			fill->timer = g_idle_add(begin_piece, fill);
		fill->cursor = piece->cursor;
	}
	g_clear_error(&piece->error);
	g_free(piece);
}

static gboolean
begin_piece(gpointer data)
{
	struct look_fill *fill = data;

	fill->timer = 0;
	fill->under_way = g_new0(struct piece, 1);
	fill->under_way->fill = fill;
	fill->under_way->store = fill->store;
	fill->under_way->cursor = fill->cursor;
	clerk_do(fill->clerk, piece_work, piece_done, fill->under_way);
	return G_SOURCE_REMOVE;
}

struct look_fill *
look_fill_new(struct clerk *clerk, struct store *store)
{
	struct look_fill *fill = g_new0(struct look_fill, 1);

	fill->clerk = clerk;
	fill->store = store;
	begin_piece(fill);
	return fill;
}

void
look_fill_free(struct look_fill *fill)
{
	if (fill->timer != 0)
		g_source_remove(fill->timer);
	if (fill->under_way != NULL)
		fill->under_way->fill = NULL;
	g_free(fill);
}
