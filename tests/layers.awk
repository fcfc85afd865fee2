# Holds every #include of the C files given against the file `layers`:
#   awk -f tests/layers.awk layers core/*.c …
# A folder may include itself, the folders in its row, and the libraries in its
# row; a library that no row names is libc's and free for all.
BEGIN { FS = "|" }
FILENAME == ARGV[1] {
	if ($0 ~ /^#/ || $0 !~ /:/) next
	split($1, left, ":")
	folder = left[1]
	folders[folder] = 1
	n = split(left[2], f, " "); for (i = 1; i <= n; i++) may[folder, f[i]] = 1
	n = split($2, l, " "); for (i = 1; i <= n; i++) { lib[folder, l[i]] = 1; known[l[i]] = 1 }
	next
}
/^[ \t]*#[ \t]*include[ \t]*["<]/ {
	path = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*["<]/, "", path)
	sub(/[">].*/, "", path)
	here = FILENAME; sub(/\/.*/, "", here)
	there = path; sub(/\/.*/, "", there)
	stem = there; sub(/\.h$/, "", stem)
	if (there in folders) {
		if (there != here && !((here, there) in may)) bad("may not include " there)
		if (there != here && path ~ /\/private\.h$/) bad("private.h of another folder")
	} else if ($0 ~ /"/ && path !~ /\//) {
		bad("an include names its folder: \"" here "/" path "\"")
	} else if (stem in known && !((here, stem) in lib)) {
		bad("library " stem " is not at home here")
	}
}
function bad(why) { printf "%s:%d: %s\n", FILENAME, FNR, why; failed = 1 }
END { exit failed }
