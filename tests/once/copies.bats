#!/usr/bin/env bats
# copies.bats - what --once makes of one letter besides its record: --hocr and
# --text-pdf.

bats_require_minimum_version 1.5.0

setup_file() {
	IMR_BUILD=$(realpath "${IMR_BUILD:-build}")
	export IMR_BUILD
	PATH=$IMR_BUILD/bin:$IMR_BUILD/tests:$BATS_TEST_DIRNAME:$PATH
}

shopt -s nullglob

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
	run ! grep -qv 'x_wconf 100' <(grep -o 'x_wconf [0-9]*' words.html)
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

# --- the PDF with text -------------------------------------------------------

# same_pictures ONE OTHER - rendered, and their images taken out.
same_pictures() {
	pdftoppm -r 60 "$1" one
	pdftoppm -r 60 "$2" other
	for page in one-*.ppm; do
		cmp "$page" "other-${page#one-}"
	done
	pdfimages -all "$1" one-image
	pdfimages -all "$2" other-image
	for image in one-image-*; do
		cmp "$image" "other-image-${image#one-image-}"
	done
}

# The text of a PDF stands where the hOCR has it, and reads in its order.
# text_agrees PDF HOCR
text_agrees() {
	hocr.py --near 4 "$2" "$1"
	pdftotext "$1" - | tr -s ' \n\f' ' ' >words
	grep -q 'Decision rationale: .*MAXIMUS guideline: .*Decision rat' words ||
		grep -q 'Claims Administrator guideline: .*MAXIMUS guideline: ' words
}

@test "a scan as a PDF with text: the pictures are the same, the words in place" {
	for class in clean300 bilevel200 skewblurjpeg upsidedown; do
		mkdir $class
		make-letters scan $class $class 2016-plain
		once --text-pdf $class/out.pdf --hocr $class/words.html \
			$class/2016-plain.pdf
		[ "$status" -eq 0 ]
		qpdf --check $class/out.pdf
		same_pictures $class/2016-plain.pdf $class/out.pdf
		text_agrees $class/out.pdf $class/words.html
	done
}

@test "images become a PDF with text, pixel by pixel" {
	make-letters scan faxstandard . 2016-plain
	once --text-pdf out.pdf --hocr words.html 2016-plain.tif
	[ "$status" -eq 0 ]
	text_agrees out.pdf words.html
	pdfimages -list out.pdf | grep -q ' 1734  1078 .* 204 *98 '
	make-letters pages photo . 2016-plain
	once --text-pdf photo.pdf page-001.jpg
	[ "$status" -eq 0 ]
	pdfimages -all photo.pdf jpeg
	cmp page-001.jpg jpeg-000.jpg
}

@test "a turned and cropped page, under a password of its owner's" {
	make-letters scan bilevel200 . 2016-plain
	for turn in 90 180 270; do
		rm -f out.pdf words.html
		qpdf --no-warn --warning-exit-0 --rotate=$turn --encrypt '' owner \
			128 --use-aes=y --extract=n -- 2016-plain.pdf turned.pdf
		once --text-pdf out.pdf --hocr words.html turned.pdf
		[ "$status" -eq 0 ]
		qpdf --show-encryption out.pdf | grep -q 'extract for any.*not'
		same_pictures turned.pdf out.pdf
		hocr.py --near 4 words.html out.pdf
	done
}

@test "a PDF with text has its words, and gives the record that the scan gave" {
	make-letters scan clean300 . 2016-plain
	once --text-pdf out.pdf 2016-plain.pdf
	record() {
		imr-ingest --once --format json "$@" |
			jq -S '[.case, .reviewer, .summary, .issues, .warnings]'
	}
	[ "$(record out.pdf)" = "$(record 2016-plain.pdf)" ]
	imr-ingest --once --format json --ocr never out.pdf >never.ndjson
	[ "$(grep -o '"text_source":"ocr"' never.ndjson | wc -l)" -eq 0 ]
	grep -q '"case_number":"CM16-9900001"' never.ndjson
}

# An earlier recognition's text that means nothing, invisible, as a PDF of one
# page.
garbage_layer() {
	local content='BT 3 Tr /F 10 Tf 14 TL 72 700 Td' i
	for i in {1..20}; do
		content+=" (Xqzvwk brtlmn 99gfd zzxcv qwrtp lkjhg) '"
	done
	content+=' ET'
	printf '%%PDF-1.4\n'
	printf '%s\n' \
		'1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj' \
		'2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj' \
		'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R' \
		'/Resources<</Font<</F 5 0 R>>>>>>endobj' \
		"4 0 obj<</Length ${#content}>>stream" "$content" 'endstream endobj' \
		'5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj' \
		'trailer<</Root 1 0 R>>' startxref 0 '%%EOF'
}

