#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats sets output and stderr_lines
# closer.bats - pages that are looked at once more: scans whose typed fields
# the first reading left in doubt, and workers that misbehave about it.

bats_require_minimum_version 1.5.0

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	# The worker is a copy that has none beside it.
	export IMR_LEXICON=$build/lexicon
	cd "$BATS_TEST_TMPDIR" || return
	mkdir bin
	cp "$build/bin/imr-ingest" bin/
}

teardown() {
	[ -z "$daemon" ] || kill -KILL "$daemon" 2>/dev/null || true
	[ ! -e log ] || tail -n 20 log
}

# wait_until COMMAND... - for at most two minutes.
wait_until() {
	local end=$((SECONDS + 120))
	until "$@"; do
		[ $SECONDS -lt $end ] || return 1
		sleep 0.1
	done
}

has_record() {
	[ -n "$(find files -name '*.json')" ]
}

# What the records say of FIELD: value, codes of warnings.
said() {
	python3 -c '
import json, sys
for line in open("records.ndjson"):
    record = json.loads(line)
    print(record["case"][sys.argv[1]], *[w["code"] for w in record["warnings"]
                                         if w["path"] == "/case/" + sys.argv[1]])' "$1"
}

@test "a date that the first reading could not read, a closer one reads; or it is null" {
	cp "$build/bin/imr-extract" bin/
	"$build/tests/make-letters" smudge 12/12/2016 . 2016-plain
	bin/imr-ingest --once --ocr-engine=fast --format json ./*.tif \
		>records.ndjson || {
		[ $? -eq 3 ] && skip "this processor runs Tesseract alone"
	}
	said decision_date >dates
	cat dates
	[ "$(wc -l <dates)" -eq 5 ]
	# Right, or null with a warning; and either is there.
	[ -z "$(grep -vxE '2016-12-12( second-reading)?|None [a-z-]+' dates)" ]
	grep -qx '2016-12-12 second-reading' dates
	grep -q '^None' dates
	# The others were read at once.
	[ "$(said date_assigned | sort | uniq -c | xargs)" = "5 2016-11-09" ]
}

@test "the kept pages give the record that two readings gave" {
	cp "$build/bin/imr-extract" bin/
	mkdir inbox
	"$build/tests/make-letters" smudge 12/12/2016 . 2016-plain
	bin/imr-ingest --once --ocr-engine=fast --format json \
		2016-plain-1.tif >records.ndjson || {
		[ $? -eq 3 ] && skip "this processor runs Tesseract alone"
	}
	[ "$(said decision_date)" = "2016-12-12 second-reading" ]
	cp 2016-plain-1.tif inbox
	printf '%s\n' '[spool]' 'directory = spool' '[watch inbox]' \
		'directory = inbox' 'settle = 0' '[sink files]' \
		'directory = files' >conf
	sed -i "s|= \(spool\|inbox\|files\)$|= $PWD/\1|" conf
	mkdir files
	bin/imr-ingest --config conf 2>log 3>&- &
	daemon=$!
	wait_until has_record
	kill "$daemon"
	wait "$daemon" || true
	daemon=
	cat files/*.json >records.ndjson
	[ "$(said decision_date)" = "2016-12-12 second-reading" ]
	run -0 "$build/bin/imrctl" -d spool reparse --json
	[ "$(jq .summary.changed <<<"$output")" = 0 ]
}

# lies NAME - the letter is refused, and costs nothing but itself.
lies() {
	echo "$1" >"$1"
	echo "after $1" >"good-$1"
	run --separate-stderr bin/imr-ingest --once --workers 1 \
		"$1" "good-$1"
	echo "$1: $status ${stderr_lines[*]}"
	[ "$status" -eq 1 ]
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ ${stderr_lines[0]} == "imr-ingest: $1: the worker "*"protocol"* ]]
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == *"\"file_name\":\"good-$1\""* ]]
}

@test "a page is doubted once, and only one that the letter has" {
	cp "$build/tests/hostile/doubter" bin/imr-extract
	for name in twice zero beyond huge real object silent endless; do
		lies "$name"
	done
}

@test "a closer reading is of the page asked for, and one" {
	cp "$build/tests/hostile/doubter" bin/imr-extract
	lies number
	lies nested
	lies other
}

@test "without a closer reading the first one stands" {
	cp "$build/tests/hostile/doubter" bin/imr-extract
	for name in gone refused lost decent; do
		echo "$name" >"$name"
		run --separate-stderr bin/imr-ingest --once --workers 1 "$name"
		echo "$name: $status ${stderr_lines[*]}"
		[ "$status" -eq 0 ]
		[ "${#stderr_lines[@]}" -eq 0 ]
		[[ $output == *"\"file_name\":\"$name\""* ]]
	done
}
