/*
 * `hayloft dav`: what sogo-tool does for calendars and contacts (docs/sogo-tool.md).
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/address.h"
#include "core/json.h"
#include "dav/backup.h"
#include "dav/dav.h"
#include "dav/share.h"
#include "dav/tidy.h"
#include "dav/verify.h"
#include "httpd/cmd_dav.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/share.h"

static void
note(void *arg, const char *where, const char *what)
{
	json_array_append_new(arg, json_pack("{s:s, s:s}", "where", where, "what", what));
}

static enum status
verify(struct cli *c)
{
	json_t *faults = json_keep(c->cx.arena, json_array());
	struct account account = { 0 };
	struct dav_verified sum;
	enum status st;

	if (c->arg_count > 0 && (st = db_account_find(&c->cx, c->args[0], &account)) != OK)
		return st;
	if ((st = dav_prepare(&c->cx)) != OK ||
	    (st = dav_verify(&c->cx, account.id, note, faults, &sum)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:I, s:I, s:I, s:O}",
	    "collections", (json_int_t)sum.collections, "objects", (json_int_t)sum.objects,
	    "meetings", (json_int_t)sum.meetings, "faults", faults)));
	c->is_bad = sum.faults > 0;
	return OK;
}

enum status
cmd_dav_account(struct cli *c, const char *typed, struct account *out)
{
	const char *address;
	enum status st;

	if ((st = address_parse(&c->cx, typed, &address)) != OK)
		return st;
	return db_account_find(&c->cx, address, out);
}

/* The account and the collection that the first two arguments name; locked. */
static enum status
take(struct cli *c, struct account *a, struct collection *out)
{
	enum status st;

	if ((st = cmd_dav_account(c, c->args[0], a)) != OK || (st = db_begin(&c->cx)) != OK)
		return st;
	return dav_collection_named(&c->cx, a, c->args[1], true, out);
}

/* Collections */

static json_t *
describe(struct cli *c, const struct collection *k)
{
	return json_keep(c->cx.arena, json_pack("{s:s, s:s, s:I, s:I, s:b, s:s}",
	    "collection", arena_printf(c->cx.arena, "%s/%s", collection_kind_name(k->kind), k->name),
	    "label", k->label != NULL ? k->label : "", "objects", (json_int_t)k->items,
	    "bytes", (json_int_t)k->bytes, "shared", k->shared, "source", k->source != NULL ? k->source : ""));
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = { "collection", "label", "objects", "bytes", "shared", NULL };
	static const enum collection_kind kinds[] = { COLLECTION_CALENDAR, COLLECTION_BOOK };
	json_t *all = json_keep(c->cx.arena, json_array());
	struct collection *found;
	struct account a;
	enum status st;
	size_t count;

	if ((st = cmd_dav_account(c, c->args[0], &a)) != OK)
		return st;
	for (size_t k = 0; k < COUNT(kinds); k++) {
		if ((st = db_collection_list(&c->cx, a.id, kinds[k], &found, &count)) != OK)
			return st;
		for (size_t i = 0; i < count; i++)
			json_array_append(all, describe(c, &found[i]));
	}
	cli_list(c, all, columns);
	return OK;
}

static enum status
create(struct cli *c)
{
	struct collection made = { .label = cli_text(c, "label"), .color = cli_text(c, "color") };
	struct ctx *cx = &c->cx;
	struct account a;
	enum status st;

	if ((st = cmd_dav_account(c, c->args[0], &a)) != OK || (st = db_begin(cx)) != OK ||
	    (st = dav_collection_path(cx, c->args[1], &made.kind, &made.name)) != OK)
		return st;
	if (strcmp(a.kind, "person") != 0)
		return fault(cx, ERR_INVALID, "%s is nobody with calendars and address books", a.address);
	made.account = a.id;
	made.owner = a.address;
	made.components = made.kind == COLLECTION_CALENDAR ? "VEVENT VTODO VJOURNAL VFREEBUSY" : "";
	if ((st = db_collection_ensure(cx, a.id, made.kind)) != OK)
		return st;
	if ((st = db_collection_add(cx, &made)) == ERR_EXISTS)
		return fault(cx, st, "%s has a %s already", a.address, c->args[1]);
	if (st != OK || (st = db_collection_tell(cx, &made, false)) != OK ||
	    (st = cli_commit(c, a.id, "collection.add", c->args[1], NULL, describe(c, &made))) != OK)
		return st;
	cli_show(c, describe(c, &made));
	return OK;
}

