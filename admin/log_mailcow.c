/*
 * Logs in mailcow's shapes, newest first.  Numbers of seconds are texts there
 * where syslog wrote them, and numbers where PHP did.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/geo.h"
#include "admin/log_read.h"
#include "admin/mail_news.h"
#include "core/conf.h"
#include "mailcore/operator.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/record.h"

static enum status
newest(struct operation_call *call, const char *name, const char *word, struct log_line **lines,
    size_t *count)
{
	struct log_question q = { .name = name, .count = call->count, .word = word };
	const char *next;

	call->out = json_keep(call->cx->arena, json_array());
	return log_read(call->cx, &q, lines, count, &next);
}

static enum status
as_syslog(struct operation_call *call, const char *name, const char *word)
{
	struct log_line *lines;
	size_t count;
	enum status st;

	if ((st = newest(call, name, word, &lines, &count)) != OK)
		return st;
	while (count-- > 0)
		json_array_append_new(call->out, json_pack("{s:s, s:s, s:s, s:s}", "time",
		    arena_printf(call->cx->arena, "%lld", (long long)lines[count].time),
		    "program", lines[count].program, "priority", lines[count].priority,
		    "message", lines[count].message));
	return OK;
}

enum status
log_get_postfix(struct operation_call *call)
{
	return as_syslog(call, "postfix", NULL);
}

enum status
log_get_dovecot(struct operation_call *call)
{
	return as_syslog(call, "dovecot", NULL);
}

/* What SOGo did there, calendars and contacts over HTTP, our own workers do. */
enum status
log_get_sogo(struct operation_call *call)
{
	return as_syslog(call, "access", "dav");
}

/* We ask for no certificates yet, so nothing was said of them. */
enum status
log_get_acme(struct operation_call *call)
{
	call->out = json_keep(call->cx->arena, json_array());
	return OK;
}

/* The value behind " KEY=" in a line of the access log, without quotes. */
static const char *
value_of(struct arena *arena, const char *line, const char *key)
{
	const char *at = strstr(line, arena_printf(arena, "%s=", key)), *end;

	if (at == NULL || (at != line && at[-1] != ' '))
		return "";
	at += strlen(key) + 1;
	if (*at == '"' && (end = strchr(at + 1, '"')) != NULL)
		return arena_strndup(arena, at + 1, (size_t)(end - at - 1));
	return arena_strndup(arena, at, strcspn(at, " "));
}

enum status
log_get_api(struct operation_call *call)
{
	struct arena *arena = call->cx->arena;
	struct log_line *lines;
	size_t count;
	enum status st;

	if ((st = newest(call, "access", " path=/api/", &lines, &count)) != OK)
		return st;
	while (count-- > 0)
		json_array_append_new(call->out, json_pack("{s:I, s:s, s:s, s:s, s:s}", "time",
		    (json_int_t)lines[count].time, "uri", value_of(arena, lines[count].message, "path"),
		    "method", value_of(arena, lines[count].message, "method"), "remote",
		    value_of(arena, lines[count].message, "remote"), "data", ""));
	return OK;
}

/* For whom is not written down: the answer is the same for everybody. */
enum status
log_get_autodiscover(struct operation_call *call)
{
	struct arena *arena = call->cx->arena;
	struct log_line *lines;
	size_t count;
	enum status st;

	if ((st = newest(call, "access", "path=/autodiscover/", &lines, &count)) != OK)
		return st;
	while (count-- > 0)
		json_array_append_new(call->out, json_pack("{s:I, s:s, s:s, s:s, s:s}", "time",
		    (json_int_t)lines[count].time, "ua", "", "user", "", "ip",
		    value_of(arena, lines[count].message, "remote"), "service",
		    strstr(lines[count].message, ".json") != NULL ? "json" : "outlook"));
	return OK;
}

static enum status
ask_rspamd(struct operation_call *call, const char *path, json_t **out)
{
	struct buf said = BUF_ON(call->cx->arena);
	enum status st;

	if ((st = operator_ask(call->cx, call->cx->conf->root, OPERATOR_WORDS("rspamd", path),
	    &said)) != OK)
		return st;
	return json_read(call->cx, buf_str(&said), said.len, out);
}

