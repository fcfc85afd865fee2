/*
 * `hayloft quarantine`: mail that was refused as spam or for a virus.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "core/address.h"
#include "core/json.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/quarantine.h"
#include "storage/task.h"

static json_t *
describe(struct cli *c, const struct quarantine *q)
{
	json_t *symbols;

	if (json_read(&c->cx, q->symbols, strlen(q->symbols), &symbols) != OK)
		symbols = json_keep(c->cx.arena, json_array());
	return json_keep(c->cx.arena, json_pack(
	    "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:f, s:s, s:b, s:I, s:O}",
	    "id", arena_printf(c->cx.arena, "%lld", (long long)q->id), "created", q->created,
	    "address", q->address, "recipient", q->recipient, "sender", q->sender,
	    "from", q->from, "subject", q->subject, "remote", q->remote, "queue_id", q->queue_id,
	    "score", q->score, "action", q->action, "virus", q->virus, "size", (json_int_t)q->size,
	    "symbols", symbols));
}

static enum status
find(struct cli *c, struct quarantine *out)
{
	char *end;
	long long id;

	errno = 0;
	id = strtoll(c->args[0], &end, 10);
	if (*end != '\0' || errno != 0)
		return fault(&c->cx, ERR_INVALID, "\"%s\" is no number", c->args[0]);
	return db_quarantine_find(&c->cx, 0, id, out);
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = {
		"id", "created", "address", "sender", "subject", "score", "virus", NULL
	};
	json_t *out = json_keep(c->cx.arena, json_array());
	const char *address = cli_text(c, "address");
	struct account account = { 0 };
	struct quarantine *list;
	int64_t domain;
	size_t count;
	enum status st;

	if ((st = cli_domain(c, &domain)) != OK ||
	    (address != NULL && ((st = address_parse(&c->cx, address, &address)) != OK ||
	    (st = db_account_find(&c->cx, address, &account)) != OK)) ||
	    (st = db_quarantine_list(&c->cx, account.id, domain, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append(out, describe(c, &list[i]));
	cli_list(c, out, columns);
	return OK;
}

static enum status
show(struct cli *c)
{
	struct quarantine q;
	const void *bytes;
	size_t len;
	enum status st;

	if ((st = find(c, &q)) != OK)
		return st;
	if (!cli_flag(c, "message")) {
		cli_show(c, describe(c, &q));
		return OK;
	}
	if ((st = db_quarantine_bytes(&c->cx, &q, &bytes, &len)) != OK)
		return st;
	fwrite(bytes, 1, len, stdout);
	return OK;
}

static enum status
release(struct cli *c)
{
	struct task task = { .kind = QUARANTINE_RELEASE };
	struct quarantine q;
	json_t *shown;
	enum status st;

	if ((st = find(c, &q)) != OK)
		return st;
	task.account = q.account;
	task.ref = q.id;
	shown = describe(c, &q);
	if ((st = db_begin(&c->cx)) != OK ||
	    (st = db_task_add(&c->cx, &task)) != OK ||
	    (st = cli_commit(c, q.account, "quarantine.release", q.address, shown, NULL)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:s, s:s}", "released", c->args[0],
	    "address", q.address)));
	return OK;
}

static enum status
delete(struct cli *c)
{
	struct quarantine q;
	enum status st;

	if ((st = find(c, &q)) != OK ||
	    (st = db_begin(&c->cx)) != OK ||
	    (st = db_quarantine_delete(&c->cx, &q)) != OK ||
	    (st = cli_commit(c, q.account, "quarantine.delete", q.address, describe(c, &q),
	    NULL)) != OK)
		return st;
	cli_show_deleted(c, c->args[0]);
	return OK;
}

static const struct cli_option list_options[] = {
	{ "domain", "NAME", "mail for this domain alone" },
	{ "address", "ADDRESS", "mail for this mailbox alone" },
	{ 0 }
};
static const struct cli_option show_options[] = {
	{ "message", NULL, "the message itself, as it came" },
	{ 0 }
};

const struct cli_verb quarantine_verbs[] = {
	{ "list", "", "What was refused and is kept, newest first.", 0, 0, list_options, list, false },
	{ "show", "NUMBER", "One of them, with Rspamd's reasons.", 1, 1, show_options, show, false },
	{ "release", "NUMBER", "Puts it into the INBOX of its recipient, in a moment.", 1, 1, NULL,
	  release, false },
	{ "delete", "NUMBER", "Deletes it.", 1, 1, NULL, delete, false },
	{ 0 }
};
