# service_helper.bash - a daemon in a directory of its own, for bats.

build=$(realpath "${IMR_BUILD:-build}")
# Where the worker is a copy that has none beside it.
export IMR_LEXICON=$build/lexicon
bad_workers=$build/tests/hostile
here=$BATS_TEST_DIRNAME

# In each test: the directory of its own, with a settings file.
service_setup() {
	work=$BATS_TEST_TMPDIR/work
	mkdir -p "$work"/{inbox,records,incoming}
	cd "$work" || return
	PATH=$build/bin:$build/tests:$PATH
	# AddressSanitizer wants to come before any preload of ours.
	export ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0
	daemon=
	helpers=()
	write_settings
	configure
}

# What a failed test left running must not keep bats waiting.
service_teardown() {
	local pid
	for pid in $daemon "${helpers[@]}"; do
		kill -KILL "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
	done
	# bats shows it where the test failed.
	[ ! -e log ] || tail -n 20 log
}

write_settings() {
	cat >whole.conf <<-END
		[watch inbox]
		directory = $work/inbox
		original = archive
		archive = $work/archive
		settle = 0.1
		incomplete = 1
		rescan = 1
		[spool]
		directory = $work/spool
		min_free = 0
		[service]
		workers = 1
		stop_seconds = 10
		[delivery]
		retry_first = 0.1
		retry_longest = 0.5
		[sink files]
		directory = $work/records
		[sink sqlite]
		file = $work/records.db
		busy_timeout = 1
	END
}

# configure SED... - the settings file is the whole one, edited.
configure() {
	sed "${@/#/-e}" -e '' whole.conf >conf
}

# with_worker NAME - a program finds its worker beside itself: this one finds
# a stand-in, which reads well what is called "good...".
with_worker() {
	mkdir -p bin
	cp -f "$build/bin/imr-ingest" bin/
	# Never written over: it may be running.
	cp "$bad_workers/$1" bin/imr-extract.new
	mv bin/imr-extract.new bin/imr-extract
	PATH=$work/bin:$PATH
}

# The daemon, as $daemon, and ready. ASSIGNMENT... is for its environment.
start() {
	launch "$@"
	wait_until logged "imr-ingest .* watches"
}

launch() {
	[ ! -e log ] || cat log >>old-log
	>log
	env "$@" imr-ingest --config conf 2>>log 3>&- &
	daemon=$!
}

# stop [SIGNAL] - and $status is the daemon's.
stop() {
	kill -s "${1:-TERM}" "$daemon"
	await_end
}

await_end() {
	wait_until is_gone "$daemon"
	status=0
	wait "$daemon" || status=$?
	daemon=
}

# wait_until COMMAND... - for at most a minute.
wait_until() {
	local end=$((SECONDS + ${patience:-40}))
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.05
	done
}

is_gone() {
	! kill -0 "$1" 2>/dev/null
}

not() {
	! "$@"
}

# logged PATTERN [COUNT] - so many lines, since the start; without, any.
logged() {
	local count
	count=$(grep -cE -- "$1" log)
	[ "$count" -ge 1 ] && [ "$count" -eq "${2:-$count}" ]
}

# in_spool SQL
in_spool() {
	sqlite3 -cmd '.timeout 20000' spool/spool.db "$1"
}

# spool_has COUNT TABLE CONDITION
spool_has() {
	[ "$(in_spool "SELECT count(*) FROM $2 WHERE $3" 2>/dev/null)" = "$1" ]
}

received=0 extracting=1 extracted=2 delivered=3 rejected=4 failed=5
export received extracting extracted delivered rejected failed

# letters COUNT STATE - so many letters are in that state.
letters() {
	spool_has "$1" letters "state = $2"
}

# Files of letters that workers from tests/hostile read: put TEXT NAME.
put() {
	printf '%s\n' "$1" >incoming/put
	mv incoming/put "inbox/$2"
}

workers() {
	pgrep -P "$daemon"
}

has_workers() {
	[ "$(pgrep -c -P "$daemon")" -eq "$1" ]
}

inbox_is_empty() {
	[ -z "$(ls -A inbox)" ]
}

records() {
	find records -name '*.json' | wc -l
}

# A server for the sink http: start_receiver, then $url; answer_with STATUS.
start_receiver() {
	mkdir -p http
	python3 "$here/receiver.py" http 3>&- &
	helpers+=($!)
	wait_until test -s http/port
	url=http://127.0.0.1:$(cat http/port)/
}

answer_with() {
	echo "$*" >http/answer.part
	mv http/answer.part http/answer
}

posts() {
	grep -c " $1\$" http/posts 2>/dev/null || true
}
