#include <arpa/inet.h>
#include <string.h>

#include "core/address.h"
#include "core/buf.h"
#include "core/clock.h"
#include "core/guard.h"
#include "storage/ban.h"
#include "storage/db.h"
#include "storage/record.h"

#define NAMES_MS	6000	/* for looking up what is on the lists */

/* The address as PostgreSQL takes it; NULL for a command's, which has none. */
static const char *
plain_address(struct ctx *cx)
{
	unsigned char ip[16];

	if (cx->remote == NULL || (inet_pton(AF_INET, cx->remote, ip) != 1 &&
	    inet_pton(AF_INET6, cx->remote, ip) != 1))
		return NULL;
	return strncasecmp(cx->remote, "::ffff:", 7) == 0 && strchr(cx->remote, '.') != NULL ?
	    cx->remote + 7 : cx->remote;
}

enum status
db_ban_try(struct ctx *cx, const char *service, int64_t *wait)
{
	static const struct db_stmt try = {
		"SELECT ceil(extract(epoch FROM least(until, now() + interval '1 year') - now()))::bigint"
		" FROM ban_try($1::text::inet, $2) until WHERE until IS NOT NULL"
	};
	static const struct db_stmt still = {
		"SELECT ceil(extract(epoch FROM least(until, now() + interval '1 year') - now()))::bigint"
		" FROM banned_until($1::text::inet) until WHERE until IS NOT NULL"
	};
	const char *address = plain_address(cx);
	struct db_rows rows;
	enum status st;

	*wait = 0;
	if (address == NULL)
		return OK;
	if ((st = db_query(cx, &try, DB_ARGS(db_text(address), db_text(service)), &rows)) != OK ||
	    rows.count == 0)
		return st;
	/* About to be kept out: unless a name on the list leads to him by now. */
	if ((st = db_ban_names(cx, NULL)) != OK ||
	    (st = db_query(cx, &still, DB_ARGS(db_text(address)), &rows)) != OK)
		return st;
	*wait = rows.count > 0 ? db_get_int(&rows, 0, 0) : 0;
	return OK;
}

enum status
db_ban_forgive(struct ctx *cx)
{
	static const struct db_stmt forgive = { "SELECT ban_forgive($1::text::inet)" };
	const char *address = plain_address(cx);

	return address == NULL ? OK : db_exec(cx, &forgive, DB_ARGS(db_text(address)));
}

enum status
db_ban_state(struct ctx *cx, json_t **out)
{
	static const struct db_stmt state = {
		"SELECT (to_jsonb(s) - 'only_one' || jsonb_build_object("
		" 'allow', (SELECT coalesce(jsonb_agg(entry ORDER BY entry), '[]') FROM ban_list"
		"  WHERE verdict = 'allow'),"
		" 'deny', (SELECT coalesce(jsonb_agg(entry ORDER BY entry), '[]') FROM ban_list"
		"  WHERE verdict = 'deny'),"
		" 'bans', (SELECT coalesce(jsonb_agg(jsonb_build_object('network', network, 'since', since,"
		"  'until', until, 'seconds', ceil(extract(epoch FROM until - now())), 'times', times,"
		"  'reason', reason) ORDER BY until DESC), '[]') FROM ban WHERE until > now())))::text"
		" FROM ban_setting s"
	};
	struct db_rows rows;
	const char *text;
	enum status st;

	if ((st = db_query(cx, &state, DB_NO_ARGS, &rows)) != OK)
		return st;
	text = db_get_text(&rows, 0, 0);
	return json_read(cx, text, strlen(text), out);
}

enum status
db_ban_settings(struct ctx *cx, const json_t *columns)
{
	return json_object_size(columns) == 0 ? OK :
	    db_record_update(cx, "ban_setting", "only_one", "true", columns);
}

static enum status
require_network(struct ctx *cx, const char *s)
{
	return network_valid(s) ? OK :
	    fault(cx, ERR_INVALID, "\"%s\" is no network (192.0.2.0/24, 192.0.2.1)", s);
}

enum status
db_ban_add(struct ctx *cx, const char *network, int64_t seconds, const char *reason)
{
	static const struct db_stmt add = {
		"INSERT INTO ban AS b (network, until, reason) VALUES (network($1::text::inet),"
		" now() + make_interval(secs => $2::bigint), $3) ON CONFLICT (network) DO UPDATE SET"
		" since = now(), until = excluded.until, reason = excluded.reason, times = b.times + 1"
	};

	enum status st = require_network(cx, network);

	return st != OK ? st :
	    db_exec(cx, &add, DB_ARGS(db_text(network), db_int(seconds), db_text(reason)));
}

enum status
db_ban_lift(struct ctx *cx, const char *network)
{
	static const struct db_stmt lift = {
		"WITH gone AS (DELETE FROM ban_attempt WHERE network = network($1::text::inet))"
		" DELETE FROM ban WHERE network = network($1::text::inet) AND until > now()"
	};
	struct db_rows rows;
	enum status st = require_network(cx, network);

	if (st == OK && (st = db_query(cx, &lift, DB_ARGS(db_text(network)), &rows)) == OK &&
	    rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "%s is not banned", network);
	return st;
}

/* Letters, digits, dots and hyphens. */
static bool
is_name(const char *s)
{
	size_t len = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

	return len > 0 && s[len] == '\0' && strchr(s, '.') != NULL &&
	    s[strspn(s, "0123456789.")] != '\0';
}

