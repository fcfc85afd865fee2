#!/bin/sh
# Runs unit test programs, shows what failed, ends with "N passed, N failed"
# (tests, not programs; a program that crashes counts as one failed).
passed=0 failed=0
for program in "$@"; do
	out=$(timeout 120 "$program" 2>&1)
	code=$?
	# cmocka: "[  PASSED  ] 3 test(s)." and "[  FAILED  ] 2 test(s), listed below:"
	good=$(printf '%s\n' "$out" | sed -n 's/.*\[  PASSED  \] \([0-9]*\) test.*/\1/p' | tail -1)
	bad=$(printf '%s\n' "$out" | sed -n 's/.*\[  FAILED  \] \([0-9]*\) test.*/\1/p' | tail -1)
	[ "$code" -eq 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
	if [ "$code" -ne 0 ]; then
		echo "== $program ended with $code"
		printf '%s\n' "$out" | grep -v '^\[ RUN\|^\[       OK' | tail -40
	fi
	passed=$((passed + ${good:-0}))
	failed=$((failed + ${bad:-0}))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
