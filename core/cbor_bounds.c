#include <stdint.h>

#include "core/cbor_bounds.h"

enum { DEPTH_MAX = 4 };

/* Major types (RFC 8949, section 3.1). */
enum { BYTES = 2, TEXT = 3, ARRAY = 4, MAP = 5, TAG = 6 };

/* The head of an item: its major type and argument; false when it is cut off or of indefinite length. */
static bool
read_head(const unsigned char **p, size_t *len, int *major, uint64_t *argument)
{
	unsigned info;
	size_t more;

	if (*len == 0)
		return false;
	*major = **p >> 5;
	info = **p & 31;
	++*p;
	--*len;
	if (info < 24) {
		*argument = info;
		return true;
	}
	if (info > 27)
		return false;
	more = (size_t)1 << (info - 24);
	if (more > *len)
		return false;
	*argument = 0;
	for (size_t i = 0; i < more; i++)
		*argument = *argument << 8 | (*p)[i];
	*p += more;
	*len -= more;
	return true;
}

/* Items that are still to come, level by level, instead of recursion. */
bool
cbor_is_bounded(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t left[DEPTH_MAX], n, argument;
	size_t depth = 0;
	int major;

	while (len > 0) {
		if (!read_head(&p, &len, &major, &argument))
			return false;
		n = 0;
		if (major == BYTES || major == TEXT) {
			if (argument > len)
				return false;
			p += argument;
			len -= argument;
		} else if (major == ARRAY || major == MAP) {
			/* A member takes a byte at least. */
			if (argument > len / (major == MAP ? 2 : 1))
				return false;
			n = major == MAP ? 2 * argument : argument;
		} else if (major == TAG) {
			n = 1;
		}
		if (n > 0) {
			if (depth == DEPTH_MAX)
				return false;
			left[depth++] = n;
			continue;
		}
		while (depth > 0 && --left[depth - 1] == 0)
			depth--;
	}
	return depth == 0;
}
