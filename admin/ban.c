#include <stdlib.h>
#include <string.h>

#include "admin/ban.h"
#include "core/buf.h"
#include "core/conf.h"
#include "core/hash.h"
#include "mailcore/operator.h"
#include "storage/audit.h"
#include "storage/ban.h"
#include "storage/db.h"

#define PIECE		100
#define ENTRIES_MOST	2000
#define SECONDS_MOST	31536000

/* A column of ban_setting and mailcow's name of it. */
static const struct {
	const char	*column, *name;
	bool		 is_switch;
} settings[] = {
	{ "ban_time", "ban_time", false }, { "increment", "ban_time_increment", true },
	{ "max_ban_time", "max_ban_time", false }, { "max_attempts", "max_attempts", false },
	{ "retry_window", "retry_window", false }, { "netban_ipv4", "netban_ipv4", false },
	{ "netban_ipv6", "netban_ipv6", false },
};

/* Changing: each with its audit row, in a transaction of its own unless there is one. */

static enum status
changed(struct ctx *cx, enum status st, const char *what, const char *object)
{
	if (st == OK)
		st = db_audit(cx, &(struct audit){ .event = arena_printf(cx->arena, "ban.%s", what),
		    .object = object });
	return st == OK ? db_commit(cx) : st;
}

enum status
ban_change_settings(struct ctx *cx, const json_t *columns)
{
	enum status st = db_begin(cx);

	return st != OK ? st : changed(cx, db_ban_settings(cx, columns), "settings",
	    json_write(cx, columns, NULL));
}

enum status
ban_add(struct ctx *cx, const char *network, int64_t seconds)
{
	enum status st = db_begin(cx);

	if (st != OK)
		return st;
	if (seconds < 1 || seconds > SECONDS_MOST)
		return fault(cx, ERR_INVALID, "from 1 to %d seconds", SECONDS_MOST);
	return changed(cx, db_ban_add(cx, network, seconds, "an administrator"), "add", network);
}

enum status
ban_lift(struct ctx *cx, const char *network)
{
	enum status st = db_begin(cx);

	return st != OK ? st : changed(cx, db_ban_lift(cx, network), "lift", network);
}

enum status
ban_list_put(struct ctx *cx, const char *entry, const char *verdict)
{
	enum status st = db_begin(cx);

	return st != OK ? st : changed(cx, db_ban_list(cx, entry, verdict),
	    verdict != NULL ? verdict : "forget", entry);
}

/* mailcow's calls */

/* A list as lines of text. */
static json_t *
as_lines(struct ctx *cx, const json_t *list)
{
	struct buf out = BUF_ON(cx->arena);

	for (size_t i = 0; i < json_array_size(list); i++)
		buf_printf(&out, "%s%s", i > 0 ? "\n" : "", json_string_value(json_array_get(list, i)));
	return json_string(buf_str(&out));
}

enum status
ban_get(struct operation_call *call)
{
	struct ctx *cx = call->cx;
	json_t *state, *active = json_array(), *ban;
	size_t k;
	enum status st;

	call->out = json_keep(cx->arena, json_object());
	json_object_set_new(call->out, "active_bans", active);
	if ((st = db_ban_state(cx, &state)) != OK)
		return st;
	for (size_t i = 0; i < COUNT(settings); i++) {
		const json_t *value = json_object_get(state, settings[i].column);

		json_object_set_new(call->out, settings[i].name, json_integer(
		    settings[i].is_switch ? json_is_true(value) : json_integer_value(value)));
	}
	json_object_set_new(call->out, "whitelist", as_lines(cx, json_object_get(state, "allow")));
	json_object_set_new(call->out, "blacklist", as_lines(cx, json_object_get(state, "deny")));
	json_object_set(call->out, "perm_bans", json_object_get(state, "deny"));
	json_object_set(call->out, "banlist_id", json_object_get(state, "list_token"));
	json_array_foreach(json_object_get(state, "bans"), k, ban) {
		const char *network = json_get_text(ban, "network");

		json_array_append_new(active, json_pack("{s:s, s:s%, s:s, s:i}", "network", network,
		    "ip", network, strcspn(network, "/"), "banned_until",
		    json_get_text(ban, "until"), "queued_for_unban", 0));
	}
	return OK;
}

