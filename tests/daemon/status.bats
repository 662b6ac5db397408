#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats and the helper set variables
# status.bats - what each failure of docs/operating.md looks like: imrctl status
# names it, ends with 1 and says what to do, so do its JSON and the metrics; and
# it is over when it is mended.

bats_require_minimum_version 1.5.0

load service_helper

setup() {
	service_setup
	with_worker crash
	disk=$build/tests/preload/failing_disk.so
	sed -i "s|^stop_seconds.*|&\nmetrics_file = $work/imr.prom|" whole.conf
	configure
}

teardown() {
	service_teardown
	[ ! -e mounted ] || umount mounted
}

start_failing() { # CALLS ERROR PATH - while ./fails is there
	start LD_PRELOAD="$disk" FAILING_DISK_CALLS="$1" \
		FAILING_DISK_ERROR="$2" FAILING_DISK_PATH="$3" \
		FAILING_DISK_WHILE="$work/fails"
}

# status_says TEXT - a status that ends with 1.
status_says() {
	local text status=0
	text=$(imrctl --config conf status 2>/dev/null) || status=$?
	[ "$status" -eq 1 ] &&
		[[ $(tr -s ' \n' '  ' <<<"$text") == *"$1"* ]]
}

# But for the letters, whose stand-in of a record is in doubt.
is_well() {
	imrctl --config conf status --json |
		jq -e '.needs | map(.kind) - ["needs-look"] == []' >/dev/null
}

headline() {
	imrctl --config conf status --json 2>/dev/null | jq -r .headline
}

metric() { # KIND SUBJECT
	grep -qxF "imr_ingest_trouble{kind=\"$1\",subject=\"$2\"} 1" imr.prom
}

# trouble KIND SUBJECT - with since when, how often, and what to do.
trouble() {
	imrctl --config conf status --json | jq -e --arg kind "$1" \
		--arg subject "$2" '.troubles[] | select(.kind == $kind and
			.subject == $subject and .since != null and .count > 0
			and .current and (.remedy | length) > 10)' >/dev/null
}

# told KIND SUBJECT BRIEF - everywhere.
told() {
	wait_until trouble "$1" "$2"
	wait_until metric "$1" "$2"
	status_says "$3"
	[[ $(headline) == "NEEDS YOU: "*"$3"* ]]
}

mended() { # KIND SUBJECT
	wait_until not trouble "$1" "$2"
	wait_until not metric "$1" "$2"
	wait_until is_well
}

@test "an inbox that is misspelt, or gone" {
	mv inbox inbox-away
	start
	told source-gone inbox "the directory of inbox is not there"
	status_says "correct the settings and reload"
	mv inbox-away inbox
	mended source-gone inbox
}

@test "an archive that is full: which files are stuck" {
	start_failing rename,open ENOSPC /archive
	touch fails
	put one good-1
	told archive-stuck inbox "their files cannot leave the inbox"
	status_says "make room in the archive"
	wait_until status_says "1 file tried again soon"
	rm fails
	mended archive-stuck inbox
}

@test "a spool's disk that fails" {
	start_failing write,open ENOSPC /spool/tmp/
	touch fails
	put one good-1
	told intake-paused inbox "no letters are taken"
	rm fails
	mended intake-paused inbox
}

mount_spool() { # OPTION
	mkdir spool
	mount -t tmpfs -o "$1" none spool 2>/dev/null ||
		skip "cannot mount here"
	ln -s spool mounted
}

@test "a spool's disk without room" {
	mount_spool size=3m
	start
	put one good-1
	wait_until letters 1 "$delivered"
	dd if=/dev/zero of=spool/filler bs=4k status=none || true
	wait_until status_says "make room, and intake goes on by itself"
	[[ $(headline) == *"the disk is full"* ]]
	rm spool/filler
	wait_until is_well
	stop
	umount spool
	rm mounted
}

