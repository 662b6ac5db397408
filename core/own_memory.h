/* own_memory.h - protects the letters and secrets in a program's memory. */
#ifndef CORE_OWN_MEMORY_H
#define CORE_OWN_MEMORY_H

/* Allows no core dump, not even through a pipe, and no other process of this
 * user to read this one's memory. Programs that it starts inherit the limit on
 * core dumps only, and must call this themselves. */
void own_memory_close(void);

#endif
