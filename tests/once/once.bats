#!/usr/bin/env bats
# once.bats - imr-ingest --once as its users meet it, with workers that
# misbehave on purpose (tests/hostile). Such a worker answers well for files
# whose name begins with "good".

bats_require_minimum_version 1.5.0

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	mkdir "$BATS_TEST_TMPDIR/work"
	cd "$BATS_TEST_TMPDIR/work" || return
	echo one >good-1
	echo two >good-2
	echo bad >bad
}

# What a failed test left running must not keep bats waiting.
teardown() {
	[ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true
}

# in_background ARGUMENT... - as $pid, the leader of a process group.
in_background() {
	setsid imr-ingest --once "$@" 2>../background-errors 3>&- &
	pid=$!
}

# A program finds its worker beside itself: this one finds a stand-in.
with_worker() {
	mkdir -p ../bin
	cp "$build/bin/imr-ingest" ../bin/
	cp "$build/tests/hostile/$1" ../bin/imr-extract
	PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

once() {
	run --separate-stderr imr-ingest --once "$@"
}

# The file names of the records on standard output, in order.
recorded() {
	grep -o '"file_name":"[^"]*"' <<<"$output" | cut -d'"' -f4 | paste -sd' '
}

# wait_until COMMAND... - for at most ten seconds.
wait_until() {
	for _ in $(seq 200); do
		"$@" && return
		sleep 0.05
	done
	return 1
}

has_children() {
	[ "$(pgrep -c -P "$1")" -eq "$2" ]
}

is_gone() {
	[ ! -e "/proc/$1" ]
}

# --- workers that misbehave -------------------------------------------------

# costs_only_its_letter WORKER REASON [STATUS]
costs_only_its_letter() {
	with_worker "$1"
	once --set letter_seconds=2 good-1 bad good-2
	[ "$status" -eq "${3:-1}" ]
	[ "$(recorded)" = "good-1 good-2" ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ ${stderr_lines[0]} == "imr-ingest: bad: "*"$2"*"; "* ]]
}

@test "a worker that crashes costs only its letter" {
	costs_only_its_letter crash "while reading (signal 6"
}

@test "a worker that sleeps is killed at its deadline" {
	costs_only_its_letter hang "have 2 s of processor time" 3
}

@test "a worker that spins is killed at its deadline" {
	costs_only_its_letter spin "reading took longer than 2 s"
}

@test "a worker that stops in mid-answer is killed at its deadline" {
	costs_only_its_letter half "have 2 s of processor time" 3
}

@test "a worker that answers noise costs only its letter" {
	costs_only_its_letter garbage "broke the protocol"
}

@test "a worker that announces 4 GiB costs only its letter" {
	costs_only_its_letter huge "broke the protocol"
}

@test "a worker that answers for another letter costs only its own" {
	costs_only_its_letter wrong "breaks the protocol"
}

@test "a worker that invents pages costs only its letter" {
	costs_only_its_letter liar "breaks the protocol"
}

@test "a letter that failed is told when its last page has ended" {
	with_worker torn
	once --workers 2 --set page_seconds=3 bad good-1 good-2
	[ "$status" -eq 1 ]
	[ "$(recorded)" = "good-1 good-2" ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[ "${stderr_lines[0]}" = "imr-ingest: bad: the page is torn; mend it [other]" ]
}

@test "a file that changes while it is read is rejected" {
	costs_only_its_letter touch "changed while it was read"
}

@test "a worker that lacks its data is one message and status 3" {
	with_worker refuse
	once good-1 bad good-2
	[ "$status" -eq 3 ]
	[ -z "$output" ]
	[ "$stderr" = "imr-ingest: eng.traineddata is missing" ]
}

@test "a worker that ends at once is one message and status 3" {
	with_worker mute
	once good-1 bad good-2
	[ "$status" -eq 3 ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ $stderr == *"ended before it was ready (status 1); "* ]]
}

@test "no worker at all is status 3" {
	with_worker crash
	rm ../bin/imr-extract
	once good-1
	[ "$status" -eq 3 ]
	[[ $stderr == *"cannot find imr-extract"* ]]
}

@test "one letter starts one worker, several start as many as they may" {
	with_worker hang
	in_background --workers 4 bad
	wait_until has_children "$pid" 1
	kill "$pid"
	wait "$pid" || true
	in_background --workers 2 bad bad bad
	wait_until has_children "$pid" 2
	kill "$pid"
	wait "$pid" || true
}

# As a terminal does it: to the whole group.
@test "a signal ends the program and its workers, with 128 and its number" {
	with_worker spin
	for signal in INT:130 TERM:143 HUP:129; do
		in_background good-1 bad >out
		wait_until grep -q . out
		worker=$(pgrep -P "$pid" | head -n 1)
		kill -s "${signal%:*}" -- -"$pid"
		wait "$pid" || status=$?
		[ "$status" -eq "${signal#*:}" ]
		wait_until is_gone "$worker"
		[ "$(wc -l <out)" -eq 1 ]
		[ ! -s ../background-errors ]
		>out
	done
}

@test "workers do not outlive a parent that was killed" {
	with_worker hang
	in_background bad
	wait_until has_children "$pid" 1
	worker=$(pgrep -P "$pid")
	kill -KILL "$pid"
	wait_until is_gone "$worker"
}

# A letter that keeps the installed worker busy, and as $child the process that
# reads it, stopped.
stop_a_child() {
	PATH=$build/bin:$build/tests:$PATH
	make-letters text . 2013-notice
	for _ in $(seq 2000); do cat 2013-notice.txt; done >long
	in_background long
	wait_until has_children "$pid" 1
	worker=$(pgrep -P "$pid")
	# The first one says hello, before the worker reads of any letter.
	wait_until reads_letter
	kill -STOP "$child"
}

# It has used processor time, as no child has that only waits.
reads_letter() {
	child=$(pgrep -P "$worker") &&
		[ "$(awk '{ print $14 }' "/proc/$child/stat")" -ge 10 ]
}

@test "the process that reads a letter outlives neither its worker nor a parent" {
	for victim in pid worker; do
		stop_a_child
		kill -KILL "${!victim}"
		wait_until is_gone "$child"
		wait_until is_gone "$worker"
		wait "$pid" || true
	done
	grep -q "long: the worker was killed while reading (signal 9" \
		../background-errors
}

@test "how the process that reads a letter died is told" {
	nm "$build/bin/imr-extract" | grep -q __asan &&
		skip "a sanitizer makes an exit of the signal"
	stop_a_child
	kill -SEGV "$child"
	kill -CONT "$child"
	wait "$pid" || status=$?
	[ "$status" -eq 1 ]
	grep -q "long: the worker crashed while reading (signal 11" \
		../background-errors
}

# --- inputs -----------------------------------------------------------------

@test "what is no file of a letter is told one by one" {
	with_worker crash
	>empty
	mkdir folder
	mkfifo pipe
	head -c 2000 /dev/zero >large
	once --set max_bytes=1000 empty folder pipe large missing /dev/null \
		good-1
	[ "$status" -eq 1 ]
	[ "$(recorded)" = "good-1" ]
	[ "${#stderr_lines[@]}" -eq 6 ]
	[[ ${stderr_lines[0]} == "imr-ingest: empty: is empty; "* ]]
	[[ ${stderr_lines[1]} == "imr-ingest: folder: is a directory; "* ]]
	[[ ${stderr_lines[2]} == "imr-ingest: pipe: is a named pipe; "* ]]
	[[ ${stderr_lines[3]} == "imr-ingest: large: is larger than max_bytes, 1000; "* ]]
	[[ ${stderr_lines[4]} == "imr-ingest: missing: does not exist; "* ]]
	[[ ${stderr_lines[5]} == "imr-ingest: /dev/null: is a device; "* ]]
}

@test "an unreadable file is told" {
	[ "$(id -u)" -ne 0 ] || skip "root may read everything"
	with_worker crash
	chmod 0 bad
	once bad
	[ "$status" -eq 1 ]
	[[ $stderr == "imr-ingest: bad: may not be read; "* ]]
}

@test "folders are read in order, standard input too" {
	with_worker crash
	mkdir -p in/good-sub
	echo 3 >in/good-3
	echo 1 >in/good-1
	echo 4 >in/good-sub/good-4
	echo 0 >in/.hidden
	once --recursive in
	[ "$status" -eq 0 ]
	[ "$(recorded)" = "good-1 good-3 good-4" ]
	# This stand-in has nothing good to say of a file named "-".
	once - <good-1
	[ "$status" -eq 1 ]
	[[ $stderr == "imr-ingest: -: the worker "* ]]
}

@test "hundreds of files stay in order and need few descriptors" {
	with_worker crash
	mkdir in
	for i in $(seq 100 699); do echo "$i" >in/good-"$i"; done
	ulimit -n 100
	once --recursive in
	[ "$status" -eq 0 ]
	[ "$(recorded)" = "$(ls in | paste -sd' ')" ]
}

@test "names cannot steer the terminal" {
	with_worker crash
	name=$'bad\e[2Jname\xff'
	cp bad "$name"
	once "$name"
	[ "$status" -eq 1 ]
	[[ $stderr == 'imr-ingest: bad\u001b[2Jname\xff: '* ]]
}

@test "what workers say cannot steer the terminal either" {
	with_worker blab
	echo bad >abort
	once --verbose abort
	[ "$status" -eq 1 ]
	# Of a process that died: its last words come as well.
	[[ $stderr == *"Syntax Error: MARKTEXT"* ]]
	[[ $stderr == *'\u001b[2J\u001b]0;owned\u0007'*'\u202e'*'\xff'* ]]
	run -1 grep -P '[\x00-\x08\x0b-\x1f\x7f-\x9f]' <<<"$stderr"
	once abort
	[[ $stderr != *MARKTEXT* ]]
}

# --- settings ---------------------------------------------------------------

# is_wrong_use MESSAGE ARGUMENT...
is_wrong_use() {
	message=$1
	shift
	run --separate-stderr imr-ingest "$@"
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ $stderr == "imr-ingest: "*"$message"* ]]
}

