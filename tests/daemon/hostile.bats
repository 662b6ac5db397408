#!/usr/bin/env bats
# hostile.bats - a part of what `make hostile` does: some of the hostile files,
# through --once and through the daemon.

@test "hostile files cost nothing but themselves" {
	"$BATS_TEST_DIRNAME/../hostile_files/run" "${IMR_BUILD:-build}" quick
}
