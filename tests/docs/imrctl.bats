#!/usr/bin/env bats
# imrctl.bats - what imrctl(1) and the completions say is what the programs
# have.

bats_require_minimum_version 1.5.0

setup() {
	program=$IMR_BUILD/bin/imrctl
	cd "$BATS_TEST_DIRNAME/../.."
}

same() {
	diff -u --label program --label documentation "$1" "$2"
}

commands() {
	"$program" --help |
		sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p'
}

# The long options of a program's or a command's help.
options() { # PROGRAM [COMMAND]
	"$@" --help | grep -oE '^  (-., )?--[a-z-]+' | grep -oE '[a-z-]{3,}$' |
		sed 's/^--//' | sort
}

# Those of a section of the manual.
options_of_section() { # NAME
	sed -n "/^\.S[hs] $1\( \|\$\)/,/^\.S[hs] /p" docs/imrctl.1 |
		grep '^\.It .*Fl ' | grep -oE '\\-[a-z-]+' | sed 's/^\\-//' |
		sort
}

fits() { # COMMAND...
	run -0 "$@"
	[ "$(wc -L <<<"$output")" -le 80 ]
}

@test "no line of help is wider than a terminal of 80 columns" {
	ingest=$IMR_BUILD/bin/imr-ingest
	for option in help help-sinks help-settings; do
		fits "$ingest" --$option
	done
	fits "$program" --help
	for command in $(commands); do
		fits "$program" "$command" --help
	done
}

@test "every command is in imrctl(1), in the order of the help, and no other" {
	[ "$(commands | wc -l)" -gt 8 ]
	same <(commands) <(sed -n '/^\.Sh COMMANDS/,/^\.Sh JSON/p' \
		docs/imrctl.1 | sed -n 's/^\.Ss \([a-z-]\+\).*/\1/p')
}

@test "every command's options are in its section, and no other" {
	same <(options "$program") <(options_of_section DESCRIPTION)
	filters=$(options_of_section Filters)
	for command in $(commands); do
		mine=$({
			options_of_section "$command"
			options_of_section DESCRIPTION | grep -v version
			grep -q 'Sx Filters' <(sed -n \
				"/^\.Ss $command/,/^\.Ss/p" docs/imrctl.1) &&
				echo "$filters"
		} | sort)
		same <(options "$program" "$command") <(echo "$mine")
	done
}

# What completion offers for a command line; a trailing "" is a new word.
complete_line() { # FILE FUNCTION WORD...
	bash -c '
		source "$1"
		compopt() { :; }
		COMP_WORDS=("${@:3}")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		"$2"
		printf "%s\n" "${COMPREPLY[@]}"
	' complete completions/"$1" "$2" "${@:3}" | sed 's/^--//' | sort
}

@test "completion of imrctl: commands, options, states, formats" {
	same <(commands | sort) <(complete_line imrctl _imrctl imrctl "")
	same <(options "$program") <(complete_line imrctl _imrctl imrctl --)
	for command in $(commands); do
		same <(options "$program" "$command") \
		     <(complete_line imrctl _imrctl imrctl -d x "$command" --)
	done
	same <(echo rejected) \
	     <(complete_line imrctl _imrctl imrctl list --state rej)
	same <(printf 'failed\nrejected\n') \
	     <(complete_line imrctl _imrctl imrctl retry --state "")
	same <(printf 'csv\njson\nspreadsheet\ntext\n') \
	     <(complete_line imrctl _imrctl imrctl export -f "")
}

@test "completion of imr-ingest: options, formats, sinks" {
	same <(options "$IMR_BUILD/bin/imr-ingest") \
	     <(complete_line imr-ingest _imr_ingest imr-ingest --)
	same <(printf 'csv\njson\nspreadsheet\ntext\n') \
	     <(complete_line imr-ingest _imr_ingest imr-ingest --format "")
	same <("$IMR_BUILD/bin/imr-ingest" --help-sinks |
		sed -n 's/^\([a-z]*\) - .*/\1:/p' | sort) \
	     <(complete_line imr-ingest _imr_ingest imr-ingest --sink "")
}
