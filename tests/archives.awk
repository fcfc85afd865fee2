# Which archives a unit test links with: those of the folders that it includes
# and of all that these may include (file `layers`), upper layers first, as
# rules for make:
#   awk -f tests/archives.awk layers tests/unit/test_*.c
BEGIN { n = split("httpd oauth admin webmail dav scheduling mailcore imapclient pim fetch decode storage core", order, " ") }
FILENAME == ARGV[1] {
	if ($0 ~ /^#/ || $0 !~ /:/) next
	split($0, half, /[:|]/)
	sub(/[ \t]+$/, "", half[1])
	below[half[1]] = half[2]
	next
}
FNR == 1 { file = FILENAME; sub(/.*\//, "", file); sub(/\.c$/, "", file); files[++count] = file; want[file, "core"] = 1 }
/^[ \t]*#[ \t]*include[ \t]*"/ {
	folder = $0
	sub(/^[^"]*"/, "", folder)
	sub(/\/.*/, "", folder)
	want[file, folder] = 1
}
function close_over(f,   i, j, m, d, more) {
	do {
		more = 0
		for (i = 1; i <= n; i++) {
			if (!((f, order[i]) in want)) continue
			m = split(below[order[i]], d, " ")
			for (j = 1; j <= m; j++)
				if (!((f, d[j]) in want)) { want[f, d[j]] = 1; more = 1 }
		}
	} while (more)
}
END {
	for (k = 1; k <= count; k++) {
		close_over(files[k])
		list = ""
		for (i = 1; i <= n; i++)
			if ((files[k], order[i]) in want) list = list " " order[i]
		printf "ARCHIVES_%s =%s\n", files[k], list
		printf "$(B)/unit/%s: $(filter $(LIBFILES),$(patsubst %%,$(B)/lib/%%.a,%s))\n", files[k], list
	}
}
