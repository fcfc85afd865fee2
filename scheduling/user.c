#include <string.h>

#include "core/http.h"
#include "scheduling/private.h"
#include "storage/account.h"
#include "storage/person.h"

enum status
sched_user_load(struct ctx *cx, int64_t account, struct sched_user *out)
{
	struct account a;
	const char **mails, **all, *path;
	enum status st;
	size_t count;

	if ((st = db_account_get(cx, account, &a)) != OK ||
	    (st = db_person_addresses(cx, account, &mails, &count)) != OK)
		return st;
	all = arena_array(cx->arena, count + 2, sizeof *all);
	for (size_t i = 0; i < count; i++)
		all[i] = mails[i];
	path = http_escape(cx->arena, a.address);
	all[count++] = arena_printf(cx->arena, "/dav/principals/%s/", path);
	all[count++] = arena_printf(cx->arena, "/SOGo/dav/%s/", path);
	*out = (struct sched_user){
		.account = account,
		.domain = a.domain,
		.address = a.address,
		.who = { .addresses = all, .count = count },
	};
	return OK;
}

const char *
sched_mail_of(struct ctx *cx, const char *address)
{
	static const char *const prefixes[] = { "/dav/principals/", "/SOGo/dav/" };

	for (size_t i = 0; i < COUNT(prefixes); i++) {
		size_t len = strlen(prefixes[i]);
		const char *at = strstr(address, prefixes[i]), *mail;

		if (at == NULL || strchr(address, '/') == NULL)
			continue;
		at += len;
		mail = http_unescape(cx->arena, at, strcspn(at, "/"));
		return mail != NULL ? mail : address;
	}
	return address;
}
