#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats and the helper set variables
# markers.bats - letters with marked words in text (MARKTEXT), metadata
# (MARKMETA) and file name (MARKNAME), on every way on which a letter can
# fail; and then no mark in any log, status, metric or journal field.

bats_require_minimum_version 1.5.0

load service_helper

setup() {
	service_setup
	mkdir noise
	start_receiver
	cat >>whole.conf <<-END
		[sink http]
		url = $url
		[extract]
		letter_seconds = 1
		max_bytes = 100000
	END
	sed -i "s|^workers.*|&\nmetrics_file = $work/metrics.prom|
		s|^settle|recursive = yes\n&|
		s|^min_free|attempts = 2\n&|" whole.conf
}

teardown() {
	service_teardown
}

# start_watched LEVEL [ASSIGNMENT...] - whatever it says is kept, in "log" or,
# in a mount namespace of its own, by a journal that we made up.
start_watched() {
	configure "s/^workers/log_level = $1\nworkers/"
	shift
	python3 "$here/notify_socket.py" notify said 3>&- &
	helpers+=($!)
	wait_until test -S notify
	start NOTIFY_SOCKET="$work/notify" WATCHDOG_USEC=1000000 "$@"
}

start_with_journal() {
	configure
	mkdir journal
	python3 "$here/notify_socket.py" journal/socket fields 3>&- &
	helpers+=($!)
	wait_until test -S journal/socket
	>log
	JOURNAL_STREAM=$(stat -c %d:%i log) unshare --map-root-user --mount \
		bash -c 'mount -t tmpfs none /run &&
			mkdir -p /run/systemd/journal &&
			mount --bind "$1" /run/systemd/journal &&
			exec imr-ingest --config conf' bash "$work/journal" \
		2>>log 3>&- &
	daemon=$!
	wait_until grep -q "^MESSAGE=imr-ingest .* watches" fields
}

marked() {
	put "MARKTEXT $1" "MARKNAME-$1"
}

# A letter with a text layer and metadata.
marked_pdf() {
	python3 - <<-'END'
		text = b"BT /F1 12 Tf 72 700 Td (MARKTEXT is no letter) Tj ET"
		parts = [
		    b"<</Type/Catalog/Pages 2 0 R>>",
		    b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents"
		    b" 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		    b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
		    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		    b"<</Title(MARKMETA)/Author(MARKMETA)>>",
		]
		pdf = b"%PDF-1.4\n"
		places = []
		for number, part in enumerate(parts, 1):
		    places.append(len(pdf))
		    pdf += b"%d 0 obj\n%s\nendobj\n" % (number, part)
		start = len(pdf)
		pdf += b"xref\n0 7\n0000000000 65535 f \n"
		pdf += b"".join(b"%010d 00000 n \n" % place for place in places)
		pdf += (b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n"
		        b"%d\n%%%%EOF\n" % start)
		open("incoming/pdf", "wb").write(pdf)
	END
	mv incoming/pdf "inbox/$1"
}

# Whatever a letter can meet with workers that blab.
drive_workers() {
	local name
	for name in reject retry fatal member noise hang abort; do
		marked $name
	done
	put MARKTEXT good-MARKNAME
	wait_until letters 1 "$delivered"
	put MARKTEXT MARKNAME-again # a duplicate
	ln -s /etc/MARKNAME inbox/MARKNAME-link
	mkfifo inbox/MARKNAME-pipe
	mkdir inbox/MARKNAME-folder
	head -c 200000 /dev/zero >inbox/MARKNAME-large.txt
	put MARKTEXT-2 MARKNAME-folder/good-MARKNAME
	wait_until letters 3 "$rejected"
	wait_until letters 1 "$failed"
	wait_until spool_has 1 letters \
		"name LIKE '%hang' AND reason LIKE '%processor time%'"
	wait_until letters 2 "$delivered"
	wait_until spool_has 3 strays 1
	rmdir inbox/MARKNAME-folder
	# The words did come out of the workers.
	spool_has 2 letters "state = $rejected AND reason LIKE '%MARKTEXT%'"
	spool_has 1 letters "name LIKE '%retry' AND reason LIKE '%MARKTEXT%'"
	spool_has 1 letters "name LIKE '%member' AND state = $rejected"
}

# And with sinks that do not take it, and a disk that is full.
drive_sinks() {
	answer_with 400
	put MARKTEXT-3 good-MARKNAME-3
	wait_until spool_has 1 deliveries "state = 2"
	answer_with 503
	put MARKTEXT-4 good-MARKNAME-4
	wait_until spool_has 1 deliveries "state = 0 AND attempts > 1"
	touch fails
	put MARKTEXT-5 good-MARKNAME-5
	wait_until eval "[ -e inbox/good-MARKNAME-5 ]"
	kill -HUP "$daemon"
	echo "[watch" >>conf
	kill -HUP "$daemon"
	patience=10 wait_until said_trouble || true
	rm fails
	answer_with 200
	wait_until letters 4 "$delivered"
}

said_trouble() {
	grep -q "no letters are taken" log fields 2>/dev/null
}

# And with the real worker.
drive_reading() {
	make-letters text incoming 2016-plain
	sed 's/medically necessary/& MARKTEXT/' incoming/2016-plain.txt \
		>incoming/marked
	mv incoming/marked inbox/MARKNAME.txt
	put "MARKTEXT is no letter" MARKNAME-no.txt
	marked_pdf MARKNAME.pdf
	head -c 3000 /dev/urandom >incoming/noise
	mv incoming/noise inbox/MARKNAME-noise.pdf
	wait_until letters 1 "$delivered"
	wait_until letters 3 "$rejected"
	wait_until inbox_is_empty
	grep -q MARKTEXT records/*.json
}

# No MARK in FILE..., which are there.
shows_none() {
	local file
	for file in "$@"; do
		[ -s "$file" ]
		run ! grep -aE "$mark" "$file"
	done
}

@test "no mark shows at level info" {
	with_worker blab
	start_watched info LD_PRELOAD="$build/tests/preload/failing_disk.so" \
		FAILING_DISK_CALLS=write,open FAILING_DISK_ERROR=ENOSPC \
		FAILING_DISK_PATH=/spool/tmp/ FAILING_DISK_WHILE="$work/fails"
	drive_workers
	drive_sinks
	wait_until grep -q 'STATUS=.*4 delivered' said
	wait_until test -s metrics.prom
	stop
	mark=MARK shows_none log said metrics.prom
}

@test "no mark shows when letters are really read" {
	start_watched info
	drive_reading
	stop
	mark=MARK shows_none log said
	start
	stop
	mark=MARK shows_none log
}

@test "at level debug names show, and no word" {
	with_worker blab
	start_watched debug
	drive_workers
	stop
	grep -q MARKNAME log
	mark='MARKTEXT|MARKMETA' shows_none log said
	run ! grep -aE 'MARKTEXT|MARKMETA' log said
}

@test "no mark is in the journal's fields" {
	unshare --map-root-user --mount true 2>/dev/null ||
		skip "no mount namespace here"
	with_worker blab
	start_with_journal
	drive_workers
	stop
	grep -q '^IMR_DOCUMENT_ID=' fields
	mark=MARK shows_none fields
	[ ! -s log ]
}
