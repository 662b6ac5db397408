/* main.c - make-letters: writes the test letters and their expected records.
 *
 * A test's own tool: what it cannot do it aborts on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/letters/form.h"
#include "tests/letters/gold.h"
#include "tests/letters/sheet.h"

static int
list_letters(char **arguments)
{
	g_autoptr(GPtrArray) letters = letters_all();

	(void)arguments;
	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter = g_ptr_array_index(letters, i);

		printf("%-28s %s\n", letter->name, letter->traps);
	}
	return 0;
}

/* The gold of a file that holds one letter or several; of several, which has
 * how many of the pages is not ours to say. */
static void
append_gold(GString *lines, const struct letter *letter, const char *source,
	    guint page_count)
{
	if (letter->next != NULL)
		page_count = 0;
	for (; letter != NULL; letter = letter->next) {
		json_t *gold =
			gold_of_letter(letter, source, page_count, GOLD_WHOLE);
		char *line = json_dumps(gold, JSON_COMPACT);

		g_string_append_printf(lines, "%s\n", line);
		free(line);
		json_decref(gold);
	}
}

static void
write_gold(const char *directory, const GString *lines)
{
	g_autofree char *path = g_build_filename(directory, "gold.jsonl", NULL);
	g_autoptr(GError) error = NULL;

	if (!g_file_set_contents(path, lines->str, (gssize)lines->len, &error))
		g_error("%s", error->message);
}

static int
write_pdfs(char **arguments)
{
	g_autoptr(GPtrArray) letters = letters_all();
	g_autoptr(GString) gold = g_string_new(NULL);

	for (guint i = 0; i < letters->len; i++) {
		const struct letter *letter = g_ptr_array_index(letters, i);
		g_autoptr(GPtrArray) sheets = form_typeset(letter);
		g_autofree char *source =
			g_strdup_printf("%s.pdf", letter->name);
		g_autofree char *path =
			g_build_filename(arguments[0], source, NULL);

		sheets_write_pdf(sheets, path);
		append_gold(gold, letter, source, sheets->len);
	}
	write_gold(arguments[0], gold);
	return 0;
}

static const struct command {
	const char *name;
	int count; /* of arguments */
	const char *usage;
	int (*run)(char **arguments);
} commands[] = {
	{ "list", 0, "list                 letters and their traps",
	  list_letters },
	{ "pdf", 1, "pdf DIRECTORY        each as PDF, and gold.jsonl",
	  write_pdfs },
};

int
main(int argc, char **argv)
{
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
		if (argc == commands[i].count + 2 &&
		    strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argv + 2);
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
		fprintf(stderr, "make-letters %s\n", commands[i].usage);
	return 2;
}
