#include <arpa/inet.h>
#include <string.h>

#include "core/address.h"
#include "core/conf.h"
#include "storage/ban.h"
#include "storage/db.h"
#include "storage/throttle.h"

/* How long an address is known to be a home of an account. */
#define KNOWN	"interval '30 days'"

/* Move on to the window that NOW is in. */
static void
slide(struct throttle *t, int64_t now)
{
	int64_t windows = now > t->since ? (now - t->since) / THROTTLE_WINDOW : 0;

	if (windows == 0)
		return;
	t->previous = windows == 1 ? t->failures : 0;
	t->failures = 0;
	t->since = windows == 1 ? t->since + THROTTLE_WINDOW : now;
}

int64_t
throttle_recent(const struct throttle *t, int64_t now)
{
	struct throttle s = *t;
	int64_t left;

	slide(&s, now);
	left = THROTTLE_WINDOW - (now > s.since ? now - s.since : 0);
	return s.failures + s.previous * left / THROTTLE_WINDOW;
}

int64_t
throttle_wait(int64_t recent, int64_t limit)
{
	int64_t over = recent - limit;

	if (over < 0)
		return 0;
	return over >= 10 ? THROTTLE_WINDOW : (int64_t)1 << over;
}

void
throttle_fail(struct throttle *t, int64_t now, int64_t limit)
{
	int64_t wait;

	slide(t, now);
	t->failures++;
	wait = throttle_wait(throttle_recent(t, now), limit);
	if (wait > 0 && now + wait > t->until)
		t->until = now + wait;
}

const char *
throttle_address_key(struct arena *arena, const char *remote)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	char text[INET6_ADDRSTRLEN];
	unsigned char ip[16];

	if (inet_pton(AF_INET6, remote, ip) != 1)
		return arena_printf(arena, "r:%.64s", remote);
	if (memcmp(ip, mapped, sizeof mapped) == 0) {
		inet_ntop(AF_INET, ip + 12, text, sizeof text);
		return arena_printf(arena, "r:%s", text);
	}
	memset(ip + 8, 0, 8);
	inet_ntop(AF_INET6, ip, text, sizeof text);
	return arena_printf(arena, "r:%s/64", text);
}

/*
 * The two brakes of an attempt: the client's address, and the account - or,
 * where it is at home at this address, the pair of them.
 */
struct brakes {
	const char	*address, *account, *pair;
	bool		 known;
	struct db_arg	 both;		/* keys as an array */
};

static enum status
find_brakes(struct ctx *cx, const char *login, struct brakes *b)
{
	static const struct db_stmt is_known = {
		"SELECT 1 FROM throttle WHERE key = $1 AND known > now() - " KNOWN
	};
	const char *keys[2];
	struct db_rows rows;
	enum status st;

	b->address = throttle_address_key(cx->arena, cx->remote);
	b->account = arena_printf(cx->arena, "a:%.*s", ADDRESS_MAX, login);
	b->pair = arena_printf(cx->arena, "k:%s %.*s", b->address + 2, ADDRESS_MAX, login);
	if ((st = db_query(cx, &is_known, DB_ARGS(db_text(b->pair)), &rows)) != OK)
		return st;
	b->known = rows.count > 0;
	keys[0] = b->known ? b->pair : b->account;
	keys[1] = b->address;
	b->both = db_text_array(cx, keys, COUNT(keys));
	return OK;
}

