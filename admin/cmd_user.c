/*
 * `hayloft user`: people with mailboxes.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/commands.h"
#include "admin/mail_news.h"
#include "admin/sso.h"
#include "core/address.h"
#include "core/json.h"
#include "storage/account.h"
#include "storage/collection.h"
#include "storage/credential.h"
#include "storage/db.h"
#include "storage/domain.h"
#include "storage/resource.h"
#include "storage/scheduling.h"
#include "storage/second_factor.h"
#include "storage/session.h"

static json_t *
describe(struct cli *c, const struct account *a)
{
	return json_keep(c->cx.arena, json_pack("{s:s, s:s, s:s, s:b, s:I, s:I, s:s}", "address", a->address,
	    "name", a->name, "role", role_name(a->role), "active", a->active,
	    "quota", (json_int_t)a->quota, "used", (json_int_t)a->used, "created", a->created));
}

/* How much its calendars and address books may take, and take. */
static enum status
describe_room(struct cli *c, const struct account *a, json_t *shown)
{
	int64_t used, bound;
	enum status st;

	if ((st = db_collection_used(&c->cx, a->id, &used, &bound)) != OK)
		return st;
	json_object_set_new(shown, "dav_quota", json_integer(bound));
	json_object_set_new(shown, "dav_used", json_integer(used));
	return OK;
}

/* What calendars and address books say of the account, into its description. */
static enum status
describe_groupware(struct cli *c, const struct account *a, json_t *shown)
{
	struct scheduling s;
	struct resource r;
	enum status st;

	if ((st = describe_room(c, a, shown)) != OK ||
	    (st = db_scheduling_get(&c->cx, a->id, &s)) != OK)
		return st;
	json_object_set_new(shown, "invitations", json_string(s.invitations));
	st = db_resource_find(&c->cx, a->id, &r);
	if (st == OK) {
		json_object_set_new(shown, "resource", json_string(r.kind));
		json_object_set_new(shown, "bookings", json_integer(r.multiple_bookings));
	}
	return st == ERR_NOT_FOUND ? OK : st;
}

static enum status
edit_scheduling(struct cli *c, int64_t account)
{
	const char *invitations = cli_text(c, "invitations"), *kind = cli_text(c, "resource");
	struct resource r = { .account = account, .kind = "thing", .multiple_bookings = 1 };
	struct scheduling s;
	const char *text;
	long bookings;
	enum status st;
	char *end;

	if (invitations != NULL) {
		if (strcmp(invitations, "all") != 0 && strcmp(invitations, "known") != 0 &&
		    strcmp(invitations, "off") != 0)
			return fault(&c->cx, ERR_INVALID, "--invitations takes all, known or off, not \"%s\"",
			    invitations);
		if ((st = db_scheduling_get(&c->cx, account, &s)) != OK)
			return st;
		s.invitations = invitations;
		if ((st = db_scheduling_put(&c->cx, &s)) != OK)
			return st;
	}
	if (kind == NULL && cli_text(c, "bookings") == NULL)
		return OK;
	st = db_resource_find(&c->cx, account, &r);
	if (st == ERR_NOT_FOUND && kind == NULL)
		return fault(&c->cx, ERR_INVALID, "it is no resource; --resource makes it one");
	if (st != OK && st != ERR_NOT_FOUND)
		return st;
	if (kind != NULL && strcmp(kind, "location") != 0 && strcmp(kind, "group") != 0 &&
	    strcmp(kind, "thing") != 0)
		return fault(&c->cx, ERR_INVALID, "--resource takes location, group or thing, not \"%s\"",
		    kind);
	if (kind != NULL)
		r.kind = kind;
	text = cli_text(c, "bookings");
	bookings = text != NULL ? strtol(text, &end, 10) : r.multiple_bookings;
	if ((text != NULL && (end == text || *end != '\0')) || bookings < BOOKINGS_UNBOUND ||
	    bookings > 1000000)
		return fault(&c->cx, ERR_INVALID, "--bookings takes -1, 0 or how many at once");
	r.multiple_bookings = (int)bookings;
	return db_resource_put(&c->cx, &r);
}

static enum status
find(struct cli *c, struct account *out)
{
	const char *address;
	enum status st;

	if ((st = address_parse(&c->cx, c->args[0], &address)) != OK)
		return st;
	return db_account_find(&c->cx, address, out);
}

static enum status
read_options(struct cli *c, struct account *a)
{
	const char *role = cli_text(c, "role"), *name = cli_text(c, "name");
	enum status st;

	if (name != NULL)
		a->name = name;
	if (role != NULL && (a->role = role_parse(role)) == ROLE_NONE)
		return fault(&c->cx, ERR_INVALID,
		    "--role takes user, domain_admin or admin, not \"%s\"", role);
	if ((st = cli_bool(c, "active", &a->active)) != OK)
		return st;
	return cli_size(c, "quota", &a->quota);
}

