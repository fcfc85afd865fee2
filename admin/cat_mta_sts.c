/*
 * That mail to a domain wants TLS: its MTA-STS policy.
 */
#include <string.h>

#include "admin/categories.h"
#include "core/buf.h"
#include "core/address.h"
#include "storage/mta_sts.h"

#define WEEK	"604800"

static const struct api_field fields[] = {
	{ "domain", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the domain" },
	{ "mode", API_CHOICE, IN_BOTH, NULL, "testing", 0, 0, "enforce testing none", NULL, "what senders do when they find no TLS" },
	{ "mx", API_LIST, IN_BOTH | NEEDED, NULL, NULL, 0, 20, NULL, NULL, "names of the servers, *.domain for any below" },
	{ "max_age", API_NUMBER, IN_BOTH, NULL, WEEK, 1, 31557600, NULL, NULL, "seconds for which senders keep it" },
	{ "active", API_SWITCH, IN_BOTH, NULL, "1", 0, 0, NULL, NULL, "published" },
	{ 0 }
};

static enum status
prepare(struct api_call *call)
{
	if (call->verb != API_ADD)
		return OK;
	call->key = call->name = api_text(call, "domain");
	return api_of_domain(call, call->name);
}

/* Names of servers, a star for the first label at most (RFC 8461, section 4.1). */
static enum status
read_mx(struct api_call *call, const char **out)
{
	size_t count;
	const char **names = api_list(call, "mx", &count);
	struct buf all = BUF_ON(call->cx->arena);

	for (size_t i = 0; i < count; i++) {
		bool star = strncmp(names[i], "*.", 2) == 0;
		const char *name;

		if (domain_parse(call->cx, names[i] + (star ? 2 : 0), &name) != OK) {
			ctx_forgive(call->cx);
			return api_refuse(call, ERR_INVALID, "mx_invalid", names[i]);
		}
		buf_printf(&all, "%s%s%s", all.len > 0 ? " " : "", star ? "*." : "", name);
	}
	if (all.len == 0)
		return api_refuse(call, ERR_INVALID, "mx_invalid", NULL);
	*out = buf_str(&all);
	return OK;
}

static enum status
put(struct api_call *call)
{
	struct mta_sts p = { .mode = "testing", .mx = "", .max_age = 604800, .active = true };
	enum status st = db_mta_sts_find(call->cx, call->domain, &p);

	if (st != OK && st != ERR_NOT_FOUND)
		return st;
	if (st == OK && call->verb == API_ADD)
		return api_refuse(call, ERR_EXISTS, "object_exists", call->name);
	if (api_given(call, "mode"))
		p.mode = api_text(call, "mode");
	p.max_age = api_number(call, "max_age", p.max_age);
	p.active = api_switch(call, "active", p.active);
	if (api_given(call, "mx") && (st = read_mx(call, &p.mx)) != OK)
		return st;
	return db_mta_sts_put(call->cx, call->domain, &p);
}

static enum status
deleted(struct api_call *call)
{
	return db_mta_sts_delete(call->cx, call->domain);
}

const struct api_category cat_mta_sts = {
	.name = "mta-sts", .help = "That mail to a domain wants TLS (RFC 8461)",
	.view = "api.mta_sts", .log = "mailbox mta_sts", .item = "domains",
	.added = "domain_modified+", .edited = "domain_modified+", .deleted = "domain_modified+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.fields = fields, .prepare = prepare, .on_add = put, .on_edit = put, .on_delete = deleted,
};