/* Its rows as Rspamd writes them, newest first. */
static enum status
read_history(struct operation_call *call, json_t **rows)
{
	json_t *said;
	enum status st;

	if ((st = ask_rspamd(call, "/history", &said)) != OK)
		return st;
	*rows = json_is_array(said) ? said : json_object_get(said, "rows");
	return json_is_array(*rows) ? OK : fault(call->cx, ERR_UPSTREAM, "Rspamd has no history");
}

enum status
log_get_rspamd_history(struct operation_call *call)
{
	json_t *rows, *row;
	size_t i;
	enum status st;

	if ((st = read_history(call, &rows)) != OK)
		return st;
	call->out = json_keep(call->cx->arena, json_array());
	json_array_foreach(rows, i, row)
		if ((int64_t)i < call->count)
			json_array_append(call->out, row);
	return OK;
}

enum status
log_get_rspamd_stats(struct operation_call *call)
{
	return ask_rspamd(call, "/stat", &call->out);
}

/* "LOGIN(KEY)": who sent too fast, and the counter in Redis (rspamd.local.lua). */
static json_t *
limit_of(struct arena *arena, const json_t *row)
{
	const json_t *symbol = json_object_get(json_object_get(row, "symbols"), "HAYLOFT_RATE");
	const char *option = json_string_value(json_array_get(json_object_get(symbol, "options"), 0));
	size_t name;

	if (option == NULL)
		return NULL;
	name = strcspn(option, "(");
	return json_pack("{s:s, s:s, s:s}", "rl_name", arena_strndup(arena, option, name),
	    "rl_info", option, "rl_hash", option[name] == '(' ?
	    arena_strndup(arena, option + name + 1, strcspn(option + name + 1, ")")) : "");
}

enum status
log_forget_rate(struct operation_call *call)
{
	struct ctx *cx = call->cx;
	enum status st = db_begin(cx);

	if (st == OK && call->item_count == 0)
		return fault(cx, ERR_INVALID, "counters are expected");
	for (size_t i = 0; st == OK && i < call->item_count; i++)
		if ((st = mail_news_forget_rate(cx, call->items[i])) == OK)
			st = db_audit(cx, &(struct audit){ .event = "rlhash.delete",
			    .object = call->items[i] });
	return st == OK ? db_commit(cx) : st;
}

static const char *
first_text(const json_t *value)
{
	const char *text = json_string_value(json_is_array(value) ? json_array_get(value, 0) : value);

	return text != NULL ? text : "";
}

enum status
log_get_ratelimited(struct operation_call *call)
{
	struct arena *arena = call->cx->arena;
	json_t *rows, *row;
	size_t i;
	enum status st;

	if ((st = read_history(call, &rows)) != OK)
		return st;
	call->out = json_keep(arena, json_array());
	json_array_foreach(rows, i, row) {
		json_t *limit = limit_of(arena, row);

		if (limit == NULL || (int64_t)json_array_size(call->out) >= call->count) {
			json_decref(limit);
			continue;
		}
		json_object_update_new(limit, json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
		    "time", (json_int_t)json_get_int(row, "unix_time", 0), "qid",
		    first_text(json_object_get(row, "queue-id")), "user",
		    first_text(json_object_get(row, "user")), "ip",
		    first_text(json_object_get(row, "ip")), "message_id",
		    first_text(json_object_get(row, "message-id")), "header_subject",
		    first_text(json_object_get(row, "subject")), "from",
		    first_text(json_object_get(row, "sender_smtp")), "rcpt",
		    first_text(json_object_get(row, "rcpt_smtp"))));
		json_object_set_new(limit, "header_from", json_string(
		    first_text(json_object_get(row, "sender_mime"))));
		json_array_append_new(call->out, limit);
	}
	return OK;
}

enum status
log_get_sasl(struct operation_call *call)
{
	const struct record_scope all = { .all = true };
	const struct record_filter newest_first = { .limit = call->count, .descending = true };
	const char *array, *last;
	int64_t count;
	enum status st;

	if ((st = db_record_list(call->cx, "api.sign_in", &all, &newest_first, &array, &count,
	    &last)) != OK)
		return st;
	array = geo_shown(call->cx, "api.sign_in", array);
	return json_read(call->cx, array, strlen(array), &call->out);
}
