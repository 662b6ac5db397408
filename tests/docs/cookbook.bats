#!/usr/bin/env bats
# shellcheck disable=SC2046 # names are words
# cookbook.bats - each question of docs/meaning.md has an answer.

bats_require_minimum_version 1.5.0

setup() {
	IMR_BUILD=$(realpath "${IMR_BUILD:-build}")
	PATH=$IMR_BUILD/bin:$IMR_BUILD/tests:$PATH
	doc=$BATS_TEST_DIRNAME/../../docs/meaning.md
	cd "$BATS_TEST_TMPDIR" || return
	make-letters pdf . $(make-letters list | cut -d' ' -f1 |
		grep -E '^(2|copy)')
	imr-ingest --once --quiet --sink sqlite:letters.db ./*.pdf
	# One question a file.
	awk '/^```sql/ { on = 1; n++; next } /^```/ { on = 0 }
		on { print >("question-" n ".sql") }' "$doc"
}

answer() { # NUMBER
	sqlite3 -readonly -bail letters.db <"question-$1.sql"
}

@test "the cookbook's twenty questions have answers" {
	for n in {1..20}; do
		echo "# $n"
		run -0 answer "$n"
		[ -n "$output" ]
	done
	[ ! -e question-21.sql ]
}

@test "the cookbook's answers are those of the letters" {
	[ "$(answer 3)" = "2|$(sqlite3 letters.db "SELECT sum(decision =
		'overturned') FROM issues WHERE treatment LIKE '%oxycodone%'
		OR treatment LIKE '%percocet%'
		OR treatment LIKE '%oxycontin%'")" ]
	[[ $(answer 10) == "MTUS|Acupuncture Medical Treatment|"* ]]
	[ "$(answer 12 | awk -F '|' '{ n += $2 } END { print n }')" -eq \
		"$(sqlite3 letters.db "SELECT count(*) FROM issues WHERE
			claims_administrator_guideline LIKE '%did not cite%'")" ]
	[[ $(answer 19) == "current|"* ]]
}
