#include <string.h>

#include "core/buf.h"
#include "storage/db.h"
#include "storage/trace.h"

/* Everything that the lines of one message told, at once. */
enum status
db_trace_note(struct ctx *cx, const json_t *events, const json_t *stored)
{
	static const struct db_stmt messages = {
		"INSERT INTO mail_trace AS t (queue_id, via, remote, helo, login, message_id, sender,"
		"  sender_domain, size, action, score, symbols, refused, ended)"
		" SELECT q, max(via), max(remote), max(helo), max(login), max(mid), max(\"from\"),"
		"  max(d.id), max(size), max(action), max(score), max(symbols), max(refused),"
		"  CASE WHEN bool_or(removed) THEN now() END"
		" FROM jsonb_to_recordset($1::text::jsonb) AS e (q text, via text, remote text, helo text,"
		"  login text, mid text, \"from\" text, size bigint, action text, score real,"
		"  symbols text, refused text, removed boolean)"
		" LEFT JOIN domain d ON d.name = lower(split_part(\"from\", '@', 2))"
		" WHERE q IS NOT NULL GROUP BY q ORDER BY q"
		" ON CONFLICT (queue_id) DO UPDATE SET via = coalesce(t.via, excluded.via),"
		"  remote = coalesce(t.remote, excluded.remote), helo = coalesce(t.helo, excluded.helo),"
		"  login = coalesce(t.login, excluded.login),"
		"  message_id = coalesce(t.message_id, excluded.message_id),"
		"  sender = coalesce(t.sender, excluded.sender),"
		"  sender_domain = coalesce(t.sender_domain, excluded.sender_domain),"
		"  size = coalesce(t.size, excluded.size), action = coalesce(t.action, excluded.action),"
		"  score = coalesce(t.score, excluded.score),"
		"  symbols = coalesce(t.symbols, excluded.symbols),"
		"  refused = coalesce(t.refused, excluded.refused),"
		"  ended = coalesce(excluded.ended, t.ended)"
	};
	static const struct db_stmt recipients = {
		"INSERT INTO mail_trace_recipient AS t (queue_id, recipient, original, domain, state,"
		"  relay, code, reply, session)"
		" SELECT DISTINCT ON (q, \"to\") q, \"to\", orig, coalesce(o.id, d.id), state, relay, code,"
		"  coalesce(reply, refused), session"
		" FROM ROWS FROM (jsonb_to_recordset($1::text::jsonb) AS (q text, \"to\" text, orig text,"
		"  state text, relay text, code text, reply text, refused text, session text))"
		"  WITH ORDINALITY AS e (q, \"to\", orig, state, relay, code, reply, refused, session, n)"
		" LEFT JOIN domain o ON o.name = lower(split_part(orig, '@', 2))"
		" LEFT JOIN domain d ON d.name = lower(split_part(\"to\", '@', 2))"
		" WHERE q IS NOT NULL AND \"to\" IS NOT NULL AND state IS NOT NULL"
		" ORDER BY q, \"to\", n DESC"
		" ON CONFLICT (queue_id, recipient) DO UPDATE SET state = excluded.state, at = now(),"
		"  relay = excluded.relay, code = excluded.code, reply = excluded.reply,"
		"  session = coalesce(excluded.session, t.session),"
		"  original = coalesce(t.original, excluded.original), attempts = t.attempts + 1"
	};
	static const struct db_stmt refused = {
		"WITH e AS (SELECT *, 'refused:' || new_id() AS name"
		"  FROM jsonb_to_recordset($1::text::jsonb) AS e (q text, via text, remote text, helo text,"
		"   \"from\" text, \"to\" text, refused text)"
		"  WHERE q IS NULL AND refused IS NOT NULL),"
		" m AS (INSERT INTO mail_trace (queue_id, via, remote, helo, sender, sender_domain,"
		"   refused, ended)"
		"  SELECT e.name, via, remote, helo, \"from\", d.id, refused, now()"
		"  FROM e LEFT JOIN domain d ON d.name = lower(split_part(\"from\", '@', 2)))"
		" INSERT INTO mail_trace_recipient (queue_id, recipient, domain, state, reply)"
		" SELECT e.name, \"to\", d.id, 'refused', refused"
		" FROM e LEFT JOIN domain d ON d.name = lower(split_part(\"to\", '@', 2))"
		" WHERE \"to\" IS NOT NULL"
	};
	static const struct db_stmt places = {
		"UPDATE mail_trace_recipient r SET mailbox = e.mailbox"
		" FROM jsonb_to_recordset($1::text::jsonb) AS e (session text, mailbox text)"
		" WHERE r.session = e.session AND r.session IS NOT NULL AND r.mailbox IS NULL"
	};
	const char *text = json_write(cx, events, NULL);
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &messages, DB_ARGS(db_text(text)))) != OK ||
	    (st = db_exec(cx, &recipients, DB_ARGS(db_text(text)))) != OK ||
	    (st = db_exec(cx, &refused, DB_ARGS(db_text(text)))) != OK ||
	    (st = db_exec(cx, &places, DB_ARGS(db_text(json_write(cx, stored, NULL))))) != OK)
		return st;
	return db_commit(cx);
}

