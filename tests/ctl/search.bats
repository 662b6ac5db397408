#!/usr/bin/env bats
# search.bats - imrctl search, stats and reindex, beside a real daemon and after
# its end.

bats_require_minimum_version 1.5.0

setup_file() {
	build=$(realpath "${IMR_BUILD:-build}")
	base=$BATS_FILE_TMPDIR/base
	mkdir -p "$base/inbox/Client B" "$base/files"
	"$build/tests/make-letters" pdf "$base/inbox" 2016-plain 2016-partial
	mv "$base/inbox/2016-partial.pdf" "$base/inbox/Client B"
	settings "$base" >"$base/conf"
	start_daemon "$base"
	wait_until "$build/bin/imrctl" -d "$base/spool" search --json \
		--folder 'Client B'
	wait_for_count "$base/spool" 2
	kill "$pid"
	wait "$pid" || true
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
	END
}

start_daemon() { # DIRECTORY
	"$build/bin/imr-ingest" --config "$1/conf" 2>>"$1/log" 3>&- &
	pid=$!
}

wait_until() { # COMMAND...
	for _ in $(seq 600); do
		"$@" >/dev/null 2>&1 && return
		sleep 0.1
	done
	return 1
}

has_count() { # SPOOL COUNT
	[ "$("$build/bin/imrctl" -d "$1" search --json | jq .count)" = "$2" ]
}

wait_for_count() { # SPOOL COUNT
	wait_until has_count "$@"
}

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	PATH=$build/bin:$build/tests:$PATH
	work=$BATS_TEST_TMPDIR/work
	cp -a "$BATS_FILE_TMPDIR/base" "$work"
	settings "$work" >"$work/conf"
	spool=$work/spool
	pid=
}

teardown() {
	[ -z "$pid" ] || { kill "$pid" && wait "$pid"; } || true
}

ctl() {
	imrctl -d "$spool" "$@"
}

@test "search finds letters by words and by filters" {
	run -0 ctl search --json
	[ "$(jq -c '[.count, .behind, .more_than_count]' <<<"$output")" = \
		'[2,0,false]' ]
	number=$(jq -r '.letters[0].case_number' <<<"$output")
	run -0 ctl search "$number" --json
	[ "$(jq .count <<<"$output")" = 1 ]
	run -0 ctl search --folder 'Client B' --decision overturned --json
	[ "$(jq -r '.letters[0].name' <<<"$output")" = 2016-partial.pdf ]
	[ "$(jq -c '[.letters[0].issues[].decision] | unique' \
		<<<"$output")" = '["overturned"]' ]
	run -1 ctl search nosuchword
	[ "$output" = "0 letters" ]
}

@test "search shows people the case, each treatment and where it was found" {
	word=$(ctl search --json | jq -r \
		'.letters[0].issues[0].treatment | split(" ")[0]')
	run -0 ctl search "$word"
	[[ $output == *CM*20??-??-??* ]]
	[[ $output == *"1. "* ]]
	[[ $output == *"1 letter"* || $output == *"2 letters"* ]]
}

@test "search and stats refuse what cannot be" {
	run -2 ctl search --decision open
	[[ $output == *"only upheld, overturned"* ]]
	run -2 ctl search --from yesterday
	run -2 ctl search --limit 0
	run -2 ctl stats
	[[ $output == *"--by category"* ]]
	run -2 ctl stats --by colour
	[[ $output == *"body-part"* ]]
	run -2 ctl stats --by drug --where colour=red
	run -2 ctl stats --by drug --format csv --json
}

@test "stats counts treatments as a table, CSV and JSON" {
	run -0 ctl stats --by category --json
	all=$(jq .all.treatments <<<"$output")
	[ "$all" = "$(ctl search --json | jq '[.letters[].issues[]] | length')" ]
	[ "$(jq '.all | .overturned + .upheld == .treatments' \
		<<<"$output")" = true ]
	[ "$(jq '.letters_without_request' <<<"$output")" = 0 ]
	[ "$(jq '[.rows[] | .low <= .rate and .rate <= .high] | all' \
		<<<"$output")" = true ]
	rows=$(jq '.rows | length' <<<"$output")
	[ "$rows" -gt 0 ]
	run -0 ctl stats --by category --format csv
	[ "${lines[0]}" = $'category,treatments,overturned,upheld,rate,low,high\r' ]
	[ "${#lines[@]}" -eq $((rows + 1)) ]
	run -0 ctl stats --by category
	[[ ${lines[0]} == category*TREATMENTS*OVERTURNED*RATE* ]]
	[[ $output == *$'\n'"all "* ]]
	run -0 ctl stats --by month --where decision=overturned --json
	[ "$(jq '.all.upheld' <<<"$output")" = 0 ]
}

@test "a bar stands on a terminal alone" {
	run -0 ctl stats --by month
	[[ $output != *█* ]]
	run -0 script -qec "imrctl -d '$spool' stats --by month" /dev/null
	[[ $output == *█* ]]
}

@test "an index that is missing or damaged is told, and made again" {
	rm "$spool"/search.db*
	run -3 ctl search
	[[ $output == *"imrctl reindex"* ]]
	run -3 ctl stats --by month
	run -0 ctl reindex
	[[ $output == *"made again"* ]]
	has_count "$spool" 2
	[ "$(stat -c %a "$spool/search.db")" = 600 ]
	echo "no database" >"$spool/search.db"
	run -3 ctl search
	run -0 ctl reindex --json
	[ "$(jq .done <<<"$output")" = true ]
	has_count "$spool" 2
}

@test "the service makes a missing index, and follows each change" {
	rm "$spool"/search.db*
	start_daemon "$work"
	wait_for_count "$spool" 2
	run -0 ctl reindex
	[[ $output == *"The service makes"* ]]
	wait_for_count "$spool" 2
	ctl reject 2016-plain.pdf --reason "not ours"
	wait_for_count "$spool" 1
	rm "$spool"/search.db*
	wait_for_count "$spool" 1
}

@test "search says how far the index is behind" {
	ctl reject 2016-plain.pdf --reason "not ours"
	run -0 ctl search --json
	[ "$(jq -c '[.count, .behind]' <<<"$output")" = '[2,1]' ]
	run -0 ctl search
	[[ $output == *"still to take over 1 changed letter"* ]]
	run -0 ctl stats --by month
	[[ $output == *"still to take over 1 changed letter"* ]]
}
