/* main.c - make-letters: writes the test letters and their expected records.
 *
 * A test's own tool: what it cannot do it aborts on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/letters/bad.h"
#include "tests/letters/bulk.h"
#include "tests/letters/form.h"
#include "tests/letters/gold.h"
#include "tests/letters/markup.h"
#include "tests/letters/plain_text.h"
#include "tests/letters/rescan.h"
#include "tests/letters/scan_file.h"
#include "tests/letters/sheet.h"

/* Asked by LeakSanitizer: fontconfig loses some of its own patterns. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig";
}

/* The letters of the given names, NULL-terminated; without any, all. */
static GPtrArray *
choose_letters(char **names)
{
	g_autoptr(GPtrArray) all = letters_all();
	GPtrArray *chosen = g_ptr_array_new();

	for (guint i = 0; i < all->len; i++) {
		struct letter *letter = g_ptr_array_index(all, i);

		if (*names == NULL ||
		    g_strv_contains((const char *const *)names, letter->name))
			g_ptr_array_add(chosen, letter);
	}
	if (*names != NULL && chosen->len != g_strv_length(names))
		g_error("no such letter among those named");
	return chosen;
}

static int
list_letters(char **arguments)
{
	g_autoptr(GPtrArray) letters = choose_letters(arguments);

	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter = g_ptr_array_index(letters, i);

		printf("%-20s %s\n", letter->name, letter->traps);
	}
	return 0;
}

/* The gold of a file that holds one letter or several; of several, which has
 * how many of the pages is not ours to say. */
static void
append_gold(GString *lines, const struct letter *letter, const char *source,
	    guint page_count, enum gold_view view)
{
	if (letter->next != NULL)
		page_count = 0;
	for (; letter != NULL; letter = letter->next) {
		json_t *gold = gold_of_letter(letter, source, page_count, view);
		char *line = json_dumps(gold, JSON_COMPACT);

		g_string_append_printf(lines, "%s\n", line);
		free(line);
		json_decref(gold);
	}
}

static void
write_text(const char *directory, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	g_autoptr(GError) error = NULL;

	if (!g_file_set_contents(path, text, -1, &error))
		g_error("%s", error->message);
}

/* A line of JSON a page: its pieces, [x, base line, text, whether a shape as
 * the letterhead's], as drawn. */
static void
append_truth(GString *lines, const struct sheet *sheet)
{
	json_t *pieces = json_array();
	char *line;

	for (guint i = 0; i < sheet->pieces->len; i++) {
		const struct piece *piece =
			&g_array_index(sheet->pieces, struct piece, i);
		const char *start = pango_layout_get_text(piece->line->layout) +
				    piece->line->start_index;
		g_autoptr(GString) text =
			g_string_new_len(start, (gssize)piece->line->length);

		g_string_replace(text, MARKUP_SOFT_HYPHEN, "-", 0);
		if (*g_strstrip(text->str) != '\0')
			json_array_append_new(
				pieces,
				json_pack("[f, f, s, b]", piece->x, piece->y,
					  text->str, piece->drawn));
	}
	line = json_dumps(pieces, JSON_COMPACT);
	g_string_append_printf(lines, "%s\n", line);
	free(line);
	json_decref(pieces);
}

static void
write_pdf(const struct letter *letter, const char *directory, GString *gold)
{
	g_autoptr(GPtrArray) sheets = form_typeset(letter);
	g_autofree char *source = g_strdup_printf("%s.pdf", letter->name);
	g_autofree char *path = g_build_filename(directory, source, NULL);

	sheets_write_pdf(sheets, path);
	append_gold(gold, letter, source, sheets->len, GOLD_WHOLE);
}

static int
write_pdfs(char **arguments)
{
	g_autoptr(GPtrArray) letters = choose_letters(arguments + 1);
	g_autoptr(GString) gold = g_string_new(NULL);

	for (guint i = 0; i < letters->len; i++)
		write_pdf(g_ptr_array_index(letters, i), arguments[0], gold);
	write_text(arguments[0], "gold.jsonl", gold->str);
	return 0;
}

