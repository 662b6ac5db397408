#!/usr/bin/env bats
# commit_points.bats - deaths at each commit point of the source.

@test "a death at any commit point loses nothing" {
	run python3 "$BATS_TEST_DIRNAME/commit_points.py" "$BATS_TEST_TMPDIR"
	echo "$output"
	[ "$status" -eq 0 ]
}
