#!/usr/bin/env bats
# trust.bats - some files of each kind (kinds/*.py), chosen by their names:
# no value is wrong in silence. bench/trust tries them all.

@test "no file as people have them gives a wrong value in silence" {
	"$BATS_TEST_DIRNAME/run" --letters 2016-partial --one-in 15 \
		"$IMR_BUILD"
}