#define ARGS_MOST	16

/* A statement while it is put together. */
struct built {
	struct ctx	*cx;
	struct buf	 sql;
	struct db_arg	 args[ARGS_MOST];
	size_t		 count;
};

/* CONDITION has one %d, the number of the argument. */
static void
narrow(struct built *b, const char *condition, const char *value)
{
	const char *percent = strstr(condition, "%d");

	if (value == NULL)
		return;
	b->args[b->count++] = db_text(value);
	buf_puts(&b->sql, " AND ");
	buf_add(&b->sql, condition, (size_t)(percent - condition));
	buf_printf(&b->sql, "%zu%s", b->count, percent + 2);
}

/* An address, or "@example.org" for all of a domain. */
static void
narrow_sender(struct built *b, const char *value)
{
	narrow(b, value != NULL && *value == '@' ?
	    "lower(t.sender) LIKE '%' || replace(replace(lower($%d), '\\', '\\\\'), '_', '\\_')" :
	    "lower(t.sender) = lower($%d)", value);
}

static void
narrow_recipient(struct built *b, const char *value)
{
	narrow(b, value != NULL && *value == '@' ?
	    "EXISTS (SELECT 1 FROM mail_trace_recipient r WHERE r.queue_id = t.queue_id"
	    " AND lower(split_part(coalesce(r.original, r.recipient), '@', 2)) = lower(substr($%d, 2)))" :
	    "t.queue_id IN (SELECT r.queue_id FROM mail_trace_recipient r"
	    " CROSS JOIN (SELECT lower($%d) AS name) w"
	    " WHERE lower(r.recipient) = w.name OR lower(r.original) = w.name)", value);
}

static void
narrow_scope(struct built *b, const struct record_scope *scope)
{
	if (scope->all) {
		buf_puts(&b->sql, ", (SELECT true AS all_seen) s WHERE true");
		return;
	}
	b->args[b->count++] = db_int_array(b->cx, scope->domains, scope->domain_count);
	buf_printf(&b->sql, ", (SELECT false AS all_seen) s WHERE (t.sender_domain = ANY ($1::bigint[])"
	    " OR EXISTS (SELECT 1 FROM mail_trace_recipient r WHERE r.queue_id = t.queue_id"
	    " AND r.domain = ANY ($1::bigint[])))");
}

