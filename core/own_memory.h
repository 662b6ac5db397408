/* own_memory.h - what a program that has letters and secrets in its memory owes
 * them. */
#ifndef CORE_OWN_MEMORY_H
#define CORE_OWN_MEMORY_H

/* No core, not even through a pipe, and no other process of this user may look
 * into it. What it starts inherits the limit, and sees to the rest itself. */
void own_memory_close(void);

#endif
