# office_helper.bash - an office for bats: users and groups of its own, in a
# mount namespace, where each command can be somebody else's.

office_needs() {
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	unshare --mount true 2>/dev/null || skip "no mount namespace here"
}

# office COMMANDS - in a bash of that office, with the programs of $build and
# these users: service (and its group), clerk and guest, whose group is their
# own. /srv and /var/lib are empty; `as USER [GROUP]... -- COMMAND`.
office() {
	unshare --mount bash -euc '
		build=$1
		mkdir -p "$2"
		rm -rf "$2/etc"
		cp -a /etc "$2/etc"
		mount --bind "$2/etc" /etc
		mount -t tmpfs -o mode=755 none /srv
		mount -t tmpfs -o mode=755 none /var/lib
		mkdir /srv/bin
		cp "$build"/bin/* /srv/bin
		cp -r "$build/lexicon" /srv
		PATH=/srv/bin:$PATH
		unset STATE_DIRECTORY
		number=6000
		for user in service clerk guest; do
			number=$((number + 1))
			echo "$user:x:$number:$number::/srv/$user:/bin/sh" \
				>>/etc/passwd
			echo "$user:x:$number:" >>/etc/group
			mkdir -m 700 "/srv/$user"
			chown "$number:$number" "/srv/$user"
		done
		group() { # NAME NUMBER MEMBERS
			echo "$1:x:$2:$3" >>/etc/group
		}
		as() {
			local user=$1
			shift
			HOME=/srv/$user setpriv --reuid="$user" --regid="$user" \
				--init-groups "$@"
		}
		eval "$3"
	' - "$build" "$BATS_TEST_TMPDIR/office" "$1"
}
