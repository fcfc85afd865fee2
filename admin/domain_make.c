#include "admin/domain_make.h"
#include "mailcore/dkim.h"

enum status
domain_make(struct ctx *cx, struct domain *domain, struct dkim_key *key)
{
	enum status st;

	/* The slow part first: no transaction is open while a key is looked for. */
	if ((st = dkim_generate(cx, 2048, "dkim", key)) != OK ||
	    (st = db_begin(cx)) != OK ||
	    (st = db_domain_add(cx, domain)) != OK)
		return st;
	key->domain_id = domain->id;
	key->domain = domain->name;
	key->active = true;
	return db_dkim_add(cx, key);
}
