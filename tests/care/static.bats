#!/usr/bin/env bats
# static.bats - what a look at the source finds without running it. (clang-tidy
# and gcc's analyzer take minutes: make tidy analyze.)

@test "cppcheck finds nothing" {
	command -v cppcheck >/dev/null || skip "no cppcheck"
	nm "${IMR_BUILD:-build}/bin/imr-ingest" | grep -q __asan &&
		skip "the source is the same"
	make -C "$BATS_TEST_DIRNAME/../.." --silent cppcheck
}
