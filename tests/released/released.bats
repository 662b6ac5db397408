#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats sets output and stderr
# released.bats - what each release has stored, today's programs read, deliver,
# read again and verify: a spool and the database of a sink, kept as text in a
# directory a release (sample.py, make-sample).

bats_require_minimum_version 1.5.0

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	PATH=$build/bin:$BATS_TEST_DIRNAME:$PATH
	work=$BATS_TEST_TMPDIR/work
	export NO_COLOR=1 LC_ALL=C.UTF-8
}

teardown() {
	[ -z "$daemon" ] || kill -KILL "$daemon" 2>/dev/null || true
	[ -z "$receiver" ] || kill "$receiver" 2>/dev/null || true
	[ ! -e "$work/log" ] || tail -n 20 "$work/log"
}

samples() {
	find "$BATS_TEST_DIRNAME" -mindepth 1 -maxdepth 1 -type d | sort
}

# wait_until COMMAND... - for at most a minute.
wait_until() {
	for _ in $(seq 600); do
		"$@" && return
		sleep 0.1
	done
	echo "waited in vain for: $*"
	return 1
}

ctl() {
	imrctl --config "$work/conf" "$@"
}

# unpack SAMPLE - with a receiver for what its sink http still waits for.
unpack() {
	rm -rf "$work"
	mkdir -p "$work"/{inbox,http}
	sample.py pack "$1" "$work"
	python3 "$BATS_TEST_DIRNAME/../daemon/receiver.py" "$work/http" 3>&- &
	receiver=$!
	wait_until test -s "$work/http/port"
	cat >"$work/conf" <<-END
		[watch inbox]
		directory = $work/inbox
		[spool]
		directory = $work/spool
		min_free = 0
		[delivery]
		retry_first = 0.1
		retry_longest = 0.5
		[sink sqlite]
		file = $work/letters.db
		[sink http]
		url = http://127.0.0.1:$(cat "$work/http/port")/
	END
}

start() {
	imr-ingest --config "$work/conf" 2>"$work/log" 3>&- &
	daemon=$!
	wait_until is_running
}

stop() {
	kill "$daemon"
	wait "$daemon"
	daemon=
	kill "$receiver"
	receiver=
}

is_running() {
	ctl status --json 2>/dev/null | jq -e .running >/dev/null
}

is_stopped() {
	[ ! -e "/proc/$daemon" ]
}

# Of every letter with records it is known whether it needs a look.
is_looked_through() {
	ctl list --json | jq -se 'map(select(.record_count > 0)) |
		length > 0 and all(.needs_look != null)' >/dev/null
}

# deliveries STATE - how many are in it.
deliveries() {
	sqlite3 -cmd '.timeout 20000' "$work/spool/spool.db" \
		"SELECT count(*) FROM deliveries WHERE state = $1"
}

has_deliveries() { # STATE COUNT
	[ "$(deliveries "$1")" -eq "$2" ]
}

# stored - the records in the store, one a line, by id.
stored() {
	find "$work/spool/store" -name records.json.gz -exec zcat {} + |
		jq -cS '.[].record' | sort
}

# The records as show has them.
shown() {
	ctl list --json | jq -r .id | while read -r id; do
		ctl show "$id" --json | jq -cS '.records[]'
	done | sort
}

# holds A B - every value that A has is in B.
holds() {
	python3 - "$1" "$2" <<-'END'
		import json, sys

		def within(a, b):
		    if isinstance(a, dict):
		        return isinstance(b, dict) and all(
		            name in b and within(a[name], b[name]) for name in a)
		    if isinstance(a, list):
		        return isinstance(b, list) and len(a) == len(b) and all(
		            map(within, a, b))
		    return a == b

		a, b = ({record["id"]: record for record in map(json.loads, open(name))}
		        for name in sys.argv[1:])
		sys.exit(not (a and within(a, b)))
	END
}

# use_it - all that is done with records and pages; they must be sound.
use_it() {
	records=$(stored | wc -l)
	[ "$records" -ge 5 ]
	start
	shown >"$work/shown"
	[ "$(wc -l <"$work/shown")" -eq "$records" ]
	# An older version did not say which of them need a look: the service
	# finds that out by itself.
	wait_until is_looked_through
	run -0 ctl list --warnings --json
	[ "$(wc -l <<<"$output")" -ge 1 ]
	# What waits is delivered; what is parked, when it is asked for.
	wait_until has_deliveries 0 0
	parked=$(deliveries 2)
	[ "$parked" -ge 1 ]
	run -0 ctl retry --parked --json
	[ "$(jq .retried <<<"$output")" -eq "$parked" ]
	wait_until has_deliveries 1 $((2 * records))
	run -0 ctl export --format json
	[ "$(wc -l <<<"$output")" -eq "$records" ]
	run -0 ctl verify
	# Read again from the pages that were kept, and delivered again.
	run -0 ctl reparse --dry-run
	run -0 ctl reparse
	wait_until has_deliveries 1 $((2 * records))
	run -0 ctl verify
	# Nobody has seen what that version rejected, or doubted.
	run -1 ctl status --json
	[ "$(jq .letters.rejected <<<"$output")" -ge 1 ]
	jq -e '.needs | map(.kind) - ["failed", "rejected", "needs-look"]
		== []' <<<"$output"
	run -0 ctl seen --all
	run -1 ctl status --json
	jq -e '.needs | map(.kind) == ["needs-look"]' <<<"$output"
	stop
}

