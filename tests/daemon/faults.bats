#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats and the helper set variables
# faults.bats - the service on disks that fail or are full, with clocks that
# jump, databases that others hold, directories that vanish, and settings that
# are wrong. Each time: nothing is lost, it is told, and it ends by itself.

bats_require_minimum_version 1.5.0

load service_helper

setup() {
	service_setup
	with_worker crash
	disk=$build/tests/preload/failing_disk.so
}

teardown() {
	service_teardown
	[ ! -e mounted ] || umount mounted
}

# --- disks ------------------------------------------------------------------

# failing CALLS ERROR PATH - the daemon on such a disk, while ./fails is there.
start_failing() {
	start LD_PRELOAD="$disk" FAILING_DISK_CALLS="$1" \
		FAILING_DISK_ERROR="$2" FAILING_DISK_PATH="$3" \
		FAILING_DISK_WHILE="$work/fails"
}

# All letters are read, in both sinks, archived, and nothing is half.
all_is_well() {
	wait_until letters "$1" "$delivered"
	wait_until inbox_is_empty
	spool_has 0 letters "state <> $delivered"
	[ "$(find archive -type f | wc -l)" -eq "$1" ]
	[ "$(records)" -eq "$1" ]
	[ "$(sqlite3 records.db 'SELECT count(*) FROM letters')" -eq "$1" ]
	stop
	[ "$status" -eq 0 ]
	[ -z "$(find . -name '*.part' -o -name '*.tmp')" ]
	[ -z "$(ls -A spool/tmp)" ]
	[ "$(sqlite3 spool/spool.db 'PRAGMA integrity_check')" = ok ]
	[ "$(sqlite3 records.db 'PRAGMA integrity_check')" = ok ]
	for id in $(in_spool "SELECT id FROM letters"); do
		[ "$(sha256sum <"spool/store/${id:0:2}/$id/original")" = \
			"$id  -" ]
	done
}

# intake_survives CALLS ERROR PATH - what fails there keeps letters in the
# inbox, and is told once.
intake_survives() {
	start_failing "$@"
	put one good-1
	wait_until letters 1 "$delivered"
	wait_until inbox_is_empty
	touch fails
	put two good-2
	put three good-3
	wait_until logged "no letters are taken, they stay in the inbox" 1
	[ "$(ls inbox | wc -l)" -eq 2 ]
	rm fails
	wait_until logged "letters are taken again" 1
	logged "no letters are taken" 1
	all_is_well 3
}

@test "the store's disk is full: letters stay in the inbox until it is not" {
	intake_survives write,open ENOSPC /spool/tmp/
}

@test "the store's disk fails to write" {
	intake_survives write EIO /spool/tmp/
}

@test "the store's disk fails to sync" {
	intake_survives fsync EIO /spool/
}

@test "the store's disk fails to rename" {
	intake_survives rename EIO /spool/
}

@test "the spool's database cannot grow" {
	intake_survives write,pwrite64,ftruncate ENOSPC /spool/spool.db
}

@test "the spool's database fails to sync" {
	intake_survives fsync,fdatasync EIO /spool/spool.db
}

@test "the archive's disk is full: the letter is safe, its file waits" {
	start_failing rename,open ENOSPC /archive
	put one good-1
	wait_until letters 1 "$delivered"
	wait_until inbox_is_empty
	touch fails
	put two good-2
	wait_until letters 2 "$delivered"
	wait_until logged "their files cannot leave the inbox" 1
	[ -e inbox/good-2 ]
	rm fails
	wait_until logged "letters are taken again" 1
	wait_until inbox_is_empty
	spool_has 0 letters "duplicates > 0"
	all_is_well 2
}

@test "one archive that is full, while other letters come in, is told once" {
	mkdir other
	printf '%s\n' '[watch other]' "directory = $work/other" \
		"archive = $work/elsewhere" 'settle = 0.1' >>conf
	start_failing rename,open ENOSPC /archive
	touch fails
	put one good-1
	wait_until logged "their files cannot leave the inbox"
	echo two >other/good-2
	wait_until letters 2 "$delivered"
	wait_until test -e elsewhere/good-2
	rm fails
	wait_until inbox_is_empty
	wait_until logged "letters are taken again" 1
	logged "their files cannot leave the inbox" 1
}