@test "a spool's disk without inodes" {
	mount_spool nr_inodes=120
	start
	put one good-1
	wait_until letters 1 "$delivered"
	mkdir spool/filler
	(cd spool/filler && seq 1000 | xargs touch) 2>/dev/null || true
	wait_until status_says "inodes left (df -i)"
	imrctl --config conf status --json | jq -e '.free_inodes < 16'
	put two good-2
	wait_until trouble intake-paused inbox
	rm -r spool/filler
	wait_until letters 2 "$delivered"
	mended intake-paused inbox
	stop
	umount spool
	rm mounted
}

@test "workers that cannot be started" {
	with_worker mute
	start
	put one good-1
	told workers "" "workers cannot be started"
	status_says "reinstall imr-ingest"
	with_worker crash
	wait_until letters 1 "$delivered"
	mended workers ""
}

@test "a sink that has been dead for long, and one that is halted" {
	start_receiver
	printf '[sink http]\nurl = %s\n' "$url" >>conf
	answer_with 503
	start
	for i in 1 2 3; do put "$i" "good-$i"; done
	wait_until trouble sink-waiting http
	wait_until metric sink-waiting http
	# For now it is tried again, and needs nobody.
	is_well
	in_spool "UPDATE sinks SET since = since - 7200000
		WHERE name = 'http'"
	status_says "sink 'http' has failed for 2 h, and 3 records wait: "
	[[ $(headline) == *"sink http fails"* ]]
	answer_with 401
	told sink-halted http "sink http is halted"
	answer_with 200
	wait_until letters 3 "$delivered"
	mended sink-halted http
}

@test "a reload that is refused" {
	start
	echo 'frob = 1' >>conf
	kill -HUP "$daemon"
	wait_until logged "the old ones stay"
	told reload-refused "" "new settings were refused"
	status_says "the settings file is wrong"
	status_says "conf:"
	imrctl --config conf status --json 2>/dev/null |
		jq -e '.settings.refused | test("frob")'
	configure
	kill -HUP "$daemon"
	wait_until logged "the settings were read anew"
	mended reload-refused ""
	imrctl --config conf status --json | jq -e '.settings.refused == null'
}

@test "metrics that cannot be written or served" {
	sed -i "s|^metrics_file.*|metrics_file = $work/prom/imr.prom|" conf
	start
	wait_until trouble metrics metrics_file
	status_says "metrics cannot be told"
	mkdir prom
	wait_until not trouble metrics metrics_file
	wait_until is_well
}

@test "what a daemon that was killed noted is not told as if it were so" {
	start_failing rename,open ENOSPC /archive
	touch fails
	put one good-1
	wait_until trouble archive-stuck inbox
	stop KILL
	not trouble archive-stuck inbox
	status_says "when imr-ingest last ran (it may be over): [watch inbox]: letters are taken, but their files cannot leave the inbox"
	[[ $(headline) != *"cannot leave"* ]]
	rm fails
	start
	wait_until is_well
}

@test "systemd's status line has the trouble, and how many more" {
	python3 "$here/notify_socket.py" notify said 3>&- &
	helpers+=($!)
	wait_until test -S notify
	with_worker mute
	start NOTIFY_SOCKET="$work/notify"
	put one good-1
	wait_until grep -q '^STATUS=.*workers cannot be started' said
	echo 'frob = 1' >>conf
	kill -HUP "$daemon"
	wait_until grep -q '^STATUS=.*and 1 more: imrctl status' said
}

@test "every kind of trouble is in docs/operating.md" {
	local root=$BATS_TEST_DIRNAME/../..
	diff <(sed -n 's/^#define TROUBLE_[A-Z_]* "\([a-z-]*\)".*/\1/p' \
		"$root/spool/spool_trouble.h" | sort) \
		<(sed -n '/^### What is wrong now/,/^### /p' \
			"$root/docs/operating.md" | grep '^| `' |
			cut -d'|' -f2 | grep -o '`[a-z-]*`' | tr -d '`' | sort)
}
