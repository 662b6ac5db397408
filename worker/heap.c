/* heap.c - settings of glibc's malloc for the way it is used here. */
#include "worker/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

#define PIECE (2u << 20) /* bytes */
#define LARGEST_HOLE ((size_t)4 << 20)
#define SMALL_HOLE ((size_t)1024)
#define SMALLEST_HOLE ((size_t)16)

/* Takes every free piece between those in use, and leaves it taken: a child
 * that wrote to one would get a copy of the page around it first. */
static void
fill_holes(void)
{
	for (size_t size = LARGEST_HOLE; size >= SMALLEST_HOLE;
	     size -= size > SMALL_HOLE ? size / 2 : SMALLEST_HOLE) {
		const char *top = sbrk(0);
		char *piece = malloc(size);
		const char *last = top - mallinfo2().keepcost;

		while (piece != NULL && piece < last)
			piece = malloc(size);
		free(piece);
	}
}

void
heap_settle(void)
{
	/* All but the largest come from the heap, and stay there once freed: a
	 * page's images take the memory of the page before. */
	mallopt(M_MMAP_THRESHOLD, 16 * PIECE);
	mallopt(M_TRIM_THRESHOLD, 64 * PIECE);
	fill_holes();
	malloc_trim(0);
}

void
heap_take(void)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	char *piece = malloc(PIECE);
	uintptr_t first;

	if (piece == NULL)
		return;
	first = ((uintptr_t)piece + page - 1) / page * page;
	madvise((void *)first, PIECE - page, MADV_POPULATE_WRITE);
	free(piece);
}
