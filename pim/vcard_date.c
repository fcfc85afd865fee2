/*
 * Dates that may lack any part: RFC 6350, section 4.3, in the basic form that
 * it wants and the extended form of RFC 2426 and ISO 8601.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "pim/vcard_value.h"

/* Exactly N digits at *P. */
static bool
digits(const char **p, int n, int *out)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (!isdigit((unsigned char)(*p)[i]))
			return false;
		value = value * 10 + ((*p)[i] - '0');
	}
	*p += n;
	*out = value;
	return true;
}

static bool
take(const char **p, char c)
{
	if (**p != c)
		return false;
	++*p;
	return true;
}

static bool
is_day(const struct vcard_date *d)
{
	static const int lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool is_leap = d->year == -1 ||
	    (d->year % 4 == 0 && (d->year % 100 != 0 || d->year % 400 == 0));

	if (d->month != -1 && (d->month < 1 || d->month > 12))
		return false;
	if (d->day == -1)
		return true;
	if (d->day < 1 || d->day > (d->month == -1 ? 31 : lengths[d->month - 1]))
		return false;
	return d->day != 29 || d->month != 2 || is_leap;
}

/* "19850412", "1985-04-12", "1985-04", "1985", "--0412", "--04-12", "--04", "---12". */
static bool
read_date(const char **p, struct vcard_date *d)
{
	if (strncmp(*p, "---", 3) == 0) {
		*p += 3;
		return digits(p, 2, &d->day);
	}
	if (strncmp(*p, "--", 2) == 0) {
		*p += 2;
		if (!digits(p, 2, &d->month))
			return false;
		return take(p, '-') || isdigit((unsigned char)**p) ? digits(p, 2, &d->day) : true;
	}
	if (!digits(p, 4, &d->year))
		return false;
	if (take(p, '-')) {
		if (!digits(p, 2, &d->month))
			return false;
		return take(p, '-') ? digits(p, 2, &d->day) : true;
	}
	if (!isdigit((unsigned char)**p))
		return true;
	return digits(p, 2, &d->month) && digits(p, 2, &d->day);
}

/* "102200", "10:22:00", "1022", "10", "-2200", "--00"; a fraction is passed over. */
static bool
read_time(const char **p, struct vcard_date *d)
{
	if (take(p, '-')) {
		if (take(p, '-'))
			return digits(p, 2, &d->second);
		if (!digits(p, 2, &d->minute))
			return false;
	} else {
		if (!digits(p, 2, &d->hour))
			return false;
		if (!take(p, ':') && !isdigit((unsigned char)**p))
			return true;
		if (!digits(p, 2, &d->minute))
			return false;
	}
	if (!take(p, ':') && !isdigit((unsigned char)**p))
		return true;
	if (!digits(p, 2, &d->second))
		return false;
	if (take(p, '.') || take(p, ','))
		while (isdigit((unsigned char)**p))
			++*p;
	return true;
}

static bool
read_zone(const char **p, struct vcard_date *d)
{
	bool is_west = **p == '-';
	int hours, minutes = 0;

	d->has_offset = true;
	if (take(p, 'Z') || take(p, 'z'))
		return true;
	if (!take(p, '+') && !take(p, '-'))
		return false;
	if (!digits(p, 2, &hours))
		return false;
	if ((take(p, ':') || isdigit((unsigned char)**p)) && !digits(p, 2, &minutes))
		return false;
	d->offset = (hours * 60 + minutes) * (is_west ? -1 : 1);
	return hours <= 24 && minutes <= 59;
}

bool
vcard_date_parse(const char *value, struct vcard_date *out)
{
	struct vcard_date d = { -1, -1, -1, -1, -1, -1, .offset = 0 };
	const char *p = value;

	if (*p != 'T' && *p != 't' && !read_date(&p, &d))
		return false;
	if (take(&p, 'T') || take(&p, 't') || take(&p, ' ')) {
		if (!read_time(&p, &d))
			return false;
		if (*p != '\0' && !read_zone(&p, &d))
			return false;
	} else if (take(&p, 'Z')) {
		;		/* "1985-04-12Z": XML's date, which some write */
	}
	if (*p != '\0' || !is_day(&d) || d.hour > 24 || d.minute > 59 || d.second > 60)
		return false;
	*out = d;
	return true;
}

const char *
vcard_date_text(struct ctx *cx, const struct vcard_date *d, bool extended)
{
	struct buf out = BUF_ON(cx->arena);
	const char *dash = extended ? "-" : "", *colon = extended ? ":" : "";

	if (d->year != -1 && d->month != -1 && d->day != -1)
		buf_printf(&out, "%04d%s%02d%s%02d", d->year, dash, d->month, dash, d->day);
	else if (d->year != -1 && d->month != -1)
		buf_printf(&out, "%04d-%02d", d->year, d->month);
	else if (d->year != -1)
		buf_printf(&out, "%04d", d->year);
	else if (d->month != -1 && d->day != -1)
		buf_printf(&out, "--%02d%s%02d", d->month, dash, d->day);
	else if (d->month != -1)
		buf_printf(&out, "--%02d", d->month);
	else if (d->day != -1)
		buf_printf(&out, "---%02d", d->day);

	if (d->hour == -1 && d->minute == -1 && d->second == -1)
		return buf_str(&out);
	buf_putc(&out, 'T');
	if (d->hour != -1) {
		buf_printf(&out, "%02d", d->hour);
		if (d->minute != -1)
			buf_printf(&out, "%s%02d", colon, d->minute);
		if (d->second != -1)
			buf_printf(&out, "%s%02d", colon, d->second);
	} else if (d->minute != -1) {
		buf_printf(&out, "-%02d", d->minute);
		if (d->second != -1)
			buf_printf(&out, "%s%02d", colon, d->second);
	} else {
		buf_printf(&out, "--%02d", d->second);
	}
	if (d->has_offset && d->offset == 0)
		buf_putc(&out, 'Z');
	else if (d->has_offset)
		buf_printf(&out, "%c%02d%s%02d", d->offset < 0 ? '-' : '+',
		    abs(d->offset) / 60, colon, abs(d->offset) % 60);
	return buf_str(&out);
}

enum status
vcard_get_date(struct ctx *cx, const struct vcard *card, const char *name, struct vcard_date *out)
{
	const struct content_line *line = vcard_preferred(card, name);
	const char *text, *type, *omitted;
	struct vcard_date date, none;

	if (line == NULL)
		return ERR_NOT_FOUND;
	text = content_text(cx->arena, line);
	type = content_param_text(line, "VALUE");
	if (type != NULL && content_name_equal(type, "text")) {
		*out = (struct vcard_date){ -1, -1, -1, -1, -1, -1, .text = text };
		return OK;
	}
	if (!vcard_date_parse(text, &date))
		return fault(cx, ERR_INVALID, "%s: \"%.40s\" is no date", name, text);

	/* Apple's way to leave the year out in 3.0. */
	omitted = content_param_text(line, "X-APPLE-OMIT-YEAR");
	if (omitted != NULL && vcard_date_parse(omitted, &none) && none.year == date.year)
		date.year = -1;
	*out = date;
	return OK;
}
