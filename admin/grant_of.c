#include <stdlib.h>
#include <string.h>

#include "admin/grant_of.h"
#include "core/hash.h"
#include "storage/mail_grant.h"

enum status
grant_of(struct api_call *call, int64_t account, int64_t *id, struct mail_provider *out)
{
	const char *text = api_text(call, "grant");
	struct mail_grant g;
	char *rest;
	enum status st;

	*id = 0;
	if (text == NULL || *text == '\0')
		return OK;
	*id = strtoll(text, &rest, 10);
	if (*rest != '\0')
		return api_refuse(call, ERR_INVALID, "value_invalid", "grant");
	if ((st = db_mail_grant_find(call->cx, *id, &g)) == ERR_NOT_FOUND) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "value_invalid", "grant");
	}
	if (st != OK)
		return st;
	hash_wipe(g.refresh, strlen(g.refresh));
	hash_wipe(g.access, strlen(g.access));
	if (g.account != account || g.ended)
		return api_refuse(call, ERR_INVALID, "value_invalid", "grant");
	return db_mail_provider_find(call->cx, g.provider, out);
}
