# Makefile - everything: programs, tests, sanitizers, bench, installation.
#
# Rooms are folders, some with folders of their own: a new .c file in one is
# found by itself, and so is a new test_*.c below tests/<room>/; any other .c
# there is linked into the room's tests, and so are those of tests/support/ that
# <room>_TEST_SHARED names.
# `make help` lists what can be made; `make V=1` shows the commands.

VERSION := 0.2.0

prefix ?= /usr/local
bindir ?= $(prefix)/bin
libexecdir ?= $(prefix)/libexec
mandir ?= $(prefix)/share/man
datadir ?= $(prefix)/share/imr-ingest
docdir ?= $(prefix)/share/doc/imr-ingest
examplesdir ?= $(docdir)/examples
systemdsystemunitdir ?= $(prefix)/lib/systemd/system
sysusersdir ?= $(prefix)/lib/sysusers.d
tmpfilesdir ?= $(prefix)/lib/tmpfiles.d
bashcompletiondir ?= $(prefix)/share/bash-completion/completions
workerdir := $(libexecdir)/imr-ingest

# SANITIZE=1 builds a second tree under AddressSanitizer and UBSan; FUZZ=1 a
# third one with libFuzzer, which clang brings.
B := build$(if $(FUZZ),/fuzz,$(if $(SANITIZE),/asan))

ifdef FUZZ
CC := clang
SANITIZE := 1
endif
CC ?= cc
PKG_CONFIG ?= pkg-config
AR ?= ar
CFLAGS ?= -O2 -g
x86 := $(filter x86_64-% i386-% i486-% i586-% i686-%,$(shell $(CC) -dumpmachine))
HARDENING := -fstack-protector-strong -fstack-clash-protection $(if $(x86),-fcf-protection) -fPIE \
	$(if $(SANITIZE),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
WARNINGS := -Wall -Wextra -Wshadow -Wvla -Wconversion -Wmissing-prototypes -Wstrict-prototypes -Wformat=2 \
	-Wno-missing-field-initializers $(if $(CI),-Werror)
SANITIZER := $(if $(SANITIZE),-fsanitize=address -fsanitize=undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer) \
	$(if $(FUZZ),-fsanitize=fuzzer-no-link)

# The rooms, each before those that it may build on: <room>_USES names these,
# and what they build on comes with them. tests/care/rooms.bats holds the
# includes to it, the linker the calls.
rooms := daemon ctl once intake delivery view settings sources monitor output \
	worker meaning parser textclean ocr extract sinks spool db core
core_USES :=
db_USES := core
spool_USES := db
sinks_USES := db
sources_USES := spool
settings_USES := sources sinks meaning
output_USES := core
monitor_USES := spool output
extract_USES := core
intake_USES := settings sources spool extract monitor
delivery_USES := settings sinks spool monitor
view_USES := spool
ocr_USES := core
textclean_USES := core
parser_USES := core
meaning_USES := core
worker_USES := meaning parser textclean ocr
ctl_USES := view settings sinks extract output
once_USES := extract sinks output
daemon_USES := once intake delivery view settings

# The folders of a room, each before those that it may build on; none builds on
# the room's own files.
ocr_FOLDERS := searchable pdf layer recognise lstm prepare image text
parser_FOLDERS := doubt pages families fields letter

# The libraries that a room's own files include, and with it those above it.
core_PACKAGES := glib-2.0 jansson
db_PACKAGES := sqlite3
spool_PACKAGES := gio-2.0
sinks_PACKAGES := libcurl
sources_LIBS := -linotifytools
monitor_PACKAGES := libsystemd libmicrohttpd
ocr_PACKAGES := poppler-glib lcms2 lept tesseract cairo fontconfig libqpdf libtiff-4 libjpeg libpng zlib
textclean_PACKAGES := hunspell
worker_PACKAGES := libseccomp
support_USES := core
support_PACKAGES := libmicrohttpd gnutls
letters_USES := core
letters_PACKAGES := pangocairo cairo cairo-pdf lept poppler-glib gio-2.0

# What only the tests of a room need.
spool_TEST_SHARED := scratch locker
sinks_TEST_PACKAGES := libmicrohttpd gnutls
sinks_TEST_SHARED := http_server certificate scratch locker
sources_TEST_SHARED := scratch
intake_TEST_SHARED := scratch
view_TEST_SHARED := scratch
ctl_TEST_SHARED := scratch
monitor_TEST_PACKAGES := libcurl
delivery_TEST_PACKAGES := libmicrohttpd gnutls
delivery_TEST_SHARED := http_server certificate scratch

# $(2): the rooms that led to this one.
below = $(foreach room,$($(1)_USES),$(room) $(if $(filter $(room),$(1) $(2)), \
	$(error $(1) and $(room) are built on each other),$(call below,$(room),$(1) $(2))))
with_below = $(filter $(1) $(call below,$(1)),$(rooms))
packages = $($(1)_PACKAGES) $(if $(2),$($(1)_TEST_PACKAGES)) $(foreach room,$(filter-out $(1),$(call with_below,$(1))),$($(room)_PACKAGES))
# $(call ask,OPTION,ROOM,TESTS): of pkg-config, which is asked once for each.
ask = $(if $(filter undefined,$(origin asked$(1)_$(2)_$(3))),$(eval \
	asked$(1)_$(2)_$(3) := $$(shell $(PKG_CONFIG) $(1) $(call packages,$(2),$(3)))))$(asked$(1)_$(2)_$(3))
cflags = $(call ask,--cflags,$(1),$(2))
libs = $(call ask,--libs,$(1),$(2)) $(foreach room,$(call with_below,$(1)),$($(room)_LIBS)) -lm
archives = $(patsubst %,$(B)/%.a,$(call with_below,$(1)))

own_CFLAGS := -std=gnu17 -I. -ffp-contract=off $(WARNINGS) $(HARDENING) $(SANITIZER)
all_CFLAGS := $(own_CFLAGS) -MMD -MP \
	-DIMR_VERSION='"$(VERSION)"' -DIMR_LIBEXECDIR='"$(workerdir)"' \
	-DIMR_DATADIR='"$(datadir)"'
all_LDFLAGS := -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SANITIZER) $(LDFLAGS)

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-8s %s\n' '$(1)' '$(2)')