/* "1", 1, true */
static bool
read_setting(const json_t *value, json_int_t *out)
{
	const char *text = json_string_value(value);
	char *end;

	if (json_is_boolean(value) || json_is_integer(value)) {
		*out = json_is_integer(value) ? json_integer_value(value) : json_is_true(value);
		return true;
	}
	if (text == NULL || *text == '\0')
		return false;
	*out = strtoll(text, &end, 10);
	return *end == '\0';
}

/* Entries with commas, spaces or line ends between them take the place of a list. */
static enum status
replace_list(struct ctx *cx, const char *text, const char *verdict)
{
	char *rest = arena_strdup(cx->arena, text), *entry;
	enum status st = db_ban_list_clear(cx, verdict);
	int count = 0;

	while (st == OK && (entry = strsep(&rest, ", \r\n\t")) != NULL) {
		if (*entry == '\0')
			continue;
		if (++count > ENTRIES_MOST)
			return fault(cx, ERR_LIMIT, "%d entries at most", ENTRIES_MOST);
		st = db_ban_list(cx, entry, verdict);
	}
	return st;
}

/* {"action": "unban" | "whitelist" | "blacklist"} of the networks in items. */
static enum status
act(struct operation_call *call, const char *action)
{
	enum status st = call->item_count > 0 ? OK :
	    fault(call->cx, ERR_INVALID, "items are expected");

	for (size_t i = 0; st == OK && i < call->item_count; i++) {
		if (strcmp(action, "unban") == 0)
			st = ban_lift(call->cx, call->items[i]);
		else if (strcmp(action, "whitelist") == 0)
			st = ban_list_put(call->cx, call->items[i], "allow");
		else if (strcmp(action, "blacklist") == 0)
			st = ban_list_put(call->cx, call->items[i], "deny");
		else
			st = fault(call->cx, ERR_INVALID, "no such action");
	}
	call->message = st == OK ? "f2b_modified" : st == ERR_NOT_FOUND ? "network_host_invalid" : NULL;
	return st;
}

enum status
ban_edit(struct operation_call *call)
{
	struct ctx *cx = call->cx;
	json_t *columns = json_keep(cx->arena, json_object());
	const char *action = json_get_text(call->sent, "action");
	const char *allow = json_get_text(call->sent, "whitelist"), *deny = json_get_text(call->sent, "blacklist");
	enum status st;

	if (action != NULL)
		return act(call, action);
	for (size_t i = 0; i < COUNT(settings); i++) {
		const json_t *value = json_object_get(call->sent, settings[i].name);
		json_int_t n;

		if (value == NULL)
			continue;
		if (!read_setting(value, &n))
			return fault(cx, ERR_INVALID, "%s is a number", settings[i].name);
		json_object_set_new(columns, settings[i].column,
		    settings[i].is_switch ? json_boolean(n) : json_integer(n));
	}
	if ((st = db_begin(cx)) != OK ||
	    (allow != NULL && (st = replace_list(cx, allow, "allow")) != OK) ||
	    (deny != NULL && (st = replace_list(cx, deny, "deny")) != OK) ||
	    (st = changed(cx, db_ban_settings(cx, columns), "settings",
	    json_write(cx, columns, NULL))) != OK)
		return st;
	call->message = "f2b_modified";
	return OK;
}

/* What was decided, newest first. */
enum status
ban_get_log(struct operation_call *call)
{
	return db_ban_log(call->cx, call->count, &call->out);
}

/* Lines go over in pieces that fit into a question. */
enum status
ban_filter(struct ctx *cx, const char *lines)
{
	const char *words[PIECE + 3], *root = cx->conf->root;
	char *rest = arena_strdup(cx->arena, lines), *line;
	struct buf said = BUF_ON(cx->arena);
	enum status st = operator_ask(cx, root, OPERATOR_WORDS("bans-clear"), &said);

	while (st == OK && rest != NULL) {
		size_t count = 2;

		words[0] = "bans-add";
		words[1] = NULL;
		while (rest != NULL && count < PIECE + 2 && (words[1] == NULL ||
		    (strncmp(rest, words[1], strlen(words[1])) == 0))) {
			line = strsep(&rest, "\n");
			if (*line == '\0')
				break;
			words[1] = strsep(&line, " ");
			words[count++] = strsep(&line, " ");
		}
		words[count] = NULL;
		if (count > 2)
			st = operator_ask(cx, root, words, &said);
	}
	return st == OK ? operator_ask(cx, root, OPERATOR_WORDS("bans-apply"), &said) : st;
}

