#!/bin/sh
# What a request costs, in one run on one machine: bare libh2o, a file of ours,
# an answer of a worker, over TLS and HTTP/2 with h2load; then time to ready and
# memory of every process of ours.  Then calendars and contacts beside their peers from
# Debian (tests/bench/dav), BENCH_OBJECTS of them, and ours alone as they grow.  Between them the administration's pages and
# the look-ups of the mail core, with BENCH_BOXES mailboxes in a domain, and a mailbox of
# BENCH_MAILS messages by JMAP beside raw IMAP (tests/bench/mail).
set -eu
/usr/bin/python3 "$(dirname "$0")/bench.py" "$@"
/usr/bin/python3 "$(dirname "$0")/api/bench_api.py"
/usr/bin/python3 "$(dirname "$0")/mail/bench_mail.py"
/usr/bin/python3 "$(dirname "$0")/dav/bench_dav.py"
exec /usr/bin/python3 "$(dirname "$0")/dav/bench_dav.py" --growth
