#!/usr/bin/env bats
# hardening.bats - the programs as they were built: what the compiler and the
# linker were told to make of them is there.

bats_require_minimum_version 1.5.0

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	programs=$(echo "$build"/bin/{imr-ingest,imr-extract,imrctl})
	nm "$build/bin/imr-ingest" | grep -q __asan &&
		skip "a sanitizer's build is another one"
	true
}

# shows OPTION FILE PATTERN - of what readelf says of it.
shows() {
	readelf "$1" "$2" | grep -qE "$3"
}

@test "position independent, with full RELRO and no executable stack" {
	for program in $programs; do
		shows -hW "$program" 'Type: +DYN'
		shows -dW "$program" 'FLAGS_1.* PIE'
		shows -dW "$program" 'BIND_NOW|FLAGS_1.* NOW'
		shows -lW "$program" 'GNU_RELRO'
		shows -lW "$program" 'GNU_STACK .* RW '
		run ! shows -dW "$program" 'TEXTREL|RPATH|RUNPATH'
	done
}

@test "stack protector and fortified functions" {
	for program in $programs; do
		shows -sW "$program" '__stack_chk_fail'
	done
	shows -sW "$build/bin/imr-ingest" '__[a-z]+_chk@'
	shows -sW "$build/bin/imr-extract" '__[a-z]+_chk@'
}

# No binary tells the level; and whoever gives CPPFLAGS of his own, as Debian's
# packaging does, gets ours all the same.
@test "fortified as far as the compiler can" {
	cd "$BATS_TEST_DIRNAME/../.."
	run -0 make -n -B B="$BATS_TEST_TMPDIR/build" V=1 \
		CPPFLAGS=-D_FORTIFY_SOURCE=2 "$BATS_TEST_TMPDIR/build/core/file.o"
	[[ $output =~ (-[DU]_FORTIFY_SOURCE[=0-9]* .*)-c ]]
	last=$(grep -oE -- '-[DU]_FORTIFY_SOURCE[=0-9]*' <<<"$output" | tail -1)
	[ "$last" = -D_FORTIFY_SOURCE=3 ]
}

# The property of the whole program wants libc's start files to have it, which
# Debian 12's have not; ours are ready.
@test "control-flow protection in every object, where the machine has it" {
	[ "$(uname -m)" = x86_64 ] || skip "x86 alone has it"
	for archive in "$build"/*.a; do
		objects=$(ar t "$archive" | wc -l)
		[ "$objects" -eq "$(readelf -n "$archive" |
			grep -c 'x86 feature: IBT, SHSTK')" ]
	done
}

@test "Debian's hardening-check says the same" {
	command -v hardening-check >/dev/null ||
		skip "there is no hardening-check (devscripts)"
	# shellcheck disable=SC2086 # several
	hardening-check --nocfprotection $programs
}