/* The rows are locked in the order of their keys, so that two attempts cannot deadlock. */
static enum status
attempt(struct ctx *cx, const char *login, const struct db_arg *keys, int64_t *wait)
{
	static const struct db_stmt make = {
		"INSERT INTO throttle (key) SELECT k FROM unnest($1::text[]) k ORDER BY k"
		" ON CONFLICT DO NOTHING"
	};
	static const struct db_stmt lock = {
		"SELECT key, failures, previous, floor(extract(epoch FROM since))::bigint,"
		" floor(extract(epoch FROM until))::bigint,"
		" floor(extract(epoch FROM clock_timestamp()))::bigint"
		" FROM throttle WHERE key = ANY ($1::text[]) ORDER BY key FOR UPDATE"
	};
	static const struct db_stmt put = {
		"UPDATE throttle SET failures = $2, previous = $3, since = to_timestamp($4::bigint),"
		" until = to_timestamp($5::bigint) WHERE key = $1"
	};
	int64_t longest = 0, follows = 0;
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_ban_try(cx, login, wait)) != OK)
		return st;
	/* The decision is kept, whoever is told no. */
	if (*wait > 0)
		return (st = db_commit(cx)) != OK ? st : fault(cx, ERR_LIMIT, "this address is kept out");
	if ((st = db_exec(cx, &make, keys, 1)) != OK ||
	    (st = db_query(cx, &lock, keys, 1, &rows)) != OK)
		return st;
	for (int i = 0; i < rows.count; i++) {
		int64_t left = db_get_int(&rows, i, 4) - db_get_int(&rows, i, 5);

		if (left > longest)
			longest = left;
	}
	if (longest > 0) {
		db_rollback(cx);
		*wait = longest;
		return fault(cx, ERR_LIMIT, "too many wrong passwords");
	}
	for (int i = 0; i < rows.count; i++) {
		const char *key = db_get_text(&rows, i, 0);
		/* This second has begun: counted from its end, a wait is never cut short. */
		int64_t now = db_get_int(&rows, i, 5) + 1;
		struct throttle t = {
			.failures = db_get_int(&rows, i, 1),
			.previous = db_get_int(&rows, i, 2),
			.since = db_get_int(&rows, i, 3),
			.until = db_get_int(&rows, i, 4),
		};

		throttle_fail(&t, now, *key == 'r' ? cx->conf->throttle_address :
		    cx->conf->throttle_account);
		if (t.until - now > follows)
			follows = t.until - now;
		if ((st = db_exec(cx, &put, DB_ARGS(db_text(key), db_int(t.failures),
		    db_int(t.previous), db_int(t.since), db_int(t.until)))) != OK)
			return st;
	}
	if ((st = db_commit(cx)) != OK)
		return st;
	*wait = follows;
	return OK;
}

enum status
db_throttle_attempt(struct ctx *cx, const char *login, int64_t *wait)
{
	struct brakes b;
	enum status st = find_brakes(cx, login, &b);

	return st == OK ? attempt(cx, login, &b.both, wait) : st;
}

enum status
db_throttle_attempt_address(struct ctx *cx, const char *login, int64_t *wait)
{
	const char *key = throttle_address_key(cx->arena, cx->remote);
	struct db_arg keys = db_text_array(cx, &key, 1);

	return attempt(cx, login, &keys, wait);
}

/*
 * One count is taken back, not all: else somebody with an account of their own
 * could clear their address between guesses at others.
 */
enum status
db_throttle_forgive(struct ctx *cx, const char *login, bool *first)
{
	/* The pair's row first, which nobody holds yet; then all in the order of their keys. */
	static const struct db_stmt make = {
		"INSERT INTO throttle (key) VALUES ($1) ON CONFLICT DO NOTHING"
	};
	static const struct db_stmt back = {
		"WITH mine AS (SELECT key FROM throttle WHERE key = ANY ($1::text[] || $2::text)"
		" ORDER BY key FOR UPDATE)"
		" UPDATE throttle t SET"
		" failures = CASE WHEN t.key = ANY ($1::text[]) THEN greatest(failures - 1, 0)"
		"  ELSE failures END,"
		" until = CASE WHEN t.key = ANY ($1::text[]) THEN now() ELSE until END,"
		" known = CASE WHEN t.key = $2 AND $3 THEN now() ELSE known END"
		" FROM mine WHERE t.key = mine.key"
	};
	struct brakes b;
	enum status st;

	if ((st = find_brakes(cx, login, &b)) != OK ||
	    (st = db_exec(cx, &make, DB_ARGS(db_text(b.pair)))) != OK ||
	    (st = db_exec(cx, &back, DB_ARGS(b.both, db_text(b.pair), db_bool(first != NULL)))) != OK ||
	    (st = db_ban_forgive(cx)) != OK)
		return st;
	if (first != NULL)
		*first = !b.known;
	return OK;
}
