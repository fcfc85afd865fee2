/*
 * libresolv takes the message apart and knows its bounds; the record data are
 * few shapes, each read here within the length that it gives.
 */
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <resolv.h>
#include <string.h>

#include "admin/dns_answer.h"
#include "core/buf.h"

#define TYPE_TLSA	52	/* RFC 6698 */
#define TYPE_CAA	257	/* RFC 8659 */
#define RECORDS_MAX	32

static const struct {
	const char	*name;
	int		 number;
} types[] = {
	{ "A", ns_t_a }, { "AAAA", ns_t_aaaa }, { "CNAME", ns_t_cname }, { "MX", ns_t_mx },
	{ "PTR", ns_t_ptr }, { "SRV", ns_t_srv }, { "TXT", ns_t_txt }, { "TLSA", TYPE_TLSA },
	{ "CAA", TYPE_CAA },
};

int
dns_type(const char *name)
{
	for (size_t i = 0; i < COUNT(types); i++)
		if (strcmp(types[i].name, name) == 0)
			return types[i].number;
	return 0;
}

/* One record under the reader's eyes. */
struct data {
	struct arena		*arena;
	const unsigned char	*message, *message_end;
	const unsigned char	*p;
	size_t			 len;
};

static unsigned
number16(const struct data *d, size_t at)
{
	return (unsigned)d->p[at] << 8 | d->p[at + 1];
}

/* A name that begins at AT, "example.org." with its dot; NULL when it is none. */
static const char *
name_at(const struct data *d, size_t at)
{
	char name[NS_MAXDNAME];

	if (at >= d->len ||
	    ns_name_uncompress(d->message, d->message_end, d->p + at, name, sizeof name) < 0)
		return NULL;
	for (char *s = name; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s += 'a' - 'A';
	return arena_printf(d->arena, "%s.", strcmp(name, ".") == 0 ? "" : name);
}

static const char *
address(const struct data *d, int family)
{
	char text[INET6_ADDRSTRLEN];

	if (d->len != (family == AF_INET ? 4 : 16))
		return NULL;
	return arena_strdup(d->arena, inet_ntop(family, d->p, text, sizeof text));
}

static const char *
mx(const struct data *d)
{
	const char *host = name_at(d, 2);

	return host == NULL ? NULL : arena_printf(d->arena, "%u %s", number16(d, 0), host);
}

static const char *
srv(const struct data *d)
{
	const char *host = name_at(d, 6);

	return host == NULL ? NULL : arena_printf(d->arena, "%u %u %u %s", number16(d, 0),
	    number16(d, 2), number16(d, 4), host);
}

/* Bytes that are no text become "?". */
static void
put_text(struct buf *out, const unsigned char *p, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_putc(out, p[i] >= ' ' && p[i] < 0x7f ? (char)p[i] : '?');
}

/* Strings of one TXT belong together (RFC 7208, section 3.3). */
static const char *
txt(const struct data *d)
{
	struct buf out = BUF_ON(d->arena);

	for (size_t at = 0; at < d->len; at += 1 + d->p[at]) {
		if (d->p[at] > d->len - at - 1)
			return NULL;
		put_text(&out, d->p + at + 1, d->p[at]);
	}
	return buf_str(&out);
}

static const char *
tlsa(const struct data *d)
{
	struct buf out = BUF_ON(d->arena);

	if (d->len < 4)
		return NULL;
	buf_printf(&out, "%d %d %d ", d->p[0], d->p[1], d->p[2]);
	for (size_t i = 3; i < d->len; i++)
		buf_printf(&out, "%02x", d->p[i]);
	return buf_str(&out);
}

static const char *
caa(const struct data *d)
{
	struct buf out = BUF_ON(d->arena);

	if (d->len < 2 || d->p[1] > d->len - 2)
		return NULL;
	buf_printf(&out, "%d ", d->p[0]);
	put_text(&out, d->p + 2, d->p[1]);
	buf_puts(&out, " \"");
	put_text(&out, d->p + 2 + d->p[1], d->len - 2 - d->p[1]);
	buf_putc(&out, '"');
	return buf_str(&out);
}

static const char *
value(const struct data *d, int type)
{
	switch (type) {
	case ns_t_a:
		return address(d, AF_INET);
	case ns_t_aaaa:
		return address(d, AF_INET6);
	case ns_t_cname:
	case ns_t_ptr:
		return name_at(d, 0);
	case ns_t_mx:
		return mx(d);
	case ns_t_srv:
		return srv(d);
	case ns_t_txt:
		return txt(d);
	case TYPE_TLSA:
		return tlsa(d);
	case TYPE_CAA:
		return caa(d);
	}
	return NULL;
}

enum status
dns_answer_read(struct ctx *cx, const unsigned char *message, size_t len, int type,
    const char ***out, size_t *count)
{
	ns_msg handle;
	ns_rr rr;

	*out = arena_array(cx->arena, RECORDS_MAX, sizeof **out);
	*count = 0;
	if (len > NS_MAXMSG || ns_initparse(message, (int)len, &handle) < 0)
		return fault(cx, ERR_INVALID, "a broken answer");
	for (int i = 0; i < ns_msg_count(handle, ns_s_an) && *count < RECORDS_MAX; i++) {
		struct data d = { .arena = cx->arena, .message = message,
			.message_end = message + len };
		const char *text;

		if (ns_parserr(&handle, ns_s_an, i, &rr) < 0)
			return fault(cx, ERR_INVALID, "a broken answer");
		if ((int)ns_rr_type(rr) != type || ns_rr_class(rr) != ns_c_in)
			continue;
		d.p = ns_rr_rdata(rr);
		d.len = ns_rr_rdlen(rr);
		if ((text = value(&d, type)) == NULL)
			return fault(cx, ERR_INVALID, "a broken record in an answer");
		(*out)[(*count)++] = text;
	}
	return OK;
}
