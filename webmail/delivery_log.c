#include <string.h>
#include <strings.h>

#include "core/http.h"
#include "core/json.h"
#include "storage/db.h"
#include "storage/mail_submission.h"
#include "webmail/delivery_log.h"
#include "webmail/dsn_parse.h"
#include "webmail/report.h"
#include "webmail/tasks.h"

/* What stands behind NAME up to END; NULL: nothing. */
static const char *
between(struct arena *arena, const char *line, const char *name, const char *end)
{
	const char *at = strstr(line, name), *stop;

	if (at == NULL || (stop = strstr(at + strlen(name), end)) == NULL)
		return NULL;
	at += strlen(name);
	return arena_strndup(arena, at, (size_t)(stop - at));
}

/* The answer: of the other server where it is quoted, else Postfix' own words. */
static const char *
reply_of(struct arena *arena, const char *line, const char *dsn)
{
	const char *open = strstr(line, " status="), *said;
	char *text;
	size_t len;

	open = open != NULL ? strchr(open, '(') : NULL;
	if (open == NULL)
		return "";
	text = arena_strdup(arena, open + 1);
	if ((len = strlen(text)) > 0 && text[len - 1] == ')')
		text[len - 1] = '\0';
	for (char *c = text; *c != '\0'; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	if ((said = strstr(text, " said: ")) != NULL)
		text = (char *)said + strlen(" said: ");
	/* "250 2.0.0 …" as it is; else the class of the enhanced code makes a code of three digits. */
	if (strspn(text, "0123456789") == 3 && text[3] == ' ')
		return text;
	return arena_printf(arena, "%c50 %s %s", dsn[0] >= '2' && dsn[0] <= '5' ? dsn[0] : '4', dsn, text);
}

bool
delivery_line_parse(struct arena *arena, const char *line, struct delivery_line *out)
{
	static const char *const words[] = {
		[DELIVERY_SENT] = "sent", [DELIVERY_DEFERRED] = "deferred", [DELIVERY_BOUNCED] = "bounced",
	};
	const char *id = strstr(line, "]: "), *dsn, *status, *original;
	size_t len, i;

	*out = (struct delivery_line){ 0 };
	if (id == NULL || strstr(line, "postfix/") == NULL)
		return false;
	id += 3;
	len = strspn(id, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
	if (len < 6 || len > 30 || strncmp(id + len, ": to=<", 6) != 0)
		return false;
	out->queue_id = arena_strndup(arena, id, len);
	out->to = between(arena, id + len, ": to=<", ">, ");
	original = between(arena, id + len, ">, orig_to=<", ">, ");
	if (original != NULL)
		out->to = original;
	dsn = between(arena, id, ", dsn=", ", ");
	status = between(arena, id, ", status=", " (");
	if (out->to == NULL || dsn == NULL || status == NULL)
		return false;
	for (i = 0; i < COUNT(words) && strcmp(words[i], status) != 0; i++)
		;
	if (i == COUNT(words))
		return false;
	out->status = (int)i;
	out->final = strstr(line, "/lmtp[") != NULL && strstr(line, "/lmtp[") < id;
	out->reply = reply_of(arena, id, dsn);
	return true;
}

/*
 * The watcher calls this, which must not wait for whoever writes to an account's
 * mail: so it only finds out whose mail it is, and leaves the rest to a task.
 */
enum status
delivery_line_note(struct ctx *cx, const char *line, bool *known)
{
	static const enum dsn_action actions[] = {
		[DELIVERY_SENT] = DSN_RELAYED, [DELIVERY_DEFERRED] = DSN_DELAYED,
		[DELIVERY_BOUNCED] = DSN_FAILED,
	};
	struct task task = { .kind = DELIVERY_TASK };
	struct delivery_line d;
	enum status st;

	*known = true;
	if (!delivery_line_parse(cx->arena, line, &d))
		return OK;
	st = db_mail_submission_by_queue(cx, d.queue_id, &task.account, &task.ref);
	*known = st == OK;
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	if (!utf8_valid(d.to, strlen(d.to)))
		return OK;
	task.payload = json_write(cx, json_keep(cx->arena, json_pack("{s:s, s:i, s:s}", "to", d.to,
	    "action", d.status == DELIVERY_SENT && d.final ? DSN_DELIVERED : actions[d.status],
	    "reply", d.reply)), NULL);
	return db_task_add(cx, &task);
}

enum status
delivery_run(struct ctx *cx, const struct task *task)
{
	json_t *what;
	enum status st = json_read(cx, task->payload, strlen(task->payload), &what);
	const char *to, *reply;

	if (st != OK)
		return st;
	to = json_get_text(what, "to");
	reply = json_get_text(what, "reply");
	return to == NULL || reply == NULL ? OK : report_delivery(cx, task->account, task->ref, to,
	    (enum dsn_action)json_get_int(what, "action", DSN_UNKNOWN), reply);
}
