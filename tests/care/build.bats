#!/usr/bin/env bats
# build.bats - what the Makefile makes anew, and what it clears away. Of a tree
# with one small room, so that nothing takes long.

bats_require_minimum_version 1.5.0

setup() {
	top=$(realpath "$BATS_TEST_DIRNAME/../..")
	mkdir -p "$BATS_TEST_TMPDIR/tree/"{core,tests/core,tools}
	cd "$BATS_TEST_TMPDIR/tree" || return
	cp "$top/Makefile" .
	cp "$top/tools/compile-commands" tools
	for name in one two; do
		echo "int $name(void); int $name(void) { return 0; }" \
			>core/$name.c
		echo "int s_$name(void); int s_$name(void) { return 0; }" \
			>tests/core/s_$name.c
	done
	echo "int main(void) { return 0; }" >tests/core/test_all.c
	unset MAKEFLAGS MAKELEVEL MAKEOVERRIDES SANITIZE CC CFLAGS LDFLAGS
}

quietly() {
	make B=out V=1 "$@" >log 2>&1 || { cat log; return 1; }
}

compiled() {
	sed -n 's/.* -c -o [^ ]* //p' log | sort | tr '\n' ' '
}

@test "a file that is gone leaves its room and its tests" {
	quietly out/core.a out/tests/core/test_all
	[ "$(ar t out/core.a | sort | tr '\n' ' ')" = "one.o two.o " ]
	rm core/two.c tests/core/s_two.c
	quietly out/core.a out/tests/core/test_all
	[ "$(ar t out/core.a)" = one.o ]
	[ -z "$(compiled)" ]
	run ! grep s_two log
	grep -q 'out/tests/core/s_one.o' log
	quietly out/core.a out/tests/core/test_all
	run ! grep -E ' (-o|rcs) ' log
}

@test "other flags compile all anew, the same ones nothing" {
	quietly out/core.a
	quietly out/core.a
	[ -z "$(compiled)" ]
	quietly out/core.a CFLAGS=-O1
	[ "$(compiled)" = "core/one.c core/two.c " ]
	quietly out/core.a CFLAGS=-O1
	[ -z "$(compiled)" ]
	quietly out/core.a CFLAGS=-O1 LDFLAGS=-s
	[ "$(compiled)" = "core/one.c core/two.c " ]
}

@test "a library more compiles its room anew, another prefix nothing" {
	quietly out/core.a
	quietly out/core.a prefix=/elsewhere
	[ -z "$(compiled)" ]
	sed -i 's/^core_PACKAGES := glib-2.0/& zlib/' Makefile
	quietly out/core.a
	[ "$(compiled)" = "core/one.c core/two.c " ]
}

@test "pkg-config is asked once a room" {
	cat >pkg-config <<-'END'
		#!/bin/sh
		echo "$@" >>asked
		exec pkg-config "$@"
	END
	chmod +x pkg-config
	quietly out/core.a PKG_CONFIG="$PWD/pkg-config"
	[ "$(wc -l <asked)" -eq 1 ]
	quietly out/core.a PKG_CONFIG="$PWD/pkg-config"
	[ "$(wc -l <asked)" -eq 1 ]
}

@test "flags of x86 are given on x86 alone" {
	for machine in x86_64-linux-gnu i686-linux-gnu aarch64-linux-gnu; do
		printf '#!/bin/sh\necho %s\n' $machine >cc
		chmod +x cc
		make -n V=1 B=out CC="$PWD/cc" out/core/one.o >$machine
		grep -q stack-protector $machine
	done
	grep -q fcf-protection x86_64-linux-gnu
	grep -q fcf-protection i686-linux-gnu
	run ! grep fcf-protection aarch64-linux-gnu
}

@test "clean takes the tree that B names, and nothing that is none" {
	quietly out/core.a
	make -s B=build build/core.a
	make -s B=out clean
	[ ! -e out ]
	[ -e build/core.a ]
	mkdir -p other/place
	run ! make -s B=other clean
	run ! make -s B=. clean
	[ -d other/place ]
	[ -e Makefile ]
	touch compile_commands.json
	make -s B=out distclean
	[ ! -e build ]
	[ ! -e compile_commands.json ]
}

@test "compile_commands.json says how each file is compiled" {
	make -s B=out compile_commands.json
	python3 - <<-'END'
		import json
		commands = json.load(open("compile_commands.json"))
		by_file = {command["file"]: command for command in commands}
		assert {"core/one.c", "tests/core/s_one.c"} <= set(by_file)
		words = by_file["core/one.c"]["arguments"]
		assert words[0] == "cc" and "-std=gnu17" in words, words
		assert any(w.startswith('-DIMR_VERSION="') for w in words)
	END
	[ ! -e out/core.a ]
}