/* /api/v2/bans */

static enum status
http_post(struct ctx *cx, const json_t *body)
{
	const char *network = json_get_text(body, "network"), *list = json_get_text(body, "list");
	const char *entry = json_get_text(body, "entry");

	if (network != NULL)
		return ban_add(cx, network, json_get_int(body, "seconds", 3600));
	if (list == NULL || entry == NULL || (strcmp(list, "allow") != 0 && strcmp(list, "deny") != 0))
		return fault(cx, ERR_INVALID, "a network and seconds, or a list (allow, deny) and an entry");
	return ban_list_put(cx, entry, list);
}

static enum status
http_patch(struct ctx *cx, const json_t *body)
{
	json_t *columns = json_keep(cx->arena, json_object()), *value;
	const char *name;

	json_object_foreach((json_t *)(uintptr_t)body, name, value) {
		size_t i = 0;

		while (i < COUNT(settings) && strcmp(settings[i].column, name) != 0)
			i++;
		if (i == COUNT(settings) ||
		    !(settings[i].is_switch ? json_is_boolean(value) : json_is_integer(value)))
			return fault(cx, ERR_INVALID, "%.60s is no setting, or of another type", name);
		json_object_set(columns, name, value);
	}
	return ban_change_settings(cx, columns);
}

static enum status
http_delete(struct ctx *cx, const char *what)
{
	enum status st = ban_lift(cx, what);

	if (st != ERR_NOT_FOUND && st != ERR_INVALID)
		return st;
	ctx_forgive(cx);
	db_rollback(cx);
	return ban_list_put(cx, what, NULL);
}

enum status
ban_http(struct ctx *cx, const struct request *rq, struct reply *re)
{
	bool deletes = strcmp(rq->method, "DELETE") == 0, gets = strcmp(rq->method, "GET") == 0 ||
	    strcmp(rq->method, "HEAD") == 0;
	struct path path;
	json_t *body, *state;
	enum status st;

	if ((st = http_path(cx, rq->path, &path)) != OK)
		return st;
	if (path.count != (deletes ? 4u : 3u))
		return fault(cx, ERR_NOT_FOUND, "no such path");
	if (gets) {
		if ((st = db_ban_state(cx, &state)) == OK)
			operation_reply(cx, re, 200, state);
		return st;
	}
	if (!deletes && ((st = json_read(cx, rq->body, rq->body_len, &body)) != OK))
		return st;
	st = deletes ? http_delete(cx, path.segment[3]) :
	    strcmp(rq->method, "PATCH") == 0 ? http_patch(cx, body) : http_post(cx, body);
	if (st == OK)
		re->code = 204;
	return st;
}

enum status
ban_public(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *id = http_query(cx, rq, "id"), *token;
	unsigned char want[SHA256_LEN], have[SHA256_LEN];
	struct buf out = BUF_ON(cx->arena);
	json_t *state, *ban;
	size_t i;
	enum status st;

	if ((st = db_ban_state(cx, &state)) != OK)
		return st;
	token = json_get_text(state, "list_token");
	id = id != NULL ? id : "";
	hash_sha256(token, strlen(token), want);
	hash_sha256(id, strlen(id), have);
	if (!hash_equal(want, have, sizeof want))
		return fault(cx, ERR_NOT_FOUND, "no such list");
	json_array_foreach(json_object_get(state, "bans"), i, ban)
		buf_printf(&out, "%s\n", json_get_text(ban, "network"));
	json_array_foreach(json_object_get(state, "deny"), i, ban)
		buf_printf(&out, "%s\n", json_string_value(ban));
	reply_bytes(cx, re, 200, "text/plain; charset=utf-8", buf_str(&out), out.len);
	return OK;
}