@test "wrong use is status 2 and says what is right" {
	with_worker crash
	is_wrong_use "--once"
	is_wrong_use "--once" good-1
	is_wrong_use "wants files" --once
	is_wrong_use "--frob" --once --frob good-1
	is_wrong_use "json, text, csv, spreadsheet" --once --format xml good-1
	is_wrong_use "auto, always, never" --once --ocr perhaps good-1
	is_wrong_use "auto, tesseract, fast" --once --ocr-engine slow good-1
	is_wrong_use "page_seconds" --once --set page_seconds=0 good-1
	is_wrong_use "files, sqlite, http" --once --sink paper:x good-1
	is_wrong_use "NAME:VALUE" --once --sink files good-1
	is_wrong_use "missing.conf" --once --config missing.conf good-1
	is_wrong_use "contradict" --once --quiet --output x good-1
	is_wrong_use "nowhere to write" --once --quiet good-1
	is_wrong_use "--bom goes with" --once --bom good-1
	is_wrong_use "--bom goes with" --once --bom -f json good-1
	is_wrong_use "--bom goes with --once" --bom
	is_wrong_use "--force is about" --once --force good-1
	is_wrong_use "--force goes with" --force
	is_wrong_use "standard output" --once --hocr - good-1
	is_wrong_use "standard output" --once --text-pdf - good-1
	SOURCE_DATE_EPOCH=soon is_wrong_use "SOURCE_DATE_EPOCH" --once good-1
}

