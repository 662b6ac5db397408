#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats and the helper set variables
# shortage.bats - the daemon lacks memory or threads, or is ended over a letter:
# what is the machine's trouble is told and waited for, and no letter is blamed
# that may be innocent.

bats_require_minimum_version 1.5.0

load service_helper

setup() {
	service_setup
	preload="$build/tests/preload/no_threads.so $build/tests/preload/clock.so"
}

teardown() {
	service_teardown
}

# start_preloaded - threads lack while ./no-threads exists; ./clock is seconds.
start_preloaded() {
	start LD_PRELOAD="$preload" IMR_NO_THREADS="$work/no-threads" \
		IMR_CLOCK="$work/clock"
}

@test "without a thread for its worker a letter waits, and is not blamed" {
	with_worker crash
	start_preloaded
	put one good-1
	wait_until letters 1 "$delivered"
	touch no-threads
	put two good-2
	wait_until logged "short of memory or threads"
	spool_has 1 letters "name = 'good-2' AND state = 0 AND attempts = 0
		AND reason LIKE '%short of memory or threads%'"
	rm no-threads
	echo 60 >clock
	put three good-3 # so that it looks what is due
	wait_until letters 3 "$delivered"
	stop
	[ "$status" -eq 0 ]
}

@test "without a thread for the first worker all wait, and it is told" {
	with_worker crash
	start_preloaded
	touch no-threads
	put one good-1
	wait_until logged "workers cannot be started: .*memory or threads"
	rm no-threads
	wait_until letters 1 "$delivered"
	spool_has 0 letters "attempts > 0"
	logged "workers start again"
}

# GLib's own thread is the first, and not ours to wait for; then each in turn.
@test "a start without threads waits for them, and a reload is refused" {
	for granted in 1 2 3 4; do
		echo "$granted" >no-threads
		launch LD_PRELOAD="$preload" IMR_NO_THREADS="$work/no-threads"
		wait_until logged "no thread is to be had|not watched yet"
		rm no-threads
		wait_until logged "imr-ingest .* watches"
		[ "$granted" -gt 1 ] || logged "there are threads again" 1
		put "$granted" "bad"
		wait_until letters "$granted" "$rejected"
		stop
		[ "$status" -eq 0 ]
	done
	start_preloaded
	touch no-threads
	kill -HUP "$daemon"
	wait_until logged "settings were not read anew.*thread"
	rm no-threads
	kill -HUP "$daemon"
	wait_until logged "settings were read anew"
	put one bad
	wait_until letters 5 "$rejected"
	stop
	[ "$status" -eq 0 ]
}

@test "a run over files without a thread to deliver says so" {
	echo 0 >no-threads
	run env LD_PRELOAD="$preload" IMR_NO_THREADS="$work/no-threads" \
		timeout 20 imr-ingest --once whole.conf
	echo "$output"
	[ "$status" -eq 3 ]
	[[ $output == *"thread"* ]]
}

is_read() {
	wait_until spool_has 1 letters "name = 'bad' AND state = 1 AND $1"
}

@test "the letter that a daemon dies over is given up when it was alone" {
	with_worker hang
	start
	put bad bad
	for death in 1 2; do
		is_read "next_attempt = 0 AND attempts = $((death - 1))"
		stop KILL
		start
	done
	# Now it is to be alone.
	is_read "next_attempt > 0 AND attempts = 2"
	stop KILL
	start
	logged "a letter is given up, because the last run ended"
	letters 1 "$failed"
	spool_has 1 letters "reason_code = 'worker-lost'
		AND reason LIKE 'the service ended while%'"
	put one good-1
	wait_until letters 1 "$delivered"
	run -0 imrctl --config conf retry "$(in_spool \
		"SELECT id FROM letters WHERE name = 'bad'")"
}

@test "letters beside the one that a daemon dies over are delivered" {
	configure "s/^workers.*/workers = 2/"
	with_worker mute
	start
	for n in $(seq 8); do
		put "good $n" "good-$n"
	done
	put bad bad
	wait_until spool_has 9 letters 1
	stop
	# Each is charged at both starts, and at the second read alone.
	in_spool "UPDATE letters SET state = 1"
	start
	stop KILL
	in_spool "UPDATE letters SET state = 1"
	with_worker crash
	start
	wait_until letters 8 "$delivered"
	wait_until letters 1 "$failed"
	spool_has 8 letters "name LIKE 'good-%' AND attempts = 2"
}

@test "where memory runs out the kernel takes a worker, not the daemon" {
	start
	put "no letter" note
	wait_until letters 1 "$rejected"
	worker=$(workers)
	[ "$(cat "/proc/$worker/oom_score_adj")" -eq 1000 ]
	# The process for the next letter is there by now, or soon.
	wait_until pgrep -P "$worker"
	[ "$(cat "/proc/$(pgrep -P "$worker")/oom_score_adj")" -eq 1000 ]
	[ "$(cat "/proc/$daemon/oom_score_adj")" -lt 1000 ]
}