PROGRAMS := $(B)/bin/imr-ingest $(B)/bin/imr-extract $(B)/bin/imrctl

# The lexicon is data: the programs of a build tree read this copy.
LEXICON := $(wildcard meaning/lexicon/*.tsv)
BUILT_LEXICON := $(LEXICON:meaning/%=$(B)/%)
$(B)/lexicon/%.tsv: meaning/lexicon/%.tsv
	@mkdir -p $(@D) && cp $< $@

all: $(PROGRAMS) $(BUILT_LEXICON)

# --- rooms ---------------------------------------------------------------
define room_rules
$(1)_SOURCES := $$(filter-out %/main.c,$$(wildcard $(1)/*.c $(1)/*/*.c))
$(1)_OBJECTS := $$($(1)_SOURCES:%.c=$(B)/%.o)
$(B)/$(1)/%.o: ROOM_CFLAGS = $$(call cflags,$(1))
$(B)/$(1).a: $$($(1)_OBJECTS) $(B)/$(1)/room.list
	$$(call say,AR,$$@)
	$(Q)rm -f $$@ && $(AR) rcs $$@ $$(filter %.o,$$^)

$(1)_TESTS := $$(patsubst %.c,$(B)/%,$$(wildcard tests/$(1)/test_*.c tests/$(1)/*/test_*.c))
$(1)_TEST_SUPPORT := $$(patsubst %.c,$(B)/%.o,$$(filter-out $$($(1)_TESTS:$(B)/%=%.c),$$(wildcard tests/$(1)/*.c tests/$(1)/*/*.c)))
$(1)_TEST_LINKS := $$($(1)_TEST_SUPPORT) $$($(1)_TEST_SHARED:%=$(B)/tests/support/%.o)
$$($(1)_TESTS:%=%.o) $$($(1)_TEST_SUPPORT): ROOM_CFLAGS = $$(call cflags,$(1),tests)
$$($(1)_TESTS): %: %.o $$($(1)_TEST_LINKS) $$(call archives,$(1)) $(B)/$(1)/tests.list
	$$(call say,LD,$$@)
	$(Q)$(CC) $(all_LDFLAGS) -o $$@ $$(filter %.o %.a,$$^) $$(call libs,$(1),tests)