enum status
db_trace_list(struct ctx *cx, const struct record_scope *scope, const struct trace_filter *f,
    const char **array, int64_t *count, int64_t *last)
{
	struct built b = { .cx = cx, .sql = BUF_ON(cx->arena) };
	struct buf out = BUF_ON(cx->arena);
	struct db_rows rows;
	enum status st;

	if (f->state != NULL && strcmp(f->state, "sent") != 0 && strcmp(f->state, "deferred") != 0 &&
	    strcmp(f->state, "bounced") != 0 && strcmp(f->state, "refused") != 0)
		return fault(cx, ERR_INVALID, "\"%s\" is no state: sent, deferred, bounced, refused", f->state);
	buf_printf(&b.sql, "SELECT t.id, jsonb_build_object('id', t.id, 'queue_id', CASE WHEN"
	    "  t.queue_id NOT LIKE 'refused:%%' THEN t.queue_id END, 'time', t.at, 'ended', t.ended,"
	    "  'via', t.via, 'remote', t.remote, 'helo', t.helo, 'login', t.login,"
	    "  'message_id', t.message_id, 'sender', t.sender, 'size', t.size, 'action', t.action,"
	    "  'score', round(t.score::numeric, 2), 'symbols', t.symbols, 'refused', t.refused,"
	    "  'recipients', (SELECT coalesce(jsonb_agg(jsonb_build_object('recipient', r.recipient,"
	    "   'original', r.original, 'time', r.at, 'state', r.state, 'relay', r.relay,"
	    "   'code', r.code, 'reply', r.reply, 'mailbox', r.mailbox, 'attempts', r.attempts)"
	    "   ORDER BY r.recipient), '[]') FROM mail_trace_recipient r WHERE r.queue_id = t.queue_id"
	    "   AND (s.all_seen%s)))::text FROM mail_trace t",
	    scope->all ? "" : " OR t.sender_domain = ANY ($1::bigint[]) OR r.domain = ANY ($1::bigint[])");
	narrow_scope(&b, scope);
	narrow_sender(&b, f->sender);
	narrow_recipient(&b, f->recipient);
	narrow(&b, "t.message_id = trim(both '<>' from $%d)", f->message_id);
	narrow(&b, "t.queue_id = $%d", f->queue_id);
	narrow(&b, "EXISTS (SELECT 1 FROM mail_trace_recipient r WHERE r.queue_id = t.queue_id"
	    " AND r.state = $%d)", f->state);
	narrow(&b, "t.at >= $%d::text::timestamptz", f->since);
	narrow(&b, "t.at < $%d::text::timestamptz", f->until);
	if (f->before > 0)
		buf_printf(&b.sql, " AND t.id < %lld", (long long)f->before);
	buf_printf(&b.sql, " ORDER BY t.id DESC LIMIT %lld", (long long)f->limit);
	if ((st = db_query_built(cx, buf_str(&b.sql), b.args, b.count, &rows)) != OK)
		return st;
	buf_putc(&out, '[');
	for (int i = 0; i < rows.count; i++)
		buf_printf(&out, "%s%s", i > 0 ? "," : "", db_get_text(&rows, i, 1));
	buf_putc(&out, ']');
	*array = buf_str(&out);
	*count = rows.count;
	*last = rows.count > 0 ? db_get_int(&rows, rows.count - 1, 0) : 0;
	return OK;
}

enum status
db_trace_purge(struct ctx *cx, int64_t days, int64_t *count)
{
	static const struct db_stmt purge = {
		"DELETE FROM mail_trace WHERE at < now() - make_interval(days => $1::int)"
	};
	struct db_rows rows;
	enum status st = db_query(cx, &purge, DB_ARGS(db_int(days)), &rows);

	if (st == OK)
		*count = rows.affected;
	return st;
}

enum status
db_trace_too_fast(struct ctx *cx, const char **who)
{
	static const struct db_stmt find = {
		"SELECT string_agg(login || ' (' || n || ')', ', ') FROM (SELECT login, count(*) AS n FROM mail_trace"
		" WHERE at > now() - interval '1 hour' AND refused LIKE '%Too many messages, try again later%'"
		" AND login IS NOT NULL GROUP BY login ORDER BY n DESC, login LIMIT 5) most"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, NULL, 0, &rows)) != OK)
		return st;
	*who = rows.count > 0 && !db_is_null(&rows, 0, 0) ? db_get_text(&rows, 0, 0) : NULL;
	return OK;
}
