#!/usr/bin/env bats
# operator.bats - an operator's own lines of the lexicon, in the program.

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	PATH=$IMR_BUILD/bin:$PATH
	own=$BATS_TEST_TMPDIR/own
	mkdir "$own"
	export IMR_LEXICON=$IMR_BUILD/lexicon:$own
	"$IMR_BUILD/tests/make-letters" pdf "$BATS_TEST_TMPDIR" 2016-plain
	letter=$BATS_TEST_TMPDIR/2016-plain.pdf
}

# request MEMBER - of the letter's first issue, and the lexicon's hash.
request() {
	imr-ingest --once "$letter" |
		jq -c "[.issues[0].request.$1, .producer.lexicon]"
}

@test "a line changes what a record says, and the hash of the lexicon" {
	before=$(request category)
	treatment=$(imr-ingest --once "$letter" | jq -r '.issues[0].treatment')
	printf '%s\tTransportation\tTransportation\t9\n' "$treatment" \
		>"$own/ours.tsv"
	after=$(request category)
	[ "$(jq -r '.[0]' <<<"$after")" = Transportation ]
	[ "$(jq -r '.[0]' <<<"$before")" != Transportation ]
	[ "$(jq -r '.[1]' <<<"$after")" != "$(jq -r '.[1]' <<<"$before")" ]
}

@test "every member has its evidence" {
	run -0 imr-ingest --once "$letter"
	jq -e '.evidence["/issues/0/request/category"].boxes[0]
		| length == 4' <<<"$output"
	jq -e '.evidence["/issues/0/citations/reviewer"].page >= 1' <<<"$output"
}

@test "--check-config names a bad line by its file and number" {
	run -0 imr-ingest --check-config --once "$letter"
	printf '# ours\nMRI\tPoetry\tSonnets\t9\n' >"$own/ours.tsv"
	run -2 imr-ingest --check-config --once "$letter"
	[[ $output == *"$own/ours.tsv:2: the category 'Poetry, Sonnets'"* ]]
}

@test "without a lexicon nothing is read" {
	export IMR_LEXICON=$own
	run -3 imr-ingest --once "$letter"
	[[ $output == *"no lexicon in '$own'"* ]]
}