# goes_on_after_short_writes PATH
goes_on_after_short_writes() {
	touch fails
	start_failing write,pwrite64 short "$1"
	put one good-1
	put two good-2
	all_is_well 2
}

@test "short writes in spool and store are gone on with" {
	goes_on_after_short_writes /spool/
}

@test "short writes in the sinks are gone on with" {
	goes_on_after_short_writes "$work/records"
}

inbox_is_empty() {
	[ -z "$(ls inbox)" ]
}

# A worker that is not ready yet has no letter to lose.
worker_is_lost() {
	local worker
	for worker in $(workers); do
		kill -KILL "$worker" 2>/dev/null || true
	done
	logged "the spool does not take a result" 1
}

@test "what was read cannot be stored: it is tried until it can" {
	with_worker hang
	start_failing write,pwrite64,fsync ENOSPC /spool/
	put bad bad
	wait_until letters 1 "$extracting"
	wait_until inbox_is_empty
	touch fails
	wait_until worker_is_lost # and its letter is to be put off
	rm fails
	wait_until logged "the spool takes results again"
	with_worker crash
	put one good-1
	wait_until letters 1 "$delivered"
	wait_until spool_has 1 letters "name = 'bad' AND attempts >= 1"
}

# sink_survives SINK CALLS ERROR PATH - it waits, the other does not.
sink_survives() {
	local sink=$1 other
	shift
	[ "$sink" = files ] && other=sqlite || other=files
	start_failing "$@"
	put one good-1
	wait_until letters 1 "$delivered"
	touch fails
	for i in 2 3 4 5; do put "$i" good-$i; done
	wait_until spool_has 5 deliveries "sink = '$other' AND state = 1"
	spool_has 4 deliveries "sink = '$sink' AND state = 0"
	wait_until spool_has 1 sinks "name = '$sink' AND state IN (1, 2)"
	rm fails
	all_is_well 5
	spool_has 2 sinks "state = 0"
}

@test "the disk of the sink files is full" {
	sink_survives files write,open ENOSPC /records/
}

@test "the disk of the sink files fails to sync" {
	sink_survives files fsync EIO /records/
}

@test "the disk of the sink sqlite is full" {
	sink_survives sqlite write,pwrite64,ftruncate ENOSPC /records.db
}

@test "the disk of the sink sqlite fails to sync" {
	sink_survives sqlite fsync,fdatasync EIO /records.db
}

@test "a file system that is really full, and then is not" {
	mkdir spool
	mount -t tmpfs -o size=3m none spool 2>/dev/null ||
		skip "cannot mount here"
	ln -s spool mounted
	python3 "$here/notify_socket.py" notify said 3>&- &
	helpers+=($!)
	wait_until test -S notify
	start NOTIFY_SOCKET="$work/notify"
	put one good-1
	wait_until letters 1 "$delivered"
	dd if=/dev/zero of=spool/filler bs=4k status=none || true
	head -c 200000 /dev/urandom >incoming/good-2
	mv incoming/good-2 inbox/
	wait_until logged "no letters are taken, they stay in the inbox" 1
	wait_until grep -q "^STATUS=.*MiB are free" said
	rm spool/filler
	wait_until logged "letters are taken again" 1
	wait_until letters 2 "$delivered"
	stop
	umount spool
	rm mounted
}

says() { # WORDS
	imrctl -c conf status | grep -qF "$1"
}

@test "an inbox that cannot be written to: its letter is read, and told of" {
	mount -t tmpfs none inbox 2>/dev/null || skip "cannot mount here"
	ln -s inbox mounted
	echo one >inbox/good-1
	mount -o remount,ro inbox
	start
	wait_until letters 1 "$delivered"
	wait_until says "1 file not taken (good-1: cannot leave the inbox)"
	logged "it cannot leave the inbox, though it is ingested: .*Read-only"
	stop
	umount inbox
	rm mounted
}

