#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "admin/cli.h"

static const char units[] = "BKMGT";

/* 2G, 2GB and 2GiB are the same to those who type them. */
static bool
unit_parse(const char *text, double *factor)
{
	const char *unit;

	*factor = 1;
	if (*text == '\0')
		return true;
	if ((unit = strchr(units, toupper((unsigned char)*text))) == NULL)
		return false;
	for (const char *u = units; u < unit; u++)
		*factor *= 1024;
	text++;
	return *text == '\0' || strcasecmp(text, "b") == 0 || strcasecmp(text, "ib") == 0;
}

bool
size_parse(const char *text, int64_t *bytes)
{
	size_t digits = strspn(text, "0123456789.");
	char number[32], *end;
	double n, factor;

	if (strcasecmp(text, "none") == 0) {
		*bytes = 0;
		return true;
	}
	if (digits == 0 || digits >= sizeof number || !unit_parse(text + digits, &factor))
		return false;
	memcpy(number, text, digits);
	number[digits] = '\0';
	n = strtod(number, &end);
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
	if (n == (double)(int64_t)n)
		return arena_printf(arena, "%.0f%c", n, units[unit]);
	return arena_printf(arena, "%.1f%c", n, units[unit]);
}
