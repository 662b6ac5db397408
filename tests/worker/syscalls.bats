#!/usr/bin/env bats
# syscalls.bats - the filter's list is no longer than what workers use.

bats_require_minimum_version 1.5.0

filter=$BATS_TEST_DIRNAME/../../worker/syscall_filter.c

# Those that only a dying worker makes; test_sandbox.c makes it die.
last_words="getpid gettid write writev"

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	PATH=$build/bin:$build/tests:$PATH
	cd "$BATS_TEST_TMPDIR" || return
}

# The names in the table, without those of the sanitizer.
allowed() {
	sed -n '/rule allowed\[\]/,/^#ifdef/s/.*\(ANY\|ONLY\)(\([a-z0-9_]*\).*/\2/p' \
		"$filter" | sort -u
}

# Where locks are taken there is futex, too often to be traced.
# What the trace's processes called after they had loaded a filter.
used() {
	cat trace.* | awk '
		/ seccomp\(SECCOMP_SET_MODE_FILTER/ { closed[$1] = 1; next }
		closed[$1] && match($2, /^[a-z0-9_]+\(/) {
			print substr($2, 1, RLENGTH - 1)
		}' | sort -u
}

traced() {
	strace -f -qq -o trace.$((++traces)) -e trace='!futex' "$@"
}

@test "every call that the filter allows says why and is made by a worker" {
	command -v strace >/dev/null || skip "there is no strace"
	strace -qq -o /dev/null true || skip "nothing can be traced here"
	nm "$build/bin/imr-extract" | grep -q __asan &&
		skip "a sanitizer needs more"
	mkdir letters
	make-letters pdf letters 2016-plain
	make-letters scan faxstandard letters 2016-plain
	make-letters text . 2013-notice
	for _ in $(seq 200); do cat 2013-notice.txt; done >letters/long.txt
	# Beyond what the heap takes, memory is mapped, and unmapped again.
	head -c 40000000 /dev/zero >letters/zero.txt
	rm letters/gold.jsonl
	traced imr-ingest --once letters/* >/dev/null || [ $? -eq 1 ]
	qpdf --encrypt '' owner 128 --use-aes=y -- \
		letters/2016-plain.pdf locked.pdf
	traced imr-ingest --once --quiet --text-pdf out.pdf locked.pdf
	traced "$build/tests/worker/test_extract" >/dev/null
	{ used && printf '%s\n' futex $last_words; } | sort -u >made
	allowed | comm -23 - made >idle
	diff /dev/null idle
}