TESTS += $$($(1)_TESTS)

$(B)/$(1)/room.list: LIST = $$($(1)_SOURCES)
$(B)/$(1)/tests.list: LIST = $$($(1)_TEST_LINKS:$(B)/%=%) $$(call with_below,$(1))
$(B)/$(1)/packages.list: LIST = $$(call packages,$(1),tests)
LISTS += $(B)/$(1)/room.list $(B)/$(1)/tests.list $(B)/$(1)/packages.list
$$(patsubst %.c,$(B)/%.o,$$(wildcard $(1)/*.c $(1)/*/*.c)) $$($(1)_TESTS:%=%.o) $$($(1)_TEST_SUPPORT): $(B)/$(1)/packages.list
endef
$(foreach room,$(rooms),$(eval $(call room_rules,$(room))))
$(B)/tests/support/%.o: ROOM_CFLAGS = $(call cflags,support)

# What is made depends on this file too, by what is written into these files
# when it changes: `make install prefix=/usr` after a plain `make` compiles one
# object anew, other flags all of them, and a file that is gone leaves what it
# was linked into.
$(B)/VERSION: LIST = $(VERSION)
$(B)/workerdir: LIST = $(workerdir)
$(B)/datadir: LIST = $(datadir)
$(B)/flags: LIST = $(CC) $(CPPFLAGS) $(own_CFLAGS) $(CFLAGS) $(all_LDFLAGS)
$(B)/VERSION $(B)/workerdir $(B)/datadir $(B)/flags $(LISTS): FORCE
	@mkdir -p $(@D) && echo '$(subst ','\'',$(LIST))' | cmp -s - $@ || echo '$(subst ','\'',$(LIST))' >$@
$(B)/extract/worker_process.o: $(B)/workerdir
$(B)/meaning/lexicon_places.o: $(B)/datadir

$(B)/%.o: %.c $(B)/VERSION $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(all_CFLAGS) $(CFLAGS) $(ROOM_CFLAGS) -c -o $@ $<

# --- programs ------------------------------------------------------------
$(B)/bin/imr-ingest: $(B)/daemon/main.o $(call archives,daemon) | $(BUILT_LEXICON)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(all_LDFLAGS) -Wl,-z,dynamic-undefined-weak -o $@ $^ $(call libs,daemon)

$(B)/bin/imrctl: $(B)/ctl/main.o $(call archives,ctl)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(all_LDFLAGS) -Wl,-z,dynamic-undefined-weak -o $@ $^ $(call libs,ctl)

$(B)/bin/imr-extract: $(B)/worker/main.o $(call archives,worker) | $(BUILT_LEXICON)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(all_LDFLAGS) -rdynamic -o $@ $^ $(call libs,worker)

