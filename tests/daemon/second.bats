#!/usr/bin/env bats
# second.bats - a second service beside the one that an office has: it takes no
# letter of an inbox that is another's.

bats_require_minimum_version 1.5.0
load service_helper
load office_helper

setup() {
	service_setup
	with_worker crash
	other=
}

teardown() {
	service_teardown
	[ -z "$other" ] || kill -KILL "$other" 2>/dev/null || true
}

# The settings of another service for the same inbox: second SED...
second() {
	sed "s|^directory = $work/spool|directory = $work/second/spool|
		s|^directory = $work/records|directory = $work/second/records|
		s|^file = .*|file = $work/second/records.db|
		s|^archive = .*|archive = $work/second/archive|" \
		whole.conf | sed "${@/#/-e}" -e '' >second.conf
	mkdir -p second/records
}

# locks DIRECTORY - a process that holds it, as $other.
locks() {
	python3 -c 'import fcntl, os, sys, time
fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)
open("locked", "w").close()
time.sleep(600)' "$1" 3>&- &
	other=$!
	wait_until test -e locked
	rm locked
}

unlock() {
	kill -KILL "$other"
	wait "$other" 2>/dev/null || true
	other=
}

@test "an inbox has one service, whatever spool and archive another has" {
	start
	for how in archive delete; do
		second "s/^original = .*/original = $how/"
		run -3 --separate-stderr imr-ingest --config second.conf
		[[ $stderr == *"[watch inbox]"*"$work/inbox"*"process $daemon"* ]]
		[[ $stderr == *"--once FILE"* ]]
	done
	put one good-1
	wait_until letters 1 "$delivered"
	# One that takes nothing away may look on, and is started as ever.
	second 's/^original = .*/original = leave/'
	imr-ingest --config second.conf 2>second.log 3>&- &
	other=$!
	wait_until grep -q "imr-ingest .* watches" second.log
}

@test "the lock ends with its service, however that ends" {
	start
	kill -KILL "$daemon"
	wait "$daemon" || true
	second
	cp second.conf conf
	start
}

@test "a reload that wants another service's directory is refused" {
	mkdir others
	locks others
	start
	printf '%s\n' '[watch others]' "directory = $work/others" >>conf
	kill -HUP "$daemon"
	wait_until logged "were not read anew.*\[watch others\].*process $other"
	unlock
	kill -HUP "$daemon"
	wait_until logged "<5>the settings were read anew"
	# And what it had is still its own.
	second
	run -3 imr-ingest --config second.conf
	put one good-1
	wait_until letters 1 "$delivered"
}

@test "a directory that another service has by now is left alone until it ends" {
	start
	mv inbox former
	mkdir inbox
	locks inbox
	put one good-1
	wait_until logged "stay in the inbox: .*taken by another imr-ingest"
	[ -e inbox/good-1 ]
	unlock
	wait_until letters 1 "$delivered"
	wait_until inbox_is_empty
}

@test "what lies in a directory of another service's is left alone" {
	configure 's/^settle/recursive = yes\nsettle/'
	mkdir inbox/below
	locks inbox/below
	start
	put one below/good-1
	put two good-2
	wait_until letters 1 "$delivered"
	wait_until logged "taken by another imr-ingest"
	[ -e inbox/below/good-1 ]
	unlock
	wait_until letters 2 "$delivered"
}

@test "a watched mount is not held" {
	mount -t tmpfs none inbox 2>/dev/null || skip "cannot mount here"
	start
	put one good-1
	wait_until letters 1 "$delivered" || { umount -l inbox; false; }
	wait_until umount inbox || { umount -l inbox; false; }
}

@test "a clerk who types imr-ingest takes nothing out of the office's inbox" {
	office_needs
	local settings='mkdir -m 755 /etc/imr-ingest
		mkdir -m 700 /var/lib/imr-ingest
		mkdir -m 777 /srv/inbox
		cd /srv
		settings=/etc/imr-ingest/imr-ingest.conf
		printf "%s\n" "[watch inbox]" "directory = /srv/inbox" \
			"original = delete" "settle = 0.1" >"$settings"
		echo letter >/srv/inbox/good-1
		'
	run -3 office "$settings"'as clerk imr-ingest || {
		status=$?
		cat /srv/inbox/good-1
		find /srv/clerk -mindepth 1
		exit $status
	}'
	echo "$output"
	[[ $output == *"--once FILE"*"letter" ]]
	# The same where he names them, and where he may not even read them.
	run -3 office "$settings"'as clerk imr-ingest --config "$settings"'
	[[ $output == *"--once FILE"* ]]
	run -2 office "$settings"'chmod 600 "$settings"; as clerk imr-ingest'
	[[ $output == *"--once FILE"* ]]
	# He may check them, and has a service of his own if he has settings.
	office "$settings"'as clerk imr-ingest --check-config'
	run office "$settings"'mkdir -p clerk/.config/imr-ingest clerk/in
		sed "s|/srv/inbox|/srv/clerk/in|" "$settings" \
			>clerk/.config/imr-ingest/imr-ingest.conf
		chown -R clerk: clerk
		as clerk timeout 3 imr-ingest'
	[[ $output == *"watches 1 directory"* ]]
}
