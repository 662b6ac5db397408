#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats sets output and stderr
# hidden.bats - scans over which an earlier recognition's text lies hidden.

bats_require_minimum_version 1.5.0

setup_file() {
	IMR_BUILD=$(realpath "${IMR_BUILD:-build}")
	export IMR_BUILD
	PATH=$IMR_BUILD/bin:$IMR_BUILD/tests:$BATS_TEST_DIRNAME:$PATH
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	make-letters scan bilevel200 . 2016-plain
	imr-ingest --once --quiet --hocr words.html 2016-plain.pdf
}

# searchable FROM TO - the scan with its words hidden over it, one of them
# changed, as searchable.pdf.
searchable() {
	layer.py words.html "$@" >layer.pdf
	qpdf --no-warn --warning-exit-0 2016-plain.pdf --overlay layer.pdf \
		-- searchable.pdf
	pdftotext searchable.pdf - | grep -qF "$2"
}

# field FIELD [OPTION...] - what the record says of it: value, confidence,
# codes of warnings.
field() {
	local path=/case/$1
	shift
	imr-ingest --once --format json "$@" searchable.pdf >record.json
	jq -r --arg path "$path" '[
		getpath($path[1:] / "/") // "null",
		.evidence[$path].confidence // "none",
		(.warnings[] | select(.path == $path).code)
	] | map(tostring) | join(" ")' record.json
}

sources() {
	jq -r '[.source.pages[].text_source] | join(" ")' record.json
}

@test "a digit misread in hidden text is no silent wrong value" {
	searchable CM16-9900001 CM16-9900007
	[[ $(field case_number) == "CM16-9900001 "*" second-reading" ]]
	[ "$(sources)" = "ocr ocr" ]
	searchable 10/28/2016 10/23/2016
	[[ $(field ur_denial_date) == "2016-10-28 "*" second-reading" ]]
}

@test "a table's rule that hidden text has for a word costs no date" {
	searchable 10/28/2016 '| 10/28/2016'
	[[ $(field ur_denial_date) =~ ^2016-10-28\ [01.][0-9.]*$ ]]
	[[ $(field ur_denial_date --ocr never) =~ ^2016-10-28\ 0\.9[0-9]*$ ]]
	[ "$(sources)" = "text_layer text_layer" ]
}

@test "hidden text that is not recognised against is never certain" {
	searchable CM16-9900001 CM16-9900007
	[[ $(field case_number --ocr never) =~ ^CM16-9900007\ 0\.9[0-9]*$ ]]
	[ "$(jq '.confidence < 0.99' record.json)" = true ]
}

@test "hidden text is replaced in the PDF with text, and stands there once" {
	searchable CM16-9900001 CM16-9900007
	imr-ingest --once --quiet --text-pdf out.pdf searchable.pdf
	pdftotext out.pdf words
	[ "$(grep -c CM16-990000 words)" -eq 1 ]
	grep -q CM16-9900001 words
}
