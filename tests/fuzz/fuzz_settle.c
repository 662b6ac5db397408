/* fuzz_settle.c - whether a file ends as its kind must. */
#define _GNU_SOURCE /* memfd_create() */
#include <sys/mman.h>
#include <unistd.h>

#include "sources/directory/settle.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	g_assert_cmpint(write(fd, data, size), ==, (gssize)size);
	settle_is_complete(fd);
	close(fd);
	return 0;
}
