#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "webmail/mime_date.h"
#include "core/status.h"

static const char days[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

/* Days since 1970-01-01 of a date of the Gregorian calendar. */
static long
days_from_civil(long y, unsigned m, unsigned d)
{
	long era;
	unsigned yoe, doy, doe;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = (unsigned)(y - era * 400);
	doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + (long)doe - 719468;
}

static unsigned
month_length(long year, int month)
{
	static const unsigned char length[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return length[month - 1] +
	    (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

struct fields {
	long	year;
	int	month, day, hour, minute, second;
	bool	has_time, pm, am;
	int	offset;
};

static bool
fields_time(const struct fields *f, struct mime_date *out)
{
	int hour = f->hour;

	if ((f->pm || f->am) && hour <= 12)
		hour = hour % 12 + (f->pm ? 12 : 0);
	if (f->year < 1900 || f->year > 9999 || f->month < 1 || f->month > 12 || f->day < 1 ||
	    (unsigned)f->day > month_length(f->year, f->month) || hour > 23 || f->minute > 59 ||
	    f->second > 60)
		return false;
	out->offset = f->offset;
	out->time = (time_t)days_from_civil(f->year, (unsigned)f->month, (unsigned)f->day) * 86400 +
	    hour * 3600 + f->minute * 60 + (f->second > 59 ? 59 : f->second) - f->offset * 60;
	return true;
}

/* A word that means a month, a zone, or nothing (a day's name). */
static void
take_word(struct fields *f, const char *s, size_t len)
{
	static const struct {
		char	name[5];
		int	minutes;
	} zones[] = {	/* RFC 5322, section 4.3, and what else is met */
		{ "UT", 0 }, { "GMT", 0 }, { "UTC", 0 }, { "Z", 0 },
		{ "EST", -300 }, { "EDT", -240 }, { "CST", -360 }, { "CDT", -300 },
		{ "MST", -420 }, { "MDT", -360 }, { "PST", -480 }, { "PDT", -420 },
		{ "CET", 60 }, { "CEST", 120 }, { "MET", 60 }, { "MEST", 120 }, { "WET", 0 },
		{ "WEST", 60 }, { "BST", 60 }, { "EET", 120 }, { "EEST", 180 }, { "MSK", 180 },
		{ "JST", 540 }, { "KST", 540 }, { "AEST", 600 }, { "AEDT", 660 },
	};

	if (len == 2 && strncasecmp(s, "AM", 2) == 0)
		f->am = true;
	else if (len == 2 && strncasecmp(s, "PM", 2) == 0)
		f->pm = true;
	for (int i = 0; f->month == 0 && len >= 3 && i < 12; i++)
		if (strncasecmp(s, months[i], 3) == 0)
			f->month = i + 1;
	for (size_t i = 0; f->has_time && i < COUNT(zones); i++)
		if (len == strlen(zones[i].name) && strncasecmp(s, zones[i].name, len) == 0)
			f->offset = zones[i].minutes;
}

static int
number(const char **s, const char *end, size_t most)
{
	int n = 0;

	for (size_t i = 0; i < most && *s < end && isdigit((unsigned char)**s); i++)
		n = n * 10 + (*(*s)++ - '0');
	return n;
}

/* "+0100", "-05:00", "+1"; its end. */
static const char *
take_offset(struct fields *f, const char *s, const char *end)
{
	int sign = *s++ == '-' ? -1 : 1, hours, minutes;
	const char *start = s;

	hours = number(&s, end, 2);
	if (s - start == 2 && s < end && *s == ':')
		s++;
	minutes = number(&s, end, 2);
	if (hours <= 23 && minutes <= 59)
		f->offset = sign * (hours * 60 + minutes);
	return s;
}

static const char *
take_number(struct fields *f, const char *s, const char *end)
{
	const char *start = s;
	int n = number(&s, end, 5);
	size_t digits = (size_t)(s - start);

	if (!f->has_time && s < end && (*s == ':' || (*s == '.' && digits <= 2 && f->year != 0))) {
		char sep = *s;

		f->has_time = true;
		f->hour = n;
		s++;
		f->minute = number(&s, end, 2);
		if (s < end && *s == sep) {
			s++;
			f->second = number(&s, end, 2);
		}
		if (s < end && (*s == '.' || *s == ','))
			for (s++; s < end && isdigit((unsigned char)*s); s++)
				;
	} else if (digits == 4 && f->day == 0 && s + 3 < end && *s == '-' && isdigit((unsigned char)s[1])) {
		/* ISO 8601, which some programs write. */
		f->year = n;
		s++;
		f->month = number(&s, end, 2);
		if (s < end && *s == '-')
			s++;
		f->day = number(&s, end, 2);
		if (s < end && (*s == 'T' || *s == 't'))
			s++;
	} else if (f->day == 0 && digits <= 2) {
		f->day = n;
	} else if (f->year == 0) {
		f->year = digits == 2 ? n + (n < 50 ? 2000 : 1900) : digits == 3 ? n + 1900 : n;
	}
	return s;
}

/* Without comments, folding and the blanks that the obsolete syntax allows around ":". */
static size_t
tidy(const char *raw, size_t len, char *out, size_t size)
{
	size_t n = 0, depth = 0;

	for (size_t i = 0; i < len && n < size; i++) {
		char c = raw[i];

		if (c == '(')
			depth++;
		if (depth > 0 || c == ')' || (unsigned char)c <= ' ') {
			if (c == ')' && depth > 0)
				depth--;
			if (n > 0 && out[n - 1] != ' ' && out[n - 1] != ':')
				out[n++] = ' ';
			continue;
		}
		if (c == ':' && n > 0 && out[n - 1] == ' ')
			n--;
		out[n++] = c;
	}
	return n;
}

bool
mime_header_date(const char *raw, size_t len, struct mime_date *out)
{
	char text[256];
	const char *s = text, *end = text + tidy(raw, len, text, sizeof text);
	struct fields f = { 0 };

	while (s < end) {
		char c = *s;

		if (isalpha((unsigned char)c)) {
			const char *word = s;

			while (s < end && isalpha((unsigned char)*s))
				s++;
			take_word(&f, word, (size_t)(s - word));
		} else if ((c == '+' || c == '-') && f.has_time && s + 1 < end &&
		    isdigit((unsigned char)s[1])) {
			s = take_offset(&f, s, end);
		} else if (isdigit((unsigned char)c)) {
			s = take_number(&f, s, end);
		} else {
			s++;
		}
	}
	return fields_time(&f, out);
}

static void
local(const struct mime_date *date, struct tm *tm, int *offset)
{
	time_t t = date->time + date->offset * 60;

	*offset = date->offset;
	if (gmtime_r(&t, tm) == NULL || tm->tm_year < 0 || tm->tm_year > 8099) {
		t = 0;
		*offset = 0;
		gmtime_r(&t, tm);
	}
}

void
mime_date_rfc3339(const struct mime_date *date, char out[static 26])
{
	struct tm tm;
	int offset;
	unsigned minutes;

	local(date, &tm, &offset);
	minutes = (unsigned)(offset < 0 ? -offset : offset) % (24 * 60);
	snprintf(out, 26, "%04u-%02u-%02uT%02u:%02u:%02u", (unsigned)(tm.tm_year + 1900) % 10000,
	    (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100, (unsigned)tm.tm_hour % 100,
	    (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100);
	if (offset == 0)
		snprintf(out + 19, 7, "Z");
	else
		snprintf(out + 19, 7, "%c%02u:%02u", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

bool
mime_date_from_rfc3339(const char *s, struct mime_date *out)
{
	struct fields f = { .has_time = true };
	int n = 0, oh, om;
	char sign;

	if (sscanf(s, "%4ld-%2d-%2dT%2d:%2d:%2d%n", &f.year, &f.month, &f.day, &f.hour, &f.minute,
	    &f.second, &n) != 6 || n != 19)
		return false;
	s += n;
	if (*s == '.') {
		size_t digits = strspn(s + 1, "0123456789");

		if (digits == 0)
			return false;
		s += digits + 1;
	}
	if (strcmp(s, "Z") == 0)
		return fields_time(&f, out);
	if (sscanf(s, "%c%2d:%2d%n", &sign, &oh, &om, &n) != 3 || n != 6 || s[6] != '\0' ||
	    (sign != '+' && sign != '-') || oh < 0 || oh > 23 || om < 0 || om > 59)
		return false;
	f.offset = (sign == '-' ? -1 : 1) * (oh * 60 + om);
	return fields_time(&f, out);
}

void
mime_date_rfc5322(const struct mime_date *date, char out[static 32])
{
	struct tm tm;
	int offset;
	unsigned minutes;

	local(date, &tm, &offset);
	minutes = (unsigned)(offset < 0 ? -offset : offset) % (24 * 60);
	snprintf(out, 32, "%s, %u %s %04u %02u:%02u:%02u %c%02u%02u", days[(unsigned)tm.tm_wday % 7],
	    (unsigned)tm.tm_mday % 100, months[(unsigned)tm.tm_mon % 12],
	    (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)tm.tm_hour % 100,
	    (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100, offset < 0 ? '-' : '+',
	    minutes / 60, minutes % 60);
}
