#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats sets output and stderr_lines
# closer.bats - pages that are looked at once more: scans whose typed fields
# the first reading left in doubt, and workers that misbehave about it.

bats_require_minimum_version 1.5.0

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	cd "$BATS_TEST_TMPDIR" || return
	mkdir bin
	cp "$build/bin/imr-ingest" bin/
}

# lies NAME - the letter is refused, and costs nothing but itself.
lies() {
	echo "$1" >"$1"
	echo "after $1" >"good-$1"
	run --separate-stderr bin/imr-ingest --once --workers 1 \
		"$1" "good-$1"
	echo "$1: $status ${stderr_lines[*]}"
	[ "$status" -eq 1 ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ ${stderr_lines[0]} == "imr-ingest: $1: the worker "*"protocol"* ]]
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == *"\"file_name\":\"good-$1\""* ]]
}

@test "a page is doubted once, and only one that the letter has" {
	cp "$build/tests/hostile/doubter" bin/imr-extract
	for name in twice zero beyond huge real object silent endless; do
		lies "$name"
	done
}

@test "a closer reading is of the page asked for, and one" {
	cp "$build/tests/hostile/doubter" bin/imr-extract
	lies number
	lies nested
}

@test "without a closer reading the first one stands" {
	cp "$build/tests/hostile/doubter" bin/imr-extract
	for name in gone refused decent; do
		echo "$name" >"$name"
		run --separate-stderr bin/imr-ingest --once --workers 1 "$name"
		echo "$name: $status ${stderr_lines[*]}"
		[ "$status" -eq 0 ]
		[ "${#stderr_lines[@]}" -eq 0 ]
		[[ $output == *"\"file_name\":\"$name\""* ]]
	done
}
