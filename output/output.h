/* output.h - records for whoever asked: in a form, on standard output or in a
 * file.
 *
 * A form is one constant struct output_format. Adding one: output_<name>.c,
 * its line in output_formats (output.c), tests/daemon/test_output_<name>.c.
 *
 * output_put() may block as long as a reader pauses, so it belongs in the
 * delivering thread. Nothing that a reader may see ends in half a record. */
#ifndef OUTPUT_OUTPUT_H
#define OUTPUT_OUTPUT_H

#include <glib.h>

#include "core/cleanup.h"

struct decision_totals;
struct record;

struct output_style {
	gboolean colour;
	guint width; /* of a line, where the form wraps */
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
	/* The same form, begun by a byte order mark; NULL: it has none. */
	const struct output_format *with_mark;
	/* It is made for people: its texts are safe for a terminal already. */
	gboolean for_people;
};

extern const struct output_format output_json, output_text, output_csv,
	output_spreadsheet;
extern const struct output_format *const output_formats[]; /* NULL-ended */

/* NULL, FATAL: unknown; the message lists the known ones. */
const struct output_format *output_format_find(const char *name,
					       GError **error);
/* The form that is meant. *out_format NULL: what output_open() takes then.
 * name NULL: csv where path (may be NULL) ends so. mark: its byte order mark is
 * wanted, without which Excel takes UTF-8 for something else. FATAL: name is
 * unknown, or the form has no mark. */
gboolean output_format_choose(const char *name, const char *path, gboolean mark,
			      const struct output_format **out_format,
			      GError **error);

struct output;

/* format NULL: text where a terminal reads, else json. path NULL: standard
 * output; else as whole_file_open() has it: a file is durable and at its place
 * only after output_commit(). */
struct output *output_open(const struct output_format *format, const char *path,
			   gboolean force, GError **error);
gboolean output_put(struct output *output, const struct record *record,
		    GError **error);
/* The reader of standard output has stopped (| head). Nothing is written any
 * more then, and that is no error. */
gboolean output_has_no_reader(const struct output *output);
/* All is there: the header of an empty table, what comes last, the file at its
 * place. */
gboolean output_commit(struct output *output, GError **error);
/* Without output_commit() the file is dropped. */
void output_free(struct output *output);

DEFINE_AUTOPTR(output, output_free)

#endif