# cleanly_stopped_on_a_full_disk OPTION FILL... - and the listener that says
# what systemd is told.
cleanly_stopped_on_a_full_disk() {
	mkdir spool
	mount -t tmpfs -o "$1" none spool 2>/dev/null ||
		skip "cannot mount here"
	ln -s spool mounted
	start
	put one good-1
	wait_until letters 1 "$delivered"
	stop
	"${@:2}"
	python3 "$here/notify_socket.py" notify said 3>&- &
	helpers+=($!)
	wait_until test -S notify
	launch NOTIFY_SOCKET="$work/notify"
	wait_until logged "disk full: .*No space left on device" 1
	wait_until grep -q "^READY=1" said
	grep -q "^STATUS=disk full, waiting for room" said
}

fill_bytes() {
	dd if=/dev/zero of=spool/filler bs=4k status=none || true
}

fill_files() {
	mkdir spool/filler
	(cd spool/filler && seq 100000 | xargs touch) 2>/dev/null || true
}

goes_on_when_there_is_room() {
	kill -HUP "$daemon"
	wait_until logged "settings were read anew"
	rm -r spool/filler
	wait_until logged "imr-ingest .* watches" 1
	put two good-2
	wait_until letters 2 "$delivered"
	stop
	[ "$status" -eq 0 ]
	umount spool
	rm mounted
}

@test "a service that starts on a full disk says so, waits, and goes on" {
	cleanly_stopped_on_a_full_disk size=3m fill_bytes
	run -3 imrctl --config conf status
	[[ $output == *"No space left on device"* ]]
	goes_on_when_there_is_room
}

@test "a service that starts where no file can be made waits as well" {
	cleanly_stopped_on_a_full_disk nr_inodes=120 fill_files
	goes_on_when_there_is_room
}

@test "a service that waits for room can be stopped" {
	cleanly_stopped_on_a_full_disk size=3m fill_bytes
	stop
	[ "$status" -eq 0 ]
	umount spool
	rm mounted
}

@test "min_free keeps the last of the disk" {
	configure 's/^min_free = .*/min_free = 900000G/'
	start
	put one good-1
	wait_until logged "and min_free need" 1
	[ -e inbox/good-1 ]
	configure
	kill -HUP "$daemon"
	all_is_well 1
}

# --- clocks -----------------------------------------------------------------

# jump SECONDS - the wall clock of a daemon that was started with a clock.
jump() {
	echo "$1" >clock.part
	mv clock.part clock
}

start_with_clock() {
	jump 0
	start LD_PRELOAD="$build/tests/preload/clock.so" IMR_CLOCK="$work/clock"
}

# clock_jumps SECONDS - while deliveries and a letter wait for their retries.
clock_jumps() {
	start_receiver
	answer_with 503
	printf '[sink http]\nurl = %s\n' "$url" >>conf
	start_with_clock
	put one good-1
	put bad bad
	wait_until spool_has 1 deliveries "sink = 'http' AND attempts >= 1"
	wait_until spool_has 1 letters "name = 'bad' AND attempts >= 1"
	jump "$1"
	put two good-2
	wait_until spool_has 2 deliveries "sink = 'files' AND state = 1"
	answer_with 200
	wait_until letters 2 "$delivered"
	wait_until letters 1 "$failed"
	spool_has 1 letters "attempts = 3"
	grep -q "\"ingested_at\":\"$(date -u -d "$1 seconds" +%Y)" records/*.json
	stop
	[ "$status" -eq 0 ]
}

@test "the clock jumps a year ahead" {
	configure 's/^retry_longest.*/&\ngive_up = 31536000/'
	clock_jumps 31400000
}

@test "the clock jumps a year back" {
	clock_jumps -31536000
}

# --- others -----------------------------------------------------------------

# hold DATABASE - a lock on it, by another process, until ./held is removed.
hold() {
	touch held
	python3 - "$1" <<-END 3>&- &
		import os, sqlite3, sys, time
		db = sqlite3.connect(sys.argv[1], timeout=30)
		db.execute("BEGIN EXCLUSIVE")
		open("holding", "w").close()
		while os.path.exists("held"):
		    time.sleep(0.05)
	END
	helpers+=($!)
	wait_until test -e holding
	rm holding
}

@test "another process holds the sink's database for a while" {
	start
	put one good-1
	wait_until letters 1 "$delivered"
	hold records.db
	put two good-2
	put three good-3
	wait_until spool_has 3 deliveries "sink = 'files' AND state = 1"
	wait_until spool_has 1 deliveries "sink = 'sqlite' AND attempts > 0"
	rm held
	all_is_well 3
}

