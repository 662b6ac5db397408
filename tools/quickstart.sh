#!/bin/sh
# quickstart.sh - from a fresh Debian 12 that has only git to a letter's record.
#
#   sh tools/quickstart.sh          install what is needed, build, and ingest
#                                   a letter of ours into a SQLite file
#   sh tools/quickstart.sh check    the same set-up, then all tests (with CI
#                                   set also under the sanitizers)
#
# Needs root or sudo for apt-get, and only where a package is missing. What
# it makes it makes below build/, so it can be run again at any time.
set -eu
cd "$(dirname "$0")/.."

here=build/quickstart
database=$here/letters.db
letter=$here/2016-partial.pdf

fail() {
	echo "quickstart: $*" >&2
	exit 1
}

# step WHAT COMMAND...: quiet unless it fails.
step() {
	printf '%s ... ' "$1"
	shift
	if "$@" >"$here/log" 2>&1; then
		echo "done"
	else
		echo failed
		tail -n 40 "$here/log" >&2
		exit 1
	fi
}

# packages SECTION...: their names, from the list.
packages() {
	for section; do
		sed -n "/^\[$section\]/,/^\[/s/^\([a-z0-9][^ ]*\).*/\1/p" \
			tools/packages.txt
	done
}

missing() {
	packages "$@" | while read -r package; do
		dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null |
			grep -qx installed || echo "$package"
	done
}

# The list is split at its line ends, and no sudo is no word.
# shellcheck disable=SC2086
install_packages() {
	wanted=$(missing "$@")
	[ -n "$wanted" ] || return 0
	command -v apt-get >/dev/null ||
		fail "this is no Debian; its packages are in tools/packages.txt"
	sudo=
	[ "$(id -u)" -eq 0 ] || sudo=$(command -v sudo) ||
		fail "as root, or with sudo, install" $wanted
	step "Updating the lists of packages" $sudo apt-get update
	step "Installing $(echo $wanted | wc -w) packages" \
		$sudo env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y --no-install-recommends $wanted
}

show() {
	printf '\n$ %s\n' "$1"
	sh -c "$1"
}

try_it() {
	step "Building" make -j"$(nproc)" all build/tests/make-letters
	step "Typesetting an invented letter" build/tests/make-letters pdf "$here" 2016-partial
	rm -f "$database"
	show "build/bin/imr-ingest --once --format text \\
	--sink sqlite:$database $letter"
	show "sqlite3 -box $database \\
	'SELECT case_number, decision, treatment
	 FROM treatments'"
}

check() {
	make -j"$(nproc)" check
	[ -z "${CI:-}" ] || make -j"$(nproc)" asan
}

mkdir -p "$here"
case ${1:-} in
'')
	install_packages run build
	try_it
	;;
check)
	install_packages run build test
	check
	;;
*)
	fail "usage: sh tools/quickstart.sh [check]"
	;;
esac