static enum status
read_dav_quota(struct cli *c, struct account *a)
{
	const char *text = cli_text(c, "dav-quota");

	if (text == NULL || strcmp(text, "default") != 0)
		return cli_size(c, "dav-quota", &a->dav_quota);
	a->dav_quota = -1;
	return OK;
}

/* A new account's quota: what was asked for, else the domain's, else the configuration's. */
static int64_t
first_quota(const struct cli *c, const struct domain *d)
{
	return d->account_quota > 0 ? d->account_quota : c->conf.quota * 1024 * 1024;
}

static enum status
add(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct account a = { .kind = "person", .name = "", .role = ROLE_USER, .active = true };
	const char *password;
	struct domain d;
	json_t *shown;
	bool made;
	enum status st;

	if ((st = address_parse_mailbox(cx, c->args[0], &a.address)) != OK ||
	    (st = db_domain_find(cx, address_domain(a.address), &d)) != OK)
		return st;
	a.domain = d.id;
	a.quota = first_quota(c, &d);
	if ((st = read_options(c, &a)) != OK ||
	    (st = cli_password(c, &password, &made)) != OK ||
	    (st = db_begin(cx)) != OK ||
	    (st = db_account_add(cx, &a)) != OK ||
	    (st = db_credential_set_password(cx, a.id, password)) != OK ||
	    (st = db_account_get(cx, a.id, &a)) != OK)
		return st;
	shown = describe(c, &a);
	if ((st = cli_commit(c, a.id, "user.add", a.address, NULL, shown)) != OK)
		return st;
	mail_news_made(cx, a.address);
	if (made)
		json_object_set_new(shown, "password", json_string(password));
	cli_show(c, shown);
	return OK;
}

static enum status
list(struct cli *c)
{
	static const char *const columns[] = {
		"address", "name", "role", "active", "quota", "used", NULL
	};
	struct account *accounts;
	json_t *out = json_keep(c->cx.arena, json_array());
	int64_t domain;
	size_t count;
	enum status st;

	if ((st = cli_domain(c, &domain)) != OK ||
	    (st = db_account_list(&c->cx, domain, &accounts, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append(out, describe(c, &accounts[i]));
	cli_list(c, out, columns);
	return OK;
}

static enum status
show(struct cli *c)
{
	struct account a;
	json_t *shown;
	enum status st;

	if ((st = find(c, &a)) != OK)
		return st;
	shown = describe(c, &a);
	if ((st = describe_groupware(c, &a, shown)) != OK)
		return st;
	cli_show(c, shown);
	return OK;
}

static enum status
edit(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct account a, after;
	json_t *before, *shown;
	int64_t ended;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = find(c, &a)) != OK)
		return st;
	before = describe(c, &a);
	if ((st = describe_groupware(c, &a, before)) != OK ||
	    (st = read_options(c, &a)) != OK || (st = read_dav_quota(c, &a)) != OK ||
	    (st = db_account_edit(cx, &a)) != OK ||
	    (st = edit_scheduling(c, a.id)) != OK ||
	    (!a.active && (st = db_session_end_all(cx, a.id, &ended)) != OK) ||
	    (st = db_account_get(cx, a.id, &after)) != OK)
		return st;
	shown = describe(c, &after);
	if ((st = describe_groupware(c, &after, shown)) != OK ||
	    (st = cli_commit(c, a.id, "user.edit", a.address, before, shown)) != OK)
		return st;
	if (a.active)
		mail_news_login(cx, a.address);
	else
		mail_news_shut(cx, a.address);
	cli_show(c, shown);
	return OK;
}

static enum status
delete(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct account a;
	json_t *before;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = find(c, &a)) != OK)
		return st;
	before = describe(c, &a);
	if ((st = db_account_delete(cx, a.id)) != OK ||
	    (st = cli_commit(c, a.id, "user.delete", a.address, before, NULL)) != OK)
		return st;
	mail_news_shut(cx, a.address);
	cli_show_deleted(c, a.address);
	return OK;
}

