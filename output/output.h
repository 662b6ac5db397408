/* output.h - writes records in a chosen format, to standard output or a file.
 *
 * A format is one constant struct output_format. To add one: output_<name>.c,
 * its line in output_formats (output.c), tests/daemon/test_output_<name>.c.
 *
 * output_put() may block as long as a reader pauses, so call it in the
 * delivering thread. What a reader sees never ends in half a record. */
#ifndef OUTPUT_OUTPUT_H
#define OUTPUT_OUTPUT_H

#include <glib.h>

#include "core/cleanup.h"

struct decision_totals;
struct record;

struct output_style {
	gboolean colour;
	guint width; /* of a line, if the format wraps lines */
};

struct output_format {
	const char *name;	     /* --format NAME */
	const char *summary;	     /* one line for --help */
	void (*begin)(GString *out); /* before the first record; may be NULL */
	void (*append)(GString *out, const struct record *record,
		       const struct output_style *style);
	/* After the last record; may be NULL. */
	void (*end)(GString *out, const struct decision_totals *totals,
		    const struct output_style *style);
	/* The same format with a byte order mark; NULL: there is none. */
	const struct output_format *with_mark;
	/* Made for people: its texts are already safe for a terminal. */
	gboolean for_people;
};

extern const struct output_format output_json, output_text, output_csv,
	output_spreadsheet;
extern const struct output_format *const output_formats[]; /* NULL-ended */

/* NULL, FATAL: unknown; the message lists the known ones. */
const struct output_format *output_format_find(const char *name,
					       GError **error);
/* Chooses the format. *out_format NULL: output_open()'s default. name NULL: csv
 * if path (may be NULL) ends in .csv. mark: with a byte order mark, without
 * which Excel does not recognise UTF-8. FATAL: name is unknown, or the format
 * has no mark. */
gboolean output_format_choose(const char *name, const char *path, gboolean mark,
			      const struct output_format **out_format,
			      GError **error);

struct output;

/* format NULL: text for a terminal, else json. path NULL: standard output; else
 * see whole_file_open(): the file is durable and at its place only after
 * output_commit(). */
struct output *output_open(const struct output_format *format, const char *path,
			   gboolean force, GError **error);
gboolean output_put(struct output *output, const struct record *record,
		    GError **error);
/* Whether the reader of standard output has stopped (| head). Then nothing more
 * is written, which is not an error. */
gboolean output_has_no_reader(const struct output *output);
/* Completes the output: writes the header of an empty table and the format's
 * end, and moves the file to its place. */
gboolean output_commit(struct output *output, GError **error);
/* Without output_commit() the file is dropped. */
void output_free(struct output *output);

DEFINE_AUTOPTR(output, output_free)

#endif
