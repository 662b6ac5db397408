/* pager.h - what is longer than a screen. */
#ifndef CTL_SHOW_PAGER_H
#define CTL_SHOW_PAGER_H

#include <glib.h>

/* Shows text by $PAGER (less where that is not set; empty or cat: none) where
 * standard output is a terminal, else prints it. Returns when it is read. */
void pager_show(const GString *text);

#endif
