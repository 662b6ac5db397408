/* make_spool.c - spools for tests: states that a daemon takes long to come to,
 * made by the daemon's own functions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/record.h"
#include "spool/spool.h"
#include "spool/store.h"

#define BUSY_SECONDS 60.0
#define BATCH 500u

static const char usage[] =
	"make-spool DIR sinks NAME...        the daemon's sinks\n"
	"make-spool DIR many N               N more letters, delivered\n"
	"make-spool DIR write                letter after letter, until "
	"killed\n"
	"make-spool DIR park SINK REASON     all of one sink's deliveries\n"
	"make-spool DIR halt SINK REASON     the sink\n"
	"make-spool DIR fail ID REASON       a letter\n"
	"make-spool DIR stray PATH REASON    a file in watch \"inbox\"\n"
	"make-spool DIR age ID               its records, as an older parser\n"
	"                                    would have left them\n";

struct place {
	const char *directory;
	struct spool *spool;
	char **words; /* after the verb */
};

static void
check(gboolean good, GError *error)
{
	if (good)
		return;
	fprintf(stderr, "make-spool: %s\n",
		error ? error->message : "cannot be");
	exit(EXIT_FAILURE);
}

static GStrv
sink_names(struct spool *spool)
{
	GError *error = NULL;
	g_autoptr(spool_summary) summary =
		spool_summarise(spool, spool_now(), &error);
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();

	check(summary != NULL, error);
	for (guint i = 0; i < summary->sinks->len; i++)
		g_strv_builder_add(
			names,
			((struct spool_sink *)summary->sinks->pdata[i])->name);
	return g_strv_builder_end(names);
}

static void
set_sinks(struct place *place)
{
	GError *error = NULL;

	check(spool_set_sinks(place->spool, (const char *const *)place->words,
			      spool_now(), &error),
	      error);
}

/* --- letters without files --- */

static void
claim(struct spool *spool, guint64 number)
{
	g_autofree char *name =
		g_strdup_printf("made-%" G_GUINT64_FORMAT ".pdf", number);
	g_autofree char *id =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
	g_autofree char *path = g_build_filename("/inbox", name, NULL);
	const struct arrival arrival = { .id = id,
					 .name = name,
					 .watch = "inbox",
					 .path = path,
					 .size_bytes = 1000 };
	enum claim outcome;
	GError *error = NULL;

	check(spool_claim(spool, &arrival, spool_now(), &outcome, &error),
	      error);
}

static void
extract(struct spool *spool, const struct spool_letter *letter, GStrv sinks)
{
	g_autofree char *number =
		g_strdup_printf("CM16-%07" G_GINT64_FORMAT, letter->sequence);
	const struct spool_record record = { letter->id, number, "2016-12-09",
					     "upheld" };
	const struct extraction_result result = { .id = letter->id,
						  .records = &record,
						  .record_count = 1,
						  .pages = 2,
						  .seconds = 0.1 };
	GError *error = NULL;

	check(spool_extracted(spool, &result, (const char *const *)sinks,
			      spool_now(), &error),
	      error);
}

static void
extract_due(struct spool *spool, GStrv sinks)
{
	GError *error = NULL;
	g_autoptr(GPtrArray) due =
		spool_take_due(spool, BATCH, spool_now(), &error);

	check(due != NULL, error);
	for (guint i = 0; i < due->len; i++)
		extract(spool, due->pdata[i], sinks);
}

/* park NULL: delivered. How many. */
static guint
settle_due(struct spool *spool, const char *sink, const char *park)
{
	GError *error = NULL;
	g_autoptr(GPtrArray) due =
		spool_deliveries_due(spool, sink, BATCH, spool_now(), &error);

	check(due != NULL, error);
	for (guint i = 0; i < due->len; i++)
		check(park ? spool_delivery_parked(spool, due->pdata[i], park,
						   spool_now(), &error)
			   : spool_delivered(spool, due->pdata[i], spool_now(),
					     NULL, &error),
		      error);
	return due->len;
}

