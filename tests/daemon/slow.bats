#!/usr/bin/env bats
# slow.bats - letters that take long, and workers that say that they cannot:
# no other letter waits for them, and none of them is tried for ever.

bats_require_minimum_version 1.5.0

load service_helper

setup() {
	service_setup
}

teardown() {
	service_teardown
}

ended="state >= 3"

@test "no letter waits for ten whose text cannot be laid out" {
	configure "s/^workers.*/workers = 2/"
	make-letters pdf incoming 2016-plain
	make-letters text incoming 2013-notice
	for n in $(seq 10); do
		python3 "$here/scattered.py" "inbox/slow-$n.pdf" "$n" 20000
	done
	start
	wait_until spool_has 10 letters "name LIKE 'slow-%'"
	mv incoming/2016-plain.pdf incoming/2013-notice.txt inbox
	wait_until spool_has 2 letters "name NOT LIKE 'slow-%' AND $ended"
	spool_has 0 letters "name LIKE 'slow-%' AND ($ended OR attempts > 0)"
}

@test "a letter that used up its processor time is rejected at once" {
	with_worker spin
	echo "[extract]
		letter_seconds = 1" >>whole.conf
	configure
	start
	put bad bad
	put one good-1
	wait_until letters 1 "$delivered"
	wait_until letters 1 "$rejected"
	spool_has 1 letters "reason_code = 'too-slow' AND attempts = 0"
	spool_has 0 events "what = 'deferred'"
}

@test "where processor time did not run out the letter waits, and is told" {
	with_worker hang
	echo "[extract]
		letter_seconds = 1" >>whole.conf
	configure
	start LD_PRELOAD="$build/tests/preload/clock.so" IMR_CLOCK="$work/clock"
	put bad bad
	wait_until spool_has 1 events "what = 'deferred'"
	spool_has 1 letters "state = 0 AND attempts = 0 AND
		reason LIKE '%processor time%' AND reason_code IS NULL"
	wait_until logged "no processor time for a letter"
	put one good-1
	wait_until letters 1 "$delivered"
	# When its time comes and the machine has time, it is read.
	with_worker crash
	kill -KILL "$(workers)"
	echo 60 >clock
	put good-2 good-2
	wait_until letters 2 "$delivered"
	wait_until spool_has 1 letters "name = 'bad' AND attempts > 0"
}

# is_put_off TIMES
is_put_off() {
	[ "$(cat log | grep -c "will be tried again")" -eq "$1" ]
}

# gives_up NAME - after five tries, where there is one attempt.
gives_up() {
	with_worker blab
	configure "s/^min_free/attempts = 1\nmin_free/"
	start LD_PRELOAD="$build/tests/preload/clock.so" IMR_CLOCK="$work/clock"
	put bad "$1"
	for n in 1 2 3 4; do
		wait_until is_put_off "$n"
		echo "$((n * 3700))" >clock
		put "other $n" "good-$n" # so that it looks what is due
	done
	wait_until letters 1 "$failed"
	wait_until letters 4 "$delivered"
}

@test "a worker that says retry is believed some times only" {
	gives_up retry
}

@test "a worker that says fatal is believed some times only" {
	gives_up fatal
}

# Both are in the first handful that is taken, and most of the others are not.
@test "others are read between two letters that must be alone" {
	with_worker mute
	start
	for n in 1 2; do
		put "bad $n" "bad-$n"
		wait_until spool_has "$n" letters 1
	done
	for n in $(seq 20); do
		put "good $n" "good-$n"
	done
	wait_until spool_has 22 letters 1
	stop
	in_spool "UPDATE letters SET attempts = 2 WHERE name LIKE 'bad-%'"
	with_worker crash
	start
	wait_until letters 20 "$delivered"
	wait_until letters 2 "$failed"
	[ "$(in_spool "SELECT count(*) FROM events WHERE what = 'extracted'
		AND number > (SELECT min(number) FROM events
			WHERE what = 'failed')
		AND number < (SELECT max(number) FROM events
			WHERE what = 'failed')")" -gt 0 ]
}

# Whole, with what cannot be laid out on one page of it.
@test "a letter whose text cannot be laid out is read from its pictures" {
	make-letters pdf incoming 2016-plain
	python3 "$here/scattered.py" scattered.pdf 1 13000
	qpdf --empty --pages incoming/2016-plain.pdf scattered.pdf -- bad.pdf
	run --separate-stderr imr-ingest --once --format json bad.pdf
	echo "$status: $stderr"
	[ "$status" -eq 0 ]
	[[ $output == *'"case_number":"CM16-9900001"'* ]]
	[[ $output == *'"reason":"text layer takes too long to lay out"'* ]]
	[[ $output != *'"text_source":"text_layer"'* ]]
	# Without recognition there is nothing to read it from.
	run --separate-stderr imr-ingest --once --set ocr=never bad.pdf
	[ "$status" -eq 1 ]
	[[ $stderr == *"took too long to lay out its text"*"[too-slow]" ]]
}
