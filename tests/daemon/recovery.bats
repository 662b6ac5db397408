#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats and the helper set variables
# recovery.bats - the spool's database is lost, and the store is not.

bats_require_minimum_version 1.5.0

load service_helper

setup() {
	service_setup
}

teardown() {
	service_teardown
}

taken_up="the store holds [0-9]+: they are taken up again"

# original_of TEXT - the stored file of what `put TEXT` fed.
original_of() {
	local id
	id=$(printf '%s\n' "$1" | sha256sum | cut -d' ' -f1)
	echo "spool/store/${id:0:2}/$id/original"
}

# events NAME - of the letter of that name, in their order.
events() {
	in_spool "SELECT group_concat(what, ' ') FROM (SELECT what FROM events
		JOIN letters ON id = letter_id
		WHERE name = '$1' ORDER BY number)"
}

@test "letters that were read and not delivered come to their sinks all the same" {
	with_worker crash
	start_receiver
	answer_with 503
	printf '[sink http]\nurl = %s\n' "$url" >>whole.conf
	configure
	start
	for number in 1 2 3; do
		put "letter $number" "good-$number"
		wait_until letters "$number" "$extracted"
	done
	wait_until test "$(records)" -eq 3
	wait_until inbox_is_empty
	stop
	before=$(sha256sum records/*)
	rm spool/spool.db*
	damaged=$(original_of "letter 2")
	chmod u+w "$damaged"
	echo "other bytes" >"$damaged"
	answer_with 200

	start
	logged "the store holds 3: they are taken up again" 1
	wait_until letters 2 "$delivered"
	wait_until letters 1 "$failed"
	[ "$(sha256sum records/*)" = "$before" ]
	[ "$(sqlite3 records.db 'SELECT count(*) FROM letters')" -eq 3 ]
	# To the receiver they are what it was told before.
	[ "$(posts 200)" -eq 2 ]
	[ "$(cut -d' ' -f1,2 http/posts | sort -u | wc -l)" -eq 3 ]
	[ "$(events good-1)" = "recovered extracted delivered" ]
	# By the files' age, of which the damaged one's is the least.
	[ "$(in_spool 'SELECT name FROM letters ORDER BY sequence' |
		paste -sd' ')" = "good-1 good-3 unknown" ]
	# What is not what it was is kept, and told.
	[ "$(cat "$damaged")" = "other bytes" ]
	run imrctl show --directory spool "$(basename "$(dirname "$damaged")")"
	[[ $output == *"the original's bytes have changed"* ]]
	[[ $output == *"not known: taken up from the store"* ]]
	[[ $output == *recovered* ]]
	[[ $output != *Arrived* ]]
	stop

	start
	not logged "$taken_up"
	# The same bytes once more mend it, and it is no duplicate.
	put "letter 2" "good-2"
	wait_until letters 3 "$delivered"
	spool_has 0 letters "duplicates > 0"
	[ "$(cat "$damaged")" = "letter 2" ]
}

@test "a letter that nobody had read yet is read, and gets its name when it comes" {
	make-letters bulk 1 incoming
	with_worker hang
	start
	mv incoming/bulk-00001.pdf inbox/
	wait_until letters 1 "$extracting"
	wait_until inbox_is_empty
	kill -KILL "$daemon"
	await_end
	# Its journal stays, as after a repair that moved one file away.
	rm spool/spool.db
	rm -r bin

	start
	logged "$taken_up" 1
	wait_until letters 1 "$delivered"
	grep -q '"file_name":"unknown"' records/*.json
	mv archive/bulk-00001.pdf inbox/
	wait_until spool_has 1 letters \
		"name = 'bulk-00001.pdf' AND watch = 'inbox' AND duplicates = 0"
	wait_until inbox_is_empty
	[ "$(events bulk-00001.pdf)" = "recovered extracted delivered received" ]
	[ "$(records)" -eq 1 ]
}

@test "what cannot be listed is not forgotten: the service does not start" {
	with_worker crash
	start
	put "letter 1" good-1
	wait_until letters 1 "$delivered"
	stop
	rm spool/spool.db*
	shelf=$(dirname "$(dirname "$(original_of "letter 1")")")
	mv "$shelf" aside
	ln -s "$work/aside" "$shelf"
	launch
	await_end
	[ "$status" -eq 3 ]
	logged "the store's letters: open '${shelf##*/}'" 1
	rm "$shelf"
	mv aside "$shelf"
	start
	logged "$taken_up" 1
	wait_until letters 1 "$delivered"
}
