#!/usr/bin/env bats
# shellcheck disable=SC2154 # bats and the helper set variables
# service.bats - imr-ingest as a service, as its operators meet it.

bats_require_minimum_version 1.5.0

load service_helper

setup() {
	service_setup
}

teardown() {
	service_teardown
}

# --- files come in ----------------------------------------------------------

@test "a letter that is renamed into place, and one that is written there" {
	make-letters bulk 2 incoming
	start
	cp incoming/bulk-00002.pdf inbox/copied.pdf
	mv incoming/bulk-00001.pdf inbox/
	wait_until letters 2 "$delivered"
	wait_until inbox_is_empty
	[ "$(ls archive | paste -sd' ')" = "bulk-00001.pdf copied.pdf" ]
	cmp archive/copied.pdf incoming/bulk-00002.pdf
	[ "$(records)" -eq 2 ]
	[ "$(sqlite3 records.db 'SELECT group_concat(case_number, " ")
		FROM (SELECT case_number FROM letters ORDER BY 1)')" = \
		"CM16-9800001 CM16-9800002" ]
	stop
	[ "$status" -eq 0 ]
}

@test "letters that were there before the start" {
	make-letters bulk 3 inbox
	rm inbox/gold.jsonl
	start
	wait_until letters 3 "$delivered"
	wait_until inbox_is_empty
}

@test "files that settle before the watcher's start is through" {
	with_worker crash
	put one good-1
	put two good-2
	configure 's/^settle = .*/settle = 0/'
	start LD_PRELOAD="$build/tests/preload/slow_threads.so"
	wait_until letters 2 "$delivered"
	wait_until inbox_is_empty
}

@test "what is not for us stays and is not touched" {
	make-letters bulk 1 incoming
	with_worker crash
	for name in .hidden good.part good.tmp '~$good'; do
		echo "$name" >"inbox/$name"
	done
	ln -s /etc/hostname inbox/link
	mkfifo inbox/pipe
	start
	put good good-1
	wait_until letters 1 "$delivered"
	wait_until spool_has 2 strays 1
	[ "$(ls -A inbox | wc -l)" -eq 6 ]
	spool_has 1 letters 1
	rm inbox/link
	wait_until spool_has 1 strays 1
}

@test "what a swap left in the spool keeps no service from starting" {
	with_worker crash
	mkdir -p spool/tmp/.removed.00000001.tmp/keep
	start
	put good good-1
	wait_until letters 1 "$delivered"
	spool_has 1 strays \
		"CAST(path AS TEXT) LIKE '%/spool/strays/.removed.00000001.tmp'"
	[ -d spool/strays/.removed.00000001.tmp/keep ]
	kill -HUP "$daemon"
	wait_until logged "settings were read anew"
	put better good-2
	wait_until letters 2 "$delivered"
	spool_has 1 strays "watch = 'spool'"
	rm -r spool/strays/.removed.00000001.tmp
	stop
	start
	spool_has 0 strays 1
}

@test "delete and leave; what was left is not read again after a restart" {
	with_worker crash
	mkdir kept
	configure 's/^original = .*/original = delete/; /^archive/d'
	cat >>conf <<-END
		[watch kept]
		directory = $work/kept
		original = leave
		settle = 0.1
		rescan = 1
	END
	start
	put gone good-1
	echo kept >kept/good-2
	wait_until letters 2 "$delivered"
	wait_until inbox_is_empty
	wait_until spool_has 1 left_files 1
	stop
	start
	put third good-3
	wait_until letters 3 "$delivered"
	echo changed >kept/good-2
	wait_until letters 4 "$delivered"
	[ -e kept/good-2 ]
	spool_has 0 letters "duplicates > 0"
	spool_has 4 arrivals "times = 1"
	[ ! -e spool/archive ]
}

@test "the same bytes again make no second record" {
	with_worker crash
	start
	put same good-1
	wait_until letters 1 "$delivered"
	put same good-2
	put same good-1
	wait_until spool_has 1 letters "duplicates = 2"
	wait_until inbox_is_empty
	[ "$(records)" -eq 1 ]
	[ "$(ls archive | paste -sd' ')" = "good-1 good-2" ]
	wait_until logged "duplicate" 2
}

@test "the same name for other bytes is another letter" {
	with_worker crash
	start
	put one good-1
	wait_until letters 1 "$delivered"
	put two good-1
	wait_until letters 2 "$delivered"
	wait_until inbox_is_empty
	[ "$(cat archive/good-1 archive/good-1.2)" = $'one\ntwo' ]
}

@test "a file without its end is taken in the end, and quarantined" {
	make-letters bulk 1 incoming
	start
	head -c 3000 incoming/bulk-00001.pdf >inbox/cut.pdf
	wait_until letters 1 "$rejected"
	wait_until inbox_is_empty
	[[ $(in_spool "SELECT reason FROM letters") == *"cut off"* ]]
	[ "$(wc -c <archive/cut.pdf)" -eq 3000 ]
}

@test "a file that is still being written is waited for" {
	make-letters bulk 1 incoming
	configure 's/^incomplete = .*/incomplete = 600/'
	start
	head -c 3000 incoming/bulk-00001.pdf >inbox/slow.pdf
	put "a letter of none" other.txt
	wait_until letters 1 "$rejected"
	spool_has 1 letters 1
	tail -c +3001 incoming/bulk-00001.pdf >>inbox/slow.pdf
	wait_until letters 1 "$delivered"
	cmp archive/slow.pdf incoming/bulk-00001.pdf
}

# --- letters that no worker survives ----------------------------------------

@test "a letter that kills its worker is quarantined after three attempts" {
	with_worker crash
	start
	put bad bad
	wait_until spool_has 1 letters "attempts >= 1"
	put one good-1
	put two good-2
	wait_until letters 2 "$delivered"
	wait_until letters 1 "$failed"
	spool_has 1 letters "name = 'bad' AND attempts = 3"
	spool_has 2 events "what = 'deferred'"
	[[ $(in_spool "SELECT reason FROM letters WHERE name = 'bad'") == \
		*"signal 6"* ]]
	id=$(in_spool "SELECT id FROM letters WHERE name = 'bad'")
	[ "$(sha256sum <"spool/store/${id:0:2}/$id/original")" = "$id  -" ]
	[ "$(cat archive/bad)" = bad ]
	# The same bytes again are another chance, with a better worker.
	stop
	cp -f "$build/bin/imr-extract" bin/
	start
	put bad again
	wait_until letters 1 "$rejected"
	spool_has 1 letters "name = 'bad' AND duplicates = 1"
}

@test "a worker that keeps the document to itself costs only its letter" {
	with_worker forget
	start
	put bad bad
	put one good-1
	wait_until letters 1 "$delivered"
	wait_until letters 1 "$rejected"
	[[ $(in_spool "SELECT reason FROM letters WHERE name = 'bad'") == \
		*"breaks the protocol"*"document"* ]]
}

@test "workers that do not start are told, and tried again" {
	with_worker mute
	start
	put one good-1
	wait_until logged "workers cannot be started"
	with_worker crash
	wait_until letters 1 "$delivered"
	logged "workers start again" 1
	spool_has 1 letters "attempts = 0"
}

@test "bytes that changed in the store are not read as that letter's" {
	with_worker crash
	start
	put one good-1
	wait_until letters 1 "$delivered"
	id=$(in_spool "SELECT id FROM letters")
	original=spool/store/${id:0:2}/$id/original
	echo eno >new
	mv -f new "$original"
	imrctl --config conf reocr "$id"
	wait_until letters 1 "$failed"
	[[ $(in_spool "SELECT reason FROM letters") == *"have changed"* ]]
	# They come once more, and heal it.
	put one again
	wait_until letters 1 "$delivered"
	[ "$(cat "$original")" = one ]
}

@test "a letter whose place in the store is broken does not hold up the others" {
	with_worker crash
	start
	put one good-1
	wait_until letters 1 "$delivered"
	id=$(in_spool "SELECT id FROM letters")
	rm "spool/store/${id:0:2}/$id/records.json.gz"
	mkdir "spool/store/${id:0:2}/$id/records.json.gz"
	imrctl --config conf reocr "$id"
	wait_until logged "the spool does not take a result"
	put two good-2
	wait_until letters 1 "$delivered"
	[[ $(in_spool "SELECT reason FROM letters WHERE id = '$id'") == \
		*"Is a directory"* ]]
	rmdir "spool/store/${id:0:2}/$id/records.json.gz"
	imrctl --config conf reocr "$id"
	wait_until letters 2 "$delivered"
}

# --- reload -----------------------------------------------------------------

@test "a sink that hangs does not hold up the others' reload" {
	with_worker crash
	start_receiver
	answer_with hang
	printf '%s\n' '[sink http]' "url = $url" 'timeout = 3600' >>conf
	start
	put one good-1
	wait_until grep -q hang http/posts
	wait_until spool_has 2 deliveries "state = 1"
	kill -HUP "$daemon"
	wait_until logged "were read anew"
	put two good-2
	wait_until spool_has 4 deliveries "state = 1"
	spool_has 2 deliveries "sink = 'http' AND state = 0"
}

@test "a reload takes the operator's new words, for new letters" {
	mkdir words
	start "IMR_LEXICON=$build/lexicon:$work/words"
	"$build/tests/make-letters" pdf . 2016-plain
	{ cat 2016-plain.pdf; echo; } >again.pdf
	cp 2016-plain.pdf inbox/
	wait_until spool_has 1 deliveries "sink = 'files' AND state = 1"
	# Whatever it asks for, it now asks for a ride.
	printf '%s\tTransportation\tTransportation\t9\n' \
		"$(jq -r '.issues[0].treatment' records/*.json)" >words/ours.tsv
	kill -HUP "$daemon"
	wait_until logged "were read anew"
	cp again.pdf inbox/
	wait_until spool_has 2 deliveries "sink = 'files' AND state = 1"
	[ "$(grep -l '"category":"Transportation"' records/*.json | wc -l)" -eq 1 ]
}

says_reload_was_refused() {
	imrctl -c conf --json status |
		jq -e '.troubles[] | select(.kind == "reload-refused")
			| .reason | contains("ours.tsv:1: 2 columns")'
}

@test "a bad line among the operator's words is a reload refused" {
	mkdir words
	start "IMR_LEXICON=$build/lexicon:$work/words"
	printf 'MRI\tPoetry\n' >words/ours.tsv
	printf 'MRI\n' >words/theirs.tsv
	run -1 imrctl -c conf reload
	[[ $output == *"$work/words/ours.tsv:1: 2 columns"* ]]
	[[ $output == *"$work/words/theirs.tsv:1: 1 column,"* ]]
	wait_until says_reload_was_refused
	rm words/*
	run -0 imrctl -c conf reload
	wait_until imrctl -c conf status
}

@test "what lay in a directory that is watched no more is not shown" {
	with_worker crash
	mkdir other
	ln -s /etc/hostname other/link
	ln -s /etc/hostname inbox/link
	printf '%s\n' '[watch other]' "directory = $work/other" >>conf
	start
	wait_until spool_has 2 strays 1
	configure
	kill -HUP "$daemon"
	wait_until spool_has 1 strays 1
	spool_has 1 strays "watch = 'inbox'"
}

@test "an address for metrics that is taken at a reload is tried at the next" {
	with_worker crash
	start
	mkdir taken
	sed "s|^workers|metrics_listen = unix:$work/taken\n&|" conf >new
	mv new conf
	kill -HUP "$daemon"
	wait_until logged "metrics are not served"
	rmdir taken
	kill -HUP "$daemon"
	wait_until test -S taken
	# One that could never be served is no settings file.
	sed -i "s|^metrics_listen.*|metrics_listen = 0.0.0.0:9000|" conf
	kill -HUP "$daemon"
	wait_until logged "the old ones stay: .*0.0.0.0:9000"
	run imr-ingest --check-config --config conf
	[ "$status" -eq 2 ]
}

# --- the end ----------------------------------------------------------------

@test "SIGTERM lets what is being recognised finish" {
	make-letters scan bilevel200 incoming 2014-sentence
	configure 's/^stop_seconds = .*/stop_seconds = 120/'
	start
	mv incoming/2014-sentence.pdf inbox/
	wait_until letters 1 "$extracting"
	patience=130 stop
	[ "$status" -eq 0 ]
	spool_has 0 letters "state IN ($received, $extracting)"
	spool_has 1 letters "ocr_pages > 0"
}

@test "SIGTERM gives back what does not finish within stop_seconds" {
	with_worker hang
	configure 's/^stop_seconds = .*/stop_seconds = 1/'
	start
	put bad bad
	wait_until letters 1 "$extracting"
	stop
	[ "$status" -eq 0 ]
	spool_has 1 letters "state = $received AND attempts = 0"
	with_worker crash
	put good good
	start
	wait_until letters 1 "$delivered"
}

@test "a second SIGTERM does not wait" {
	with_worker hang
	configure 's/^stop_seconds = .*/stop_seconds = 3600/'
	start
	put bad bad
	wait_until letters 1 "$extracting"
	kill "$daemon"
	wait_until logged "stopping"
	kill "$daemon"
	await_end
	[ "$status" -eq 0 ]
	spool_has 1 letters "state = $received"
}

@test "workers do not outlive a daemon that was killed" {
	with_worker hang
	start
	put bad bad
	wait_until letters 1 "$extracting"
	wait_until has_workers 1
	worker=$(workers)
	stop KILL
	wait_until is_gone "$worker"
	start
	wait_until logged "1 letter was being read"
}

# --- systemd ----------------------------------------------------------------

start_notify_socket() {
	python3 "$here/notify_socket.py" notify said 3>&- &
	helpers+=($!)
	wait_until test -S notify
}

said() {
	grep -qE -- "$1" said
}

@test "systemd is told of start, status, reload, watchdog and stop" {
	with_worker crash
	start_notify_socket
	start NOTIFY_SOCKET="$work/notify" WATCHDOG_USEC=200000
	wait_until said '^READY=1'
	put one good-1
	wait_until said '^STATUS=.*1 delivered'
	wait_until said '^WATCHDOG=1'
	kill -HUP "$daemon"
	wait_until said '^RELOADING=1'
	wait_until said '^MONOTONIC_USEC=[0-9]'
	wait_until logged "were read anew"
	[ "$(grep -E '^(READY|RELOADING)' said | paste -sd' ')" = \
		"READY=1 RELOADING=1 READY=1" ]
	put two good-2
	wait_until letters 2 "$delivered"
	stop
	wait_until said '^STOPPING=1'
}

@test "a main loop that is stuck does not feed the watchdog" {
	with_worker crash
	start_notify_socket
	start NOTIFY_SOCKET="$work/notify" WATCHDOG_USEC=200000
	wait_until said '^WATCHDOG=1'
	kill -STOP "$daemon"
	before=$(grep -c WATCHDOG said)
	python3 -c 'import time; time.sleep(1)' # five times the watchdog's
	[ "$(grep -c WATCHDOG said)" -le $((before + 1)) ]
	kill -CONT "$daemon"
	wait_until eval '[ "$(grep -c WATCHDOG said)" -gt $((before + 2)) ]'
}

# --- wrong use --------------------------------------------------------------

refuses() {
	run --separate-stderr imr-ingest --config conf
	[ "$status" -eq "$1" ]
	[[ $stderr == *"$2"* ]]
	[[ $stderr == *"${3:-}"* ]]
}

@test "there must be something to watch" {
	configure '/watch inbox/,/rescan/d'
	refuses 2 "nothing to watch"
	run imr-ingest --check-config --config missing
	[ "$status" -eq 2 ]
}

@test "paths that overlap are refused, and both are named" {
	configure "s|^archive = .*|archive = $work/inbox/archive|" \
		's/^settle/recursive = yes\nsettle/'
	refuses 2 "$work/inbox'" "$work/inbox/archive'"
	configure "s|^directory = $work/records|directory = $work/inbox|"
	refuses 2 "[watch inbox]" "[sink files]"
	mkdir spool
	configure "s|^directory = $work/inbox|directory = $work/spool|"
	refuses 2 "[watch inbox]" "[spool]"
	ln -s inbox link
	configure "s|^directory = $work/records|directory = $work/link|"
	refuses 2 "$work/inbox'" "$work/link'"
}

@test "the settings are checked for URLs, quotes, and directories" {
	check() { run "$1" --separate-stderr imr-ingest --check-config \
		--config conf; }
	check -0
	[ -z "$stderr" ]

	# A mount that comes late is no mistake, a misspelling is seen.
	configure "s|^directory = $work/inbox|directory = $work/inbxo|" \
		"s|^directory = $work/records|directory = $work/recrods|" \
		"s|^file = .*|file = $work/nowhere/records.db|"
	check -0
	[ "${#stderr_lines[@]}" -eq 3 ]
	[[ $stderr == *"[watch inbox] directory '$work/inbxo' is not there"* ]]
	[[ $stderr == *"[sink files] '$work/recrods' is not there"* ]]
	[[ $stderr == *"[sink sqlite] '$work/nowhere/records.db' is not"* ]]

	configure "s|^directory = $work/inbox|directory = \"$work/inbox\"|"
	check -2
	[[ $stderr == *"conf:2: directory: leave out the quotes"* ]]

	configure
	printf '[sink http]\nurl = htps://example.org/\n' >>conf
	check -2
	[[ $stderr == *"sink http: url is not like https://host/path"* ]]
	sed -i 's|htps|https|' conf
	check -0
}

@test "one spool has one daemon" {
	with_worker crash
	start
	refuses 3 "in use by another imr-ingest, process $daemon"
	put one good-1
	wait_until letters 1 "$delivered"
}

# --- nobody looks ------------------------------------------------------------

@test "a log that nobody reads holds nothing up, and says so later" {
	with_worker crash
	mkfifo errors
	exec 8<>errors
	# The smallest there is; F_SETPIPE_SZ.
	python3 -c 'import fcntl; fcntl.fcntl(8, 1031, 4096)'
	imr-ingest --config conf 2>errors 3>&- 8>&- &
	daemon=$!
	for number in {1..50}; do
		put "letter $number" "good-$number"
	done
	wait_until letters 50 "$delivered"
	wait_until inbox_is_empty
	>log
	cat <&8 >>log 3>&- &
	helpers+=($!)
	exec 8>&-
	wait_until logged "imr-ingest .* watches"
	put last good-51
	wait_until logged "<4>[0-9]+ lines of this log are lost"
	stop
	[ "$status" -eq 0 ]
	wait_until logged "<5>stopping" 1
}
