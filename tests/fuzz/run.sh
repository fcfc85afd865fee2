#!/bin/sh
# Builds the fuzzers and runs each for some seconds, two beside each other:
#   tests/fuzz/run.sh [SECONDS [NAME...]]
# FUZZ_SEED=N makes them try the same again, from the fixtures alone, so that a gate
# says the same of the same tree; without it each run looks further.
# What they learn then stays in build/fuzz/corpus; what breaks one is kept as
# build/fuzz/found/NAME-*, and belongs into tests/fixtures/fuzz/NAME/ together
# with the fix.  Ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${1:-60}
[ $# -eq 0 ] || shift
B=build/fuzz
corpus=$B/corpus hang=10
if [ -n "${FUZZ_SEED:-}" ]; then
	# A machine that is held up for a while hangs no fuzzer.
	corpus=$B/corpus-again hang=60
	rm -rf $corpus
fi
mkdir -p $B/found $B/log
if ! make -s -j2 -f tests/fuzz/Makefile > $B/log/build 2>&1; then
	cat $B/log/build
	echo "0 passed, 1 failed"
	exit 1
fi
if [ $# -eq 0 ]; then
	for f in tests/fuzz/fuzz_*.c; do
		f=${f##*/fuzz_}
		set -- "$@" "${f%.c}"
	done
fi

# shellcheck disable=SC2016 -- the inner shell expands
printf '%s\n' "$@" | xargs -P 2 -I NAME sh -c '
	name=$1 seconds=$2 corpus=$3 hang=$4 B=build/fuzz
	seeds=tests/fixtures/fuzz/$name
	mkdir -p $corpus/$name
	dict=
	[ ! -f tests/fixtures/fuzz/$name.dict ] || dict=-dict=tests/fixtures/fuzz/$name.dict
	[ -d $seeds ] || seeds=
	timeout $((seconds + 300)) $B/fuzz_$name -seed=${FUZZ_SEED:-0} -max_total_time=$seconds -timeout=$hang -rss_limit_mb=1500 \
	    -max_len=20000 -artifact_prefix=$B/found/$name- -print_final_stats=1 $dict \
	    $corpus/$name $seeds > $B/log/$name 2>&1
	echo $? > $B/log/$name.code
' sh NAME "$seconds" $corpus $hang

passed=0 failed=0
for name in "$@"; do
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' $B/log/$name)
	if [ "$(cat $B/log/$name.code 2>/dev/null)" = 0 ] && [ "${runs:-0}" -gt 0 ]; then
		passed=$((passed + 1))
		echo "ok   fuzz $name: $runs runs"
	else
		failed=$((failed + 1))
		echo "FAIL fuzz $name:"
		tail -60 $B/log/$name
	fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