/* Those who had it hear of it in their calendars; nobody gets mail. */
static enum status
delete(struct cli *c)
{
	struct collection gone;
	struct account a;
	enum status st;

	if ((st = dav_prepare(&c->cx)) != OK || (st = take(c, &a, &gone)) != OK ||
	    (st = db_collection_tell(&c->cx, &gone, false)) != OK ||
	    (st = dav_share_end(&c->cx, &gone)) != OK ||
	    (st = db_collection_delete(&c->cx, &gone)) != OK ||
	    (st = cli_commit(c, a.id, "collection.delete", c->args[1], describe(c, &gone), NULL)) != OK)
		return st;
	cli_show_deleted(c, c->args[1]);
	return OK;
}

/* Rights */

static const struct {
	const char	*name;
	int		 rights;
} levels[] = {
	{ "none", 0 },
	{ "busy", RIGHT_FREEBUSY },
	{ "read", RIGHT_FREEBUSY | RIGHT_READ },
	{ "write", RIGHT_FREEBUSY | RIGHT_READ | RIGHT_WRITE_CONTENT | RIGHT_BIND | RIGHT_UNBIND },
	{ "all", RIGHT_ALL },
};

/* The word for exactly these; what was put together one by one is "other". */
static const char *
level_name(int rights)
{
	for (size_t i = 0; i < COUNT(levels); i++)
		if (levels[i].rights == rights)
			return levels[i].name;
	return "other";
}

static const char *
share_name(const struct share *s)
{
	return s->grantee == SHARE_EVERYBODY ? "everybody" : s->address != NULL ? s->address : "";
}

