/* make_scale.c - a spool and a letters.db of any size, by the product's own
 * calls, for tests/scale/run.
 *
 * What the letters hold is taken from the spool of a few that were read by the
 * service, and told apart by their ids, names and case numbers. Of a thousand
 * letters three are rejected, one failed, two are parked, ten need a look and
 * twenty came twice. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/document.h"
#include "core/error.h"
#include "core/look.h"
#include "core/record.h"
#include "sinks/sink.h"
#include "spool/spool.h"
#include "spool/store.h"

#define BUSY_SECONDS 60.0
#define BATCH 500u
#define SINK "sqlite"
#define SPREAD_MS (G_GINT64_CONSTANT(10) * 365 * 86400 * 1000)

static const char usage[] =
	"make-scale SAMPLES DIR LETTERS STORED [--full]\n"
	"SAMPLES: the spool of the letters to take after. Makes DIR/spool "
	"with\n"
	"so many letters, the first STORED of them with their files, and\n"
	"DIR/letters.db with the records of those. Originals are of a few\n"
	"bytes, with --full as large as the samples'.\n";

struct sample {
	char *id;
	struct document *document;
	GPtrArray *records;
	struct look *look;
	GBytes *original; /* NULL: a few bytes will do */
};

struct scale {
	struct spool *spool;
	struct store *store;
	struct sink *sink;
	GPtrArray *samples; /* of struct sample */
	guint64 letters, stored;
	gint64 begun; /* when the first letter is said to have come */
};

/* What is made here is thrown away: nothing waits for the disk, SQLite
 * included, which finds these before the C library's. */
int
fsync(int fd G_GNUC_UNUSED)
{
	return 0;
}

int
fdatasync(int fd G_GNUC_UNUSED)
{
	return 0;
}

static void
check(gboolean good, GError *error)
{
	if (good)
		return;
	fprintf(stderr, "make-scale: %s\n",
		error ? error->message : "cannot be");
	exit(EXIT_FAILURE);
}

/* --- samples --- */

struct reading {
	struct store *store;
	GPtrArray *samples;
	gboolean full;
};

static gboolean
read_sample(const struct spool_letter *letter, gpointer data)
{
	struct reading *reading = data;
	struct sample *sample = g_new0(struct sample, 1);
	g_autofree char *path = store_original_path(reading->store, letter->id);
	char *bytes;
	gsize length;
	GError *error = NULL;

	if (letter->state != LETTER_DELIVERED || letter->records != 1)
		return TRUE;
	sample->id = g_strdup(letter->id);
	sample->document =
		store_load_document(reading->store, letter->id, &error);
	check(sample->document != NULL, error);
	sample->records =
		store_load_records(reading->store, letter->id, &error);
	check(sample->records != NULL, error);
	sample->look = look_new(sample->records);
	if (reading->full) {
		check(g_file_get_contents(path, &bytes, &length, &error),
		      error);
		sample->original = g_bytes_new_take(bytes, length);
	}
	g_ptr_array_add(reading->samples, sample);
	return TRUE;
}

static GPtrArray *
read_samples(const char *directory, gboolean full)
{
	const struct letter_filter all = { .any_state = TRUE };
	GError *error = NULL;
	struct spool *spool =
		spool_open(directory, FALSE, BUSY_SECONDS, &error);
	struct reading reading = { .samples = g_ptr_array_new(), .full = full };

	check(spool != NULL, error);
	reading.store = store_open(directory, &error);
	check(reading.store != NULL, error);
	check(spool_each_letter(spool, &all, read_sample, &reading, &error),
	      error);
	check(reading.samples->len > 0, NULL);
	store_free(reading.store);
	spool_close(spool);
	return reading.samples;
}

/* --- one letter --- */

struct letter {
	guint64 number;
	const struct sample *sample;
	char *id, *name, *case_number, *decided;
	guint64 size_bytes;
	gint64 at;
};

static void
letter_free(struct letter *letter)
{
	g_free(letter->id);
	g_free(letter->name);
	g_free(letter->case_number);
	g_free(letter->decided);
	g_free(letter);
}