# --- test letters: a typesetter of invented letters ------------------------
letters_SOURCES := $(wildcard tests/letters/*.c)
LETTERS := $(B)/tests/make-letters
$(B)/tests/letters/%.o: ROOM_CFLAGS = $(call cflags,letters)
$(LETTERS): $(letters_SOURCES:%.c=$(B)/%.o) $(B)/core.a
	$(call say,LD,$@)
	$(Q)$(CC) $(all_LDFLAGS) -o $@ $^ $(call libs,letters)

# --- test spools: states that a daemon takes long to come to ---------------
MAKE_SPOOL := $(B)/tests/make-spool
$(B)/tests/spools/%.o: ROOM_CFLAGS = $(call cflags,spool)
$(MAKE_SPOOL): $(B)/tests/spools/make_spool.o $(call archives,spool)
	$(call say,LD,$@)
	$(Q)$(CC) $(all_LDFLAGS) -o $@ $^ $(call libs,spool)

# --- spools of any size, for tests/scale/run --------------------------------
MAKE_SCALE := $(B)/tests/make-scale
scale_USES := spool sinks
$(B)/tests/scale/%.o: ROOM_CFLAGS = $(call cflags,scale)
$(MAKE_SCALE): $(B)/tests/scale/make_scale.o $(call archives,scale)
	$(call say,LD,$@)
	$(Q)$(CC) $(all_LDFLAGS) -o $@ $^ $(call libs,scale)

# --- what the bench measures with -------------------------------------------
READ_WORDS := $(B)/bench/read-words
PREPARE_PAGES := $(B)/bench/prepare-pages
LAYER_VERDICTS := $(B)/bench/layer-verdicts
$(B)/bench/%.o: ROOM_CFLAGS = $(call cflags,ocr)
$(READ_WORDS): $(B)/bench/read_words.o $(call archives,ocr)
$(PREPARE_PAGES): $(B)/bench/prepare_pages.o $(call archives,ocr)
$(LAYER_VERDICTS): $(B)/bench/layer-verdicts.o $(call archives,ocr)
$(READ_WORDS) $(PREPARE_PAGES) $(LAYER_VERDICTS):
	$(call say,LD,$@)
	$(Q)$(CC) $(all_LDFLAGS) -o $@ $^ $(call libs,ocr)

# --- test programs that misbehave on purpose, and preloads -----------------
HOSTILE := $(patsubst %.c,$(B)/%,$(wildcard tests/hostile/*.c))
$(B)/tests/hostile/%: tests/hostile/%.c $(B)/core.a $(B)/flags
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(all_CFLAGS) $(CFLAGS) $(call cflags,core) $(all_LDFLAGS) -o $@ $< $(B)/core.a $(call libs,core)
PRELOADS := $(patsubst %.c,$(B)/%.so,$(wildcard tests/preload/*.c))
$(B)/tests/preload/%.so: tests/preload/%.c $(B)/flags
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 $(CFLAGS) $(WARNINGS) -shared -fPIC -o $@ $< -ldl

# --- fuzzing ---------------------------------------------------------------
# A target may call any room. Without a fuzzer, replay.c runs its corpus.
FUZZ_TARGETS := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz_USES := daemon worker
$(FUZZ_TARGETS:%=%.o): ROOM_CFLAGS = $(call cflags,fuzz)
$(FUZZ_TARGETS): %: %.o $(if $(FUZZ),,$(B)/tests/fuzz/replay.o) $(call archives,fuzz)
	$(call say,LD,$@)
	$(Q)$(CC) $(all_LDFLAGS) $(if $(FUZZ),-fsanitize=fuzzer) -o $@ $^ $(call libs,fuzz)
$(B)/tests/fuzz/replay.o: ROOM_CFLAGS = $(call cflags,core)
# Each comparison told to the fuzzer: in these loops, nine tenths of the time.
ifdef FUZZ
$(B)/ocr/lstm/lstm_kernel.o $(B)/ocr/lstm/lstm_kernel_%.o: CFLAGS += -fno-sanitize-coverage=trace-cmp
endif

test-programs: $(PROGRAMS) $(BUILT_LEXICON) $(TESTS) $(LETTERS) $(MAKE_SPOOL) $(MAKE_SCALE) $(HOSTILE) $(PRELOADS) $(FUZZ_TARGETS)

check: export IMR_BUILD := $(abspath $(B))
# Many tests wait for most of their time: one more than there are cores.
JOBS ?= $(shell echo $$(($$(nproc) + 1)))
# As the daemon starts its workers (ocr/recognise/recogniser.h).
check: export OMP_THREAD_LIMIT := 1
check: export LSAN_OPTIONS := suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0
check: test-programs
	prove -j $(JOBS) --exec tests/run-tap --failures $(if $(V),-v) $(wildcard tests/*/*.bats) $(TESTS) $(FUZZ_TARGETS)

# Those that need nothing of the machine, for package builds.
PURE_TESTS = $(foreach room,core textclean parser meaning output,$($(room)_TESTS))
check-pure: $(PURE_TESTS)
	prove --exec tests/run-tap --failures $(if $(V),-v) $(PURE_TESTS)

asan:
	$(MAKE) SANITIZE=1 check

# Each target for SECONDS, what it found before included; findings end it.
SECONDS ?= 60
fuzz:
	$(MAKE) FUZZ=1 fuzz-targets
	tests/fuzz/run $(SECONDS)
fuzz-targets: $(FUZZ_TARGETS)