static int
write_scans(char **arguments)
{
	const struct scan_class *class = scan_class_find(arguments[0]);
	g_autoptr(GPtrArray) letters = NULL;
	g_autoptr(GString) gold = g_string_new(NULL);

	if (class == NULL)
		g_error("no scan class %s", arguments[0]);
	letters = choose_letters(arguments + 2);
	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter = g_ptr_array_index(letters, i);
		g_autoptr(GPtrArray) sheets = form_typeset(letter);
		g_autofree char *source = g_strdup_printf(
			"%s.%s", letter->name, scan_file_suffix(class->file));
		g_autofree char *path =
			g_build_filename(arguments[1], source, NULL);
		PIXA *pages = pixaCreate((int)sheets->len);

		for (guint j = 0; j < sheets->len; j++)
			pixaAddPix(
				pages,
				scan_page(g_ptr_array_index(sheets, j), class),
				L_INSERT);
		scan_file_write(pages, class, path);
		pixaDestroy(&pages);
		append_gold(gold, letter, source, sheets->len, GOLD_WHOLE);
	}
	write_text(arguments[1], "gold.jsonl", gold->str);
	return 0;
}

static int
write_rescans(char **arguments)
{
	const struct scan_class *class = scan_class_find(arguments[0]);

	if (class == NULL)
		g_error("no scan class %s", arguments[0]);
	for (char **pdf = arguments + 2; *pdf != NULL; pdf++)
		rescan_file(*pdf, class, arguments[1]);
	return 0;
}

/* Without its header a letter is one letter with nothing before it. */
static gboolean
goes_as_text(const struct letter *letter)
{
	return letter->next == NULL && !(letter->quirks & QUIRK_COVER_LETTER);
}

/* The page as one file for those who take no more at a time, in the kind of
 * compression that its class has. */
static void
write_image(PIX *pix, enum scan_file file, const char *stem)
{
	gboolean jpeg = file == SCAN_PDF_JPEG;
	gboolean bilevel = pixGetDepth(pix) == 1;
	g_autofree char *path = g_strdup_printf("%s.%s", stem,
						jpeg	  ? "jpg"
						: bilevel ? "tif"
							  : "png");

	if (jpeg ? pixWriteJpeg(path, pix, SCAN_JPEG_QUALITY, 0)
		 : pixWrite(path, pix, bilevel ? IFF_TIFF_G4 : IFF_PNG))
		g_error("cannot write %s", path);
}

/* All of a class's pages in one file, and each as an image of its own, with
 * the lines that are typeset on it. */
static int
write_pages(char **arguments)
{
	const struct scan_class *class = scan_class_find(arguments[0]);
	g_autoptr(GPtrArray) letters = choose_letters(arguments + 2);
	g_autoptr(GString) truth = g_string_new(NULL);
	guint number = 0;

	if (class == NULL)
		g_error("no scan class %s", arguments[0]);
	for (guint i = 0; i < letters->len; i++) {
		g_autoptr(GPtrArray) sheets = form_typeset(letters->pdata[i]);

		for (guint j = 0; j < sheets->len; j++) {
			PIX *pix = scan_page(sheets->pdata[j], class);
			g_autofree char *stem = g_strdup_printf(
				"%s/page-%03u", arguments[1], ++number);

			write_image(pix, class->file, stem);
			pixDestroy(&pix);
			append_truth(truth, sheets->pdata[j]);
		}
	}
	write_text(arguments[1], "truth.jsonl", truth->str);
	return 0;
}

/* Where text stands by itself on the sheet; FALSE where it does not. */
static gboolean
find_piece(const struct sheet *sheet, const char *text, double *x, double *y)
{
	for (guint i = 0; i < sheet->pieces->len; i++) {
		const struct piece *piece =
			&g_array_index(sheet->pieces, struct piece, i);
		const char *start = pango_layout_get_text(piece->line->layout) +
				    piece->line->start_index;

		if (strlen(text) == (gsize)piece->line->length &&
		    strncmp(text, start, strlen(text)) == 0) {
			*x = piece->x;
			*y = piece->y;
			return TRUE;
		}
	}
	return FALSE;
}