/* The bytes in tmp/, and from there in their place. */
static void
store_original(struct scale *scale, struct letter *letter, const char *tail)
{
	g_autofree char *path = NULL;
	gsize length = 0;
	const void *bytes =
		letter->sample->original
			? g_bytes_get_data(letter->sample->original, &length)
			: NULL;
	struct incoming *incoming;
	GError *error = NULL;
	int fd = g_file_open_tmp("make-scale-XXXXXX", &path, &error);

	check(fd >= 0, error);
	check((gsize)write(fd, bytes ? bytes : "", length) == length &&
		      write(fd, tail, strlen(tail)) > 0,
	      NULL);
	incoming = store_receive(scale->store, fd, G_MAXUINT32, &error);
	check(incoming != NULL && store_commit(scale->store, incoming, &error),
	      error);
	letter->id = g_strdup(incoming->id);
	letter->size_bytes = incoming->size_bytes;
	incoming_free(scale->store, incoming);
	close(fd);
	g_unlink(path);
}

static struct letter *
new_letter(struct scale *scale, guint64 number)
{
	struct letter *letter = g_new0(struct letter, 1);
	g_autofree char *tail =
		g_strdup_printf("%% letter %" G_GUINT64_FORMAT "\n", number);
	g_autoptr(GDateTime) decided = NULL;

	letter->number = number;
	letter->sample = scale->samples->pdata[number % scale->samples->len];
	letter->name = g_strdup_printf("IMR-%" G_GUINT64_FORMAT ".pdf", number);
	letter->case_number =
		g_strdup_printf("CM16-%07" G_GUINT64_FORMAT, number);
	letter->at =
		scale->begun + (gint64)((double)SPREAD_MS * (double)number /
					(double)scale->letters);
	decided = g_date_time_new_from_unix_utc(letter->at / 1000 - 7 * 86400);
	letter->decided = g_date_time_format(decided, "%Y-%m-%d");
	if (number < scale->stored) {
		store_original(scale, letter, tail);
	} else {
		letter->id = g_compute_checksum_for_string(G_CHECKSUM_SHA256,
							   tail, -1);
		letter->size_bytes = strlen(tail);
	}
	return letter;
}

static void
claim(struct scale *scale, const struct letter *letter, const char *name)
{
	g_autofree char *path = g_build_filename("/inbox", name, NULL);
	const struct arrival arrival = {
		.id = letter->id,
		.name = name,
		.watch = "inbox",
		.folder = "",
		.path = path,
		.size_bytes = letter->size_bytes,
	};
	enum claim outcome;
	GError *error = NULL;

	check(spool_claim(scale->spool, &arrival, letter->at, &outcome, &error),
	      error);
	check(spool_original_gone(scale->spool, letter->id, name, &error),
	      error);
}

static void
replace(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

/* The sample's record as this letter's, stored and in letters.db. */
static void
store_record(struct scale *scale, const struct letter *letter)
{
	struct record *record = letter->sample->records->pdata[0];
	struct document *document = letter->sample->document;
	GError *error = NULL;

	replace(&record->id, letter->id);
	replace(&record->file_name, letter->name);
	record->size_bytes = letter->size_bytes;
	replace(&document->id, letter->id);
	replace(&document->name, letter->name);
	document->size_bytes = letter->size_bytes;
	check(store_put_result(scale->store, letter->id, document,
			       letter->sample->records, &error) &&
		      sink_put(scale->sink, record, &error),
	      error);
}

static void
extract(struct scale *scale, const struct letter *letter)
{
	static const char *const sinks[] = { SINK, NULL };
	const struct record *record = letter->sample->records->pdata[0];
	const struct spool_record row = { letter->id, letter->case_number,
					  letter->decided, record->outcome };
	struct look look = *letter->sample->look;
	const struct extraction_result result = {
		.id = letter->id,
		.records = &row,
		.record_count = 1,
		.pages = letter->sample->document->pages->len,
		.seconds = 0.1,
		.look = &look,
	};
	GError *error = NULL;

	look.needed = letter->number % 100 == 42;
	if (letter->number < scale->stored)
		store_record(scale, letter);
	check(spool_extracted(scale->spool, &result, sinks, letter->at, &error),
	      error);
}

static void
quarantine(struct scale *scale, const struct letter *letter, gboolean failed)
{
	static const struct quarantine rejected = { LETTER_REJECTED,
						    "no letter was found",
						    NULL };
	static const struct quarantine killed = { LETTER_FAILED,
						  "its worker was killed",
						  NULL };
	GError *error = NULL;

	check(spool_quarantine(scale->spool, letter->id,
			       failed ? &killed : &rejected, letter->at,
			       &error),
	      error);
}

/* --- many --- */

static void
read_batch(struct scale *scale, const GPtrArray *letters)
{
	GError *error = NULL;
	g_autoptr(GPtrArray) due =
		spool_take_due(scale->spool, letters->len, spool_now(), &error);

	check(due != NULL && due->len == letters->len, error);
	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter = letters->pdata[i];
		guint kind = (guint)(letter->number % 1000);

		if (kind >= 100 && kind < 104)
			quarantine(scale, letter, kind == 103);
		else
			extract(scale, letter);
	}
}

