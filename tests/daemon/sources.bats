#!/usr/bin/env bats
# sources.bats - what docs/sources.md says, done: a share by a real smbd, and the
# attachments of a mail.

bats_require_minimum_version 1.5.0
load office_helper

setup() {
	build=$(realpath "${IMR_BUILD:-build}")
	office_needs
	needs systemd-sysusers systemd-tmpfiles
	systemd=$(realpath "$BATS_TEST_DIRNAME/../../systemd")
	manual=$(realpath "$BATS_TEST_DIRNAME/../../docs/sources.md")
	cd "$BATS_TEST_TMPDIR" || return
	"$build/tests/make-letters" pdf . 2016-plain 2016-partial
	# No other test's, nor a system's.
	port=$((20000 + $$ % 20000))
	export systemd manual port letters=$BATS_TEST_TMPDIR
}

needs() { # TOOL...
	local tool
	for tool; do
		command -v "$tool" >/dev/null || skip "needs $tool"
	done
}

# As installed, but that the group may list the inbox.
installed='
	here=/var/lib/imr-ingest
	inbox=$here/inbox
	mkdir /etc/imr-ingest
	cp "$systemd/imr-ingest.conf" /etc/imr-ingest
	systemd-sysusers "$systemd/imr-ingest.sysusers" >/dev/null
	sed "s/3730/3770/" "$systemd/imr-ingest.tmpfiles" >/srv/tmpfiles.conf
	systemd-tmpfiles --create /srv/tmpfiles.conf
	sed -i -E "/^imr-drop:/{s/:$/:clerk,guest/;t;s/$/,clerk,guest/}" /etc/group
	until_true() {
		local end=$((SECONDS + 40))
		until "$@" >/dev/null 2>&1; do
			[ "$SECONDS" -lt "$end" ] || return 1
			sleep 0.05
		done
	}
	serve() {
		setpriv --reuid=imr-ingest --regid=imr-ingest --init-groups \
			imr-ingest 2>/srv/log 3>&- &
		daemon=$!
	}
'

# The share is the document's own text.
shared='
	mkdir /srv/samba
	cat >/srv/smb.conf <<-END
		[global]
		server role = standalone
		smb ports = $port
		interfaces = lo
		bind interfaces only = yes
		disable netbios = yes
		load printers = no
		log file = /srv/samba/log
		$(for place in private lock state cache pid ncalrpc; do
			name="$place directory"
			[ $place = private ] || [ $place = ncalrpc ] &&
				name="$place dir"
			echo "$name = /srv/samba"
		done)
	END
	sed -n "/^    \[letters\]/,/^$/s/^    //p" "$manual" >>/srv/smb.conf
	for user in clerk guest; do
		printf "secret\nsecret\n" |
			smbpasswd -c /srv/smb.conf -a -s "$user" >/dev/null
	done
	# At its end it signals its process group, which must not be ours.
	setsid smbd --foreground --no-process-group --configfile=/srv/smb.conf \
		</dev/null >/srv/samba/out 2>&1 3>&- &
	server=$!
	trap "kill $server; wait $server || true" EXIT
	share() { # USER COMMANDS
		smbclient --configfile=/srv/smb.conf -p "$port" \
			"//127.0.0.1/letters" -U "$1%secret" -c "$2"
	}
	until_true share clerk "ls"
	share clerk "put $letters/2016-plain.pdf one.pdf"
	share guest "put $letters/2016-partial.pdf two.pdf"
'

@test "what comes over SMB is taken by the service" {
	needs smbd smbpasswd smbclient
	office "$installed$shared"'
		serve
		trap "kill $server $daemon; wait; cat /srv/log" EXIT
		until_true test ! -e $inbox/one.pdf -a ! -e $inbox/two.pdf
		cmp $here/archive/inbox/one.pdf "$letters/2016-plain.pdf"
		cmp $here/archive/inbox/two.pdf "$letters/2016-partial.pdf"
	'
}

@test "each sees his own files on the share, and has no hand on others" {
	needs smbd smbpasswd smbclient
	office "$installed$shared"'
		share clerk "ls" >seen
		cat seen
		grep -q "one.pdf" seen
		[ "$(grep -c "two.pdf" seen)" -eq 0 ]
		share clerk "get two.pdf" || true
		[ ! -e two.pdf ]
		share clerk "del two.pdf" || true
		share clerk "rename two.pdf three.pdf" || true
		[ -e $inbox/two.pdf ]
		share guest "get two.pdf mine.pdf; del two.pdf"
		cmp mine.pdf "$letters/2016-partial.pdf"
		[ ! -e $inbox/two.pdf ]
	'
}

# The script as the document has it.
script() {
	sed -n "/^    #!\/bin\/sh$/,/^    done$/s/^    //p" "$manual"
}

@test "attachments of a mail are taken, whatever they are called" {
	needs ripmime python3
	script >take-mail
	sh -n take-mail
	mkdir -p new cur
	python3 - <<-'END'
		from email.message import EmailMessage
		mail = EmailMessage()
		mail["Subject"] = "letters"
		mail.set_content("see below")
		names = {"2016-plain.pdf": "letter.PDF",
		    "2016-partial.pdf": "../../letter.pdf", "take-mail": "run.sh"}
		for file, name in names.items():
		    mail.add_attachment(open(file, "rb").read(), filename=name,
		        maintype="application", subtype="octet-stream")
		open("new/1.host", "wb").write(bytes(mail))
	END
	office "$installed"'
		mkdir /srv/mail
		cp -r "$letters"/new "$letters"/cur "$letters"/take-mail /srv/mail
		chown -R clerk: /srv/mail
		umask 077 # as in an account that is careful
		as clerk sh /srv/mail/take-mail /srv/mail $inbox
		[ -e "/srv/mail/cur/1.host:2,S" ]
		[ "$(ls $inbox | sed "s/.*-//" | sort | xargs)" = \
			"letter.PDF letter.pdf" ]
		serve
		trap "kill $daemon; wait; cat /srv/log" EXIT
		gone() { [ -z "$(ls -A $inbox)" ]; }
		until_true gone
		[ "$(sha256sum $here/archive/inbox/* | cut -c 1-64 | sort)" = \
			"$(sha256sum "$letters"/*.pdf | cut -c 1-64 | sort)" ]
		# Nothing is new any more, and nothing comes twice.
		as clerk sh /srv/mail/take-mail /srv/mail $inbox
		gone
	'
}
