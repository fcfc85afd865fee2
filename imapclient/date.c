/*
 * IMAP's dates: "17-Jul-1996 02:44:25 -0700", "17-Jul-1996".
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "imapclient/private.h"

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

bool
imap_date_read(const char *s, int64_t *seconds)
{
	struct tm tm = { 0 };
	char month[4], sign;
	int zone, end = 0;

	while (*s == ' ')
		s++;
	if (sscanf(s, "%2d-%3[A-Za-z]-%4d %2d:%2d:%2d %c%4d%n", &tm.tm_mday, month, &tm.tm_year,
	    &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &sign, &zone, &end) != 8 || s[end] != '\0')
		return false;
	for (tm.tm_mon = 0; tm.tm_mon < 12; tm.tm_mon++)
		if (strncasecmp(months + tm.tm_mon * 3, month, 3) == 0)
			break;
	if (tm.tm_mon == 12 || strlen(month) != 3 || (sign != '+' && sign != '-') || zone < 0 ||
	    tm.tm_mday < 1 || tm.tm_mday > 31 || tm.tm_hour < 0 || tm.tm_hour > 23 ||
	    tm.tm_min < 0 || tm.tm_min > 59 || tm.tm_sec < 0 || tm.tm_sec > 60 || tm.tm_year < 0)
		return false;
	tm.tm_year -= 1900;
	zone = zone / 100 * 3600 + zone % 100 * 60;
	*seconds = (int64_t)timegm(&tm) - (sign == '-' ? -zone : zone);
	return true;
}

/* The day in UTC; a time outside the years that IMAP can write is brought in. */
static struct tm
utc(int64_t seconds)
{
	time_t t = seconds < 0 ? 0 : seconds > 253402300799 ? 253402300799 : (time_t)seconds;
	struct tm tm;

	gmtime_r(&t, &tm);
	return tm;
}

void
imap_date_write(int64_t seconds, char out[static 40])
{
	struct tm tm = utc(seconds);

	snprintf(out, 40, "%02d-%.3s-%04d %02d:%02d:%02d +0000", tm.tm_mday,
	    months + tm.tm_mon * 3, (tm.tm_year + 1900) % 10000, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

void
imap_day_write(int64_t seconds, char out[static 16])
{
	struct tm tm = utc(seconds);

	snprintf(out, 16, "%d-%.3s-%04d", tm.tm_mday, months + tm.tm_mon * 3,
	    (tm.tm_year + 1900) % 10000);
}