static void
deliver_batch(struct scale *scale)
{
	GError *error = NULL;
	g_autoptr(GPtrArray) due = spool_deliveries_due(
		scale->spool, SINK, BATCH, spool_now(), &error);

	check(due != NULL, error);
	for (guint i = 0; i < due->len; i++) {
		const struct spool_delivery *delivery = due->pdata[i];
		gboolean parks = i == BATCH / 2;

		check(parks ? spool_delivery_parked(scale->spool, delivery,
						    "was refused",
						    delivery->queued, &error)
			    : spool_delivered(scale->spool, delivery,
					      delivery->queued, NULL, &error),
		      error);
	}
}

static void
make_batch(struct scale *scale, guint64 first, guint64 end)
{
	g_autoptr(GPtrArray) letters =
		g_ptr_array_new_with_free_func((GDestroyNotify)letter_free);

	for (guint64 number = first; number < end; number++) {
		struct letter *letter = new_letter(scale, number);

		g_ptr_array_add(letters, letter);
		claim(scale, letter, letter->name);
	}
	read_batch(scale, letters);
	deliver_batch(scale);
	for (guint i = 7; i < letters->len; i += 50)
		claim(scale, letters->pdata[i], "again.pdf");
}

static void
open_all(struct scale *scale, const char *directory)
{
	static const char *const sinks[] = { SINK, NULL };
	g_autofree char *spool = g_build_filename(directory, "spool", NULL);
	g_autofree char *file = g_build_filename(directory, "letters.db", NULL);
	GError *error = NULL;

	scale->store = store_open(spool, &error);
	check(scale->store != NULL, error);
	scale->spool = spool_open(spool, TRUE, BUSY_SECONDS, &error);
	check(scale->spool != NULL, error);
	check(spool_set_sinks(scale->spool, sinks, spool_now(), &error), error);
	scale->sink = sink_new("sqlite", &error);
	check(scale->sink != NULL &&
		      sink_assign(scale->sink, "file", file, &error) &&
		      sink_open(scale->sink, &error),
	      error);
}

int
main(int argc, char **argv)
{
	gboolean full = argc == 6 && g_str_equal(argv[5], "--full");
	struct scale scale = { .begun = spool_now() - SPREAD_MS };

	if (argc < 5 || argc > 6 || (argc == 6 && !full)) {
		fputs(usage, stderr);
		return 2;
	}
	scale.letters = g_ascii_strtoull(argv[3], NULL, 10);
	scale.stored = g_ascii_strtoull(argv[4], NULL, 10);
	scale.samples = read_samples(argv[1], full);
	open_all(&scale, argv[2]);
	for (guint64 done = 0; done < scale.letters; done += BATCH)
		make_batch(&scale, done, MIN(done + BATCH, scale.letters));
	sink_free(scale.sink);
	store_free(scale.store);
	spool_close(scale.spool);
	return 0;
}
