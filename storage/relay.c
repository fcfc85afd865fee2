#include <stdlib.h>
#include <string.h>

#include "storage/db.h"
#include "storage/relay.h"

void
relay_parse(struct ctx *cx, const char *nexthop, struct relay *out)
{
	bool bracketed = *nexthop == '[';
	const char *host = nexthop + bracketed;
	size_t len = strcspn(host, bracketed ? "]" : ":");
	const char *rest = host + len + (bracketed && host[len] == ']');

	out->host = arena_strndup(cx->arena, host, len);
	out->by_mx = !bracketed;
	out->port = *rest == ':' ? atoi(rest + 1) : 25;
}

enum status
db_relay_find(struct ctx *cx, const char *kind, int64_t id, struct relay *out)
{
	static const struct db_stmt relayhost = {
		"SELECT hostname, username, password FROM relayhost WHERE id = $1"
	};
	static const struct db_stmt transport = {
		"SELECT nexthop, username, password FROM transport WHERE id = $1"
	};
	const struct db_stmt *find = strcmp(kind, "relayhost") == 0 ? &relayhost :
	    strcmp(kind, "transport") == 0 ? &transport : NULL;
	struct db_rows rows;
	enum status st;

	if (find == NULL)
		return fault(cx, ERR_INVALID, "relayhost or transport is wanted, not \"%.40s\"", kind);
	if ((st = db_query(cx, find, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no %s %lld", kind, (long long)id);
	*out = (struct relay){ .password = db_get_text(&rows, 0, 2) };
	if (*db_get_text(&rows, 0, 1) != '\0')
		out->user = db_get_text(&rows, 0, 1);
	relay_parse(cx, db_get_text(&rows, 0, 0), out);
	return OK;
}
