#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats and the helper set variables
# mounts.bats - a network mount whose server is gone: a FUSE file system whose
# server is stopped, so that whoever asks it waits in the kernel. Where there is
# no FUSE, or with IMR_NO_FUSE=1, a preload makes the daemon wait.

bats_require_minimum_version 1.5.0

load service_helper

setup() {
	service_setup
	mounts=()
	servers=()
	fuse=yes
	preload=()
	[ -z "${IMR_NO_FUSE:-}" ] && mount_at try || fuse=no
	release_mounts
	with_worker crash
	mkdir away
	cat >>whole.conf <<-END
		[watch far]
		directory = $work/far
		original = archive
		archive = $work/far-archive
		settle = 0.1
		incomplete = 1
		rescan = 1
		poll_seconds = 1
	END
	# Each a line of its section.
	sed -i -e "s|^stop_seconds = .*|stop_seconds = 20|" \
		-e "/^\[service\]/a answer_seconds = 1" \
		-e "/^\[service\]/a metrics_file = $work/imr.prom" whole.conf
	configure
}

teardown() {
	release_mounts
	service_teardown
}

# mount_at NAME - $work/NAME shows $work/NAME.behind, as long as its server
# answers. Mounts over mounts are answered by two servers.
mount_at() {
	mkdir -p "${2:-$1.behind}"
	if [ "$fuse" = no ]; then
		ln -s "$1.behind" "$1"
		preload=("LD_PRELOAD=$build/tests/preload/hang_below.so"
			"HANG_BELOW=$work/$1" "HANG_WHILE=$work/hangs")
		return
	fi
	mkdir "$1"
	bindfs -f "${2:-$1.behind}" "$1" 3>&- &
	servers+=($!)
	mounts+=("$1")
	patience=10 wait_until mounted "$1" $!
}

mounted() {
	mountpoint -q "$1" || { is_gone "$2" && return 1; }
}

# No server, no mount: whoever waits there is told so.
release_mounts() {
	local at
	for at in "${servers[@]}"; do
		kill -KILL "$at" 2>/dev/null || true
		wait "$at" 2>/dev/null || true
	done
	for at in "${mounts[@]}"; do
		umount -l "$at" 2>/dev/null || true
	done
	servers=() mounts=()
}

hang() {
	if [ "$fuse" = yes ]; then
		wait_until stopped_with_empty_hands
	else
		>hangs
	fi
}

# A wait for a request that the server has read cannot be killed: that is a test
# of its own. A server that reads (system call 0) has none.
stopped_with_empty_hands() {
	local server=${servers[-1]}
	kill -STOP "$server"
	wait_until grep -q '^State:.T' "/proc/$server/status"
	grep -q '^0 ' "/proc/$server/syscall" && return
	kill -CONT "$server"
	return 1
}

answer() {
	if [ "$fuse" = yes ]; then
		kill -CONT "${servers[-1]}"
	else
		rm hangs
	fi
}

# told PLACE [PATH] - that it does not answer, in all places. Each line says
# whether it holds, since this is a condition.
told() {
	logged "\[watch far\]: its $1 has not answered for" 1 &&
		grep -qx 'imr_ingest_watch_up{watch="far"} 0' imr.prom &&
		[ "$(outages)" = "far $1 $work/${2:-far}" ] &&
		concern=$(not_healthy) &&
		[[ $concern == *"the $1 of [watch far] has not answered since"* ]] &&
		[[ $concern == *"see to the server of '$work/${2:-far}'"* ]]
}

outages() {
	imrctl --config conf status --json |
		jq -r '.outages[] | .watch + " " + .place + " " + .path'
}

# The concerns, on one line, of a status that ends with 1.
not_healthy() {
	local text status=0
	text=$(COLUMNS=1000 imrctl --config conf status) || status=$?
	[ "$status" -eq 1 ] && tr -s ' \n' '  ' <<<"$text"
}

told_to_answer() {
	logged "\[watch far\]: its $1 answers again, after [0-9]+ s" 1 &&
		grep -qx 'imr_ingest_watch_up{watch="far"} 1' imr.prom &&
		[ -z "$(outages)" ] &&
		[[ $(not_healthy) != *"has not answered"* ]]
}

# The letter comes from the other directory, and goes its way.
other_directory_works() {
	put "$1" "good-$1"
	wait_until spool_has 1 letters "name = 'good-$1' AND state = $delivered"
	wait_until test -e "archive/good-$1"
}

put_far() {
	printf '%s\n' "$1" >incoming/put
	mv incoming/put "${2:-far.behind}/$1"
}

taken() {
	spool_has 1 arrivals "name = '$1' AND watch = 'far' AND original_gone = 1"
}

ends_within() {
	local end=$((SECONDS + $1))
	kill "$daemon"
	await_end
	[ "$status" -eq 0 ]
	[ "$SECONDS" -le "$end" ]
}

# far_hangs - a directory on a mount that was good, until it does not answer.
far_hangs() {
	mount_at far
	start "${preload[@]}"
	put_far good-before
	wait_until taken good-before
	hang
	wait_until told directory
}

