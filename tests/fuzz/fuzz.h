/* fuzz.h - what each fuzz target is: libFuzzer's entry, and, for `make check`,
 * the same entry behind replay.c, which runs its corpus and some thousand
 * variations of it.
 *
 * A target asserts what must hold for any input. Adding one: fuzz_<name>.c,
 * seeds in corpus/<name>/ where they are text, words in dictionary.txt. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As a text, cut at its first NUL; the caller frees it. */
static inline char *
fuzz_text(const uint8_t *data, size_t size)
{
	return size == 0 ? g_strdup("") : g_strndup((const char *)data, size);
}

#endif
