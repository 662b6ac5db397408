#!/usr/bin/env bats
# alert.bats - what is told by mail or to a command, when, and with which words.

bats_require_minimum_version 1.5.0

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	PATH=$build/bin:$build/tests:$PATH
	cd "$BATS_TEST_TMPDIR" || return
	spool=$PWD/spool
	mkdir "$spool"
	make-spool "$spool" sinks files
	make-spool "$spool" many 3
	# sendmail(1), which keeps what it gets.
	mkdir bin
	cat >bin/sendmail <<-'END'
		#!/bin/sh
		[ ! -e refuse ] || exit 75
		echo "$*" >arguments
		cat >"mail.$(ls mail.* 2>/dev/null | wc -l)"
	END
	chmod +x bin/sendmail
	PATH=$PWD/bin:$PATH
	unset RUNTIME_DIRECTORY
	export LC_ALL=C.UTF-8 TZ=UTC
}

alert() {
	imrctl -d "$spool" alert --mail office@example.org "$@"
}

mails() {
	ls mail.* 2>/dev/null | wc -l
}

last() {
	cat "mail.$(($(mails) - 1))"
}

ids() { # CONDITION
	sqlite3 "$spool/spool.db" "SELECT id FROM letters WHERE $1"
}

@test "mail: what needs a person, as a letter that sendmail takes" {
	run -0 alert
	[[ $output == "told: imr-ingest on "*": NEEDS YOU: the service does not run" ]]
	[ "$(cat arguments)" = "-i -t" ]
	[ "$(last | sed -n 1p)" = "To: office@example.org" ]
	[[ $(last | sed -n 2p) == "Subject: imr-ingest on "*": NEEDS YOU: the service does not run" ]]
	last | grep -qx "Auto-Submitted: auto-generated"
	last | grep -qx -- "- the service does not run"
	last | grep -q "sudo imrctl status"
}

@test "only what changes is told: what began, grew, or is over" {
	alert
	run -0 alert
	[ "$output" = "nothing has changed" ]
	[ "$(mails)" -eq 1 ]

	make-spool "$spool" halt files "no such directory"
	alert
	last | grep -qx -- "- sink files is halted"
	make-spool "$spool" stray /inbox/Hidden-Name.pdf "a pipe"
	alert
	make-spool "$spool" stray /inbox/other "a pipe"
	alert
	last | grep -qx -- "- 2 files not taken"
	[ "$(mails)" -eq 4 ]

	# Fewer is no news, and the next one is.
	sqlite3 "$spool/spool.db" "DELETE FROM strays WHERE path = CAST('/inbox/other' AS BLOB)"
	alert
	[ "$(mails)" -eq 4 ]
	make-spool "$spool" stray /inbox/third "a pipe"
	alert
	[ "$(mails)" -eq 5 ]
	sqlite3 "$spool/spool.db" "DELETE FROM strays"
	alert
	[ "$(mails)" -eq 6 ]
	last | sed '1,/^Over:/d' | grep -qx -- "- 2 files not taken"
	run ! grep -h "Hidden\|a pipe\|no such directory" mail.*
}

@test "each is told by itself, and who was not reached is told again" {
	alert
	run -0 imrctl -d "$spool" alert --mail other@example.org
	[ "$(mails)" -eq 2 ]
	make-spool "$spool" stray /inbox/x "a pipe"
	touch refuse
	run -3 alert
	[[ $output == *sendmail* ]]
	rm refuse
	alert
	[ "$(mails)" -eq 3 ]
}

@test "a command gets subject, number and text" {
	run -0 imrctl -d "$spool" alert --command \
		'{ echo "$IMR_SUBJECT"; echo "$IMR_NEEDS"; cat; } >told'
	[[ $(sed -n 1p told) == *"NEEDS YOU: the service does not run" ]]
	[ "$(sed -n 2p told)" = 1 ]
	grep -qx -- "- the service does not run" told
	make-spool "$spool" stray /inbox/x "a pipe"
	run -3 imrctl -d "$spool" alert --command 'exit 1'
	run -0 imrctl -d "$spool" alert --command 'exec true' --json
	[[ $output == '{"told":true,'* ]]
}

@test "wrong use" {
	run -2 imrctl -d "$spool" alert
	run -2 imrctl -d "$spool" alert --mail a@b --command true
	run -2 imrctl -d "$spool" alert --mail $'a@b\nBcc: c@d'
	run -2 imrctl -d "$spool" alert --mail -oQ/tmp
}

@test "a spool that cannot be opened is told, once where it can be noted" {
	mv spool away
	export RUNTIME_DIRECTORY=$PWD/run
	mkdir run
	run -3 alert
	[[ $(last | sed -n 2p) == *"NEEDS YOU: the spool cannot be opened" ]]
	run -3 alert
	[ "$(mails)" -eq 1 ]
	mv away spool
	run -0 alert
	mv spool away
	run -3 alert
	[ "$(mails)" -eq 3 ]
}

@test "the report: what came, by ids alone, since the last one" {
	sqlite3 "$spool/spool.db" "
		UPDATE records SET outcome = 'overturned' WHERE letter_id =
			(SELECT id FROM letters WHERE sequence = 1);
		UPDATE records SET outcome = 'partially_overturned'
			WHERE letter_id =
				(SELECT id FROM letters WHERE sequence = 2);
		INSERT INTO looks (letter_id, needed, codes)
			SELECT id, 1, 'missing' FROM letters WHERE sequence = 2;"
	make-spool "$spool" fail "$(ids 'sequence = 3')" "signal 11"
	run -0 alert --report
	[[ $output == *": 3 read, 1 overturned, 1 partially, 1 in doubt, 1 quarantined" ]]
	last | grep -qx "overturned: 1"
	last | grep -qx "partially overturned: 1"
	for sequence in 1 2 3; do
		last | grep -qx "  $(ids "sequence = $sequence" | cut -c1-12)"
	done
	last | grep -qx -- "- 1 given up"
	run ! grep -h "CM16\|made-\|signal" mail.*

	# It is sent each time, of what came since.
	make-spool "$spool" many 1
	run -0 alert --report
	[[ $output == *": 1 read, 0 overturned, 0 partially, 0 in doubt, 0 quarantined" ]]
	# And is no alert.
	run -0 alert
	[[ $output == "told: "*"NEEDS YOU: "* ]]
}