static enum status
look_up(struct ctx *cx, const char *name)
{
	static const struct db_stmt put = {
		"UPDATE ban_list SET addresses = $2::inet[] WHERE entry = $1 AND addresses <> $2::inet[]"
	};
	struct guard_address at[GUARD_ADDRESSES];
	const char *list[GUARD_ADDRESSES];
	size_t count, n = 0;

	if (guard_addresses(cx, name, at, &count) != OK) {
		ctx_forgive(cx);
		return OK;
	}
	for (size_t i = 0; i < count; i++) {
		char *text = arena_alloc(cx->arena, INET6_ADDRSTRLEN);
		const void *raw = at[i].sa.ss_family == AF_INET ?
		    (const void *)&((struct sockaddr_in *)(void *)&at[i].sa)->sin_addr :
		    (const void *)&((struct sockaddr_in6 *)(void *)&at[i].sa)->sin6_addr;

		if (inet_ntop(at[i].sa.ss_family, raw, text, INET6_ADDRSTRLEN) != NULL)
			list[n++] = text;
	}
	return db_exec(cx, &put, DB_ARGS(db_text(name), db_text_array(cx, list, n)));
}

enum status
db_ban_names(struct ctx *cx, const char *entry)
{
	/* Marked first, so that of many who come at a time one asks. */
	static const struct db_stmt mine = {
		"UPDATE ban_list SET looked_up = now() WHERE network IS NULL AND CASE WHEN $1::text IS NULL"
		" THEN coalesce(looked_up < now() - interval '1 minute', true) ELSE entry = $1::text END"
		" RETURNING entry"
	};
	int64_t until = clock_steady() + NAMES_MS;
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &mine, DB_ARGS(db_text(entry)), &rows)) != OK)
		return st;
	for (int i = 0; st == OK && i < rows.count && clock_steady() < until; i++)
		st = look_up(cx, db_get_text(&rows, i, 0));
	return st;
}

enum status
db_ban_list(struct ctx *cx, const char *entry, const char *verdict)
{
	static const struct db_stmt put = {
		"INSERT INTO ban_list (entry, network, verdict) VALUES ($1, network($2::text::inet), $3)"
		" ON CONFLICT (entry) DO UPDATE SET verdict = excluded.verdict"
	};
	static const struct db_stmt drop = { "DELETE FROM ban_list WHERE entry = $1" };
	const char *network = network_valid(entry) ? entry : NULL;
	struct db_rows rows;
	enum status st;

	if (verdict != NULL && network == NULL && !is_name(entry))
		return fault(cx, ERR_INVALID, "\"%.60s\" is no network", entry);
	if (verdict != NULL)
		return (st = db_exec(cx, &put, DB_ARGS(db_text(entry), db_text(network),
		    db_text(verdict)))) != OK || network != NULL ? st : db_ban_names(cx, entry);
	if ((st = db_query(cx, &drop, DB_ARGS(db_text(entry)), &rows)) == OK && rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "%s is on no list", entry);
	return st;
}

enum status
db_ban_list_clear(struct ctx *cx, const char *verdict)
{
	static const struct db_stmt clear = { "DELETE FROM ban_list WHERE verdict = $1" };

	return db_exec(cx, &clear, DB_ARGS(db_text(verdict)));
}

enum status
db_ban_lines(struct ctx *cx, int most, const char **text)
{
	static const struct db_stmt lines = {
		"SELECT line FROM (SELECT 1 AS kind, 'allow ' || network AS line, NULL::timestamptz AS until"
		" FROM ban_list WHERE verdict = 'allow' AND network IS NOT NULL"
		" UNION ALL SELECT 2, 'ban ' || network || ' 0', NULL FROM ban_list"
		"  WHERE verdict = 'deny' AND network IS NOT NULL"
		" UNION ALL SELECT CASE verdict WHEN 'allow' THEN 1 ELSE 2 END, CASE verdict WHEN 'allow'"
		"  THEN 'allow ' || network(a) ELSE 'ban ' || network(a) || ' 0' END, NULL"
		"  FROM ban_list, unnest(addresses) a"
		" UNION ALL SELECT 3, 'ban ' || network || ' ' || ceil(extract(epoch FROM until)), until"
		"  FROM ban WHERE until > now()) b ORDER BY kind, until DESC LIMIT $1"
	};
	struct buf out = BUF_ON(cx->arena);
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &lines, DB_ARGS(db_int(most)), &rows)) != OK)
		return st;
	for (int i = 0; i < rows.count; i++)
		buf_printf(&out, "%s\n", db_get_text(&rows, i, 0));
	*text = buf_str(&out);
	return OK;
}

enum status
db_ban_log(struct ctx *cx, int64_t most, json_t **out)
{
	static const struct db_stmt log = {
		"SELECT coalesce(jsonb_agg(to_jsonb(l) - 'at'), '[]')::text FROM ("
		" SELECT at, extract(epoch FROM at)::bigint AS time, priority, message FROM ("
		"  SELECT since AS at, 'crit' AS priority, 'Banning ' || network || ' until '"
		"   || to_char(until AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ': ' || reason AS message"
		"   FROM ban UNION ALL"
		"  SELECT at, 'info', event || ' ' || object || ' by ' || actor FROM audit"
		"   WHERE event LIKE 'ban.%') b ORDER BY at DESC LIMIT $1) l"
	};
	struct db_rows rows;
	const char *text;
	enum status st;

	if ((st = db_query(cx, &log, DB_ARGS(db_int(most)), &rows)) != OK)
		return st;
	text = db_get_text(&rows, 0, 0);
	return json_read(cx, text, strlen(text), out);
}

enum status
db_ban_listen(struct ctx *cx)
{
	return db_script(cx, "LISTEN " BAN_CHANNEL);
}
