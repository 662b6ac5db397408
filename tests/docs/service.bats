#!/usr/bin/env bats
# service.bats - the unit is sound and shut in, and the settings that are
# installed with it are those that the program knows.

bats_require_minimum_version 1.5.0

setup() {
	program=$IMR_BUILD/bin/imr-ingest
	cd "$BATS_TEST_DIRNAME/../.."
	settings=systemd/imr-ingest.conf
	unit=$BATS_TEST_TMPDIR/imr-ingest.service
}

needs_systemd() {
	command -v systemd-analyze >/dev/null || skip "needs systemd-analyze"
}

# As it is installed, but with the program of this build.
place_unit() {
	sed "s|=/usr/bin/|=$IMR_BUILD/bin/|" systemd/imr-ingest.service >"$unit"
	mkdir "$unit.d"
}

verify() {
	run --separate-stderr systemd-analyze verify --man=no "$unit"
	echo "$output$stderr"
	[ "$status" -eq 0 ] && [ -z "$output$stderr" ]
}

# A row of the help on one line, however it was wrapped.
unwrap() {
	sed -E ':a; N; $!ba; s/\n {6,}/ /g'
}

# "watch: recursive = no", "sink http: url =": what each section may have, with
# the default where there is one.
settings_of_program() {
	{ "$program" --help-settings && "$program" --help-sinks; } | unwrap | awk '
		/^\[/ { gsub(/[][]| NAME/, ""); section = $0; next }
		/^[a-z]/ { section = "sink " $1; next }
		{
			value = ""
			if (match($0, /\(default [^ ()]+\)$/))
				value = " " substr($NF, 1, length($NF) - 1)
			print section ": " $1 " =" value
		}' | sort
}

# The same of the settings file, set or behind "#".
settings_of_file() {
	sed 's/^#//' "$settings" | awk '
		/^\[/ { gsub(/[][]/, ""); section = $0 }
		/^\[?watch / { section = "watch" }
		/^[a-z_]+ =/ { print section ": " $0 }' | sort
}

keys() {
	sed 's/ =.*//'
}

uncomment() {
	sed -E 's/^#(\[|[a-z_]+ =)/\1/' "$settings"
}

@test "the settings file has every key of every section, and no other" {
	[ "$(settings_of_program | wc -l)" -gt 35 ]
	diff -u --label program --label "$settings" \
		<(settings_of_program | keys) <(settings_of_file | keys)
}

@test "the settings file has the defaults that the program has" {
	local missing

	missing=$(comm -23 <(settings_of_program | grep -v '=$') \
		<(settings_of_file))
	echo "$missing"
	[ -z "$missing" ]
}

@test "the settings file is sound as it is, and with every key set" {
	"$program" --check-config --config "$settings"
	uncomment >"$BATS_TEST_TMPDIR/all.conf"
	[ "$(grep -c '^\[' "$BATS_TEST_TMPDIR/all.conf")" -ge 8 ]
	"$program" --check-config --config "$BATS_TEST_TMPDIR/all.conf"
}

@test "a key that is not known would be found" {
	{ uncomment && echo "nonsense = 1"; } >"$BATS_TEST_TMPDIR/all.conf"
	run -2 "$program" --check-config --config "$BATS_TEST_TMPDIR/all.conf"
	[[ $output == *nonsense* ]]
}

@test "systemd-analyze has no complaint of the unit" {
	needs_systemd
	place_unit
	verify
}

@test "nor with each of the drop-ins" {
	needs_systemd
	place_unit
	for dropin in network loopback watch onfailure; do
		cp "systemd/$dropin.conf" "$unit.d"
		# What stands there as an example has to be right as well.
		sed -E 's/^#([A-Z][A-Za-z]+=)/\1/' "systemd/$dropin.conf" \
			>"$unit.d/$dropin-all.conf"
		verify
		rm "$unit.d"/*
	done
}

@test "nor with the socket for metrics" {
	needs_systemd
	place_unit
	cp systemd/imr-ingest-metrics.socket "$BATS_TEST_TMPDIR"
	verify
	output=$(systemd-analyze verify --man=no \
		"$BATS_TEST_TMPDIR/imr-ingest-metrics.socket" 2>&1)
	echo "$output"
	[ -z "$output" ]
}

@test "nor of the units that alert and report" {
	needs_systemd
	for unit in "$BATS_TEST_TMPDIR"/imr-ingest-{alert,report}.{service,timer}; do
		sed "s|=/usr/bin/|=$IMR_BUILD/bin/|" \
			"systemd/${unit##*/}" >"$unit"
	done
	for unit in "$BATS_TEST_TMPDIR"/imr-ingest-{alert,report}.timer; do
		verify
	done
}

@test "the unit's exposure is at most 1.5 of 10" {
	needs_systemd
	place_unit
	systemd-analyze security --offline=true --threshold=15 "$unit"
}

@test "a unit that is more exposed would be found" {
	needs_systemd
	place_unit
	printf '[Service]\nProtectSystem=no\nUser=root\nSystemCallFilter=\n' \
		>"$unit.d/worse.conf"
	run -1 systemd-analyze security --offline=true --threshold=15 "$unit"
}

@test "the daemon is told to stop before systemd loses patience" {
	local own patience
	own=$(sed -n 's/^#stop_seconds = //p' "$settings")
	patience=$(sed -n 's/^TimeoutStopSec=//p' systemd/imr-ingest.service)
	[ "$own" -lt "$patience" ]
}

@test "the package is of the program's version" {
	command -v dpkg-parsechangelog >/dev/null || skip "needs dpkg-dev"
	[ "$(dpkg-parsechangelog -S Version)" = \
		"$("$program" --version | awk 'NR == 1 { print $2 }')" ]
}
