/* look_fill.c - looks through what older versions stored, piece by piece. */
#include "daemon/look_fill.h"

#include "core/error.h"
#include "monitor/log.h"
#include "spool/look_stored.h"
#include "spool/spool.h"
#include "spool/spool_thread.h"

/* Letters of a piece: some ten milliseconds of the spool's thread's time. */
#define PIECE 20u
/* Until a piece that failed is tried again. */
#define PAUSE_SECONDS 60

/* One piece, with the spool's thread. */
struct piece {
	struct look_fill *fill; /* NULL: it was freed */
	struct store *store;
	gint64 cursor; /* -1: all is done */
	GError *error;
};

struct look_fill {
	struct spool_thread *spool_thread;
	struct store *store;
	gint64 cursor;
	guint timer;
	struct piece *under_way;
	gboolean failed; /* and was told */
};

static gboolean
fill_piece(struct piece *piece, struct spool *spool, GError **error)
{
	gint64 cursor = piece->cursor;
	g_autoptr(GPtrArray) ids =
		spool_looks_to_fill(spool, &cursor, PIECE, error);

	if (ids == NULL)
		return FALSE;
	/* If there was nothing to do, nothing is written either. */
	if ((cursor >= 0 || piece->cursor > 0) &&
	    !look_stored_fill(spool, piece->store, ids, cursor, error))
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
	spool_thread_do(fill->spool_thread, piece_work, piece_done,
			fill->under_way);
	return G_SOURCE_REMOVE;
}

struct look_fill *
look_fill_new(struct spool_thread *spool_thread, struct store *store)
{
	struct look_fill *fill = g_new0(struct look_fill, 1);

	fill->spool_thread = spool_thread;
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
