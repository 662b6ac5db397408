#!/usr/bin/env bats
# manuals.bats - what the manuals and the README say is what the program has.

bats_require_minimum_version 1.5.0

setup() {
	program=$IMR_BUILD/bin/imr-ingest
	cd "$BATS_TEST_DIRNAME/../.."
}

same() {
	diff -u --label program --label documentation "$1" "$2"
}

# The items of a manual's lists, between two lines that match.
items() { # MANUAL FROM TO
	sed -n "/$2/,/$3/s/^\.It Cm \(.*\)/\1/p" "$1"
}

# "extract ocr auto", "sink files directory required", ... of --help-sinks.
program_settings() {
	"$program" --help-settings
	"$program" --help-sinks
}
# A row of the help on one line, however it was wrapped.
unwrap() {
	sed -E ':a; N; $!ba; s/\n {6,}/ /g'
}

settings_of_program() {
	program_settings | unwrap | awk '
		/^\[/ { section = substr($0, 2, length($0) - 2); next }
		/^[a-z]/ { section = "sink " $1; next }
		{
			value = "none"
			if (match($0, /\((default [^ ()]*|required)\)$/))
				value = $NF
			gsub(/[()]/, "", value)
			print section, $1, value
		}' | sort
}
settings_of_manual() {
	awk '
		/^\.Ss \[/ { section = $0; gsub(/^\.Ss \[|\].*/, "", section) }
		/^\.It Cm / { key = $3 }
		/^Required/ { print section, key, "required" }
		/^Default: none/ { print section, key, "none" }
		/^Default:$/ { getline; print section, key, $2 }
	' docs/imr-ingest.conf.5 | sort
}

@test "the manuals are sound mdoc" {
	# Whether the manuals that they refer to are installed is not ours.
	run bash -c 'mandoc -T lint docs/*.[1-8] 2>/dev/null |
		grep -v "referenced manual not found"'
	[ -z "$output" ]
}

@test "every option is in imr-ingest(1), and no other" {
	same <("$program" --help |
		sed -n 's/^  \(-., \)\?--\([a-z-]*\).*/\2/p' | sort) \
	     <(sed -n 's/^\.It .*Fl \\-\([a-z-]*\).*/\1/p' \
		docs/imr-ingest.1 | sort)
}

@test "every setting is in imr-ingest.conf(5), with its default" {
	[ "$(settings_of_program | wc -l)" -gt 15 ]
	same <(settings_of_program) <(settings_of_manual)
}

@test "every setting of [extract] is in the README, with its default" {
	same <(settings_of_program | sed -n 's/^extract //p') \
	     <(sed -n 's/^| `\([a-z_]*\)` | `\([^`]*\)` |.*/\1 \2/p' \
		README.md | sort)
}

@test "every member of a record is in imr-record(5), and no other" {
	same <(python3 tests/docs/facts.py fields docs/record.schema.json) \
	     <(items docs/imr-record.5 '^.Ss The letter' '^.Ss Warnings' |
		sort -u)
}

@test "every kind of a rejection is in imr-ingest(8), and no other" {
	[ "$(python3 tests/docs/facts.py kinds core/reject_code.c | wc -l)" \
		-gt 10 ]
	same <(python3 tests/docs/facts.py kinds core/reject_code.c) \
	     <(items docs/imr-ingest.8 '^.Ss Kinds of rejections' '^.S[hs] [^K]' |
		sort)
}

@test "every code of a warning is in imr-record(5), and no other" {
	same <(python3 tests/docs/facts.py codes meaning/*.c parser/*.c parser/*/*.c ocr/*.c ocr/*/*.c) \
	     <(items docs/imr-record.5 '^.Ss Warnings' '^.Sh' | sort)
}

@test "every code of a warning says what to do, and no other" {
	same <(python3 tests/docs/facts.py codes meaning/*.c parser/*.c parser/*/*.c ocr/*.c ocr/*/*.c) \
	     <(python3 tests/docs/facts.py table core/warning_code.c)
}

@test "imr-record(5) says of every warning what to do" {
	same <(python3 tests/docs/facts.py untold core/warning_code.c \
		docs/imr-record.5) /dev/null
}

@test "the warnings are made where their codes are looked for" {
	run ! grep -lE "^	+(record_add_warning|letter_withdraw)\(" \
		textclean/*.c worker/*.c sinks/*.c spool/*.c intake/*.c delivery/*.c \
		extract/*.c once/*.c daemon/*.c ctl/*.c
}