@test "a layer that was refused is gone, and its page looks the same" {
	make-letters scan clean300 . 2016-plain
	garbage_layer >garbage.pdf
	qpdf --no-warn --warning-exit-0 2016-plain.pdf \
		--overlay garbage.pdf --repeat=1 -- spoiled.pdf
	pdftotext spoiled.pdf - | grep -q Xqzvwk
	once --text-pdf out.pdf spoiled.pdf
	[ "$status" -eq 0 ]
	qpdf --check out.pdf
	same_pictures spoiled.pdf out.pdf
	pdftotext out.pdf words
	run ! grep -q Xqzvwk words
	[ "$(grep -c CM16-9900001 words)" -eq 1 ]
}

@test "recognised again, a page has its words once" {
	make-letters scan bilevel200 . 2016-plain
	once --text-pdf one.pdf 2016-plain.pdf
	once --ocr always --text-pdf two.pdf one.pdf
	[ "$status" -eq 0 ]
	same_pictures one.pdf two.pdf
	[ "$(pdftotext two.pdf - | wc -w)" -eq "$(pdftotext one.pdf - | wc -w)" ]
}

@test "a photograph that says which way up it is" {
	make-letters pages upsidedown . 2016-plain
	# EXIF: orientation 3
	{
		head -c 2 page-001.jpg
		printf '\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0'
		printf '\x12\x01\x03\0\x01\0\0\0\x03\0\0\0\0\0\0\0'
		tail -c +3 page-001.jpg
	} >photo.jpg
	once --text-pdf out.pdf --hocr words.html photo.jpg
	[ "$status" -eq 0 ]
	run ! grep -q textangle words.html
	hocr.py --near 4 words.html out.pdf
	grep -q '>CM16-9900001<' words.html
	pdfimages -all out.pdf jpeg
	cmp photo.jpg jpeg-000.jpg
	once --hocr turned.html page-001.jpg
	grep -q 'textangle 180' turned.html
}

@test "pages that have their text stay as they are" {
	make-letters pdf . 2016-plain
	once --text-pdf out.pdf 2016-plain.pdf
	[ "$status" -eq 0 ]
	same_pictures 2016-plain.pdf out.pdf
	[ "$(pdftotext out.pdf -)" = "$(pdftotext 2016-plain.pdf -)" ]
}

@test "plain text has no pages: rejected, and no file" {
	make-letters text . 2016-plain
	once --text-pdf out.pdf --hocr words.html 2016-plain.txt
	[ "$status" -eq 1 ]
	[[ $stderr == *"no pages to write as a PDF"* ]]
	[ ! -e out.pdf ]
	[ ! -e words.html ]
}

@test "a letter that is rejected leaves no file behind" {
	mkdir bad out
	make-letters bad bad
	once --hocr out/words.html --text-pdf out/out.pdf bad/invoice.pdf
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

@test "no copy replaces a letter, nor anything else without --force" {
	make-letters pdf . 2016-plain
	make-letters text . 2016-plain
	cp 2016-plain.pdf other.pdf
	for option in --hocr --text-pdf; do
		for letter in other.pdf 2016-plain.txt; do
			once --force $option $letter 2016-plain.pdf
			[ "$status" -eq 3 ]
			[[ $stderr == *"even with --force"* ]]
		done
	done
	cmp 2016-plain.pdf other.pdf
	echo old >words.html
	once --hocr words.html 2016-plain.pdf
	[ "$status" -eq 3 ]
	[ "$(cat words.html)" = old ]
	for try in 1 2; do
		once --force --hocr words.html 2016-plain.pdf
		[ "$status" -eq 0 ]
	done
	once --hocr /dev/stdout 2016-plain.pdf
	[ "$output" = "$(cat words.html)" ]
}

@test "wrong use" {
	make-letters text . 2016-plain
	cp 2016-plain.txt other.txt
	ln other.txt linked.txt
	once --hocr words.html 2016-plain.txt other.txt
	[ "$status" -eq 2 ]
	once --recursive --hocr words.html .
	[ "$status" -eq 2 ]
	once --force --hocr linked.txt other.txt
	[ "$status" -eq 2 ]
	[[ $stderr == *"--hocr would write over 'other.txt'"* ]]
	run imr-ingest --hocr words.html
	[ "$status" -eq 2 ]
	run imr-ingest --once --output same --hocr same other.txt
	[ "$status" -eq 2 ]
	run imr-ingest --once --text-pdf same --hocr same other.txt
	[ "$status" -eq 2 ]
	run imr-ingest --text-pdf out.pdf
	[ "$status" -eq 2 ]
	once --text-pdf out.pdf 2016-plain.txt other.txt
	[ "$status" -eq 2 ]
	[ ! -e words.html ]
	cmp 2016-plain.txt other.txt
}
