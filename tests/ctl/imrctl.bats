#!/usr/bin/env bats
# imrctl.bats - the operator's tool on spools that a real daemon filled, beside
# it and after its end. What takes a daemon days (a parked delivery, a letter
# that an older parser read) is made by tests/spools/make_spool.c.

bats_require_minimum_version 1.5.0

# One daemon's work for all tests: four files with seven letters' worth of
# trouble. Each test has a copy.
setup_file() {
	build=$(realpath "${IMR_BUILD:-build}")
	base=$BATS_FILE_TMPDIR/base
	mkdir -p "$base"/{inbox,files} "$base/letters"
	"$build/tests/make-letters" pdf "$base/letters" \
		2016-plain 2016-partial copy-several
	cp "$base"/letters/*.pdf "$base/inbox"
	mkdir -p "$base/inbox/Client B/2016"
	mv "$base/inbox/copy-several.pdf" "$base/inbox/Client B/2016"
	cp "$base/letters/2016-plain.pdf" "$base/inbox/again.pdf"
	echo "a recipe" >"$base/inbox/recipe.txt"
	settings "$base" >"$base/conf"
	"$build/bin/imr-ingest" --config "$base/conf" 2>"$base/log" 3>&- &
	pid=$!
	for _ in $(seq 600); do
		[ "$("$build/bin/imrctl" -d "$base/spool" list --json \
			2>/dev/null | jq -s 'map(select(.state ==
				"delivered" or .state == "rejected")) |
				length')" = 4 ] && break
		sleep 0.1
	done
	kill "$pid"
	wait "$pid" || true
	[ "$("$build/bin/imrctl" -d "$base/spool" list --json | wc -l)" -eq 4 ] || {
		cat "$base/log"
		return 1
	}
}

settings() { # DIRECTORY
	cat <<-END
		[spool]
		directory = $1/spool
		[watch inbox]
		directory = $1/inbox
		settle = 0
		recursive = yes
		[sink files]
		directory = $1/files
		[sink sqlite]
		file = $1/letters.db
	END
}

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	PATH=$build/bin:$build/tests:$PATH
	work=$BATS_TEST_TMPDIR/work
	cp -a "$BATS_FILE_TMPDIR/base" "$work"
	settings "$work" >"$work/conf"
	spool=$work/spool
	plain=$(id_of 2016-plain.pdf)
	recipe=$(id_of recipe.txt)
	export TZ=UTC NO_COLOR=1 LC_ALL=C.UTF-8
}

teardown() {
	[ -z "$daemon" ] || kill -KILL "$daemon" 2>/dev/null || true
	[ -z "$writer" ] || kill -KILL "$writer" 2>/dev/null || true
}

ctl() {
	imrctl --config "$work/conf" "$@"
}

id_of() { # FILE
	ctl list --name "$1" --json | jq -r .id
}

# holds JQ-EXPRESSION, of $output
holds() {
	jq -e "$1" <<<"$output" >/dev/null || {
		echo "not so: $1"
		echo "$output"
		return 1
	}
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

start_daemon() {
	imr-ingest --config "$work/conf" 2>"$work/log" 3>&- &
	daemon=$!
	wait_until is_running
}

is_running() {
	ctl status --json | jq -e .running >/dev/null
}

is_in_state() { # ID STATE
	[ "$(ctl show "$1" --json | jq -r .state)" = "$2" ]
}

# --- the command line ---------------------------------------------------------

@test "help lists every command, and each command has its own" {
	run -0 imrctl --help
	commands=$(sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p' \
		<<<"$output")
	[ "$(wc -w <<<"$commands")" -eq 18 ]
	for command in $commands; do
		run -0 imrctl "$command" --help
		[[ $output == *"imrctl $command "* ]]
		[[ $output == *"--json"* ]]
	done
	run -0 imrctl --version
	[[ $output == "imrctl "[0-9]* ]]
}

@test "wrong use is status 2 and one line" {
	for words in "" "bogus" "show" "show a b" "status x" "list --limit -1" \
		"list --limit 0" \
		"list --state happy" "list --since yesterday" \
		"list --decided-from 2016-02-30" "retry" "retry --all --parked" \
		"retry --sink files" "retry --all --state delivered" \
		"reject $plain" "export --format pdf" \
		"export --json --format csv" "original --json $plain"; do
		# shellcheck disable=SC2086
		run -2 --separate-stderr ctl $words
		[ -z "$output" ]
		[ "${#stderr_lines[@]}" -eq 1 ]
		[[ $stderr == "imrctl: "* ]]
	done
	run -2 imrctl --config "$work/nowhere" status
}

@test "no spool is status 3 and says how to start" {
	run -3 --separate-stderr imrctl -d "$work/nowhere" status
	[[ $stderr == *"'$work/nowhere'"*"systemctl start imr-ingest"* ]]
	[ ! -e "$work/nowhere" ]
	mkdir "$work/empty"
	run -3 --separate-stderr imrctl -d "$work/empty" list
	[[ $stderr == *"holds no spool"* ]]
	[ -z "$(ls "$work/empty")" ]
}

@test "a terminal is given no orders by names" {
	run -1 --separate-stderr ctl show "$(printf 'CM\033[31m')"
	[[ $stderr == *'\u001b[31m'* ]]
}

# --- looking --------------------------------------------------------------------

@test "status: without a daemon, with one, and its keys" {
	run -1 ctl status --json
	holds '.running == false and .pid == null and .healthy == false'
	holds '.letters == {"received":0,"extracting":0,"extracted":0,
		"delivered":3,"rejected":1,"failed":0}'
	holds '.duplicates == 1 and .records >= 4'
	holds '.sinks | map(.name) == ["files", "sqlite"]'
	holds '.sinks | all(.state == "ok" and .delivered >= 4 and .queued == 0)'
	holds '.problems[0].name == "recipe.txt"'
	holds '.time | test("^[0-9-]{10}T[0-9:]{8}[.][0-9]{3}Z$")'
	run -1 ctl status
	[ "${lines[0]}" = "NEEDS YOU: the service does not run, 1 rejected" ]
	[[ $output == *"no imr-ingest is running"* ]]

	start_daemon
	run -1 ctl status --json
	holds '.needs | map(.kind) == ["rejected"]'
	ctl seen "$recipe"
	run -0 ctl status --json
	holds ".running and .pid == $daemon and .healthy and .concerns == []"
	run -0 ctl status
	[ "${lines[0]}" = "All is well: nothing needs you" ]
	[[ $output == *"is running (pid $daemon)"* ]]
	[[ $output == *"3 delivered, 1 rejected"* ]]
}

@test "status: what needs the operator is status 1, and said" {
	ctl seen "$recipe"
	make-spool "$spool" fail "$plain" "signal 11"
	start_daemon
	run -1 ctl status
	[[ $output == *"1 letter killed a worker every time"* ]]
	ctl reject "$plain" --reason "seen"
	run -0 ctl status

	kill "$daemon"
	wait "$daemon" || true
	make-spool "$spool" halt files "no such directory"
	make-spool "$spool" stray /inbox/pipe "a pipe"
	run -1 ctl status --json
	holds '.concerns | length == 3'
	holds '.strays == ["/inbox/pipe: a pipe"]'
	holds '.sinks[0] | .state == "halted" and .reason == "no such directory"'
	run -1 ctl status
	[[ $output == *"sink 'files' is halted: no such directory"* ]]
}

# processor_ms COMMAND... - of the quickest of five runs: others share this
# machine.
processor_ms() {
	local TIMEFORMAT='%U %S'

	for _ in 1 2 3 4 5; do
		{ time "$@" >/dev/null || true; } 2>&1
	done | awk '{ print int(($1 + $2) * 1000) }' | sort -n | head -1
}

# The sources, by name, once the daemon has looked at them.
sources_are() { # JQ-EXPRESSION
	ctl status --json | jq -e ".sources | map({ (.watch): . }) | add | $1" \
		>/dev/null
}

@test "status: sources, what waits there and why" {
	cat >>"$work/conf" <<-END
		[watch typo]
		directory = $work/inbxo
	END
	sed -i '/^recursive/d' "$work/conf"
	rm -rf "$work/inbox"/*
	mkdir "$work/inbox/sub"
	touch "$work/inbox/letter.part"
	ln -s conf "$work/inbox/link"
	head -c 900 "$work/letters/2016-plain.pdf" >"$work/inbox/cut.pdf"
	start_daemon
	wait_until sources_are '.inbox.waiting.incomplete.names == ["cut.pdf"]'
	sources_are '.inbox.reachable and .inbox.last_arrival != null'
	sources_are '.inbox.waiting.ignored.names == ["letter.part"]'
	sources_are '.inbox.waiting.folder.names == ["sub"]'
	wait_until sources_are '.typo.reachable == false'
	run -1 ctl status --json
	holds '.troubles | map([.kind, .subject, .current]) ==
		[["source-gone", "typo", true]]'
	run -1 ctl status
	[[ $output == *"1 file incomplete"*": cut.pdf"* ]]
	[[ $output == *"typo $work/inbxo NOT REACHABLE"* ]]
	[[ ${lines[0]} == "NEEDS YOU: the directory of typo is not there"* ]]
	[[ $output == *"link: a symbolic link"* ]]

	# Half a minute later it is no pause of a scanner any more.
	sqlite3 -cmd '.timeout 10000' "$spool/spool.db" \
		"UPDATE source_waits SET since = since - 60000"
	run -1 ctl status --json
	holds '.headline | test("2 files not taken [(]link: a symbolic link")'

	# Of a daemon that was killed nothing is told as if it were so.
	kill -KILL "$daemon"
	wait "$daemon" || true
	daemon=
	run -1 ctl status --json
	holds '.troubles[0].current == false and .sources[0].reachable == null'
	holds '.needs | map(.kind) | index("source-gone") == null'
	run -1 ctl status
	[[ $output == *"when imr-ingest last ran (it may be over)"* ]]
	[[ $output == *"not watched now"* ]]
}

@test "settings that are wrong do not hide the spool" {
	echo "[nonsense]" >>"$work/conf"
	line=$(wc -l <"$work/conf")
	run -0 --separate-stderr ctl list --json
	[ "${#lines[@]}" -eq 4 ]
	[[ $stderr == *"conf:$line: no section [nonsense]"* ]]
	[[ $stderr == *"has changed since the service read it"* ]]
	run -1 --separate-stderr ctl status
	[[ $output == *"the settings file is wrong"* ]]
	ctl retry "$recipe"
	# By these it is not told what the sinks hold, or how letters are read.
	run -2 ctl verify
	run -2 ctl reparse --dry-run
	[[ $output == *"conf:$line:"* ]]

	# Where it cannot be told which spool it is, nothing is done.
	run -2 imrctl --config "$work/none" status
}

@test "settings that changed since the service read them are told" {
	start_daemon
	run -1 ctl status --json
	holds '.settings.changed == false and .settings.read != null'
	touch "$work/conf"
	run -1 ctl status
	[[ $output == *"has changed since the service read it"* ]]
}

@test "reload: waits for the answer, and fails when they are refused" {
	run -1 ctl reload
	[[ $output == *"no imr-ingest is running"* ]]
	start_daemon
	run -0 ctl reload
	[[ $output == *"were read anew"* ]]
	echo "frob = 1" >>"$work/conf"
	line=$(wc -l <"$work/conf")
	run -1 ctl reload
	[[ $output == *"refused, and the old ones stay: "*"conf:$line: "* ]]
	sed -i '$d' "$work/conf"
	run -0 ctl reload --json
	holds '.read != null and .running'
}

@test "status costs little with 20,000 letters, while the daemon writes" {
	[ -w /dev/shm ] || skip "no file system in memory to make them quickly"
	big=$(mktemp -d /dev/shm/imrctl.XXXXXX)
	make-spool "$big" sinks files
	make-spool "$big" many 20
	few=$(processor_ms imrctl -d "$big" status)
	make-spool "$big" many 20000
	make-spool "$big" write >"$work/said" 3>&- &
	writer=$!
	wait_until grep -q writing "$work/said"
	many=$(processor_ms imrctl -d "$big" status)
	run -1 imrctl -d "$big" status --json
	kill "$writer"
	rm -r "$big"
	holds '.letters.delivered > 20000'
	echo "$few ms with few letters, $many ms with many"
	[ "$many" -lt $((few + 100)) ]
}

@test "list: filters, limits, order" {
	names() { ctl list --json "$@" | jq -r .name | paste -sd' '; }
	[ "$(names | wc -w)" -eq 4 ]
	[ "$(names --state rejected)" = recipe.txt ]
	[ "$(names --name '*.txt')" = recipe.txt ]
	[ "$(names --name 'again.pdf' | wc -w)" -eq 1 ] # a duplicate's name
	[ "$(names --case CM16-9900001)" = "$(names --case cm16-9900001)" ]
	[ "$(names --case CM16-9900001 | wc -w)" -eq 1 ]
	[ "$(names --limit 2)" = "$(names | cut -d' ' -f1,2)" ]
	[ "$(names --newest --limit 1)" = "$(names | cut -d' ' -f4)" ]
	[ "$(names --since 1h | wc -w)" -eq 4 ]
	[ -z "$(names --until 1h)" ]
	[ -z "$(names --since "$(date -u -d 'tomorrow' +%F)")" ]
	[ "$(names --until "$(date -u -d 'tomorrow' +%F)" | wc -w)" -eq 4 ]
	decided=$(ctl show "$plain" --json |
		jq -r '.records[0].case.decision_date')
	[[ $(names --decided-from "$decided" --decided-to "$decided") == \
		*.pdf ]]
	[ -z "$(names --decided-to 1999-12-31)" ]
	[ -z "$(names --parked)" ]
	make-spool "$spool" park files "refused"
	[ "$(names --parked | wc -w)" -eq 3 ]
}

# on_terminal COLUMNS COMMAND... - $lines, without their ends.
on_terminal() {
	run script -qec "stty cols $1; $2" /dev/null
	[ "$status" -eq 0 ]
	mapfile -t lines < <(tr -d '\r' <<<"$output")
	for line in "${lines[@]}"; do
		[ "${#line}" -le "$1" ]
	done
}

@test "list: a line a letter; a terminal has its name and reason in full" {
	run -0 ctl list
	[ "${#lines[@]}" -eq 5 ]
	[[ ${lines[0]} == "ID "*"RECEIVED"*"STATE"*"CASE"*"OUTCOME"*"NAME" ]]
	[[ $output == *"${recipe:0:12}"*rejected*"recipe.txt  ("*not*")"* ]]

	reason=$(ctl show "$recipe" --json | jq -r .reason)
	decided=$(ctl show "$plain" --json |
		jq -r '.records[0].case.decision_date')
	for columns in 70 80 200; do
		on_terminal "$columns" "imrctl -d '$spool' list"
		grep -q "^${plain:0:12} .*delivered  CM[^ ]* $decided [a-z]" \
			<<<"${lines[*]/#/$'\n'}"
		all=$(tr -s ' \r\n' ' ' <<<"$output")
		[[ $all == *"$reason"* ]]
		[[ $all == *" recipe.txt $reason"* ]]
	done
	on_terminal 80 "imrctl -d '$spool' list"
	[[ $output == *" partially_overturned"* ]]
}

# The keys of a section of the manual, one a line.
keys_of_manual() { # SECTION
	sed -n "/^\.Ss $1\$/,/^\.S[hs] /s/^\.It Cm //p" \
		"$BATS_TEST_DIRNAME/../../docs/imrctl.1"
}

@test "JSON: keys are those of the manual, times are RFC 3339" {
	letter=$(keys_of_manual "Keys of a letter")
	[ "$(wc -l <<<"$letter")" -gt 10 ]
	run -0 ctl list --state rejected --json
	diff <(jq -r 'keys[]' <<<"$output") <(sort <<<"$letter")
	holds '.received | test("^[0-9-]{10}T[0-9:]{8}[.][0-9]{3}Z$")'
	holds '.extracted == null and .record_count == 0'
	run -0 ctl show "$plain" --json
	diff <(jq -r 'keys[]' <<<"$output") \
		<({ echo "$letter"; keys_of_manual "Keys of show"; } | sort)
	run -1 ctl status --json
	diff <(jq -r 'keys[]' <<<"$output") \
		<(keys_of_manual "Keys of status" | sort)
}

@test "show: by id, by case; record, history, deliveries, original" {
	run -0 ctl show "${plain:0:8}" --json
	holds ".id == \"$plain\" and .state == \"delivered\""
	holds '.records | length == 1'
	holds '.records[0].case.case_number == "CM16-9900001"'
	holds '.deliveries | map(.sink) == ["files", "sqlite"]'
	holds '.deliveries | all(.state == "delivered" and .revision == 1)'
	holds '.events | map(.what) | index("received") == 0'
	holds '.events | map(.what) | contains(["extracted", "delivered"])'
	holds '.arrivals | map(.name) | sort == ["2016-plain.pdf", "again.pdf"]'
	cmp "$(jq -r .original <<<"$output")" "$work/letters/2016-plain.pdf"

	run -0 ctl show CM16-9900001
	[[ $output == *"CM16-9900001  OVERTURNED: 1 treatment approved"* ]]
	[[ $output == *"History"*"received"*"duplicate"*"delivered"* ]]
	[[ $output == *"/store/${plain:0:2}/$plain/original"* ]]

	for named in "cm 16 9900001" CM169900001 2016-plain.pdf again.pdf; do
		[ "$(ctl show "$named" --json | jq -r .id)" = "$plain" ]
	done
	[ "$(ctl show "Client B/2016/copy-several.pdf" --json | jq -r .id)" = \
		"$(id_of copy-several.pdf)" ]
	[ "$(ctl list --case "cm 16-9900001" --json | jq -r .id)" = "$plain" ]

	run -0 ctl show "$recipe"
	[[ $output == *"rejected"*"reason"*"not"* ]]
}

@test "show --full: each text of the record, in a pager on a terminal" {
	run -0 ctl show "$plain" --full
	[ "${lines[0]}" = "CM16-9900001  OVERTURNED: 1 treatment approved" ]
	rationale=$(ctl show "$plain" --json |
		jq -r '.records[0].issues[0].rationale' | xargs -0)
	[[ $(xargs <<<"$output") == *"$(head -c 60 <<<"$rationale")"* ]]
	[[ $output == *"History"*"received"* ]]
	[ "$(grep -vF "$work" <<<"$output" | wc -L)" -le 80 ]

	paged="imrctl -d '$spool' show $plain --full"
	# The terminal has the lines as the pager gave them.
	PAGER="sed s/^/paged:/" run script -qec "$paged" /dev/null
	[[ ${lines[0]} == "paged:CM16-9900001  OVERTURNED"* ]]
	PAGER="head -1" run -0 script -qec "$paged" /dev/null
	[ "${#lines[@]}" -eq 1 ]
	PAGER= run script -qec "$paged" /dev/null
	[[ ${lines[0]} == "CM16-9900001  OVERTURNED"* ]]
	# Where it is no terminal there is no pager.
	PAGER="sed s/^/paged:/" run -0 ctl show "$plain" --full
	[[ ${lines[0]} == "CM16-9900001  "* ]]
	NO_COLOR= PAGER=cat run script -qec "$paged" /dev/null
	[[ ${lines[0]} == *$'\033[32mOVERTURNED'* ]]
}

@test "show --html: a page by itself" {
	ctl show "$plain" --html >"$work/page.html"
	[ "$(head -1 "$work/page.html")" = "<!DOCTYPE html>" ]
	grep -q "<h1>CM16-9900001</h1>" "$work/page.html"
	grep -q "<h3>rationale</h3>" "$work/page.html"
	[ "$(tail -1 "$work/page.html")" = "</html>" ]
	ctl show "$recipe" --html | grep -q "<h1>recipe.txt</h1>"
	run script -qec "imrctl -d '$spool' show $plain --html" /dev/null
	[[ $output == *"no text for a terminal"* ]]
	run -2 ctl show "$plain" --html --full
	run -2 ctl show "$plain" --html --json
}

@test "the folder below the watched directory is kept and shown" {
	several=$(id_of copy-several.pdf)
	run -0 ctl show "$several" --json
	holds '.folder == "Client B/2016" and .name == "copy-several.pdf"'
	holds '.arrivals[0].folder == "Client B/2016"'
	holds '.records | map(.source.folder) |
		. == ["Client B/2016", "Client B/2016"]'
	run -0 ctl show "$several"
	[[ $output == *"folder "*"Client B/2016"* ]]
	run -0 ctl list --name copy-several.pdf
	[[ $output == *" Client B/2016/copy-several.pdf"* ]]
	run -0 ctl show "$plain" --json
	holds '.folder == "" and .records[0].source.folder == null'
	# As an older version's letters are, and those of a store.
	sqlite3 "$spool/spool.db" 'UPDATE letters SET folder = NULL'
	run -0 ctl show "$several" --json
	holds '.folder == null'
	run -0 ctl list --name copy-several.pdf
	[[ $output == *" copy-several.pdf"* && $output != *"Client B"* ]]
}

@test "show: none and several are status 1; several are listed" {
	run -1 --separate-stderr ctl show ffff0000ffff
	[[ $stderr == *"no letter has an id that begins with"* ]]
	run -1 --separate-stderr ctl show CM99-0000000
	[[ $stderr == *"no letter is of case"* ]]
	# Fewer than four digits are no id.
	run -1 --separate-stderr ctl show "${plain:0:3}"
	# The spool gives every made letter a case of its own, so: one id each.
	make-spool "$spool" many 3000
	prefix=$(ctl list --json | jq -r '.id[0:4]' | sort | uniq -d | head -1)
	run -1 --separate-stderr ctl show "$prefix"
	[[ $stderr == *"may mean several letters:"* ]]
	[ "${#stderr_lines[@]}" -ge 3 ]
	[[ ${stderr_lines[1]} == *"$prefix"* ]]
}

@test "original: the bytes, and no terminal; damage is told" {
	ctl original "$plain" | cmp - "$work/letters/2016-plain.pdf"
	run -0 ctl original "$plain" --json --output "$work/out.pdf"
	holds ".id == \"$plain\" and .output == \"$work/out.pdf\""
	cmp "$work/out.pdf" "$work/letters/2016-plain.pdf"
	run -3 ctl original "$plain" --output "$work/out.pdf" # there already
	(cd "$work" && ctl original "$plain" --output -) |
		cmp - "$work/letters/2016-plain.pdf"
	[ "$(cd "$work" && ctl export --output - | jq -s length)" -gt 0 ]
	[ ! -e "$work/-" ]
	run script -qec "imrctl -d '$spool' original $plain" /dev/null
	[[ $output == *"no text for a terminal"* ]]

	stored=$spool/store/${plain:0:2}/$plain/original
	chmod u+w "$stored"
	printf x | dd of="$stored" conv=notrunc status=none
	run -1 ctl original "$plain" --output "$work/damaged.pdf"
	[[ $output == *"damaged"* ]]
}

@test "a standard output without room is told, however much is printed" {
	[ "$(ctl show "$plain" --json | wc -c)" -gt 4096 ]
	for command in "show $plain --json" "list"; do
		run -3 --separate-stderr bash -c "imrctl --config '$work/conf' \
			$command >/dev/full"
		[[ $stderr == *"write standard output: No space left on device" ]]
	done
}

@test "export: forms, filters, order of arrival" {
	records=$(ctl status --json | jq .records)
	ctl export --format json >"$work/all.jsonl"
	[ "$(wc -l <"$work/all.jsonl")" -eq "$records" ]
	[ "$(jq -r '.id[0:64]' "$work/all.jsonl" | uniq)" = \
		"$(ctl list --json | jq -r 'select(.record_count > 0).id')" ]
	# What the sinks were given.
	ctl export --case CM16-9900001 | jq -S . >"$work/one.json"
	jq -S . "$work/files/$plain.json" | diff - "$work/one.json"

	# Of a file with several letters, only the one meant.
	case=$(jq -r 'select(.id | endswith("-2")).case.case_number' \
		"$work/all.jsonl")
	[ "$(ctl export --case "$case" --json | jq -r .case.case_number)" = \
		"$case" ]

	# Nothing but the places is left out.
	jq -e '.evidence | length > 0' "$work/one.json" >/dev/null
	ctl export --no-evidence --case CM16-9900001 | jq -S . |
		diff - <(jq -S '.evidence = {}' "$work/one.json")

	ctl export --format csv --output "$work/all.csv"
	[ "$(head -c 13 "$work/all.csv")" = "id,file_name," ]
	grep -q "^$plain,2016-plain.pdf," "$work/all.csv"
	run -3 --separate-stderr ctl export --output "$work/all.csv"
	[[ $stderr == *"--force to replace it"* ]]
	run -2 ctl export --force
	[ "$(head -c 13 "$work/all.csv")" = "id,file_name," ]
	ctl export --force --format csv --output "$work/all.csv"
	ctl original "$plain" --output "$work/kept.pdf"
	run -3 ctl export --force --output "$work/kept.pdf"
	[ "$(head -c 5 "$work/kept.pdf")" = "%PDF-" ]
	[[ $(ctl export --format text --case CM16-9900001 | head -1) == \
		"CM16-9900001  OVERTURNED: 1 treatment approved" ]]
	[[ $(ctl export --format text | tail -1) == *" treatments: "*" approved"* ]]

	ctl export --output "$work/more.csv" # by its name
	cmp "$work/all.csv" "$work/more.csv"
	ctl export --bom --format csv | tail -c +4 | cmp - "$work/all.csv"
	run -2 ctl export --bom
	# The caller ignores SIGPIPE: still no word.
	run -0 --separate-stderr bash -c "trap '' PIPE
		imrctl -d '$spool' export --json | head -c 1 >/dev/null"
	[ -z "$stderr" ]

	# A broken one costs no other its place.
	echo x >"$spool/store/${plain:0:2}/$plain/records.json.gz"
	run -1 --separate-stderr ctl export --json
	[ "${#lines[@]}" -eq $((records - 1)) ]
	[[ $stderr == *"$plain"* ]]
}

# --- steering -------------------------------------------------------------------

@test "retry: a letter in quarantine is extracted anew by the daemon" {
	start_daemon
	before=$(ctl show "$recipe" --json | jq -r .finished)
	run -0 ctl retry "$recipe" --json
	holds ".letters == [\"$recipe\"] and .retried == 1 and .running"
	tried_anew() {
		ctl show "$recipe" --json | jq -e ".state == \"rejected\" and
			.finished != \"$before\"" >/dev/null
	}
	wait_until tried_anew
	run -0 ctl retry "$plain" --json
	holds '.letters == [] and .retried == 0'
}

@test "retry --all: all in quarantine, or of one state; says that none runs" {
	make-spool "$spool" fail "$plain" "signal 11"
	run -0 ctl retry --all --state failed
	[[ $output == *"1 queued again."*"No imr-ingest is running"* ]]
	is_in_state "$plain" received
	is_in_state "$recipe" rejected
	run -0 ctl retry --all --json
	holds ".letters == [\"$recipe\"] and .running == false"
	is_in_state "$recipe" received
}

@test "retry of parked deliveries, and of all records to one sink" {
	make-spool "$spool" park files "refused"
	run -0 ctl retry --parked --sink sqlite --json
	holds '.retried == 0'
	run -0 ctl retry --parked --sink files --json
	holds '.letters | length == 3'
	records=$(ctl status --json | jq .records)
	[ "$(ctl status --json | jq '.sinks[0].queued')" -eq "$records" ]

	rm "$work/letters.db"
	run -0 ctl retry --sink sqlite --all --json
	holds ".sink == \"sqlite\" and .retried == $records"
	start_daemon
	all_delivered() {
		ctl status --json | jq -e '.sinks | all(.queued == 0)' >/dev/null
	}
	wait_until all_delivered
	[ "$(sqlite3 "$work/letters.db" 'SELECT count(*) FROM letters')" -eq \
		"$records" ]
	run -1 --separate-stderr ctl retry --sink nowhere --all
}

@test "reject: into quarantine, and out by retry" {
	run -0 ctl reject "$plain" --reason "not for us" --json
	holds ".letters == [\"$plain\"]"
	run -0 ctl show "$plain" --json
	holds '.state == "rejected" and .reason == "not for us"'
	[ -z "$(ctl export --case CM16-9900001)" ]
	ctl retry "$plain"
	start_daemon
	wait_until is_in_state "$plain" delivered
}

@test "reextract: from the original, and a good text layer stays" {
	# As if an older version had read it from its pictures.
	sqlite3 "$spool/spool.db" "UPDATE letters SET ocr_pages = 2
		WHERE id = '$plain'"
	run -0 ctl reextract 2016-plain.pdf
	[[ $output == "1 queued: will be read again"*"No imr-ingest is"* ]]
	run -0 ctl show "$plain" --json
	holds '.state == "received" and (.reocr | not)'
	run -0 ctl show "$plain"
	[[ $output == *"imrctl reextract"* ]]
	start_daemon
	wait_until is_in_state "$plain" delivered
	run -0 ctl show "$plain" --json
	holds '.ocr_pages == 0 and .pages == 2'
	holds '.records[0].source.pages | all(.text_source == "text_layer")'
	holds '.events | map(.what) | index("reextract") != null'
}

@test "reocr: every page is recognised, from the original" {
	run -0 ctl reocr "$plain"
	[[ $output == *"each page will be recognised"*"No imr-ingest is"* ]]
	run -0 ctl show "$plain" --json
	holds '.state == "received" and .reocr'
	start_daemon
	wait_until is_in_state "$plain" delivered
	run -0 ctl show "$plain" --json
	holds '.ocr_pages == .pages and .pages == 2'
	holds '.records[0].source.pages | all(.text_source == "ocr")'
}

@test "all or nothing: a letter that is not there stops the others" {
	run -1 ctl reject "$plain" ffff0000ffff --reason "x"
	is_in_state "$plain" delivered
}

@test "forget-sink: only one that is gone from the settings" {
	run -1 ctl forget-sink files
	make-spool "$spool" sinks sqlite
	run -0 ctl forget-sink files --json
	holds '.sink == "files"'
	[ "$(ctl status --json | jq -r '.sinks[].name')" = sqlite ]
	run -1 ctl forget-sink files
}

# --- a new parser ---------------------------------------------------------------

@test "reparse: nothing changes where the parser is the same" {
	ctl export --json >"$work/before"
	run -0 ctl reparse --json
	holds '.summary | .records >= 4 and .changed == 0 and .fields == {}'
	ctl export --json | cmp - "$work/before"
	[ "$(ctl show "$plain" --json | jq '.deliveries[0].revision')" -eq 1 ]
}

@test "reparse --dry-run: which fields of how many, and nothing is done" {
	make-spool "$spool" age "$plain"
	ctl export --json >"$work/before"
	run -0 ctl reparse --dry-run
	[[ $output == *"reviewer/certifications  "*"1"* ]]
	[[ $output == *"issues/treatment  "*"1"* ]]
	[[ $output == *"1 of "*" records would change; 3 letters."* ]]
	[[ $output != *"case/case_number"* ]]
	run -0 --separate-stderr ctl reparse --dry-run --json "$plain"
	output=$(jq -s . <<<"$output")
	holds '.[0].fields | keys == ["issues/treatment",
		"reviewer/certifications"]'
	holds '.[0].fields["issues/treatment"].before == ["something else"]'
	holds '.[0].fields["reviewer/certifications"].before == null'
	holds '.[1].summary | .dry_run and .changed == 1 and .letters == 1'
	ctl export --json | cmp - "$work/before"
}

@test "reparse: what changed is stored and delivered, what did not is left" {
	several=$(id_of copy-several.pdf)
	make-spool "$spool" age "$plain"
	before=$(ctl show "$several" --json | jq -c .records)
	run -0 ctl reparse
	[[ $output == *"1 of "*" records changed"* ]]
	run -0 ctl show "$plain" --json
	holds '.state == "extracted"'
	holds '.records[0].issues[0].treatment != "something else"'
	holds '.records[0].producer.ingested_at > "2026"'
	holds '.deliveries | all(.state == "queued" and .revision == 2)'
	holds '.events | map(.what) | contains(["reparsed"])'
	[ "$(ctl show "$several" --json | jq -c .records)" = "$before" ]
	start_daemon
	wait_until is_in_state "$plain" delivered
	run -0 ctl verify
}

@test "reparse: stored pages are enough; where they are broken, the rest goes on" {
	rm -f "$spool/store/${plain:0:2}/$plain/original"
	run -0 ctl reparse "$plain"
	rm "$spool/store/${plain:0:2}/$plain/pages.json.gz"
	run -1 --separate-stderr ctl reparse --json
	[[ $stderr == *"$plain: (2016-plain.pdf) "* ]]
	holds 'select(.summary).summary | .failed == 1 and .letters == 2'
	run -1 --separate-stderr ctl reparse "$recipe"
	[[ $stderr == *"is rejected"* ]]
}

@test "reparse: broken records are made anew from the pages" {
	records=$(dirname "$(ctl show "$plain" --json | jq -r .original)")
	records+=/records.json.gz
	echo "no records" >"$records"
	run -1 ctl verify "$plain"
	run -0 --separate-stderr ctl reparse --json "$plain"
	jq -se '.[0].change == "new" and .[1].summary.new == 1' <<<"$output"
	run -0 ctl show "$plain" --json
	holds '.records[0].case.case_number == "CM16-9900001"'
	echo '[{"record": {"schema": "imr-record/9"}}]' | gzip >"$records"
	cp "$records" "$work/newer"
	run -1 ctl reparse "$plain"
	[[ $output == *"imr-record/9, which a newer imr-ingest wrote"* ]]
	cmp "$records" "$work/newer"
}

@test "reparse --no-deliver: the sink is left with what it has, and says so" {
	run -1 ctl reparse --no-deliver file
	[[ $output == *"--no-deliver file: imr-ingest runs with no sink"* ]]
	make-spool "$spool" age "$plain"
	cp "$work/files/$plain.json" "$work/before"
	run -0 ctl reparse --no-deliver files
	run -0 ctl show "$plain" --json
	holds '.deliveries | map({(.sink): .state}) | add ==
		{"files": "spared", "sqlite": "queued"}'
	holds '.deliveries[] | select(.sink == "files") | .delivered != null'
	holds '.events | map(select(.what == "reparsed").detail) ==
		["no new delivery to files"]'
	run -0 ctl show "$plain"
	[[ $output == *"record 1 spared, an older revision delivered "* ]]
	start_daemon
	wait_until is_in_state "$plain" delivered
	cmp "$work/files/$plain.json" "$work/before"
	run -0 ctl verify
	make-spool "$spool" age "$plain"
	run -0 ctl reparse --no-deliver files --no-deliver sqlite
	is_in_state "$plain" delivered
	make-spool "$spool" age "$plain"
	run -0 ctl reparse
	wait_until is_in_state "$plain" delivered
	run ! cmp -s "$work/files/$plain.json" "$work/before"
	run -0 ctl show "$plain" --json
	holds '.deliveries | all(.state == "delivered")'
	run -0 ctl verify
}

@test "reparse beside the daemon" {
	make-spool "$spool" age "$plain"
	start_daemon
	ctl reparse
	wait_until is_in_state "$plain" delivered
	jq -e '.issues[0].treatment != "something else"' \
		"$work/files/$plain.json" >/dev/null
}

# --- verify ---------------------------------------------------------------------

@test "verify: all good" {
	run -0 ctl verify
	[[ $output == "4 letters and "*" all good." ]]
	run -0 ctl verify --json
	holds '.summary.problems == 0 and .summary.letters == 4'
}

# finds KIND JQ-CONDITION - by verify of all.
finds() {
	run -1 ctl verify --json
	output=$(jq -s . <<<"$output")
	holds "map(select(.problem == \"$1\" and ($2))) | length == 1"
	run -1 ctl verify
	[[ $output == *"$1 "* ]]
}

@test "verify: an original that is damaged, or gone" {
	stored=$spool/store/${plain:0:2}/$plain/original
	chmod u+w "$stored"
	printf x | dd of="$stored" conv=notrunc status=none
	finds original ".id == \"$plain\" and .name == \"2016-plain.pdf\""
	run -1 ctl verify "$plain"
	[[ ${lines[0]} == *"$plain  2016-plain.pdf  "* ]]
	rm -f "$stored"
	finds original ".id == \"$plain\""
	run -0 ctl verify "$recipe"
}

@test "verify --quick: what is gone or cut off is found, and nothing is read" {
	run -0 ctl verify --quick
	[[ $output == "4 letters and "*" all good." ]]
	stored=$spool/store/${plain:0:2}/$plain
	chmod u+w "$stored/original"
	printf x | dd of="$stored/original" conv=notrunc status=none
	echo x >"$stored/records.json.gz"
	rm "$work/letters.db"
	run -0 ctl verify --quick
	printf x >>"$stored/original"
	run -1 ctl verify -q
	[[ $output == "original "*" bytes, and came with "*"1 problem"* ]]
	rm "$stored/original" "$stored/records.json.gz" "$stored/pages.json.gz"
	run -1 ctl verify -q "$plain"
	[[ $output == "original "*"records "*"pages "*"3 problems." ]]
}

@test "verify: a record that is broken, or not as the schema has it" {
	records=$spool/store/${plain:0:2}/$plain/records.json.gz
	zcat "$records" | sed 's/"outcome":"overturned"/"outcome":"unsure"/' |
		gzip >"$work/changed"
	cat "$work/changed" >"$records"
	finds records ".id == \"$plain\""
	echo x >"$records"
	finds records ".id == \"$plain\""
}

@test "verify: files of the store that no letter knows" {
	mkdir -p "$spool/store/ff/ffffffff"
	echo x >"$spool/store/ff/ffffffff/original"
	run -0 ctl verify # one that is about to be claimed
	touch -d '1 hour ago' "$spool/store/ff/ffffffff"
	finds orphan '.detail | endswith("/store/ff/ffffffff")'
}

@test "verify: a sink that lost a record, or has another" {
	rm "$work/files/$plain.json"
	finds sink ".sink == \"files\" and .id == \"$plain\""
	cp "$BATS_FILE_TMPDIR/base/files/$plain.json" "$work/files"
	run -0 ctl verify
	sqlite3 "$work/letters.db" "UPDATE letters SET outcome = 'upheld'
		WHERE id = '$plain'"
	finds sink ".sink == \"sqlite\" and .id == \"$plain\""
	rm "$work/letters.db"
	finds sink '.sink == "sqlite" and .id == null'
	[ ! -e "$work/letters.db" ]
}

# restore DATABASE - as from a backup that is SQL.
restore() {
	sqlite3 "$1" .dump >"$work/dump.sql"
	rm -f "$1" "$1-wal" "$1-shm"
	sqlite3 "$1" <"$work/dump.sql"
	[ "$(sqlite3 "$1" 'PRAGMA user_version')" -eq 0 ]
}

@test "databases restored from the output of .dump are known by their tables" {
	restore "$work/letters.db"
	restore "$spool/spool.db"
	run -0 ctl verify
	[[ $output == "4 letters and "*" all good." ]]
	[ "$(sqlite3 "$work/letters.db" 'PRAGMA application_id')" -ne 0 ]
	[ "$(sqlite3 "$spool/spool.db" 'PRAGMA user_version')" -gt 1 ]
	restore "$spool/spool.db"
	sqlite3 "$spool/spool.db" 'ALTER TABLE looks ADD COLUMN other'
	run -3 ctl list
	[[ $output == *"some other program's database"* ]]
}

# --- whose files ----------------------------------------------------------------

@test "as root, it acts as the owner of the spool" {
	[ "$(id -u)" -eq 0 ] || skip "not root"
	chmod 755 "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR" "$work"
	chown -R nobody: "$work"
	make_way "$work"
	# Root's alone, and read before imrctl is somebody else.
	chown root: "$work/conf"
	chmod 600 "$work/conf"
	ctl list >/dev/null
	run -0 ctl reject "$plain" --reason x
	ctl retry "$plain"
	chown nobody: "$work/conf"
	[ -z "$(find "$work" ! -user nobody)" ]
	[ "$(stat -c %U "$spool/spool.db")" = nobody ]
}

@test "what root asks for in a file is root's, where the owner may not write" {
	[ "$(id -u)" -eq 0 ] || skip "not root"
	chmod 755 "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR" "$work"
	chown -R nobody: "$work"
	make_way "$work"
	mine=$BATS_TEST_TMPDIR/mine
	mkdir -m 700 "$mine"
	cd "$mine"
	run -0 ctl original "$plain" --json --output out.pdf
	holds ".output == \"out.pdf\""
	cmp out.pdf "$work/letters/2016-plain.pdf"
	ctl export --output all.csv
	[ "$(stat -c %U:%a out.pdf all.csv | sort -u)" = root:600 ]
	[ "$(head -c 13 all.csv)" = "id,file_name," ]
	[ "$(wc -l <all.csv)" -gt 3 ]
	run -3 --separate-stderr ctl export --output all.csv
	[[ $stderr == *"--force to replace it"* ]]
	ctl export --force --output all.csv --case CM16-9900001
	[ "$(wc -l <all.csv)" -eq 2 ]

	# What is not there leaves nothing, and what is damaged is told.
	run -1 ctl original ffff0000 --output none.pdf
	run -3 imrctl -d "$work/nowhere" export --output none.csv
	echo x >"$spool/store/${plain:0:2}/$plain/records.json.gz"
	run -1 ctl export --output rest.csv
	[[ $output == *"$plain"* ]]
	[ "$(grep -c "^$plain" rest.csv)" -eq 0 ]
	[ "$(ls -A | xargs)" = "all.csv out.pdf rest.csv" ]
	[ -z "$(find "$work" ! -user nobody)" ]
}

@test "original --open: a copy that cannot be edited, in the desktop's program" {
	[ "$(id -u)" -eq 0 ] || skip "not root"
	run -2 --separate-stderr ctl original "$plain" --open
	[[ $stderr == *"as root would run a viewer as root"* ]]
	chmod 755 "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR" "$work"
	mkdir "$work/run" "$work/bin"
	cat >"$work/bin/xdg-open" <<-'END'
		#!/bin/sh
		echo "$1" >"$XDG_RUNTIME_DIR/opened"
	END
	chmod +x "$work/bin/xdg-open"
	cp "$(command -v imrctl)" "$work/bin"
	chown -R nobody: "$work"
	make_way "$work"
	run -0 as_nobody original 2016-plain.pdf --open
	opened=$(cat "$work/run/opened")
	[[ $opened == "$work"/run/imrctl-*/2016-plain.pdf ]]
	cmp "$opened" "$work/letters/2016-plain.pdf"
	[ "$(stat -c %U:%a "$opened")" = nobody:400 ]
	# The name is a stranger's, and decides on the program.
	sqlite3 "$spool/spool.db" "
		UPDATE letters SET name = 'a.desktop' WHERE id = '$recipe';
		UPDATE letters SET name = 'b.html' WHERE id = '$plain';"
	run -0 as_nobody original "$recipe" --open
	[[ $(cat "$work/run/opened") == */a.desktop.txt ]]
	run -0 as_nobody original "$plain" --open
	[[ $(cat "$work/run/opened") == */b.html.pdf ]]
	[ "$(stat -c %a "$(dirname "$opened")")" = 700 ]
	echo 'exit 3' >>"$work/bin/xdg-open"
	run -3 as_nobody original "$plain" --open
	[[ $output == *"xdg-open"* ]]
	run -2 as_nobody original "$plain" --open --json
}

