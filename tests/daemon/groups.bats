#!/usr/bin/env bats
# groups.bats - the users, groups and places that systemd makes for the service,
# as the people of an office meet them.

bats_require_minimum_version 1.5.0
load office_helper

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	office_needs
	for tool in systemd-sysusers systemd-tmpfiles; do
		command -v $tool >/dev/null || skip "needs $tool"
	done
	systemd=$(realpath "$BATS_TEST_DIRNAME/../../systemd")
	cd "$BATS_TEST_TMPDIR" || return
	"$build/tests/make-letters" pdf . 2016-plain 2016-partial 2016-colons
	export systemd letters=$BATS_TEST_TMPDIR
}

# As installed, with clerk and guest in imr-drop.
installed='
	here=/var/lib/imr-ingest
	inbox=$here/inbox
	mkdir /etc/imr-ingest
	cp "$systemd/imr-ingest.conf" /etc/imr-ingest
	systemd-sysusers "$systemd/imr-ingest.sysusers" >/dev/null
	systemd-tmpfiles --create "$systemd/imr-ingest.tmpfiles"
	join() { # USER GROUP
		sed -i -E "/^$2:/{s/:$/:$1/;t;s/$/,$1/}" /etc/group
	}
	join clerk imr-drop
	join guest imr-drop
	echo "reader:x:6004:6004::/srv/reader:/bin/sh" >>/etc/passwd
	echo "reader:x:6004:" >>/etc/group
	join reader imr-read
	mkdir /srv/reader
	chown reader: /srv/reader
	cp "$letters"/*.pdf /srv
	chmod 644 /srv/*.pdf
	# The kernel judges root by its capabilities, users by their groups.
	fails() { ! "$@" 2>/dev/null; }
	refused() { ! "$@" 2>/srv/said; }
	put() { # USER UMASK FROM NAME
		as "$1" sh -c "umask $2; cp $3 $inbox/$4"
	}
	until_true() {
		local end=$((SECONDS + 40))
		until "$@"; do
			[ "$SECONDS" -lt "$end" ] || return 1
			sleep 0.05
		done
	}
	is_told_last() { tail -n 1 /srv/log | grep -q "$1"; }
	is_empty() { [ -z "$(ls -A "$1")" ]; }
	serve() {
		umask 077
		setpriv --reuid=imr-ingest --regid=imr-ingest --init-groups \
			imr-ingest 2>/srv/log 3>&- &
		daemon=$!
		umask 022
		trap "kill -KILL $daemon; cat /srv/log" EXIT
		until_true grep -q "watches 1" /srv/log
	}
	'

@test "places have the owners and modes that operating.md has" {
	office "$installed"'
		stat -c "%a %U:%G %n" $here $inbox $here/spool $here/archive \
			$here/records /etc/imr-ingest/imr-ingest.conf
	' >places
	cat places
	while read -r mode owner place; do
		line=$(grep -F "\`$place" "$systemd/../docs/operating.md")
		[[ $line == *"\`$owner\`"*"$mode"* ]] ||
			{ echo "operating.md: $line" && false; }
	done < <(sed 's/ 640/ 0640/; s/ 700/ 0700/; s/ 711/ 0711/;
		s/^[67]/0&/' places)
}

@test "clerks put letters in, whatever their umask, and the service takes them" {
	office "$installed"'
		put clerk 022 /srv/2016-plain.pdf one.pdf
		put clerk 077 /srv/2016-partial.pdf two.pdf
		cp /srv/2016-colons.pdf /srv/guest/
		chown guest: /srv/guest/2016-colons.pdf
		put guest 027 2016-colons.pdf three.pdf
		serve
		until_true is_empty $inbox
		stat -c "%a %U" $here/archive/inbox/*
		[ "$(stat -c "%a %U" $here/archive/inbox/* | sort -u)" = \
			"600 imr-ingest" ]
		[ "$(ls $here/archive/inbox | wc -l)" -eq 3 ]
	'
}

@test "clerks have no hand on one another's letters" {
	office "$installed"'
		put clerk 022 /srv/2016-plain.pdf one.pdf
		fails as guest ls $inbox
		fails as guest cat $inbox/one.pdf
		fails as guest rm -f $inbox/one.pdf
		fails as guest mv $inbox/one.pdf $inbox/.hidden.pdf
		fails as guest mv -f /srv/guest $inbox/one.pdf
		fails put guest 022 /srv/2016-partial.pdf one.pdf
		fails as guest sh -c "echo more >>$inbox/one.pdf"
		fails as guest ln $inbox/one.pdf /srv/guest/mine.pdf
		cmp /srv/2016-plain.pdf $inbox/one.pdf
		# His own he can take back.
		as clerk rm $inbox/one.pdf
		# Nor does anything else of the service open to them.
		for place in spool archive archive/inbox records; do
			fails as clerk ls $here/$place
		done
		fails as clerk cat /etc/imr-ingest/imr-ingest.conf
		# Who is in no group of it has not even the inbox.
		fails put service 022 /srv/2016-plain.pdf one.pdf
	'
}

@test "with the list open to them (3770) they still have no hand on them" {
	office "$installed"'
		chmod 3770 $inbox
		put clerk 022 /srv/2016-plain.pdf one.pdf
		as guest ls $inbox
		fails as guest cat $inbox/one.pdf
		fails as guest rm -f $inbox/one.pdf
		fails as guest mv $inbox/one.pdf $inbox/.hidden.pdf
		fails put guest 022 /srv/2016-partial.pdf one.pdf
		serve
		until_true is_empty $inbox
	'
}

@test "a moved file that cannot be read is told, with whose it is and what helps" {
	run office "$installed"'
		serve
		cp /srv/2016-plain.pdf /var/lib/moved.pdf
		chown clerk: /var/lib/moved.pdf
		chmod 600 /var/lib/moved.pdf
		chmod 777 /var/lib
		as clerk mv /var/lib/moved.pdf $inbox
		until_true grep "cannot be taken: may not be read" /srv/log
		as imr-ingest imrctl status || true
		# As it says.
		as clerk cp $inbox/moved.pdf $inbox/copied.pdf
		as clerk chmod g+r $inbox/copied.pdf
		as clerk rm $inbox/moved.pdf
		until_true is_empty $inbox
		# Or, for the very file, what setfacl would do.
		as clerk sh -c "umask 077; echo letter >/var/lib/moved.txt"
		as clerk mv /var/lib/moved.txt $inbox
		until_true is_told_last "mode 0600"
		as clerk /usr/bin/python3 -c "import os, pwd, struct
us = pwd.getpwnam(\"imr-ingest\").pw_uid
acl = struct.pack(\"<I\", 2)
for tag, perm, who in ((1, 6, -1), (2, 4, us), (4, 0, -1), (16, 4, -1), (32, 0, -1)):
    acl += struct.pack(\"<HHi\", tag, perm, who)
os.setxattr(\"$inbox/moved.txt\", \"system.posix_acl_access\", acl)"
		until_true is_empty $inbox
	'
	echo "$output"
	[ "$status" -eq 0 ]
	told="a file of clerk, group clerk, mode 0600"
	[ "$(grep -c "$told" <<<"$output")" -ge 1 ]
	[[ $output == *"setfacl -m u:imr-ingest:r FILE"* ]]
	[[ $(tr -s ' \n' ' ' <<<"$output") == *"/inbox/moved.pdf: may not be read"*"$told"* ]]
}

@test "who is in imr-read looks into the spool, and changes nothing" {
	office "$installed"'
		see() { as reader imrctl "$@"; }
		serve
		put clerk 022 /srv/2016-plain.pdf one.pdf
		until_true is_empty $inbox
		is_read() { see list --json | grep -q "\"delivered\""; }
		until_true is_read
		see list
		number=$(see list --json | jq -r .case_number)
		see show "$number" | grep -q Clonazepam ||
			see show "$number" | grep -q APPROVED
		see original "$number" --output /srv/reader/letter.pdf
		cmp /srv/reader/letter.pdf /srv/2016-plain.pdf
		see export --format csv | grep -q "$number"
		finds() { [ "$(see search --json | jq .count)" = $1 ]; }
		until_true finds 1
		see stats --by month | grep -q OVERTURNED
		# Nothing else, and nobody else.
		for order in "reject --reason x $number" "retry --all" \
			"seen $number" "reparse $number"; do
			refused see $order
			grep "you may look" /srv/said
		done
		refused as clerk imrctl list
		grep "not yours to read\|another user" /srv/said
		refused see status
		fails as reader touch $here/spool/store/x $here/spool/x
		fails as reader sh -c "echo >>$here/spool/spool.db"
		fails as reader ls $here/spool/tmp
		fails as reader ls $here/archive
		fails as reader ls $here/records
		refused as reader imr-ingest
		grep -- "--once FILE" /srv/said
		# Beside a service that is stopped, and one that was killed.
		kill -TERM $daemon
		wait $daemon
		see list --json | grep -q "\"delivered\""
		finds 1
		serve
		put clerk 022 /srv/2016-partial.pdf two.pdf
		until_true is_empty $inbox
		kill -KILL $daemon
		wait $daemon || true
		[ "$(see list --json | wc -l)" -eq 2 ]
		see search --json >/dev/null
		serve
		# As root, imrctl leaves the group what it had.
		imrctl retry --all --sink sqlite
		see show "$number" >/dev/null
		[ -z "$(find $here/spool/store ! -group imr-read -o \
			-type f ! -perm -040)" ]
	'
}

@test "what is there before the group was is shared by the commands told" {
	office "$installed"'
		chmod 700 $here/spool
		chgrp imr-ingest $here/spool
		serve
		put clerk 022 /srv/2016-plain.pdf one.pdf
		until_true is_empty $inbox
		kill -TERM $daemon
		wait $daemon
		[ "$(find $here/spool -perm /077)" = "" ]
		systemd-tmpfiles --create "$systemd/imr-ingest.tmpfiles"
		eval "$(sed -n "/^    cd .*spool.*imr-read/,/^\$/p" \
			"$systemd/../docs/operating.md")"
		serve
		as reader imrctl list --json >/srv/list
		as reader imrctl show "$(jq -r .case_number /srv/list)"
	'
}

@test "an upgrade of the package names who must join imr-drop" {
	command -v dpkg >/dev/null || skip "needs dpkg"
	run -0 office "$installed"'
		join clerk imr-ingest
		join guest imr-ingest
		sh "$systemd/../debian/postinst" configure 0.1.0'
	for clerk in clerk guest; do
		[[ $output == *"gpasswd -a $clerk imr-drop && gpasswd -d $clerk imr-ingest"* ]]
	done
	# Not where it is new, nor where it was told.
	run -0 office "$installed"'
		join clerk imr-ingest
		sh "$systemd/../debian/postinst" configure ""
		sh "$systemd/../debian/postinst" configure 0.2.0'
	[[ $output != *gpasswd* ]]
}
