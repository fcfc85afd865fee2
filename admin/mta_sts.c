#include <string.h>

#include "admin/mta_sts.h"
#include "admin/setup.h"
#include "storage/mta_sts.h"

enum status
mta_sts_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *name = setup_host_domain(cx, rq->authority, "mta-sts.");
	struct buf out = BUF_ON(cx->arena);
	struct mta_sts policy;
	struct domain d;
	enum status st;

	if (name == NULL)
		return fault(cx, ERR_NOT_FOUND, "ask the host mta-sts.DOMAIN");
	if ((st = setup_domain(cx, name, &d)) != OK)
		return st == ERR_INVALID ? fault(cx, ERR_NOT_FOUND, "no such domain") : st;
	st = db_mta_sts_find(cx, d.id, &policy);
	if (st == ERR_NOT_FOUND || (st == OK && !policy.active))
		return fault(cx, ERR_NOT_FOUND, "the domain has no policy");
	if (st != OK)
		return st;
	/* RFC 8461, section 3.2 */
	buf_printf(&out, "version: STSv1\r\nmode: %s\r\n", policy.mode);
	for (const char *s = policy.mx; *s != '\0'; s += strcspn(s, " "), s += strspn(s, " "))
		buf_printf(&out, "mx: %.*s\r\n", (int)strcspn(s, " "), s);
	buf_printf(&out, "max_age: %lld\r\n", (long long)policy.max_age);
	reply_bytes(cx, re, 200, "text/plain", out.data, out.len);
	return OK;
}
