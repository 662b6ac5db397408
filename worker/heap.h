/* heap.h - memory for a child, taken in one piece.
 *
 * A child's first write to a page of memory costs a page fault. A letter of
 * three pages takes four hundred of them: a third of the time that a separate
 * process costs. */
#ifndef WORKER_HEAP_H
#define WORKER_HEAP_H

/* In the zygote, once its data are loaded: gives back what is free, so that no
 * child gets a copy of it. */
void heap_settle(void);

/* In the child, before its sandbox is closed: gets the memory that a letter is
 * likely to need. Where the kernel cannot do this (before Linux 5.14), the
 * faults come one by one. */
void heap_take(void);

#endif
