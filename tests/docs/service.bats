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

# "watch ignore", "sink http timeout 30": what each section may have, with the
# default where there is one.
settings_of_program() {
	{ "$program" --help-settings && "$program" --help-sinks; } | awk '
		/^\[/ { gsub(/[][]| NAME/, ""); section = $0; next }
		/^[a-z]/ { section = "sink " $1; next }
		match($0, /\(default [^ ()]+\)$/) {
			print section, $1, substr($NF, 1, length($NF) - 1)
			next
		}
		{ print section, $1 }' | sort
}

# The same of the settings file, where "#" stands before a default or an
# example: those keys that have no default, or that are set, without a value.
settings_of_file() {
	awk '
		FNR == NR { if (NF > (/^sink/ ? 3 : 2)) has_default[
			/^sink/ ? $1 " " $2 " " $3 : $1 " " $2] = 1; next }
		/^#?\[/ {
			gsub(/[][#]/, "")
			section = /^watch/ ? "watch" : $0
			next
		}
		match($0, /^#?[a-z_]+ =/) {
			key = $1
			sub(/^#/, "", key)
			name = section " " key
			print name (name in has_default ? " " $3 : "")
		}' <(settings_of_program) "$settings" | sort
}

uncomment() {
	sed -E 's/^#(\[|[a-z_]+ =)/\1/' "$settings"
}

@test "the settings file has every key of every section, with its default" {
	[ "$(settings_of_program | wc -l)" -gt 35 ]
	diff -u --label program --label "$settings" \
		<(settings_of_program) <(settings_of_file)
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
	for dropin in network loopback watch; do
		cp "systemd/$dropin.conf" "$unit.d"
		# What stands there as an example has to be right as well.
		sed -E 's/^#([A-Z][A-Za-z]+=)/\1/' "systemd/$dropin.conf" \
			>"$unit.d/$dropin-all.conf"
		verify
		rm "$unit.d"/*
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
