#!/usr/bin/env bats
# rooms.bats - which room includes which: the Makefile's table, <room>_USES.
# (Calls that are not declared anywhere the linker refuses.)

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.." || return
}

# "ROOM USED" a line.
table() {
	sed -n 's/^\([a-z]*\)_USES := *\(.*\)/\1 \2/p' Makefile |
		while read -r room used; do
			printf "$room %s\n" $used
		done
}

# below ROOM - it, and the rooms that it may include.
below() {
	echo "$1"
	table | awk -v room="$1" '$1 == room { print $2 }' |
		while read -r used; do below "$used"; done
}

# included FOLDER - "FILE:ROOM" of each include line below it.
included() {
	grep -roE --include='*.[ch]' '^#include "[a-z]+/' "$1" |
		sed 's|#include "||; s|/$||'
}

# (Under make, the other one's flags would have it name its directory.)
rooms() {
	MAKEFLAGS='' make -s --no-print-directory print-rooms
}

@test "no room includes one that it is not built on" {
	[ "$(rooms | wc -w)" -gt 15 ]
	for room in $(rooms); do
		allowed="$(below "$room" | sort -u) tests"
		for folder in "$room" "tests/$room"; do
			[ ! -d "$folder" ] || included "$folder"
		done | grep -vE ":($(tr -s ' \n' '||' <<<"$allowed"))$" || true
	done | tee "$BATS_TEST_TMPDIR/wrong"
	[ ! -s "$BATS_TEST_TMPDIR/wrong" ]
}

@test "every folder with code is a room or one of a room's" {
	run -0 rooms
	for file in */*.c; do
		folder=${file%%/*}
		[ "$folder" = bench ] || [[ " $output " = *" $folder "* ]]
	done
}

@test "the rooms are built on each other in no circle" {
	table | awk 'NF == 2' >"$BATS_TEST_TMPDIR/table"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/table")" -gt 20 ]
	tsort "$BATS_TEST_TMPDIR/table" >"$BATS_TEST_TMPDIR/order"
}

@test "a room's folders include only those after them in its list" {
	[ "$(sed -n 's/_FOLDERS := .*//p' Makefile | wc -l)" -ge 2 ]
	while read -r room folders; do
		allowed=$folders
		for folder in $folders; do
			grep -rnoE --include='*.[ch]' "^#include \"$room/[^\"]*" \
				"$room/$folder" | grep -vE \
				"\"$room/($(tr -s ' ' '|' <<<"$allowed"))/" || true
			allowed=${allowed#"$folder" }
		done
		# Each of its folders is in the list.
		for found in "$room"/*/; do
			[[ " $folders " = *" $(basename "$found") "* ]] ||
				echo "$found"
		done
	done < <(sed -n 's/^\([a-z]*\)_FOLDERS := */\1 /p' Makefile) |
		tee "$BATS_TEST_TMPDIR/wrong"
	[ ! -s "$BATS_TEST_TMPDIR/wrong" ]
}

# A file is built on those whose headers its .c includes.
@test "the files of a room are built on each other in no circle" {
	find $(rooms) -name '*.c' | while read -r file; do
		sed -n 's|^#include "\(.*\)\.h"|\1|p' "$file" |
			while read -r used; do
				[ "$used" = "${file%.c}" ] ||
					[ ! -e "$used.c" ] ||
					echo "${file%.c} $used"
			done
	done >"$BATS_TEST_TMPDIR/files"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/files")" -gt 300 ]
	tsort "$BATS_TEST_TMPDIR/files" >"$BATS_TEST_TMPDIR/order"
}

@test "no folder has more than thirty sources" {
	find $(rooms) tests -name '*.c' -printf '%h\n' | sort | uniq -c |
		awk '$1 > 30' | tee "$BATS_TEST_TMPDIR/full"
	[ ! -s "$BATS_TEST_TMPDIR/full" ]
}