static enum status
password(struct cli *c)
{
	struct ctx *cx = &c->cx;
	const char *word;
	struct account a;
	json_t *shown;
	bool made;
	enum status st;

	if ((st = find(c, &a)) != OK ||
	    (st = cli_password(c, &word, &made)) != OK ||
	    (st = db_begin(cx)) != OK ||
	    (st = db_credential_set_password(cx, a.id, word)) != OK ||
	    (st = cli_commit(c, a.id, "user.password", a.address, NULL, NULL)) != OK)
		return st;
	mail_news_shut(cx, a.address);
	shown = json_keep(cx->arena, json_pack("{s:s}", "address", a.address));
	if (made)
		json_object_set_new(shown, "password", json_string(word));
	cli_show(c, shown);
	return OK;
}

static enum status
sign_out(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct account a;
	int64_t ended;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = find(c, &a)) != OK ||
	    (st = db_session_end_all(cx, a.id, &ended)) != OK ||
	    (st = cli_commit(c, a.id, "session.end-all", a.address, NULL, NULL)) != OK)
		return st;
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:s, s:I}", "address", a.address, "ended", (json_int_t)ended)));
	return OK;
}

static enum status
reset_factors(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct account a;
	bool had;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = find(c, &a)) != OK ||
	    (st = db_second_factors_reset(cx, a.id, &had)) != OK ||
	    (st = cli_commit(c, a.id, "factor.reset", a.address, NULL, NULL)) != OK)
		return st;
	mail_news_login(cx, a.address);
	cli_show(c, json_keep(cx->arena, json_pack("{s:s, s:b}", "address", a.address, "had", had)));
	return OK;
}

/* That a session is used is noted once an hour. */
static enum status
expire_sessions(struct cli *c)
{
	struct ctx *cx = &c->cx;
	char *end;
	long hours = strtol(c->args[0], &end, 10);
	int64_t ended;
	enum status st;

	if (end == c->args[0] || *end != '\0' || hours < 2 || hours > 87600)
		return fault(cx, ERR_INVALID, "hours from 2 to 87600 are wanted, not \"%s\"", c->args[0]);
	if ((st = db_begin(cx)) != OK || (st = db_session_expire(cx, (int)hours, &ended)) != OK ||
	    (st = cli_commit(c, 0, "session.expire", c->args[0], NULL, NULL)) != OK)
		return st;
	cli_show(c, json_keep(cx->arena, json_pack("{s:I, s:I}", "hours", (json_int_t)hours, "ended", (json_int_t)ended)));
	return OK;
}

static enum status
login_as(struct cli *c)
{
	struct ctx *cx = &c->cx;
	char token[TOKEN_LEN + 1];
	struct account a;
	const char *url;
	enum status st;

	if ((st = find(c, &a)) != OK ||
	    (st = sso_mailbox_token(cx, &a, cli_text(c, "reason"), token)) != OK)
		return st;
	url = conf_url(cx->conf, cx->arena, arena_printf(cx->arena, "/?sso_token=%s", token));
	cli_show(c, json_keep(cx->arena, json_pack("{s:s, s:s}", "address", a.address, "url", url)));
	return OK;
}

/* "imap,smtp" as storage wants it; NULL stays NULL: all. */
static enum status
read_protocols(struct cli *c, const char **out)
{
	static const char *const known[] = { "imap", "pop3", "smtp", "sieve", "dav", "jmap" };
	const char *text = cli_text(c, "protocols");
	char *words, *rest, *word;

	*out = NULL;
	if (text == NULL)
		return OK;
	words = arena_strdup(c->cx.arena, text);
	for (char *s = words; *s != '\0'; s++)
		if (*s == ',')
			*s = ' ';
	rest = arena_strdup(c->cx.arena, words);
	while ((word = strsep(&rest, " ")) != NULL) {
		size_t i = 0;

		while (i < COUNT(known) && strcmp(known[i], word) != 0)
			i++;
		if (i == COUNT(known))
			return fault(&c->cx, ERR_INVALID,
			    "--protocols takes some of imap,pop3,smtp,sieve,dav,jmap, not \"%s\"",
			    word);
	}
	*out = words;
	return OK;
}

static enum status
app_add(struct cli *c)
{
	struct ctx *cx = &c->cx;
	const char *protocols, *name = cli_text(c, "name"), *id_text;
	struct account a;
	char *word;
	json_t *shown;
	int64_t id;
	enum status st;

	if (name == NULL)
		name = "";
	if ((st = read_protocols(c, &protocols)) != OK ||
	    (st = db_begin(cx)) != OK ||
	    (st = find(c, &a)) != OK ||
	    (st = db_app_password_add(cx, a.id, name, protocols, &word, &id)) != OK)
		return st;
	id_text = arena_printf(cx->arena, "%lld", (long long)id);
	shown = json_keep(cx->arena, json_pack("{s:s, s:s, s:s}", "address", a.address, "id", id_text, "name", name));
	if ((st = cli_commit(c, a.id, "app-password.add", a.address, NULL, shown)) != OK)
		return st;
	mail_news_login(cx, a.address);
	json_object_set_new(shown, "password", json_string(word));
	cli_show(c, shown);
	return OK;
}

