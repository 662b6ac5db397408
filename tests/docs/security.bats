#!/usr/bin/env bats
# security.bats - SECURITY.md names tests that there are.

setup() {
	cd "$BATS_TEST_DIRNAME/../.." || return
}

# "FILE<tab>CASE" of each case in brackets behind a file, and "FILE<tab>".
named() {
	grep '^|' SECURITY.md |
		grep -oE '`tests/[^`]*`( \([^)]*\))?' |
		while read -r file cases; do
			file=$(tr -d '`' <<<"$file")
			printf '%s\t\n' "$file"
			tr -d '()' <<<"$cases" | sed 's/, /\n/g' |
				sed "s|^|$file\t|"
		done
}

@test "every test that SECURITY.md names is there" {
	[ "$(named | wc -l)" -gt 40 ]
	while IFS=$'\t' read -r file part; do
		[ -e "$file" ] || echo "$file is not there"
		[ -z "$part" ] || grep -qF -- "$part" "$file" ||
			echo "$part is not in $file"
	done < <(named) >"$BATS_TEST_TMPDIR/missing"
	cat "$BATS_TEST_TMPDIR/missing"
	[ ! -s "$BATS_TEST_TMPDIR/missing" ]
}

@test "the number of system calls in it is that of the filter" {
	calls=$(sed -n '/rule allowed/,/^#ifdef/p' worker/syscall_filter.c |
		grep -oE '(ANY|ONLY)\([a-z0-9_]+' | sort -u | wc -l)
	# And tgkill(), to itself.
	grep -q "a seccomp list of $((calls + 1)) system calls" SECURITY.md
}
