#!/bin/sh
# Writes an assembler file that holds FILES as a table of struct embedded
# (core/embed.h) called TABLE:  embed.sh TABLE FILE...
set -eu
table=$1
shift
echo '	.section .rodata'
i=0
for file in "$@"; do
	printf '.Ln%d:	.asciz "%s"\n.Ld%d:	.incbin "%s"\n.Le%d:	.byte 0\n' \
	    $i "${file##*/}" $i "$file" $i
	i=$((i + 1))
done
printf '	.section .data.rel.ro,"aw"\n	.balign 8\n	.globl %s\n	.type %s, @object\n%s:\n' \
    "$table" "$table" "$table"
j=0
while [ $j -lt $i ]; do
	printf '	.quad .Ln%d, .Ld%d, .Le%d\n' $j $j $j
	j=$((j + 1))
done
printf '	.quad 0, 0, 0\n	.size %s, . - %s\n	.section .note.GNU-stack,"",@progbits\n' "$table" "$table"
