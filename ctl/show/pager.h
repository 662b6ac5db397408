/* pager.h - shows long output through a pager. */
#ifndef CTL_SHOW_PAGER_H
#define CTL_SHOW_PAGER_H

#include <glib.h>

/* Shows text by $PAGER (less where that is not set; empty or cat: none) where
 * standard output is a terminal, else prints it. Returns once the pager
 * ends. */
void pager_show(const GString *text);

#endif
