#!/bin/sh
# again.sh COMMAND...: runs it in the foreground, and anew when somebody killed
# it (kill -9).  Nobody else stands above the outermost process of `make run`;
# a package has systemd for this.
state=${HAYLOFT_STATE:-var}
running= ending=

# Ctrl-C reaches the whole terminal group, so the command has heard it, too.
trap : INT
trap 'ending=yes; kill -TERM "$running" 2>/dev/null' TERM HUP

while [ -z "$ending" ]; do
	"$@" &
	running=$!
	wait "$running"
	status=$?
	# A signal of ours interrupts wait, not the command.
	while kill -0 "$running" 2>/dev/null; do
		wait "$running"
		status=$?
	done
	[ "$status" -eq 137 ] || exit "$status"
	# What it left ends by itself, and holds the state folder until then.
	flock -w 30 "$state/lock" true
done
