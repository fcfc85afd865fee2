#include <stdlib.h>
#include <string.h>

#include "storage/db.h"
#include "storage/notify.h"

enum status
db_notify_words(struct ctx *cx, int64_t account, const char *words)
{
	static const struct db_stmt notify = { "SELECT pg_notify('hayloft', $1), push_due($2)" };

	return db_exec(cx, &notify, DB_ARGS(db_text(arena_printf(cx->arena, "%lld %s",
	    (long long)account, words)), db_int(account)));
}

enum status
db_notify(struct ctx *cx, int64_t account, const char *type, const char *state)
{
	return db_notify_words(cx, account, arena_printf(cx->arena, "%s=%s", type, state));
}

enum status
db_notify_access(struct ctx *cx, int64_t account)
{
	return db_notify(cx, account, NOTIFY_ACCESS, "0");
}

enum status
db_listen(struct ctx *cx)
{
	return db_script(cx, "LISTEN hayloft; LISTEN " MAIL_CHANNEL);
}

enum status
db_notify_parse(struct ctx *cx, const char *payload, struct notify *out)
{
	char *s, *end;

	*out = (struct notify){ .account = strtoll(payload, &end, 10) };
	if (out->account <= 0 || *end != ' ')
		return fault(cx, ERR_INVALID, "notification without an account");
	s = arena_strdup(cx->arena, end);
	for (char *word = strtok_r(s, " ", &end); word != NULL; word = strtok_r(NULL, " ", &end)) {
		char *eq = strchr(word, '=');

		if (eq == NULL || out->count == COUNT(out->changed))
			return fault(cx, ERR_INVALID, "notification of an unknown form");
		*eq = '\0';
		out->changed[out->count].type = word;
		out->changed[out->count++].state = eq + 1;
	}
	return OK;
}
