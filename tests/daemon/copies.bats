#!/usr/bin/env bats
# copies.bats - what --once makes of one letter besides its record: --hocr.

bats_require_minimum_version 1.5.0

setup_file() {
	IMR_BUILD=$(realpath "${IMR_BUILD:-build}")
	export IMR_BUILD
	PATH=$IMR_BUILD/bin:$IMR_BUILD/tests:$BATS_TEST_DIRNAME:$PATH
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

once() {
	run --separate-stderr imr-ingest --once --quiet "$@"
}

@test "hOCR of a text layer: pages, lines, words, and where they stand" {
	make-letters pdf . 2016-plain
	once --hocr words.html 2016-plain.pdf
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	hocr.py words.html 2016-plain.pdf >checked
	[ "$(cat checked)" = "2 pages, all words of pdftotext in place" ]
	! grep -qv 'x_wconf 100' <(grep -o 'x_wconf [0-9]*' words.html)
}

@test "hOCR of a page that is shown turned" {
	make-letters scan rotated90 . 2016-plain
	once --hocr words.html 2016-plain.tif
	[ "$status" -eq 0 ]
	hocr.py words.html
	grep -q 'textangle 270' words.html
	grep -q '>CM16-9900001<' words.html
}

@test "a name and words that XML must not hold as they are" {
	make-letters text . 2016-plain
	sed 's/The injured worker/<b>\&amp; \xef\xbf\xbf worker/' 2016-plain.txt \
		>'a<b>&"c.txt'
	once --hocr words.html 'a<b>&"c.txt'
	[ "$status" -eq 0 ]
	hocr.py words.html
	grep -qF '<title>a&lt;b&gt;&amp;"c.txt</title>' words.html
	grep -qF '>&lt;b&gt;&amp;amp;</span>' words.html
}

@test "a letter that is rejected leaves no file behind" {
	mkdir bad out
	make-letters bad bad
	once --hocr out/words.html bad/invoice.pdf
	[ "$status" -eq 1 ]
	[ -z "$(ls -A out)" ]
}

@test "a place that cannot be written is told before the letter is read" {
	make-letters text . 2016-plain
	once --hocr nowhere/words.html 2016-plain.txt
	[ "$status" -eq 3 ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	mkdir folder
	once --hocr folder 2016-plain.txt
	[ "$status" -eq 3 ]
	[[ $stderr == *"not a regular file"* ]]
}

@test "wrong use" {
	make-letters text . 2016-plain
	cp 2016-plain.txt other.txt
	ln other.txt linked.txt
	once --hocr words.html 2016-plain.txt other.txt
	[ "$status" -eq 2 ]
	once --recursive --hocr words.html .
	[ "$status" -eq 2 ]
	once --hocr linked.txt other.txt
	[ "$status" -eq 2 ]
	run imr-ingest --hocr words.html
	[ "$status" -eq 2 ]
	run imr-ingest --once --output same --hocr same other.txt
	[ "$status" -eq 2 ]
	[ ! -e words.html ]
	cmp 2016-plain.txt other.txt
}