as_nobody() { # ARGUMENT... - of imrctl
	setpriv --reuid=nobody --regid=nogroup --clear-groups \
		env XDG_RUNTIME_DIR="$work/run" PATH="$work/bin:$PATH" \
		imrctl -d "$spool" "$@"
}

# Whoever is not root must be able to walk there.
make_way() {
	for ((path = ${#1}; path > 0; path = ${#directory})); do
		directory=$(dirname "${1:0:path}")
		[ "$directory" = / ] && break
		[ -k "$directory" ] || chmod a+x "$directory"
	done
}

# --- letters that a person should look at ---------------------------------------

# listed FILTER... - the names of the letters.
listed() {
	ctl list "$@" --json | jq -r .name | sort | xargs
}

# The spool as if the letter's record had come with this look.
look_of() { # ID NEEDED CODES
	sqlite3 "$spool/spool.db" "UPDATE looks SET needed = $2, codes = '$3'
		WHERE letter_id = '$1';
		UPDATE totals SET looks_needed =
			(SELECT count(*) FROM looks WHERE needed = 1)"
}

@test "looks: none is needed of sound letters; status says so" {
	[ -z "$(listed --warnings)" ]
	run -1 ctl status --json
	holds '.needs_look == 0 and .straight_through == 1'
	run -1 ctl status
	[[ $output == *"looks     no letter needs a look"* ]]
	[[ $output == *"100.0 % of the letters needed none"* ]]
}

@test "looks: counted, listed by code, and seen" {
	look_of "$plain" 1 "incomplete missing"
	[ "$(listed --warnings)" = 2016-plain.pdf ]
	[ "$(listed --warnings=missing)" = 2016-plain.pdf ]
	[ -z "$(listed --warnings=date-order)" ]
	run -2 ctl list --warnings=no-such
	[[ $output == *"no warning has this code"* ]]
	run -1 ctl status --json
	holds '.needs_look == 1 and (.straight_through * 3 | round) == 2'
	run -1 ctl status
	[[ $output == *"1 letter needs a look: imrctl list --warnings"* ]]
	[[ $output == *"66.6 % of the letters needed none"* ]]
	run -0 ctl show "$plain" --json
	holds '.needs_look and .warnings == ["incomplete", "missing"]'

	run -0 ctl seen "$plain" --reason "page 3 is asked for"
	[[ $output == *"1 seen"* ]]
	[ -z "$(listed --warnings)" ]
	[ -z "$(listed --warnings=missing)" ]
	run -0 ctl show "$plain" --json
	holds '.needs_look == false and .seen != null'
	holds '.events[-1].what == "seen"'
	holds '.events[-1].detail == "page 3 is asked for"'
	run -1 ctl status --json
	holds '.needs_look == 0'
}

@test "looks: a record that changes undoes seen" {
	make-spool "$spool" age "$plain"
	ctl seen "$plain"
	run -0 ctl show "$plain" --json
	holds '.seen != null'
	run -0 ctl reparse "$plain"
	run -0 ctl show "$plain" --json
	holds '.seen == null'
}

@test "looks: what is in quarantine can be seen, until it is tried anew" {
	run -1 ctl status
	[[ ${lines[0]} == *"1 rejected"* ]]
	run -2 ctl seen --all "$recipe"
	run -0 ctl seen --all --reason "a cook's"
	[[ $output == "1 seen"* ]]
	run -1 ctl status
	[[ ${lines[0]} != *"rejected"* ]]
	run -0 ctl show "$recipe" --json
	holds '.seen != null and .events[-1].detail == "a cook'"'"'s"'
	run -0 ctl seen --all
	[[ $output == "0 seen"* ]]
	ctl retry "$recipe"
	run -1 ctl seen "$recipe"
	[[ $output == *"is received and has no record"* ]]
	run -0 ctl show "$recipe" --json
	holds '.needs_look == null and .warnings == null'
	holds '.reason_code != null'
}
