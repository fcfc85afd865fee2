#include <string.h>

#include "admin/demo.h"
#include "admin/domain_make.h"
#include "admin/mail_news.h"
#include "core/conf.h"
#include "storage/account.h"
#include "storage/audit.h"
#include "storage/credential.h"
#include "storage/db.h"

static const struct {
	const char	*local, *name;
	enum role	 role;
} people[] = {
	{ "alice", "Alice Adams", ROLE_USER },
	{ "bob", "Bob Brown", ROLE_USER },
	{ "carol", "Carol Clark", ROLE_USER },
	{ "admin", "Administrator", ROLE_ADMIN },
};

static const char *
address_of(struct ctx *cx, size_t i, const char *domain)
{
	return arena_printf(cx->arena, "%s@%s", people[i].local, domain);
}

static enum status
make_person(struct ctx *cx, const struct domain *domain, size_t i, FILE *credentials)
{
	struct account a = {
		.domain = domain->id,
		.address = address_of(cx, i, domain->name),
		.name = people[i].name,
		.role = people[i].role,
		.active = true,
		.quota = cx->conf->quota * 1024 * 1024,
	};
	char *password = credential_random(cx);
	enum status st;

	if ((st = db_account_add(cx, &a)) != OK ||
	    (st = db_credential_set_password(cx, a.id, password)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = a.id, .event = "user.add",
	    .object = a.address, .actor = "demo" })) != OK)
		return st;
	if (fprintf(credentials, "%s %s\n", a.address, password) < 0)
		return fault(cx, ERR_INTERNAL, "the credentials cannot be written");
	return OK;
}

enum status
provision_demo(struct ctx *cx, const char *domain, FILE *credentials, bool *made)
{
	struct domain d = { .name = domain, .description = "to look around", .active = true };
	struct domain *others;
	struct dkim_key key;
	size_t count;
	enum status st;

	if (made != NULL)
		*made = false;
	if ((st = db_domain_list(cx, &others, &count)) != OK || count > 0)
		return st;
	if ((st = domain_make(cx, &d, &key)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .event = "domain.add", .object = d.name,
	    .actor = "demo" })) != OK)
		return st;
	for (size_t i = 0; i < COUNT(people); i++)
		if ((st = make_person(cx, &d, i, credentials)) != OK)
			return st;
	/* Nobody knows a password that is not in the file. */
	if (fflush(credentials) != 0)
		return fault(cx, ERR_INTERNAL, "the credentials cannot be written");
	if ((st = db_commit(cx)) != OK)
		return st;
	if (made != NULL)
		*made = true;
	return OK;
}

void
demo_news(struct ctx *cx, const char *domain)
{
	for (size_t i = 0; i < COUNT(people); i++)
		mail_news_made(cx, address_of(cx, i, domain));
}
