#!/bin/sh
# What a request costs, in one run on one machine: bare libh2o, a file of ours,
# an answer of a worker, over TLS and HTTP/2 with h2load; then time to ready and
# memory of every process of ours.  Then calendars and contacts beside their peers from
# Debian (tests/bench/dav), BENCH_OBJECTS of them.
set -eu
/usr/bin/python3 "$(dirname "$0")/bench.py" "$@"
exec /usr/bin/python3 "$(dirname "$0")/dav/bench_dav.py"
