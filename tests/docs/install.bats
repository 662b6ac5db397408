#!/usr/bin/env bats
# install.bats - what `make install` puts somewhere works there.

bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	copy=$BATS_TEST_TMPDIR/build
	stage=$BATS_TEST_TMPDIR/stage
	prefix=$BATS_TEST_TMPDIR/place
	mkdir "$copy"
	# Of the rooms, so that only what knows the prefix is made anew.
	cp -a "$IMR_BUILD"/{VERSION,workerdir,datadir,flags,bin,lexicon,*.a} \
		$(MAKEFLAGS='' make -s --no-print-directory print-rooms | sed "s|[a-z]\+|$IMR_BUILD/&|g") "$copy"
}

make_quietly() {
	MAKEFLAGS='' make --no-print-directory B="$copy" DESTDIR="$stage" \
		prefix="$prefix" "$@" >"$BATS_TEST_TMPDIR/log" 2>&1 ||
		{ cat "$BATS_TEST_TMPDIR/log"; return 1; }
}

@test "installed below DESTDIR, moved to its place, it reads a letter" {
	"$IMR_BUILD/tests/make-letters" pdf "$BATS_TEST_TMPDIR"
	make_quietly install
	mv "$stage$prefix" "$prefix"
	[ "$(echo $(ls "$prefix/bin"))" = "imr-ingest imrctl" ]
	run -0 --separate-stderr "$prefix/bin/imr-ingest" --once \
		"$BATS_TEST_TMPDIR/2016-plain.pdf"
	[[ $output == *'"outcome":"overturned"'* ]]

	[[ $output == *'"category":"'* ]]

	# It was this worker, and no other.
	mv "$prefix/libexec" "$prefix/elsewhere"
	run -3 --separate-stderr "$prefix/bin/imr-ingest" --once \
		"$BATS_TEST_TMPDIR/2016-plain.pdf"
	[[ $stderr == *"$prefix/libexec/imr-ingest"* ]]
}

@test "manuals, schema and documents are installed where they are looked for" {
	make_quietly install
	cd "$stage$prefix/share"
	[ -f man/man1/imr-ingest.1 ]
	[ -f man/man5/imr-ingest.conf.5 ]
	[ -f man/man5/imr-record.5 ]
	[ -f doc/imr-ingest/record.schema.json ]
	[ -f doc/imr-ingest/README.md ]
	[ -f doc/imr-ingest/operating.md ]
	[ -f doc/imr-ingest/sources.md ]
	[ -f imr-ingest/lexicon/drugs.tsv ]
	grep -q "$prefix/share/doc/imr-ingest/record.schema.json" \
		man/man1/imr-ingest.1
}

@test "the unit that is installed starts the program that is" {
	make_quietly install
	grep -q "^ExecStart=$prefix/bin/imr-ingest$" \
		"$stage$prefix/lib/systemd/system/imr-ingest.service"
	for unit in alert report; do
		grep -q "^ExecStart=$prefix/bin/imrctl alert " \
			"$stage$prefix/lib/systemd/system/imr-ingest-$unit.service"
		[ -f "$stage$prefix/lib/systemd/system/imr-ingest-$unit.timer" ]
	done
	[ -f "$stage$prefix/lib/sysusers.d/imr-ingest.conf" ]
	[ -f "$stage$prefix/lib/tmpfiles.d/imr-ingest.conf" ]
	[ -f "$stage$prefix/share/doc/imr-ingest/examples/network.conf" ]
}

@test "settings in place are not touched" {
	make_quietly install
	[ ! -e "$stage/etc" ]
	[ -f "$stage$prefix/share/doc/imr-ingest/examples/imr-ingest.conf" ]
}

@test "uninstalling leaves nothing behind" {
	make_quietly install
	make_quietly uninstall
	run -0 find "$stage" ! -type d
	[ -z "$output" ]
}
