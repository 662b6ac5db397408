#!/bin/sh
# fetch.sh DIR - the malformed files that Debian's source packages bring for
# their own tests, into DIR/files; nothing of the system's apt is changed.
# Status 77, with the reason, where they cannot be had.
set -eu

packages="poppler qpdf leptonlib tesseract tiff pypdf"
mirror=${IMR_MIRROR:-http://deb.debian.org/debian}
suite=${IMR_SUITE:-bookworm}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

skip() {
	echo "$*" >&2
	exit 77
}

mkdir -p "$1"
cd "$1"
here=$PWD
[ ! -e complete ] || exit 0
for tool in apt-get tar xz; do
	command -v $tool >/dev/null || skip "there is no $tool"
done
[ -e $keyring ] || skip "there is no $keyring"

# A place of its own in which apt may write, with one source.
mkdir -p apt/none apt/lists/partial apt/cache/archives/partial sources files
echo "deb-src [signed-by=$keyring] $mirror $suite main" >apt/sources.list
private() {
	apt-get -q -o Dir::State::lists="$here/apt/lists" \
		-o Dir::Cache="$here/apt/cache" \
		-o Dir::Etc::sourcelist="$here/apt/sources.list" \
		-o Dir::Etc::sourceparts="$here/apt/none" -o APT::Sandbox::User="$(id -un)" \
		-o Acquire::Retries=1 -o Acquire::http::Timeout=20 "$@"
}
private update >apt/log 2>&1 && ! grep -q '^[EW]: ' apt/log ||
	skip "apt-get cannot fetch lists of sources: $(grep '^[EW]: ' apt/log |
		head -n 1)"

# One that cannot be had is not worth the others.
for package in $packages; do
	(cd sources && private source --download-only $package) >>apt/log 2>&1 ||
		echo "$package cannot be fetched" >&2
done
ls sources/*.tar.* >/dev/null 2>&1 || skip "no source can be fetched"

# Only what is a letter by its name, each under a name that says whence.
for archive in sources/*.tar.*; do
	case $archive in
	*.asc | *debian.tar*) continue ;;
	esac
	name=$(basename "$archive" | sed 's/_.*//')
	mkdir -p "unpacked/$name"
	tar -xf "$archive" -C "unpacked/$name" --no-same-owner \
		--wildcards --wildcards-match-slash \
		'*.pdf' '*.tif' '*.tiff' '*.png' '*.jpg' '*.jpeg' 2>/dev/null || :
done
find unpacked -type f -size -64M | while read -r path; do
	ln -f "$path" "files/$(echo "${path#unpacked/}" | tr '/ ' '--' |
		tail -c 200)"
done
rm -rf sources apt unpacked
[ -n "$(ls files)" ] || skip "the sources bring no such files"
touch complete
