#!/bin/sh
# What a request costs, in one run on one machine: bare libh2o, a file of ours,
# an answer of a worker, over TLS and HTTP/2 with h2load; then time to ready and
# memory of every process of ours.  Then calendars and contacts beside their peers from
# Debian (tests/bench/dav), BENCH_OBJECTS of them, and ours alone as they grow.  Between them the administration's pages and
# the look-ups of the mail core, with BENCH_BOXES mailboxes in a domain, and a mailbox of
# BENCH_MAILS messages by JMAP beside raw IMAP and SOGo (tests/bench/mail), whose time
# its first indexing takes, then how much mail the whole
# stack carries and the memory of each part (BENCH_FLOW mails), and the page beside SOGo's and
# Roundcube's, used for BENCH_MINUTES (tests/bench/web).
set -u
here=$(dirname "$0")
missed=0

# A part that misses a mark, or could not run, does not keep the others from being measured.
part() {
	name=$1
	shift
	/usr/bin/python3 "$here/$name" "$@" || missed=1
}

part bench.py "$@"
part api/bench_api.py
part mail/bench_mail.py
part mail/bench_index.py
part mail/bench_flow.py
part web/bench_web.py
part dav/bench_dav.py
part dav/bench_dav.py --growth
exit $missed