@test "the settings file errs with its name and line" {
	with_worker crash
	printf '[extract]\nocr = auto\nzoom = 2\n' >a.conf
	is_wrong_use "a.conf:3: " --once --config a.conf good-1
	printf '[extract]\nocr = auto\n[sink files]\n' >b.conf
	is_wrong_use "directory" --once --config b.conf good-1
	run imr-ingest --check-config --config a.conf
	[ "$status" -eq 2 ]
	printf '[extract]\nocr = never\n' >c.conf
	run imr-ingest --check-config --config c.conf
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "the program tells its versions, sinks and settings" {
	with_worker crash
	run imr-ingest --version
	[ "$status" -eq 0 ]
	[[ $output == *"GLib "*"jansson "*"SQLite "*"libcurl "* ]]
	[[ $output == *"imr-extract: none"* ]]
	run imr-ingest --help-sinks
	[[ $output == *"--sink files:DIRECTORY"* ]]
	run imr-ingest --help-settings
	[[ $output == *"page_seconds"* ]]
	run imr-ingest --help
	[ "$status" -eq 0 ]
	[[ $output == *"Exit status"* ]]
}

# --- output -----------------------------------------------------------------

@test "an output that ends in .csv is CSV, and another form where one is named" {
	with_worker crash
	for name in a.csv b.CSV; do
		once --output $name good-1
		[ "$status" -eq 0 ]
		[ "$(head -c 13 $name)" = "id,file_name," ]
	done
	once --format json --output c.csv good-1
	[ "$(jq -r .source.file_name c.csv)" = good-1 ]
	once --output d.json good-1
	[ "$(jq -r .source.file_name d.json)" = good-1 ]
}

@test "--bom: CSV that Excel reads as UTF-8" {
	with_worker crash
	for format in csv spreadsheet; do
		once --bom --format $format --output $format good-1
		[ "$status" -eq 0 ]
		[ "$(head -c 6 $format | od -An -tx1)" = " ef bb bf 69 64 2c" ]
	done
	once --bom --output a.csv good-1
	[ "$(head -c 3 a.csv | od -An -tx1)" = " ef bb bf" ]
	once --output b.csv good-1
	cmp <(tail -c +4 a.csv) b.csv
}

@test "a reader that has enough ends it without a word; sinks get all" {
	with_worker crash
	mkdir records
	mkfifo pipe
	for sink in "" --sink=files:records; do
		# Opened for reading and closed: a pipe without a reader.
		exec 8<>pipe 9>pipe 8<&-
		set +e
		imr-ingest --once $sink good-1 good-2 good-1 >&9 2>errors
		status=$?
		set -e
		exec 9>&-
		[ ! -s errors ]
		[ "$status" -eq "$([ "$sink" ] && echo 0 || echo 141)" ]
	done
	[ "$(ls records | wc -l)" -eq 2 ]
}

@test "--output appears whole, or not at all" {
	with_worker hang
	echo old >kept
	once --set letter_seconds=2 --output new good-1 bad
	[ "$status" -eq 3 ]
	[ -z "$output" ]
	[ "$(wc -l <new)" -eq 1 ]

	in_background --force --output kept good-1 bad
	wait_until has_children "$pid" 2
	kill "$pid"
	wait "$pid" || true
	[ "$(cat kept)" = old ]
	[ "$(ls -A | paste -sd' ')" = "bad good-1 good-2 kept new" ]
}

@test "--output - is standard output" {
	with_worker crash
	once --output - good-1
	[[ $output == *'"file_name":"good-1"'* ]]
	[ ! -e ./- ]
}

@test "--output writes to devices, pipes and descriptors as they are" {
	with_worker crash
	once --output /dev/null good-1
	[ "$status" -eq 0 ]
	[ -c /dev/null ]
	once --output /dev/stdout good-1
	[[ $output == *'"file_name":"good-1"'* ]]
	echo first >shared
	imr-ingest --once --output /dev/stdout good-1 >>shared
	imr-ingest --once --output /dev/fd/7 good-2 7>>shared
	[ "$(wc -l <shared)" -eq 3 ]
	mkfifo pipe
	imr-ingest --once --output pipe good-1 &
	pid=$!
	[[ $(cat pipe) == *'"file_name":"good-1"'* ]]
	wait "$pid"
	[ -p pipe ]
}

@test "--output replaces no folder and no link" {
	with_worker crash
	mkdir folder
	ln -s folder/x dangling
	ln -s good-2 linked
	for place in folder dangling linked; do
		once --force --output $place good-1
		[ "$status" -eq 3 ]
		[[ $stderr == *"not a regular file"* ]]
	done
	[ -L dangling ]
	[ -L linked ]
	[ "$(cat good-2)" = two ]
}

@test "an output replaces a file only with --force" {
	with_worker crash
	echo old >kept
	once --output kept --sink sqlite:new.db good-1
	[ "$status" -eq 3 ]
	[[ $stderr == *"'kept' is there already"*"--force to replace it" ]]
	[ "$(cat kept)" = old ]
	[ ! -e new.db ]
	once --force --output kept good-1
	[ "$status" -eq 0 ]
	[[ $(cat kept) == '{"schema"'* ]]
	for format in json csv spreadsheet text; do
		once --force --format $format --output kept good-1
		[ "$status" -eq 0 ]
	done
}

@test "an output replaces nothing that it reads, whatever it is called" {
	with_worker crash
	mkdir sub
	ln good-1 hard
	ln -s good-1 soft
	cp good-1 sub/good-3
	ln good-1 sub/good-1
	for place in good-1 ./good-1 hard soft sub/../good-1; do
		once --force --output $place good-2 good-1
		[ "$status" -eq 2 ]
		[[ $stderr == *"--output would write over 'good-1'"* ]]
	done
	once --force --recursive --output good-1 sub
	[ "$status" -eq 2 ]
	run --separate-stderr imr-ingest --once --force --output good-1 - <good-1
	[ "$status" -eq 2 ]
	run --separate-stderr bash -c 'imr-ingest --once good-1 >>hard'
	[ "$status" -eq 2 ]
	[[ $stderr == *"standard output would write over 'good-1'"* ]]
	[ "$(cat good-1)" = one ]
	run -0 imr-ingest --once --output both --hocr ./sub/../both --version
	once --output both --hocr ./sub/../both good-1
	[ "$status" -eq 2 ]
	[[ $stderr == *"--output and --hocr are the same file"* ]]
}

# documents - one file of each kind that is never replaced.
documents() {
	mkdir documents
	printf 'junk\n%%PDF-1.4\n' >documents/pdf
	printf '\x89PNG\r\n\x1a\n' >documents/png
	printf '\xff\xd8\xff\xe0' >documents/jpeg
	printf 'II*\0\10\0\0\0' >documents/tiff
	printf 'MM\0*\0\0\0\10' >documents/tiff-big-endian
	printf 'GIF89a' >documents/gif
	printf 'RIFF\1\2\3\4WEBPVP8 ' >documents/webp
	printf 'PK\3\4\24\0' >documents/docx
	printf '\n  IMR  Final\r\nDetermination\n' >documents/text
	iconv -t UTF-16 <documents/text >documents/text-16
}

@test "an output replaces no document, even with --force" {
	with_worker crash
	documents
	cp -r documents before
	for place in documents/*; do
		once --force --output "$place" good-1
		[ "$status" -eq 3 ]
		[[ $stderr == *"which no output replaces, even with --force"* ]]
	done
	diff -r before documents
}

@test "what comes to lie at the output's place meanwhile stays" {
	with_worker hang
	in_background --set letter_seconds=3 --output new good-1 bad
	wait_until has_children "$pid" 2
	echo letter >new
	wait "$pid" || status=$?
	[ "$status" -eq 3 ]
	[ "$(cat new)" = letter ]
	grep -q "'new' is there already" ../background-errors
	[ "$(ls -A | paste -sd' ')" = "bad good-1 good-2 new" ]
}

@test "a full disk is status 3 and leaves nothing half" {
	with_worker crash
	mkdir full
	run --separate-stderr unshare --map-root-user --mount bash -c '
		mount -t tmpfs -o size=4k none full || exit 77
		imr-ingest --once --output full/out good-1 good-2 good-1 good-2 \
			good-1 good-2 good-1 good-2 good-1 good-2
		status=$?
		ls -A full
		exit $status'
	[ "$status" -ne 77 ] && [ "$status" -ne 1 ] || skip "cannot mount here"
	[ "$status" -eq 3 ]
	[ -z "$output" ]
	[[ $stderr == *"No space left on device"* ]]
}

@test "a standard output that cannot be written is status 3" {
	with_worker crash
	run --separate-stderr bash -c 'imr-ingest --once good-1 >/dev/full'
	[ "$status" -eq 3 ]
	[[ $stderr == *"write standard output: No space left"* ]]
	run --separate-stderr bash -c 'imr-ingest --once good-1 >&-'
	[ "$status" -eq 3 ]
	[[ $stderr == *"write standard output: "* ]]
	run --separate-stderr bash -c \
		'set -o pipefail; imr-ingest --once good-1 | true'
	[ "$status" -eq 141 ] || [ "$status" -eq 0 ]
	[ -z "$stderr" ]
}

@test "no half record is left in a file that may not grow" {
	with_worker crash
	run --separate-stderr bash -c '
		ulimit -f 1
		imr-ingest --once good-1 good-2 good-1 good-2 >out'
	[ "$status" -eq 3 ]
	[ -s out ]
	[ "$(tail -c 1 out | od -An -c | tr -d " ")" = '\n' ]
}

@test "records repeat byte for byte under SOURCE_DATE_EPOCH" {
	with_worker crash
	SOURCE_DATE_EPOCH=0 once good-1
	[[ $output == *'"ingested_at":"1970-01-01T00:00:00Z"'* ]]
	first=$output
	SOURCE_DATE_EPOCH=0 once good-1
	[ "$output" = "$first" ]
}

@test "a table without letters is its header" {
	with_worker crash
	once --format csv bad
	[ "$status" -eq 1 ]
	[[ $output == "id,file_name,folder,page_count,format,case_number,"* ]]
	[ "${#lines[@]}" -eq 1 ]
}

# on_terminal COMMAND - what a terminal shows of it.
on_terminal() {
	script -qec "$1" /dev/null </dev/null
}

@test "a terminal gets text for people, in colour unless NO_COLOR" {
	with_worker crash
	run on_terminal "imr-ingest --once good-1"
	[ "$status" -eq 0 ]
	[[ $output == *CM16-0000000*good-1* ]]
	[[ $output == *$'\e['* ]]
	NO_COLOR=1 run on_terminal "imr-ingest --once good-1"
	[[ $output == *CM16-0000000*good-1* ]]
	[[ $output != *$'\e['* ]]
	run on_terminal "imr-ingest --once --format json good-1"
	[[ $output == '{"schema":'* ]]
}

@test "progress shows on the terminal alone and is erased" {
	with_worker hang
	run on_terminal \
		"imr-ingest --once --set letter_seconds=2 good-1 bad >out"
	[ "$status" -eq 3 ]
	[[ $output == *"1/2 letters"*$'\r\e[K'"imr-ingest: bad: "* ]]
	[ "$(wc -l <out)" -eq 1 ]
	run ! grep -q "1/2 letters" out
	# Nor is there any where no terminal looks on.
	once --set letter_seconds=2 bad
	[ "${#stderr_lines[@]}" -eq 1 ]
}

# --- sinks ------------------------------------------------------------------

@test "records go to every sink, and with --quiet there alone" {
	with_worker crash
	mkdir records
	once --sink files:records --sink sqlite:letters.db good-1 good-2
	[ "$status" -eq 0 ]
	[ "$(recorded)" = "good-1 good-2" ]
	[ "$(ls records | wc -l)" -eq 2 ]
	[ -s letters.db ]
	rm records/*
	printf '[sink files]\ndirectory = records\n' >a.conf
	once --config a.conf --quiet good-1
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ "$(ls records | wc -l)" -eq 1 ]
}

@test "a sink that cannot be opened is status 3, before any work" {
	with_worker crash
	once --sink files:missing good-1
	[ "$status" -eq 3 ]
	[ -z "$output" ]
	[[ $stderr == *"sink files: "*"missing"* ]]
}

@test "a server that is not there is status 3 and a line for each letter" {
	with_worker crash
	once --sink http:http://127.0.0.1:9/ good-1 good-2
	[ "$status" -eq 3 ]
	[ "$(recorded)" = "good-1 good-2" ]
	[[ ${stderr_lines[0]} == "imr-ingest: good-1: sink http: "* ]]
	[[ ${stderr_lines[1]} == "imr-ingest: good-2: sink http: "* ]]
}
