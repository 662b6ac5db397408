/* screen.h - text before people's eyes. Letters, file names and what a worker
 * says come from outside: none of it may steer a terminal. */
#ifndef OUTPUT_SCREEN_H
#define OUTPUT_SCREEN_H

#include <glib.h>

/* Appends text (UTF-8, or bytes that tried to be) with every character that a
 * terminal could take as an order, or that reorders its neighbours, shown as
 * \uXXXX and every byte that is not UTF-8 as \xXX. Line ends stay ("\n" and
 * "\r\n"), tabs become a space. */
void screen_append_safe(GString *out, const char *text);

/* The same on one line: white space runs become one space. The caller frees
 * it. */
char *screen_line(const char *text);

/* Terminal cells that safe text takes. */
guint screen_cells(const char *text);

/* Appends the words of safe text, beginning in column `column` (0-based) of a
 * screen `width` wide; further lines are indented by `indent`. A
 * no-break space is shown as a space. No line end follows. */
void screen_append_wrapped(GString *out, const char *text, guint column,
			   guint indent, guint width);

/* The width of the terminal behind fd, or 80. */
guint screen_width(int fd);

#endif