/* A first page five times, with one text on it blurred more and more. */
static int
write_smudged(char **arguments)
{
	static const double details[] = { 0.26, 0.24, 0.22, 0.20, 0.18 };
	const struct scan_class *class = scan_class_find("clean300");
	g_autoptr(GPtrArray) letters = choose_letters(arguments + 2);

	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter = letters->pdata[i];
		g_autoptr(GPtrArray) sheets = form_typeset(letter);
		double x, y;

		if (!find_piece(sheets->pdata[0], arguments[0], &x, &y))
			g_error("%s is nowhere by itself", arguments[0]);
		for (guint j = 0; j < G_N_ELEMENTS(details); j++) {
			PIX *pix = scan_page(sheets->pdata[0], class);
			g_autofree char *path =
				g_strdup_printf("%s/%s-%u.tif", arguments[1],
						letter->name, j + 1);

			scan_smudge(pix, x - 3, y - 10, 64, 14, details[j]);
			if (pixWriteTiff(path, pix, IFF_TIFF_LZW, "w"))
				g_error("cannot write %s", path);
			pixDestroy(&pix);
		}
	}
	return 0;
}

static int
write_texts(char **arguments)
{
	g_autoptr(GPtrArray) letters = choose_letters(arguments + 1);
	g_autoptr(GString) gold = g_string_new(NULL);

	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter = g_ptr_array_index(letters, i);
		g_autoptr(GPtrArray) sheets = form_typeset(letter);
		g_autofree char *source =
			g_strdup_printf("%s.txt", letter->name);
		g_autofree char *text = plain_text_new(sheets);
		gboolean has_table = letter->form == FORM_FINAL_2014 ||
				     letter->form == FORM_FINAL_2015;

		if (!goes_as_text(letter))
			continue;
		write_text(arguments[0], source, text);
		append_gold(gold, letter, source, 0,
			    has_table ? GOLD_BODY : GOLD_WHOLE);
	}
	write_text(arguments[0], "gold.jsonl", gold->str);
	return 0;
}

static int
write_bulk(char **arguments)
{
	guint count = (guint)atoi(arguments[0]);
	g_autoptr(GString) gold = g_string_new(NULL);

	for (guint i = 1; i <= count; i++) {
		GStringChunk *strings = g_string_chunk_new(4096);
		struct letter letter = bulk_letter(i, strings);

		write_pdf(&letter, arguments[1], gold);
		g_string_chunk_free(strings);
	}
	write_text(arguments[1], "gold.jsonl", gold->str);
	return 0;
}

static int
write_bad(char **arguments)
{
	bad_write(arguments[0]);
	return 0;
}

static const struct command {
	const char *name;
	int count; /* of arguments before any names of letters */
	gboolean takes_names;
	int (*run)(char **arguments);
	const char *usage;
} commands[] = {
	{ "list", 0, TRUE, list_letters,
	  "list [LETTER...]            letters and the traps in them" },
	{ "pdf", 1, TRUE, write_pdfs,
	  "pdf DIR [LETTER...]         as PDF with a text layer" },
	{ "scan", 2, TRUE, write_scans,
	  "scan CLASS DIR [LETTER...]  as a scan, see degrade.c" },
	{ "pages", 2, TRUE, write_pages,
	  "pages CLASS DIR [LETTER...] the same a page a file, and its truth" },
	{ "rescan", 2, TRUE, write_rescans,
	  "rescan CLASS DIR PDF...     letters of your own as scans, no gold" },
	{ "smudge", 2, TRUE, write_smudged,
	  "smudge TEXT DIR [LETTER...] a first page with TEXT blurred, 5 "
	  "ways" },
	{ "text", 1, TRUE, write_texts,
	  "text DIR [LETTER...]        as text, without the header" },
	{ "bulk", 2, FALSE, write_bulk,
	  "bulk N DIR                  N different letters as PDF" },
	{ "bad", 1, FALSE, write_bad,
	  "bad DIR                     files that are no letters" },
};

int
main(int argc, char **argv)
{
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		const struct command *command = &commands[i];

		if (argc >= 2 && strcmp(argv[1], command->name) == 0 &&
		    (argc == command->count + 2 ||
		     (argc > command->count + 2 && command->takes_names)))
			return command->run(argv + 2);
	}
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
		fprintf(stderr, "make-letters %s\n", commands[i].usage);
	fputs("Into DIR, which must exist, and with DIR/gold.jsonl: what the "
	      "records must say.\n",
	      stderr);
	return 2;
}
