#!/usr/bin/env bats
# secrets.bats - what the daemon knows stays with it: no core dumps, tokens
# nowhere but in their files, letters and records for their owner alone.

bats_require_minimum_version 1.5.0
load office_helper

token=tok-5f1c83a9e2
secret=sec-77b0d41c6e

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	mkdir -p "$BATS_TEST_TMPDIR"/case/{inbox,records,home,tmp}
	cd "$BATS_TEST_TMPDIR/case" || return
	PATH=$build/bin:$build/tests:$PATH
	make-letters pdf . 2016-plain
	umask 022
}

teardown() {
	[ -z "$daemon" ] || kill -KILL "$daemon" 2>/dev/null || true
	[ ! -e log ] || tail -n 20 log
}

wait_until() {
	local end=$((SECONDS + 60))
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.05
	done
}

in_spool() {
	sqlite3 -cmd '.timeout 20000' spool/spool.db "$1" 2>/dev/null
}

# The record is with the sinks that can take it, and the one that cannot has
# been tried.
is_tried() {
	[ -s records.db ] && [ -n "$(ls records)" ] &&
		[ "$(in_spool 'SELECT attempts > 0 FROM deliveries
			WHERE sink = "http"')" = 1 ] ||
		[ "$(in_spool 'SELECT reason IS NOT NULL FROM sinks
			WHERE name = "http"')" = 1 ]
}

start() {
	printf '%s\n' "$token" >token
	printf '%s\n' "$secret" >secret
	chmod 600 token secret
	cat >conf <<-END
		[watch inbox]
		directory = inbox
		settle = 0.1
		[spool]
		directory = state/spool
		min_free = 0
		[service]
		log_level = debug
		metrics_file = metrics.prom
		[sink files]
		directory = records
		text = yes
		[sink sqlite]
		file = records.db
		[sink http]
		url = http://127.0.0.1:9/
		token_file = token
		secret_file = secret
	END
	ln -s state/spool spool
	ulimit -c unlimited 2>/dev/null || true
	HOME=$PWD/home TMPDIR=$PWD/tmp imr-ingest --config conf 2>log 3>&- &
	daemon=$!
	cp 2016-plain.pdf inbox/.part
	mv inbox/.part inbox/letter.pdf
	wait_until is_tried
}

@test "tokens and secrets are in no argument, variable, log, state or metric" {
	start
	for pid in $daemon $(pgrep -P "$daemon"); do
		cat "/proc/$pid/cmdline" "/proc/$pid/environ" >>seen || true
	done
	[ -s seen ]
	wait_until test -s metrics.prom
	sqlite3 spool/spool.db .dump >dump
	grep -q http dump
	run grep -rlE "$token|$secret" seen log state records records.db \
		metrics.prom dump
	[ "$status" -eq 1 ]
	# Nor does anybody but the owner read what was written.
	find -H state/spool records/* records.db* -perm /077 >open
	diff /dev/null open
	[ -z "$(find home tmp -mindepth 1)" ]
}

@test "no core is dumped, neither by the program nor by its workers" {
	nm "$build/bin/imr-ingest" | grep -q __asan &&
		skip "a sanitizer needs the memory to be open"
	start
	for pid in $daemon $(pgrep -P "$daemon"); do
		grep -qE '^Max core file size +0 +0 ' "/proc/$pid/limits"
	done
	# Where it is not dumpable, its files in /proc are root's.
	[ "$(id -u)" -eq 0 ] || [ "$(stat -c %u "/proc/$daemon/environ")" -eq 0 ]
	# Killed once it has begun to wait for its standard input.
	python3 - <<-'END'
		import os, re, resource, signal, subprocess
		resource.setrlimit(resource.RLIMIT_CORE, (-1, -1))
		child = subprocess.Popen(["imr-ingest", "--once", "-"],
		                         stdin=subprocess.PIPE)
		limits = ""
		while not re.search(r"Max core file size +0 +0 ", limits):
		    limits = open(f"/proc/{child.pid}/limits").read()
		while "S (sl" not in open(f"/proc/{child.pid}/status").read():
		    pass
		child.send_signal(signal.SIGABRT)
		status = os.waitpid(child.pid, 0)[1]
		assert os.WTERMSIG(status) == signal.SIGABRT
		assert not os.WCOREDUMP(status)
	END
	kill -ABRT "$daemon"
	wait "$daemon" || true
	daemon=
	[ -z "$(find . -name 'core*')" ]
}

# While it waits for a lock on the spool.
@test "no core of imrctl is dumped either" {
	nm "$build/bin/imrctl" | grep -q __asan &&
		skip "a sanitizer needs the memory to be open"
	start
	python3 - <<-'END'
		import os, re, sqlite3, subprocess
		lock = sqlite3.connect("spool/spool.db", isolation_level=None)
		lock.execute("BEGIN IMMEDIATE")
		child = subprocess.Popen(["imrctl", "-d", "spool", "reject",
		                          "--reason", "a test", "0" * 64])
		while not re.search(r"Max core file size +0 +0 ",
		                    open(f"/proc/{child.pid}/limits").read()):
		    assert child.poll() is None
		while os.getuid() and os.stat(f"/proc/{child.pid}/environ").st_uid:
		    assert child.poll() is None
		lock.execute("ROLLBACK")
		child.wait()
	END
}

@test "a secret in the settings or the address is refused, and not repeated" {
	for line in "token = $token" "secret = $secret" \
		"url = https://user:$token@localhost/"; do
		printf '[sink http]\nurl = https://localhost/\n%s\n' "$line" |
			sed '/^url = .*user/{x;d}' >conf
		[[ $line != url* ]] ||
			printf '[sink http]\n%s\n' "$line" >conf
		run imr-ingest --once --config conf 2016-plain.pdf
		[ "$status" -ge 2 ]
		[[ $output != *"$token"* && $output != *"$secret"* ]]
	done
}

@test "a secret that is open to others is refused, with what closes it" {
	for setting in token_file secret_file; do
		for mode in 644 660 602; do
			printf '%s\n' "$token" >kept
			chmod "$mode" kept
			printf '[sink http]\nurl = http://127.0.0.1:9/\n%s = kept\n' \
				"$setting" >conf
			run imr-ingest --once --config conf 2016-plain.pdf
			[ "$status" -ge 2 ]
			[[ $output == *"(mode 0$mode)"* && $output != *"$token"* ]]
			eval "${output##*close it: }"
			[ "$(stat -c %a kept)" = 600 ]
			run imr-ingest --once --config conf 2016-plain.pdf
			[[ $output != *mode* && $output == *127.0.0.1* ]]
		done
	done
}

# In the office: a secret of the service's group, and what is said of it.
secret_of_group='
	cp 2016-plain.pdf /srv/letter.pdf
	cd /srv
	mkdir -m 2770 inbox
	echo secret >token
	chown root:drop token
	chmod 640 token
	printf "%s\n" "[watch inbox]" "directory = /srv/inbox" \
		"[spool]" "directory = /srv/service/spool" \
		"[sink http]" "url = http://127.0.0.1:9/" "token_file = token" \
		>conf
	chmod 644 letter.pdf
	tell() { as service "$@" --config conf 2>&1; }
'

@test "a secret that others in its group could read is refused" {
	office_needs
	# Of the service alone.
	run office "group drop 7000 service; $secret_of_group"'
		tell imr-ingest --once letter.pdf'
	echo "$output"
	[[ $output != *"is open to"* && $output == *127.0.0.1* ]]
	for members in service,clerk clerk,service,guest; do
		run office "group drop 7000 $members; $secret_of_group"'
			said=$(tell imr-ingest --once letter.pdf) || true
			echo "$said"
			# What it says to do does it.
			eval "${said##*close it: }"
			stat -c "%U %a" token
			tell imr-ingest --once letter.pdf'
		echo "$output"
		[[ $output == *"its group, drop (mode 0640)"* ]]
		[[ $output == *$'\nservice 600\n'*127.0.0.1* ]]
		[ "$(grep -c "is open to" <<<"$output")" -eq 1 ]
	done
	# One whose first group it is, as of a scanner's account.
	run office "group drop 7000 service; $secret_of_group"'
		echo "scanner:x:7001:7000::/:/bin/sh" >>/etc/passwd
		tell imr-ingest --once letter.pdf'
	[[ $output == *"its group, drop (mode 0640)"* ]]
}

@test "a secret that an inbox's group could read is refused" {
	office_needs
	run -2 office "group drop 7000 service; $secret_of_group"'
		chgrp drop inbox
		tell imr-ingest --check-config'
	echo "$output"
	[[ $output == *"[sink http] token_file"*"group drop"*"[watch inbox]"* ]]
	office "group drop 7000 service; $secret_of_group"'
		chgrp drop inbox
		said=$(tell imr-ingest --check-config) || true
		said=${said##*close it: }
		eval "${said%, or let*}"
		tell imr-ingest --check-config'
	# Who runs it as root is told of the service user as well.
	run -2 office "group drop 7000 service; $secret_of_group"'
		chgrp drop inbox
		mkdir service/spool
		chown service: service/spool
		imr-ingest --check-config --config conf'
	[[ $output == *"chown service "* ]]
}
