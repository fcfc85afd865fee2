#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "admin/cli.h"

static const char units[] = "BKMGT";

bool
size_parse(const char *text, int64_t *bytes)
{
	const char *unit;
	double n, factor = 1;
	char *end;

	if (strcasecmp(text, "none") == 0) {
		*bytes = 0;
		return true;
	}
	/* strtod takes signs, spaces, hexadecimal, "inf" and "nan", none of which is a size. */
	if (text[strspn(text, "0123456789.")] == '\0' ? *text == '\0' :
	    strspn(text, "0123456789.") == 0)
		return false;
	if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
		return false;
	errno = 0;
	n = strtod(text, &end);
	if (errno != 0 || end == text)
		return false;
	if (*end != '\0') {
		unit = strchr(units, toupper((unsigned char)*end));
		if (unit == NULL)
			return false;
		for (const char *u = units; u < unit; u++)
			factor *= 1024;
		end++;
		/* 2G, 2GB and 2GiB are the same to those who type them */
		if (strcasecmp(end, "b") == 0 || strcasecmp(end, "ib") == 0)
			end += strlen(end);
	}
	if (*end != '\0' || n * factor >= 9e18)
		return false;
	*bytes = (int64_t)(n * factor);
	return true;
}

const char *
size_show(struct arena *arena, int64_t bytes)
{
	double n = (double)bytes;
	int unit = 0;

	if (bytes == 0)
		return "none";
	while (n >= 1024 && units[unit + 1] != '\0') {
		n /= 1024;
		unit++;
	}
	if (unit == 0)
		return arena_printf(arena, "%lld", (long long)bytes);
	return arena_printf(arena, n == (double)(int64_t)n ? "%.0f%c" : "%.1f%c", n, units[unit]);
}
