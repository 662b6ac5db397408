/* document.h - a document is words with boxes, from the first line to the last.
 *
 * Every room downstream of ocr/ reads these; text is only a view of them, so
 * every field of a record can point back to the rectangle it was read from.
 *
 * Geometry. Boxes are in PDF points (1/72 inch), origin at the top left, in
 * the page's *reading frame*: the page turned upright and its skew taken out,
 * so that lines of text run level. rotation_deg and skew_deg say how the
 * reading frame lies in the page as a viewer shows it (skew is taken out about
 * the centre of the turned page); page_shown_box() maps a box there. For a
 * text layer the two frames are one.
 *
 * Order. ocr/ promises: lines from top to bottom, the words of a line from
 * left to right, and one line per row of text: what stands on one base line
 * is one line, even across the columns of a table (gaps between the words'
 * boxes tell the columns).
 *
 * Plain text has no geometry; it is given the typewriter's: each character
 * cell 7.2 pt wide, each line 12 pt high, so that y / 12 is the line's number.
 */
#ifndef CORE_DOCUMENT_H
#define CORE_DOCUMENT_H

#include <glib.h>
#include <jansson.h>

#include "core/cleanup.h"

/* Words' boxes lie on a grid whose values decimal numbers in JSON represent
 * exactly: a stored document reads back as it was. */
#define WORD_GRID_PER_PT 1000

#define TEXT_CELL_WIDTH_PT 7.2
#define TEXT_CELL_HEIGHT_PT 12.0

struct box {
	double x0, y0, x1, y1; /* x0 <= x1, y0 <= y1 */
};

/* Of a word that readings differ on, or that a mark may be part of: too low for
 * a value to be made of it (parser/doubt/checks.h). */
#define WORD_DOUBTED 0.5

struct word {
	char *text; /* UTF-8, not empty, no white space */
	struct box box;
	double confidence; /* 0..1; 1.0 for a text layer that is seen */
	gboolean bold;	   /* FALSE where the source cannot tell */
};

struct line {
	GPtrArray *words; /* of struct word, at least one, owned */
};

enum text_source {
	TEXT_SOURCE_BLANK,	/* nothing on the page */
	TEXT_SOURCE_TEXT_LAYER, /* the file's own characters, or plain text */
	TEXT_SOURCE_OCR,
	TEXT_SOURCE_HUMAN, /* a person's correction; never a page's */
};

/* What a reader of the record must know of a page besides its words: print
 * that could not be read, or was left out. The parser makes a warning of it. */
struct flaw {
	char *code;    /* of core/warning_code.h */
	char *message; /* for people; holds no word of the letter */
};

/* The code of a page that is damaged, or shows print that could not be read:
 * what it held is missing from the letter. */
#define FLAW_UNREADABLE_PAGE "unreadable-page"
/* The file itself tells that a page behind this one was taken out of it. Where
 * both are one letter's, it is not whole. */
#define FLAW_INCOMPLETE "incomplete"
/* Of a first page: the document has attached files that were not read. */
#define FLAW_UNREAD_FILE "unread-file"

struct page {
	guint number;		    /* 1-based, as in the file */
	double width_pt, height_pt; /* as shown */
	enum text_source text_source;
	char *reason;	   /* why this source was chosen, for people */
	double dpi;	   /* of the scan; 0 where there is none */
	int rotation_deg;  /* 0, 90, 180, 270: turn the shown page clockwise by
			    * this to read it */
	double skew_deg;   /* then clockwise by this to level its lines */
	double confidence; /* mean of the words'; 1.0 for a blank page */
	gboolean tells_bold; /* the words' bold flags mean something */
	GPtrArray *lines;    /* of struct line, owned */
	GPtrArray *flaws;    /* of struct flaw, owned; mostly empty */

	/* The same page recognised once more at a larger scale, in a reading
	 * frame of its own; it has no other. NULL: there was no closer look. */
	struct page *closer;

	/* The same page as its other text has it: of a scan over which text
	 * lies hidden, one of the two is the page, and this is the other. It
	 * has neither a closer one nor another. NULL: there is none. */
	struct page *other;
};

struct document {
	char *id;	  /* SHA-256 of the file's bytes, 64 hex digits */
	char *name;	  /* base name, for people; UTF-8 */
	char *media_type; /* application/pdf, image/tiff, ..., text/plain */
	guint64 size_bytes;
	GPtrArray *pages; /* of struct page, owned, in order */
};

struct word *word_new(const char *text, struct box box, double confidence,
		      gboolean bold);
void word_free(struct word *word);
/* Lowers its confidence to WORD_DOUBTED where it is higher. */
void word_doubt(struct word *word);
struct line *line_new(void);
void line_free(struct line *line);
struct page *page_new(guint number, double width_pt, double height_pt);
void page_free(struct page *page);
struct document *document_new(void);
void document_free(struct document *document);

void flaw_free(struct flaw *flaw);
/* Each code once a page: the first message stays. */
void page_add_flaw(struct page *page, const char *code, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
gboolean page_has_flaw(const struct page *page, const char *code);

/* The box that holds both. */
struct box box_union(struct box a, struct box b);
struct box line_box(const struct line *line);

/* Sets confidence to the mean over the words, weighted by their length. */
void page_set_mean_confidence(struct page *page);

/* From the reading frame to the page as shown, cut at the page's edges. */
struct box page_shown_box(const struct page *page, struct box box);
/* The other way; of a box that was turned, its middle and its sides. */
struct box page_reading_box(const struct page *page, struct box shown);

/* "blank", "text_layer", "ocr"; NULL-terminated */
extern const char *const text_source_names[];
const char *text_source_name(enum text_source source);
gboolean text_source_parse(const char *name, enum text_source *out_source);

/* As JSON, for the wire between worker and parent. Reading is strict: unknown
 * members, wrong types, impossible numbers or text that is not UTF-8 are
 * IMR_ERROR_REJECT. The caller owns what is returned. */
json_t *page_to_json(const struct page *page);
struct page *page_from_json(json_t *json, GError **error);
json_t *document_to_json(const struct document *document);
struct document *document_from_json(json_t *json, GError **error);
/* The same, read leniently (strict.h), for what any version of this program has
 * stored. What is left out gets what claims least: the id given, the name
 * "unknown", the media type "application/octet-stream"; a page its place as
 * its number and, where it has words, recognition as their source. A closer or
 * other reading of such a reading is dropped. */
struct document *document_from_stored_json(json_t *json, const char *id,
					   GError **error);

DEFINE_AUTOPTR(word, word_free)
DEFINE_AUTOPTR(line, line_free)
DEFINE_AUTOPTR(page, page_free)
DEFINE_AUTOPTR(document, document_free)

#endif
