#!/usr/bin/env bats
# kill.bats - kill -9 at random moments; kill.py says how to have more of them.

@test "kill -9 of daemon and workers, again and again, loses nothing" {
	run python3 "$BATS_TEST_DIRNAME/kill.py" "$BATS_TEST_TMPDIR"
	echo "$output"
	echo "# ${lines[-1]}" >&3
	[ "$status" -eq 0 ]
}