static enum status
show_rights(struct cli *c, const struct collection *k)
{
	static const char *const columns[] = { "grantee", "rights", "state", NULL };
	static const char *const states[] = { "pending", "accepted", "declined" };
	json_t *all = json_keep(c->cx.arena, json_array());
	struct share *found;
	enum status st;
	size_t count;

	if ((st = db_share_list(&c->cx, k, &found, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(all, json_pack("{s:s, s:s, s:s}", "grantee", share_name(&found[i]),
		    "rights", level_name(found[i].rights), "state", states[found[i].state]));
	cli_list(c, all, columns);
	return OK;
}

static enum status
rights(struct cli *c)
{
	struct collection k;
	struct account a;
	enum status st;

	if ((st = cmd_dav_account(c, c->args[0], &a)) != OK ||
	    (st = dav_collection_named(&c->cx, &a, c->args[1], false, &k)) != OK)
		return st;
	return show_rights(c, &k);
}

/* Everybody is everybody of the owner's domain. */
static enum status
find_grantee(struct cli *c, const struct account *owner, int64_t *out)
{
	struct account grantee;
	enum status st;

	*out = SHARE_EVERYBODY;
	if (strcmp(c->args[2], "everybody") == 0)
		return OK;
	if ((st = cmd_dav_account(c, c->args[2], &grantee)) != OK)
		return st;
	if (grantee.id == owner->id)
		return fault(&c->cx, ERR_INVALID, "it is %s's own", owner->address);
	if (grantee.domain != owner->domain)
		return fault(&c->cx, ERR_INVALID, "%s is of another domain", grantee.address);
	*out = grantee.id;
	return OK;
}

/* What others have stays; of one only the last word counts. */
static enum status
replace(struct cli *c, const struct collection *k, int64_t grantee, int given)
{
	struct share *found, *kept;
	enum status st;
	size_t count, n = 0;

	if ((st = db_share_list(&c->cx, k, &found, &count)) != OK)
		return st;
	kept = arena_array(c->cx.arena, count + 1, sizeof *kept);
	for (size_t i = 0; i < count; i++)
		if (found[i].state == SHARE_ACCEPTED && found[i].grantee != grantee)
			kept[n++] = found[i];
	if (given != 0)
		kept[n++] = (struct share){ .grantee = grantee, .rights = given, .tell = cli_flag(c, "tell") };
	return db_share_replace(&c->cx, k, kept, n);
}

static enum status
grant(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct collection k;
	struct account a;
	int64_t grantee;
	size_t i = 0;
	enum status st;

	while (i < COUNT(levels) && strcmp(levels[i].name, c->args[3]) != 0)
		i++;
	if (i == COUNT(levels))
		return fault(cx, ERR_INVALID, "none, busy, read, write or all is wanted, not \"%s\"", c->args[3]);
	if ((st = take(c, &a, &k)) != OK || (st = find_grantee(c, &a, &grantee)) != OK ||
	    (st = db_collection_tell(cx, &k, false)) != OK ||
	    (st = replace(c, &k, grantee, levels[i].rights)) != OK ||
	    (st = db_collection_tell(cx, &k, false)) != OK ||
	    (st = cli_commit(c, a.id, "collection.grant", c->args[1], NULL, json_keep(cx->arena,
	    json_pack("{s:s, s:s}", "grantee", c->args[2], "rights", c->args[3])))) != OK)
		return st;
	return show_rights(c, &k);
}

/* Tidying */

/* "2024-01-31", midnight by UTC. */
static enum status
read_day(struct cli *c, const char *text, int64_t *out)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%d", &tm);

	if (end == NULL || *end != '\0' || strlen(text) != 10)
		return fault(&c->cx, ERR_INVALID, "a day like 2024-01-31 is wanted, not \"%s\"", text);
	*out = timegm(&tm);
	return OK;
}

static enum status
tidied(struct cli *c, const struct account *a, const char *event, int64_t count)
{
	json_t *said = json_keep(c->cx.arena, json_pack("{s:s, s:I}", "collection", c->args[1],
	    "removed", (json_int_t)count));
	enum status st = OK;

	if (!cli_flag(c, "dry-run"))
		st = cli_commit(c, a->id, event, c->args[1], NULL, said);
	if (st == OK)
		cli_show(c, said);
	return st;
}

static enum status
truncate_calendar(struct cli *c)
{
	struct collection k;
	struct account a;
	int64_t when = 0, count = 0;
	enum status st;

	if ((st = read_day(c, c->args[2], &when)) != OK || (st = take(c, &a, &k)) != OK)
		return st;
	if (k.kind != COLLECTION_CALENDAR)
		return fault(&c->cx, ERR_INVALID, "%s is no calendar", c->args[1]);
	if ((st = dav_truncate(&c->cx, &k, when, cli_flag(c, "dry-run"), &count)) != OK)
		return st;
	return tidied(c, &a, "collection.truncate", count);
}

static enum status
remove_doubles(struct cli *c)
{
	struct collection k;
	struct account a;
	int64_t count = 0;
	enum status st;

	if ((st = take(c, &a, &k)) != OK)
		return st;
	if (k.kind != COLLECTION_BOOK)
		return fault(&c->cx, ERR_INVALID, "%s is no address book", c->args[1]);
	if ((st = dav_remove_doubles(&c->cx, &k, cli_flag(c, "dry-run"), &count)) != OK)
		return st;
	return tidied(c, &a, "collection.doubles", count);
}

static const struct cli_option create_options[] = {
	{ "label", "TEXT", "what people read" },
	{ "color", "#RRGGBB", "its colour" },
	{ 0 }
};

static const struct cli_option grant_options[] = {
	{ "tell", NULL, "by mail, if it is new to them" }, { 0 }
};

static const struct cli_option dry_options[] = {
	{ "dry-run", NULL, "only count" }, { 0 }
};

const struct cli_verb dav_verbs[] = {
	{ "verify", "[ACCOUNT]", "Whether all that is kept of calendars and contacts agrees.  Exit code 1 when it does not.", 0, 1,
	  NULL, verify, false },
	{ "list", "ADDRESS", "Somebody's calendars and address books.", 1, 1, NULL, list, false },
	{ "create", "ADDRESS COLLECTION", "Make calendar/NAME or addressbook/NAME.", 2, 2, create_options, create, false },
	{ "delete", "ADDRESS COLLECTION", "Delete one with all that is in it; nobody gets mail.", 2, 2, NULL, delete, false },
	{ "rights", "ADDRESS COLLECTION", "Who else may do what with it.", 2, 2, NULL, rights, false },
	{ "grant", "ADDRESS COLLECTION GRANTEE none|busy|read|write|all",
	  "Let a person, group or everybody of the domain do so much, and no more.", 4, 4, grant_options, grant, false },
	{ "truncate", "ADDRESS COLLECTION DAY", "Delete events that were over before a day (2024-01-31).", 3, 3,
	  dry_options, truncate_calendar, false },
	{ "remove-doubles", "ADDRESS COLLECTION", "Delete contacts that are there twice; the newest stays.", 2, 2,
	  dry_options, remove_doubles, false },
	{ "backup", "FOLDER all|ADDRESS...", "Write FOLDER/ADDRESS.jsonl: calendars, address books and settings of the page.", 2, CLI_ARGS,
	  NULL, cmd_dav_backup, false },
	{ "restore", "FILE [ADDRESS]", "Put back what such a file has; what came since stays.", 1, 2,
	  cmd_dav_restore_options, cmd_dav_restore, false },
	{ "settings", "ADDRESS [NAME [VALUE]]", "What the page keeps for somebody: show it, or set one to a text or JSON.", 1, 3,
	  cmd_dav_settings_options, cmd_dav_settings, false },
	{ 0 }
};