@test "another process holds the spool's database for a while" {
	start
	put one good-1
	wait_until letters 1 "$delivered"
	hold spool/spool.db
	put two good-2
	put three good-3
	# Longer than anybody waits for a lock.
	patience=60 wait_until logged "locked"
	rm held
	all_is_well 3
}

@test "the inbox is deleted and made anew" {
	start
	put one good-1
	wait_until letters 1 "$delivered"
	wait_until inbox_is_empty
	rmdir inbox
	wait_until logged "<4>.*watch=inbox"
	mkdir inbox
	wait_until logged "<5>.*watch=inbox"
	put two good-2
	all_is_well 2
}

@test "the inbox is mounted, unmounted and mounted again" {
	mkdir images
	mount -t tmpfs none inbox 2>/dev/null || skip "cannot mount here"
	ln -s inbox mounted
	start
	echo one >inbox/good-1
	wait_until letters 1 "$delivered"
	wait_until inbox_is_empty
	# Whatever has it open lets it go.
	wait_until umount inbox
	rm mounted
	put two good-2
	wait_until letters 2 "$delivered"
	wait_until inbox_is_empty
	mount -t tmpfs none inbox
	ln -s inbox mounted
	echo three >inbox/good-3
	wait_until letters 3 "$delivered"
	wait_until inbox_is_empty
	stop
	umount inbox
	rm mounted
}

# --- settings ---------------------------------------------------------------

@test "wrong settings at a reload change nothing, right ones do" {
	start
	put one good-1
	wait_until letters 1 "$delivered"
	mkdir second more
	for wrong in 'settle = soon' '[watch inbox' 'frob = 1' \
		"[watch b]
		directory = $work/records"; do
		cp whole.conf conf
		echo "$wrong" >>conf
		before=$(grep -c "the old ones stay" log || true)
		kill -HUP "$daemon"
		wait_until logged "the old ones stay" $((before + 1))
		put "$before" good-w"$before"
		wait_until spool_has 1 letters \
			"name = 'good-w$before' AND state = $delivered"
	done
	rm conf
	kill -HUP "$daemon"
	wait_until logged "the old ones stay" 5
	configure
	cat >>conf <<-END
		[watch second]
		directory = $work/second
		settle = 0.1
		[sink files more]
		directory = $work/more
	END
	kill -HUP "$daemon"
	wait_until logged "were read anew" 1
	echo two >second/good-2
	wait_until letters 6 "$delivered"
	[ "$(ls more | wc -l)" -eq 1 ]
	[ "$(records)" -eq 6 ]
}

@test "a reload loses nothing that is under way" {
	start_receiver
	printf '[sink http]\nurl = %s\n' "$url" >>conf
	answer_with 503
	with_worker hang
	start
	put bad bad
	put one good-1
	wait_until spool_has 1 letters "name = 'bad' AND state = $extracting"
	with_worker crash
	for i in 2 3 4 5 6; do
		put "$i" good-$i
		kill -HUP "$daemon"
		wait_until logged "were read anew" $((i - 1))
	done
	wait_until spool_has 0 letters "state = $received"
	answer_with 200
	kill -KILL "$(workers)"
	wait_until letters 6 "$delivered"
	wait_until letters 1 "$failed"
	[ "$(sort -u http/posts | grep -c ' 200$')" -eq 6 ]
}

@test "a sink that leaves the settings keeps its queue until it is back" {
	start_receiver
	answer_with 503
	printf '[sink http]\nurl = %s\n' "$url" >>conf
	start
	put one good-1
	wait_until spool_has 1 deliveries "sink = 'http' AND attempts > 0"
	configure
	kill -HUP "$daemon"
	wait_until spool_has 1 sinks "name = 'http' AND state = 3"
	put two good-2
	wait_until spool_has 1 letters "name = 'good-2' AND state = $delivered"
	spool_has 1 deliveries "sink = 'http' AND state = 0"
	answer_with 200
	printf '[sink http]\nurl = %s\n' "$url" >>conf
	kill -HUP "$daemon"
	wait_until spool_has 1 deliveries "sink = 'http' AND state = 1"
	[ "$(posts 200)" -eq 1 ]
}