@test "what a release has stored is read, shown, delivered, reparsed, verified" {
	for sample in $(samples); do
		echo "# $sample"
		unpack "$sample"
		stored >"$work/before"
		use_it
		holds "$work/before" "$work/shown"
	done
}

# with_daemon COMMAND... - while something holds the spool as a daemon does.
with_daemon() {
	python3 -c 'import fcntl, subprocess, sys
lock = open(sys.argv[1], "w")
fcntl.lockf(lock, fcntl.LOCK_EX)
sys.exit(subprocess.run(sys.argv[2:]).returncode)' "$work/spool/lock" "$@"
}

version_of_spool() {
	sqlite3 "$work/spool/spool.db" 'PRAGMA user_version'
}

is_moved() {
	[ "$(sqlite3 -cmd '.timeout 20000' "$work/letters.db" \
		'SELECT count(*) FROM unmoved_letters')" -eq 0 ]
}

@test "the letters of a database of 0.1.0 move to the new tables" {
	unpack "$BATS_TEST_DIRNAME/0.1.0"
	[ "$(sqlite3 "$work/letters.db" 'PRAGMA user_version')" -eq 1 ]
	old=$(sqlite3 "$work/letters.db" "SELECT id, number, treatment,
		decision FROM letters JOIN issues ON id = letter_id ORDER BY 1, 2")
	[ -n "$old" ]
	start
	wait_until is_moved
	stop
	new=$(sqlite3 "$work/letters.db" "SELECT id, number, treatment,
		decision FROM treatments ORDER BY 1, 2")
	while read -r row; do
		grep -qxF "$row" <<<"$new"
	done <<<"$old"
	[ "$(sqlite3 "$work/letters.db" 'PRAGMA foreign_key_check')" = "" ]
}

@test "before the service starts, imrctl brings the spool up to date" {
	unpack "$BATS_TEST_DIRNAME/0.1.0"
	[ "$(version_of_spool)" -eq 1 ]
	# Not below a daemon of that version.
	run -3 with_daemon imrctl --config "$work/conf" list
	[[ $output == *"schema version 1"*"restart the service"* ]]
	[ "$(version_of_spool)" -eq 1 ]
	run -0 ctl list --json
	[ "$(wc -l <<<"$output")" -ge 5 ]
	[ "$(version_of_spool)" -gt 1 ]
	[ "$(shown | wc -l)" -eq "$(stored | wc -l)" ]
	kill "$receiver"
	receiver=
}

# update_while COMMAND... - its first byte is held, as by an update, until
# COMMAND, a daemon, has come to it; the daemon's process is printed.
update_while() {
	python3 -c 'import fcntl, os, subprocess, sys, time
path = sys.argv[1]
lock = open(path, "w")
fcntl.lockf(lock, fcntl.LOCK_EX, 1)
daemon = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL)
fds = f"/proc/{daemon.pid}/fd"
def has_come():
    links = (os.path.join(fds, fd) for fd in os.listdir(fds))
    return any(os.path.lexists(fd) and os.path.realpath(fd) == path
               for fd in links)
while not has_come():
    assert daemon.poll() is None
    time.sleep(0.01)
print(daemon.pid)' "$work/spool/lock" "$@"
}

@test "the service waits while imrctl brings the spool up to date" {
	unpack "$BATS_TEST_DIRNAME/0.1.0"
	daemon=$(update_while imr-ingest --config "$work/conf" 2>"$work/log" 3>&-)
	wait_until is_running
	kill "$daemon"
	wait_until is_stopped
	daemon=
	kill "$receiver"
	receiver=
}

@test "so it is with members in it that no version knows" {
	for sample in $(samples); do
		echo "# $sample"
		unpack "$sample"
		stored >"$work/before"
		sample.py disturb "$work"
		zgrep -q "of a later version" \
			"$(find "$work/spool/store" -name pages.json.gz | head -n 1)"
		use_it
		holds "$work/before" "$work/shown"
	done
}
