/* heap.h - memory for a child, taken in one piece.
 *
 * A page of memory that a child writes to first costs it a fault, of which a
 * letter of three pages takes four hundred: a third of the time that a process
 * of its own costs it. */
#ifndef WORKER_HEAP_H
#define WORKER_HEAP_H

/* In the zygote, once its data are loaded: gives back what is free, so that no
 * child gets a copy of it. */
void heap_settle(void);

/* In the child, before it is closed in: what a letter is likely to need. Where
 * the kernel cannot (before Linux 5.14), the faults come one by one. */
void heap_take(void);

#endif
