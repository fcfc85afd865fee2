#include <string.h>

#include "storage/owed.h"

bool
owed_add(struct owed *o, int64_t account, int64_t collection, const char *type)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->list[i].account == account && o->list[i].collection == collection &&
		    strcmp(o->list[i].type, type) == 0)
			return true;	/* told once, with the number that holds then */
	if (o->count == OWED_MAX)
		return false;
	o->list[o->count].account = account;
	o->list[o->count].collection = collection;
	o->list[o->count++].type = type;
	return true;
}

void
owed_commit(struct owed *o)
{
	o->firm = o->count;
}

void
owed_rollback(struct owed *o)
{
	o->count = o->firm;
}

/* Who hears of it is what db_collection_tell() says. */
void
owed_script(const struct owed *o, struct buf *out)
{
	buf_puts(out, "BEGIN; SET LOCAL synchronous_commit = off; SELECT collection_tell(a, c, t) FROM (VALUES");
	for (size_t i = 0; i < o->firm; i++)
		buf_printf(out, "%s (%lld::bigint, %lld::bigint, '%s')", i > 0 ? "," : "",
		    (long long)o->list[i].account, (long long)o->list[i].collection, o->list[i].type);
	buf_puts(out, ") AS owed(a, c, t); COMMIT");
}

void
owed_paid(struct owed *o)
{
	memmove(o->list, o->list + o->firm, (o->count - o->firm) * sizeof o->list[0]);
	o->count -= o->firm;
	o->firm = 0;
}
