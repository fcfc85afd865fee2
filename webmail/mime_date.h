/*
 * Dates of mail (RFC 5322, section 3.3, obsolete zones and two-digit years of
 * 4.3, and comments), read leniently; written strictly.
 */
#ifndef WEBMAIL_MIME_DATE_H
#define WEBMAIL_MIME_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct mime_date {
	time_t	 time;		/* seconds since 1970, UTC */
	int	 offset;	/* minutes east of UTC, as the sender's clock had it */
};

/* asDate: false when it is no date.  Years 1900 to 9999. */
bool mime_header_date(const char *raw, size_t len, struct mime_date *out);

/* "2014-10-30T14:12:00+08:00" (JMAP's Date); "Z" when the offset is 0. */
void mime_date_rfc3339(const struct mime_date *date, char out[static 26]);

/* Reads what the function above writes (and fractions of a second, ignored). */
bool mime_date_from_rfc3339(const char *s, struct mime_date *out);

/* "Thu, 30 Oct 2014 14:12:00 +0800" */
void mime_date_rfc5322(const struct mime_date *date, char out[static 32]);

#endif
