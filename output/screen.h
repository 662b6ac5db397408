/* screen.h - text for terminals. Letters, file names and a worker's messages
 * come from outside: none of it may control the terminal. */
#ifndef OUTPUT_SCREEN_H
#define OUTPUT_SCREEN_H

#include <glib.h>

/* Appends text (UTF-8, perhaps invalid). Characters that could control a
 * terminal, or reorder their neighbours, become \uXXXX; bytes that are not
 * UTF-8 become \xXX. Line ends stay ("\n" and "\r\n"), tabs become a space. */
void screen_append_safe(GString *out, const char *text);

/* The same on one line: runs of white space become one space. The caller frees
 * it. */
char *screen_line(const char *text);

/* Terminal cells that safe text takes. */
guint screen_cells(const char *text);

/* Appends the words of safe text, beginning in column `column` (0-based) of a
 * screen `width` wide; further lines are indented by `indent`. A
 * no-break space is shown as a space. No line end follows. */
void screen_append_wrapped(GString *out, const char *text, guint column,
			   guint indent, guint width);

/* The width of the terminal at fd, or 80. */
guint screen_width(int fd);

#endif