static void
add_letters(struct spool *spool, guint64 first, guint64 count)
{
	g_auto(GStrv) sinks = sink_names(spool);

	for (guint64 done = 0; done < count; done += BATCH) {
		for (guint64 i = done; i < MIN(done + BATCH, count); i++)
			claim(spool, first + i);
		extract_due(spool, sinks);
		for (char **sink = sinks; *sink != NULL; sink++)
			settle_due(spool, *sink, NULL);
	}
}

static void
many(struct place *place)
{
	add_letters(place->spool, (guint64)g_get_real_time(),
		    g_ascii_strtoull(place->words[0], NULL, 10));
}

static void
write_on(struct place *place)
{
	puts("writing");
	fflush(stdout);
	for (;;)
		add_letters(place->spool, (guint64)g_get_real_time(), 1);
}

/* --- what is there already --- */

static void
park(struct place *place)
{
	GError *error = NULL;
	guint count;

	check(spool_requeue_sink(place->spool, place->words[0], spool_now(),
				 &count, &error),
	      error);
	while (settle_due(place->spool, place->words[0], place->words[1]) > 0)
		;
}

static void
halt(struct place *place)
{
	GError *error = NULL;

	check(spool_report_sink(
		      place->spool, place->words[0],
		      &(struct sink_report){ SINK_HALTED, place->words[1], 0 },
		      spool_now(), &error),
	      error);
}

static void
fail(struct place *place)
{
	GError *error = NULL;
	g_autoptr(GPtrArray) due = NULL;

	check(spool_reocr(place->spool, place->words[0], spool_now(), &error),
	      error);
	due = spool_take_due(place->spool, 1, spool_now(), &error);
	check(due != NULL && due->len == 1, error);
	check(spool_quarantine(place->spool, place->words[0],
			       &(struct quarantine){ LETTER_FAILED,
						     place->words[1], NULL },
			       spool_now(), &error),
	      error);
}

static void
stray(struct place *place)
{
	GError *error = NULL;

	check(spool_note_stray(place->spool, "inbox", place->words[0],
			       place->words[1], spool_now(), &error),
	      error);
}

static void
age(struct place *place)
{
	GError *error = NULL;
	g_autoptr(store) store = store_open(place->directory, &error);
	g_autoptr(GPtrArray) records = NULL;

	check(store != NULL, error);
	records = store_load_records(store, place->words[0], &error);
	check(records != NULL, error);
	for (guint i = 0; i < records->len; i++) {
		struct record *record = records->pdata[i];
		struct issue *issue = record->issues->pdata[0];

		g_clear_pointer(&record->certifications, g_strfreev);
		g_free(issue->treatment);
		issue->treatment = g_strdup("something else");
		g_free(record->ingested_at);
		record->ingested_at = g_strdup("2020-01-01T00:00:00Z");
	}
	check(store_put_result(store, place->words[0], NULL, records, &error),
	      error);
}

static const struct {
	const char *verb;
	guint words;
	void (*run)(struct place *place);
} verbs[] = {
	{ "sinks", 1, set_sinks }, { "many", 1, many },
	{ "write", 0, write_on },  { "park", 2, park },
	{ "halt", 2, halt },	   { "fail", 2, fail },
	{ "stray", 2, stray },	   { "age", 1, age },
};

int
main(int argc, char **argv)
{
	struct place place = { 0 };
	GError *error = NULL;

	for (guint i = 0; argc > 2 && i < G_N_ELEMENTS(verbs); i++) {
		if (strcmp(verbs[i].verb, argv[2]) != 0 ||
		    (guint)argc - 3 < verbs[i].words)
			continue;
		place.directory = argv[1];
		place.words = argv + 3;
		place.spool = spool_open(argv[1], TRUE, BUSY_SECONDS, &error);
		check(place.spool != NULL, error);
		verbs[i].run(&place);
		spool_close(place.spool);
		return 0;
	}
	fputs(usage, stderr);
	return 2;
}
