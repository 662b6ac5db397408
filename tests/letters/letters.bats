#!/usr/bin/env bats
# shellcheck disable=SC2046,SC2154 # names are words; bats sets stderr_lines
# letters.bats - invented letters of every family, with every trap, through
# the whole of imr-ingest, and its records against the expected ones.

bats_require_minimum_version 1.5.0

setup_file() {
	IMR_BUILD=$(realpath "${IMR_BUILD:-build}")
	export IMR_BUILD
	PATH=$IMR_BUILD/bin:$IMR_BUILD/tests:$BATS_TEST_DIRNAME:$PATH
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir letters
}

once() {
	imr-ingest --once --format json "$@" >records.ndjson
}

# The records of all letters here are as they must be, and of the schema.
agrees() {
	once letters/*.{pdf,tif,txt}
	compare.py "$@" letters/gold.jsonl records.ndjson
	python3 "$BATS_TEST_DIRNAME/../core/validate.py" \
		"$BATS_TEST_DIRNAME/../../docs/record.schema.json" \
		<records.ndjson >verdicts
	[ "$(sort -u verdicts)" = valid ]
}

shopt -s nullglob

# letters whose names begin with one of PREFIX...
names() {
	make-letters list | cut -d' ' -f1 | grep -E "^($1)"
}

# --- text layers ------------------------------------------------------------

@test "letters with a text layer: every field exact" {
	make-letters pdf letters $(names '2|copy')
	agrees
}

@test "letters encrypted with an empty password, as they are posted" {
	make-letters pdf letters 2016-partial
	qpdf --encrypt '' owner 128 --use-aes=y --extract=n -- \
		--replace-input letters/2016-partial.pdf
	agrees
}

@test "letters as plain text without their header: every field exact" {
	make-letters text letters
	agrees
}

@test "pages without a text layer, or with one that means nothing" {
	make-letters pdf letters $(names layer)
	agrees --similarity 0.99 --null-allowed
	[ "$(grep -o '"text_source":"ocr"' records.ndjson | wc -l)" -ge 2 ]
	grep -q '"text_source":"text_layer"' records.ndjson
}

@test "the same letter gives the same record but for its time" {
	make-letters pdf letters 2016-colons
	once letters/2016-colons.pdf
	sed 's/"ingested_at":"[^"]*"//' records.ndjson >first
	once letters/2016-colons.pdf
	sed 's/"ingested_at":"[^"]*"//' records.ndjson | cmp - first
}

# --- scans ------------------------------------------------------------------

# A redaction's box takes the tails of a word beside it; the record warns of it.
@test "clean scans" {
	make-letters scan clean300 letters 2016-colons 2016-shared-line \
		copy-several
	agrees --similarity 0.98 --null-allowed
}

@test "faxes" {
	make-letters scan faxfine letters 2016-partial 2013-notice
	agrees --similarity 0.98 --null-allowed
}

@test "a page scanned upside down" {
	make-letters scan upsidedown letters 2016-expedited
	agrees --similarity 0.99 --null-allowed
}

# --- what is no letter ------------------------------------------------------

# FILE is rejected in one line that names it and says REASON.
rejects() {
	run --separate-stderr imr-ingest --once --format json "$1"
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ ${stderr_lines[0]} == "imr-ingest: $1: "*"$2"* ]]
}

@test "bad files are rejected, each with its reason" {
	make-letters bad letters
	rejects letters/empty.pdf 'empty'
	rejects letters/truncated.pdf 'cut off'
	rejects letters/random-bytes.pdf 'not a PDF'
	rejects letters/no-pages.pdf 'no pages'
	rejects letters/many-pages.pdf '10000 pages'
	rejects letters/huge-page.pdf '100000 x 100000'
	rejects letters/mac-roman.txt 'not UTF-8'
	rejects letters/invoice.pdf 'not an IMR letter'
	[[ ${stderr_lines[0]} == *' [not-a-letter]' ]]
	rejects letters/health-plan.pdf 'not an IMR letter'
}

@test "a page that nobody can read is not called another kind of paper" {
	make-letters bad letters
	pdftoppm -r 40 -gray -png -singlefile letters/invoice.pdf faint
	rejects faint.png 'hardly legible'
}

@test "a letter behind a password is rejected, saying so" {
	make-letters pdf letters 2016-plain
	qpdf --encrypt secret owner 256 -- letters/2016-plain.pdf locked.pdf
	rejects locked.pdf 'password'
}

@test "bad files cost the good ones nothing" {
	make-letters bad letters
	make-letters pdf letters 2016-plain
	run -1 once letters/*.{pdf,txt}
	compare.py letters/gold.jsonl records.ndjson
}