@test "an inbox that does not answer is told, and holds up nothing else" {
	far_hangs
	put_far good-meanwhile
	other_directory_works meanwhile
	# Nor are new settings.
	sed -i 's/^retry_first = .*/retry_first = 0.2/' conf
	kill -HUP "$daemon"
	wait_until logged "settings were read anew"
	other_directory_works then
	wait_until told directory
	answer
	wait_until told_to_answer directory
	wait_until taken good-meanwhile
	wait_until test -e far-archive/good-meanwhile
	letters 4 "$delivered"
	stop
	[ "$status" -eq 0 ]
}

@test "an archive that does not answer, too, before a letter has to go there" {
	mount_at far-archive
	mkdir far
	start "${preload[@]}"
	put_far good-before far
	wait_until taken good-before
	hang
	wait_until told archive far-archive
	put_far good-meanwhile far
	other_directory_works meanwhile
	[ -e far/good-meanwhile ]
	answer
	wait_until told_to_answer archive
	wait_until taken good-meanwhile
	[ "$(ls far-archive)" = "$(printf 'good-before\ngood-meanwhile')" ]
	stop
	[ "$status" -eq 0 ]
}

@test "a stop waits for no mount that is known not to answer" {
	far_hangs
	put_far good-meanwhile
	put last good-last
	ends_within 10
	logged "does not answer; the next start goes on there" 1
	# While it still does not.
	start "${preload[@]}"
	wait_until told directory
	other_directory_works meanwhile
	answer
	wait_until taken good-meanwhile
	wait_until spool_has 4 letters "state = $delivered"
	spool_has 0 letters "duplicates > 0"
	[ "$(records)" -eq 4 ]
}

@test "a stop waits for one that hangs, but not for longer than stop_seconds" {
	sed -i -e 's/^stop_seconds = .*/stop_seconds = 2/' \
		-e 's/^answer_seconds = .*/answer_seconds = 3600/' conf
	mount_at far
	start "${preload[@]}"
	hang
	put_far good-meanwhile
	# Its watcher asks every second.
	wait_until waits_in_kernel
	ends_within 10
	answer
	start "${preload[@]}"
	wait_until taken good-meanwhile
}

# A thread of the daemon waits for FUSE.
waits_in_kernel() {
	grep -q '^fuse\|^request_wait' /proc/"$daemon"/task/*/wchan ||
		{ [ "$fuse" = no ] && grep -q hrtimer /proc/"$daemon"/task/*/wchan; }
}

@test "a wait that cannot be killed: the next daemon begins beside it" {
	[ "$fuse" = yes ] || skip "no FUSE here"
	# The upper server has read the request, and waits for the lower one.
	mount_at lower
	mkdir lower/in
	mount_at far lower/in
	servers=("${servers[@]:1}" "${servers[0]}")
	start "${preload[@]}"
	hang
	wait_until told directory
	kill "$daemon"
	first=$daemon
	wait_until logged "the next start goes on there" 1
	start "${preload[@]}"
	other_directory_works meanwhile
	answer
	put_far good-last lower.behind/in
	wait_until taken good-last
	wait_until is_gone "$first"
	status=0
	wait "$first" || status=$?
	[ "$status" -eq 0 ]
}

@test "a start, and new settings, while a mount does not answer" {
	mount_at far
	# Below its root, which the kernel finds without the server.
	mkdir far.behind/in
	sed -i "s|^directory = $work/far$|&/in|" conf
	hang
	# A leak check would wait for the thread that waits.
	run -0 timeout -k 5 20 env "${preload[@]}" \
		"ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0" imr-ingest --config conf --check-config
	[[ $output == *"[watch far] directory '$work/far/in' does not answer"* ]]
	start "${preload[@]}"
	wait_until logged "\[watch far\]: its directory has not answered for" 1
	other_directory_works meanwhile
	# The main loop does not wait either: a letter goes through between.
	kill -HUP "$daemon"
	other_directory_works then
	wait_until logged "settings were read anew" 1
	# Away from what hangs.
	mkdir near
	sed -i "s|^directory = $work/far/in$|directory = $work/near|" conf
	kill -HUP "$daemon"
	wait_until logged "settings were read anew" 2
	put_far good-near near
	wait_until taken good-near
	[ -z "$(outages)" ]
	not logged "its directory answers again"
	ends_within 10
}

@test "an inbox that is not there is told, and told again when it is" {
	mkdir far
	start
	put_far good-before far
	wait_until taken good-before
	mv far far-away
	wait_until gone_is_told
	other_directory_works meanwhile
	mv far-away far
	wait_until logged "\[watch far\]: its directory is back" 1
	wait_until all_is_well
}

all_is_well() {
	[ -z "$(outages)" ] &&
		grep -qx 'imr_ingest_watch_up{watch="far"} 1' imr.prom
}

gone_is_told() {
	logged "\[watch far\]: its directory cannot be read: No such file" 1 &&
		grep -qx 'imr_ingest_watch_up{watch="far"} 0' imr.prom &&
		[ "$(outages)" = "far directory $work/far" ] &&
		[[ $(not_healthy) == *"the directory of [watch far], '$work/far', cannot be read since "*": No such file"* ]]
}
