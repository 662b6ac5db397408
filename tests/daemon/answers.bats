#!/usr/bin/env bats
# answers.bats - workers that were taken over and lie (tests/hostile/forger.c):
# each lie is refused, costs its letter alone, and its teller is replaced.

bats_require_minimum_version 1.5.0

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	work=$BATS_TEST_TMPDIR/work
	mkdir -p "$work"/{bin,inbox,records}
	cd "$work" || return
	cp "$build/bin/imr-ingest" bin/
	cp "$build/tests/hostile/forger" bin/imr-extract
	PATH=$work/bin:$PATH
	forgeries=$(imr-extract)
	# An honest program stays far below what a lie could make it take.
	nm bin/imr-ingest | grep -q __asan || ulimit -v 4000000
}

teardown() {
	[ -z "$daemon" ] || kill -KILL "$daemon" 2>/dev/null || true
	[ ! -e log ] || tail -n 20 log
}

wait_until() {
	local end=$((SECONDS + 60))
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.05
	done
}

# The lie, and after it something true.
@test "a false answer is refused and its worker replaced, each kind of lie" {
	for forgery in $forgeries; do
		echo "$forgery" >"$forgery"
		echo "after $forgery" >"good-$forgery"
		run --separate-stderr imr-ingest --once --workers 1 \
			--set letter_seconds=60 "$forgery" "good-$forgery"
		echo "$forgery: $status ${stderr:0:300}"
		[ "$status" -eq 1 ]
		[ "${#stderr_lines[@]}" -eq 1 ]
		[[ ${stderr_lines[0]} == "imr-ingest: $forgery: the worker "*"protocol"* ]]
		[ "${#lines[@]}" -eq 1 ]
		[[ $output == *"\"file_name\":\"good-$forgery\""* ]]
	done
	[ "$(ls records inbox | wc -l)" -eq 3 ]
}

# 500 pages of as much as one answer may hold: they would take 300 GB.
@test "answers without end cost their letter, and little memory" {
	cp "$build/tests/hostile/flood" bin/imr-extract
	nm bin/imr-ingest | grep -q __asan || ulimit -v 2000000
	echo flood >flood
	echo good >good
	run --separate-stderr imr-ingest --once --workers 2 flood good
	echo "$status: $stderr"
	[ "$status" -eq 1 ]
	[[ $stderr == *"flood: the worker "*"protocol"*"more than all answers"* ]]
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == *'"file_name":"good"'* ]]
}

# One process, which says more than it was asked: what is left over in the
# letter's socket is nobody's.
@test "an answer too many is not the next letter's" {
	cp "$build/tests/hostile/extra" bin/imr-extract
	for name in first second third; do
		echo "$name" >"$name"
	done
	run --separate-stderr imr-ingest --once --workers 1 \
		--set letter_seconds=60 first second third
	echo "$status: $stderr"
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[ "$(grep -o '"file_name":"[^"]*"' <<<"$output" | cut -d'"' -f4 |
		paste -sd' ')" = "first second third" ]
}

# in_spool SQL
in_spool() {
	sqlite3 -cmd '.timeout 20000' spool/spool.db "$1" 2>/dev/null
}

has_ended() {
	[ "$(in_spool 'SELECT count(*) FROM letters WHERE state >= 3')" = "$1" ]
}

@test "the daemon refuses each lie, and reads the letters between them" {
	cat >conf <<-END
		[watch inbox]
		directory = inbox
		settle = 0.1
		[spool]
		directory = spool
		min_free = 0
		[service]
		workers = 2
		[extract]
		letter_seconds = 60
		[sink files]
		directory = records
	END
	imr-ingest --config conf 2>log 3>&- &
	daemon=$!
	count=0
	for forgery in $forgeries; do
		for name in "$forgery" "good-$forgery"; do
			echo "$name" >"inbox/.part"
			mv inbox/.part "inbox/$name"
			count=$((count + 1))
		done
	done
	wait_until has_ended "$count"
	# At once, however many attempts there are: it is not to be trusted.
	in_spool "SELECT name, reason FROM letters WHERE state <> 4
		AND name NOT LIKE 'good-%' OR state <> 3 AND name LIKE 'good-%'
		OR state = 4 AND reason NOT LIKE '%protocol%'
		OR attempts > 0" >wrong
	diff /dev/null wrong
	[ "$(ls records/*.json | wc -l)" -eq "$((count / 2))" ]
	# No word of a worker's in the log, and nobody died of it.
	run ! grep -qE 'xxx|CM16|won' log
	kill "$daemon"
	wait "$daemon"
	daemon=
}