# Files that mean harm, ours and those of Debian's own source packages: what
# must be true of each is in tests/hostile_files/check.py.
hostile: all $(LETTERS)
	tests/hostile_files/run $(B)

# Beside the peers, and by kind of scan: docs/performance.md holds a run.
bench: all $(LETTERS) $(READ_WORDS) $(PREPARE_PAGES) $(LAYER_VERDICTS)
	bench/speed
	bench/accuracy
	bench/start
	bench/ocr
	bench/layers
	bench/confidence
	bench/trust
	bench/service

# A spool of LETTERS_AT_SCALE letters, what is asked of it, and how long that takes:
# docs/performance.md holds a run.
LETTERS_AT_SCALE ?= 100000
scale: all $(LETTERS) $(MAKE_SCALE)
	tests/scale/run --letters $(LETTERS_AT_SCALE)

# --- care of the source ----------------------------------------------------
format:
	clang-format -i $(wildcard */*.[ch] */*/*.[ch] tests/*/*/*.[ch])

tidy: $(rooms:%=tidy-%)
tidy-%:
	clang-tidy --quiet $(wildcard $*/*.c $*/*/*.c) -- $(all_CFLAGS) $(call cflags,$*)

# Three more readers of the same source. Each is to say nothing; what it says
# without cause is suppressed, with the reason, in tools/cppcheck or beside it.
cppcheck:
	cppcheck --std=c17 --language=c --enable=warning,performance,portability \
		--library=gtk --library=posix --library=gnu \
		--library=tools/cppcheck/library.xml \
		--suppressions-list=tools/cppcheck/suppressions.txt --inline-suppr \
		--quiet --error-exitcode=1 -I. $(rooms)

# It sees one file at a time, and so neither that FALSE comes with an error set
# nor that TRUE comes with the results: those two kinds it only guesses at.
ANALYZER := -fanalyzer -Wno-analyzer-null-dereference -Wno-analyzer-use-of-uninitialized-value
analyze: $(rooms:%=analyze-%)
analyze-%:
	$(call say,ANALYZE,$*)
	$(Q)for source in $(wildcard $*/*.c $*/*/*.c); do \
		$(CC) -Werror $(ANALYZER) $(filter-out -MMD -MP,$(all_CFLAGS)) \
			$(CFLAGS) $(call cflags,$*) -c -o /dev/null $$source || exit; \
	done

# --- installation ----------------------------------------------------------
# The settings go among the examples: those in /etc are the operator's, and only
# a package manager can tell whether they were changed.
DOCUMENTS := README.md CHANGELOG.md SECURITY.md docs/architecture.md docs/recognition.md docs/meaning.md docs/decisions.md docs/metrics.md docs/operating.md docs/sources.md docs/record.schema.json
EXAMPLES := $(wildcard systemd/*.conf systemd/*.socket)
MANUALS := $(wildcard docs/*.[1-8])
COMPLETIONS := $(wildcard completions/*)
manual_place = $(DESTDIR)$(mandir)/man$(patsubst .%,%,$(suffix $(1)))/$(notdir $(1))
UNITS := $(wildcard systemd/*.service systemd/*.timer)
placed_units = $(UNITS:systemd/%=$(DESTDIR)$(systemdsystemunitdir)/%)

# $(call put,MODE,FILES,DIRECTORY)
put = install -D -m $(1) -t $(DESTDIR)$(3) $(2)

install: all
	$(call put,755,$(B)/bin/imr-ingest $(B)/bin/imrctl,$(bindir))
	$(call put,755,$(B)/bin/imr-extract,$(workerdir))
	$(call put,644,$(LEXICON),$(datadir)/lexicon)
	$(call put,644,$(DOCUMENTS),$(docdir))
	$(call put,644,$(EXAMPLES),$(examplesdir))
	$(if $(COMPLETIONS),$(call put,644,$(COMPLETIONS),$(bashcompletiondir)))
	$(foreach manual,$(MANUALS),install -D -m 644 $(manual) $(call manual_place,$(manual)) &&) \
		sed -i 's|/usr/local/|$(prefix)/|' $(foreach manual,$(MANUALS),$(call manual_place,$(manual)))
	$(call put,644,$(UNITS),$(systemdsystemunitdir))
	sed -i 's|=/usr/bin/|=$(bindir)/|' $(placed_units)
	install -D -m 644 systemd/imr-ingest.sysusers $(DESTDIR)$(sysusersdir)/imr-ingest.conf
	install -D -m 644 systemd/imr-ingest.tmpfiles $(DESTDIR)$(tmpfilesdir)/imr-ingest.conf

uninstall:
	rm -f $(DESTDIR)$(bindir)/imr-ingest $(DESTDIR)$(bindir)/imrctl
	rm -f $(foreach manual,$(MANUALS),$(call manual_place,$(manual)))
	rm -f $(COMPLETIONS:completions/%=$(DESTDIR)$(bashcompletiondir)/%)
	rm -f $(placed_units) $(DESTDIR)$(sysusersdir)/imr-ingest.conf $(DESTDIR)$(tmpfilesdir)/imr-ingest.conf
	rm -rf $(DESTDIR)$(workerdir) $(DESTDIR)$(datadir) $(DESTDIR)$(docdir) $(DESTDIR)$(examplesdir)

# The package of the last commit, from nothing but that. lintian's word counts.
DEB := build/deb/imr-ingest-$(VERSION)
deb:
	@[ "$$(dpkg-parsechangelog -S Version)" = '$(VERSION)' ] || \
		{ echo 'debian/changelog is not of version $(VERSION)' >&2; exit 1; }
	rm -rf build/deb && mkdir -p $(DEB)
	git archive HEAD | tar -x -C $(DEB)
	cd $(DEB) && env -u MAKEFLAGS -u MAKELEVEL -u CI dpkg-buildpackage -us -uc
	rm -r $(DEB)
	lintian --fail-on error,warning build/deb/*.changes
	@ls build/deb/*.deb

# For tests/care/rooms.bats.
print-rooms:
	@echo $(rooms)

# Sources of the last commit, for who builds without git.
dist:
	@mkdir -p build/dist
	git archive --prefix=imr-ingest-$(VERSION)/ -o build/dist/imr-ingest-$(VERSION).tar.gz HEAD
	@ls build/dist/imr-ingest-$(VERSION).tar.gz

# For clangd and its like: what would be run to compile each file.
compile_commands.json: FORCE
	@$(MAKE) -Bnk --no-print-directory V=1 test-programs $(READ_WORDS) $(PREPARE_PAGES) $(LAYER_VERDICTS) | tools/compile-commands >$@

# A mistyped B= is no tree of builds, and stays.
clean:
	@[ '$(B)' = build ] || [ ! -e '$(B)' ] || { [ -e '$(B)/VERSION' ] && [ ! -e '$(B)/Makefile' ]; } || \
		{ echo 'B=$(B) is none of our builds' >&2; exit 1; }
	rm -rf '$(B)'

distclean: clean
	rm -rf build compile_commands.json

help:
	@echo 'make              the programs, in $(B)/bin'
	@echo 'make check        all tests'
	@echo 'make asan         all tests under AddressSanitizer and UBSan'
	@echo 'make fuzz         each fuzz target, for SECONDS=$(SECONDS)'
	@echo 'make hostile      hostile files, through --once and the daemon'
	@echo 'make bench        speed and error rates beside the peers, by kind of scan'
	@echo 'make scale        how long imrctl takes with LETTERS_AT_SCALE=$(LETTERS_AT_SCALE) letters'
	@echo 'make format       the source as clang-format has it'
	@echo 'make tidy         what clang-tidy says of it'
	@echo 'make cppcheck     what cppcheck says of it'
	@echo 'make analyze      what gcc -fanalyzer says of it'
	@echo 'make install      DESTDIR= prefix= ($(prefix))'
	@echo 'make uninstall    the same, undone'
	@echo 'make deb          the Debian package of the last commit, in build/deb'
	@echo 'make dist         the sources of the last commit, in build/dist'
	@echo 'make compile_commands.json    for editors'
	@echo 'make clean        no $(B)'
	@echo 'make distclean    nothing that was made'

.PHONY: all test-programs check check-pure asan fuzz fuzz-targets hostile bench scale format tidy cppcheck analyze install uninstall deb dist print-rooms clean distclean help FORCE

-include $(shell find $(B) -name '*.d' 2>/dev/null)