static enum status
app_list(struct cli *c)
{
	static const char *const columns[] = {
		"id", "name", "protocols", "created", "last_used", NULL
	};
	struct credential *list_;
	struct account a;
	json_t *out = json_keep(c->cx.arena, json_array());
	size_t count;
	enum status st;

	if ((st = find(c, &a)) != OK ||
	    (st = db_app_password_list(&c->cx, a.id, &list_, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, json_pack("{s:s, s:s, s:s, s:s, s:s?}",
		    "id", arena_printf(c->cx.arena, "%lld", (long long)list_[i].id),
		    "name", list_[i].name, "protocols", list_[i].protocols,
		    "created", list_[i].created, "last_used", list_[i].last_used));
	cli_list(c, out, columns);
	return OK;
}

static enum status
app_delete(struct cli *c)
{
	struct ctx *cx = &c->cx;
	struct account a;
	int64_t id = strtoll(c->args[1], NULL, 10);
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = find(c, &a)) != OK ||
	    (st = db_app_password_delete(cx, a.id, id)) != OK ||
	    (st = cli_commit(c, a.id, "app-password.delete", a.address, NULL, NULL)) != OK)
		return st;
	mail_news_shut(cx, a.address);
	cli_show_deleted(c, c->args[1]);
	return OK;
}

#define PASSWORD_OPTIONS \
	{ "random", NULL, "make a random password and print it once" }, \
	{ "password-stdin", NULL, "read the password from standard input" }
#define ACCOUNT_OPTIONS \
	{ "name", "NAME", "the person's name" }, \
	{ "role", "ROLE", "user, domain_admin or admin" }, \
	{ "quota", "SIZE", "room for mail: 500M, 2G, none" }, \
	{ "active", "on|off", "may sign in and get mail" }

static const struct cli_option add_options[] = {
	ACCOUNT_OPTIONS, PASSWORD_OPTIONS, { 0 }
};
static const struct cli_option list_options[] = {
	{ "domain", "NAME", "of this domain only" }, { 0 }
};
static const struct cli_option edit_options[] = {
	ACCOUNT_OPTIONS,
	{ "dav-quota", "SIZE", "room for calendars and address books: 500M, 2G, none, default" },
	{ "invitations", "WHICH", "of those that come by mail, put into the calendar: all, known, off" },
	{ "resource", "KIND", "make it a location, group or thing that answers by itself" },
	{ "bookings", "N", "how often it may be booked at once; -1 any number, 0 never busy" },
	{ 0 }
};
static const struct cli_option password_options[] = { PASSWORD_OPTIONS, { 0 } };
static const struct cli_option login_as_options[] = {
	{ "reason", "TEXT", "why; kept in the log" }, { 0 }
};
static const struct cli_option app_options[] = {
	{ "name", "NAME", "what it is for" },
	{ "protocols", "LIST", "imap,pop3,smtp,sieve,dav,jmap; all when not given" },
	{ 0 }
};

const struct cli_verb user_verbs[] = {
	{ "add", "ADDRESS", "make an account", 1, 1, add_options, add, false },
	{ "list", "", "all accounts", 0, 0, list_options, list, false },
	{ "show", "ADDRESS", "one account", 1, 1, NULL, show, false },
	{ "edit", "ADDRESS", "change an account", 1, 1, edit_options, edit, false },
	{ "delete", "ADDRESS", "delete an account", 1, 1, NULL, delete, false },
	{ "password", "ADDRESS", "set the password; ends all sign-ins", 1, 1,
	  password_options, password, false },
	{ "sign-out", "ADDRESS", "end all sign-ins", 1, 1, NULL, sign_out, false },
	{ "expire-sessions", "HOURS", "end everybody's sign-ins in browsers that were not used for so long", 1, 1, NULL,
	  expire_sessions, false },
	{ "reset-factors", "ADDRESS", "take authenticator app, keys and recovery codes away", 1, 1, NULL,
	  reset_factors, false },
	{ "login-as", "ADDRESS", "a link, good once and for a minute, that opens somebody's mailbox for an hour", 1, 1,
	  login_as_options, login_as, false },
	{ "app-add", "ADDRESS", "make an app password", 1, 1, app_options, app_add, false },
	{ "app-list", "ADDRESS", "the app passwords", 1, 1, NULL, app_list, false },
	{ "app-delete", "ADDRESS ID", "delete an app password", 2, 2, NULL, app_delete, false },
	{ 0 }
};
