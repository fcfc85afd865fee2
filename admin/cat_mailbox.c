/*
 * Mailboxes: people with mail.
 */
#include <string.h>

#include "admin/categories.h"
#include "admin/mail_news.h"
#include "core/address.h"
#include "core/conf.h"
#include "storage/account.h"
#include "storage/credential.h"
#include "storage/db.h"
#include "storage/domain.h"
#include "storage/rename.h"
#include "storage/sender_acl.h"
#include "storage/session.h"

#define MIB_MOST	INT64_C(1000000000)

/* A switch for each service, as mailcow calls them. */
static const struct {
	const char	*field, *service;
} services[] = {
	{ "imap_access", "imap" }, { "pop3_access", "pop3" }, { "smtp_access", "smtp" },
	{ "sieve_access", "sieve" }, { "dav_access", "dav" }, { "eas_access", "eas" },
	{ "sogo_access", "jmap" },
};

#define ACCESS(name, service) \
	{ name, API_SWITCH, IN_BOTH, NULL, NULL, 0, 0, NULL, "protocol_access", "may sign in by " service }

static const struct api_field fields[] = {
	{ "local_part", API_TEXT, IN_ADD | NEEDED, NULL, NULL, 0, 64, NULL, NULL, "what stands before the @" },
	{ "domain", API_DOMAIN, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "a domain that is there" },
	{ "template", API_TEXT, IN_ADD, "template", NULL, 0, 100, NULL, NULL, "name or id of a template, whose values stand where nothing is sent" },
	{ "name", API_TEXT, IN_BOTH, NULL, "", 0, 255, NULL, NULL, "the person's name" },
	{ "password", API_SECRET, IN_BOTH, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "8 bytes at least; empty: as it is" },
	{ "password2", API_SECRET, IN_BOTH, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "the same again" },
	{ "quota", API_MIB, IN_BOTH, NULL, NULL, 0, MIB_MOST, NULL, NULL, "MiB, 0: no bound" },
	{ "dav_quota", API_MIB, IN_BOTH | SERVER_ONLY, NULL, NULL, -1, MIB_MOST, NULL, NULL, "MiB of calendars and address books, 0: no bound, -1: the server's dav.quota" },
	{ "active", API_CHOICE, IN_BOTH, NULL, "1", 0, 0, "0 1 2", NULL, "1: yes, 2: gets mail but nobody signs in, 0: no" },
	{ "authsource", API_CHOICE, IN_BOTH | SERVER_ONLY, "source", "mailcow", 0, 0, "mailcow ldap keycloak generic-oidc", NULL, "who knows the password" },
	{ "force_pw_update", API_SWITCH, IN_BOTH, "must_change_password", "0", 0, 0, NULL, NULL, "a new password at the next sign-in" },
	{ "force_tfa", API_SWITCH, IN_BOTH, "must_have_2fa", "0", 0, 0, NULL, NULL, "a second factor is needed" },
	{ "tls_enforce_in", API_SWITCH, IN_BOTH, "tls_enforce_in", "0", 0, 0, NULL, NULL, "mail to it only over TLS" },
	{ "tls_enforce_out", API_SWITCH, IN_BOTH, "tls_enforce_out", "0", 0, 0, NULL, NULL, "mail from it only over TLS" },
	ACCESS("imap_access", "IMAP"), ACCESS("pop3_access", "POP3"), ACCESS("smtp_access", "SMTP"),
	ACCESS("sieve_access", "ManageSieve"), ACCESS("dav_access", "CalDAV and CardDAV"),
	ACCESS("eas_access", "ActiveSync"), ACCESS("sogo_access", "JMAP, and so the webmail"),
	{ "sender_acl", API_LIST, IN_BOTH, NULL, NULL, 0, 0, NULL, "extend_sender_acl", "may send as: address, domain, or *; \"default\" for none" },
	{ "smtp_from", API_LIST, IN_BOTH, "smtp_from", NULL, 0, 100, NULL, "smtp_ip_access", "networks that SMTP is taken from" },
	{ "relayhost", API_NUMBER, IN_BOTH, NULL, NULL, 0, INT64_MAX, NULL, "mailbox_relayhost", "id of a relay host, 0: the domain's" },
	{ "quarantine_notification", API_CHOICE, IN_BOTH, "quarantine_notice", NULL, 0, 0, "never hourly daily weekly", NULL, "how often the digest comes" },
	{ "quarantine_category", API_CHOICE, IN_BOTH, "quarantine_kind", NULL, 0, 0, "reject add_header all", NULL, "what is in it" },
	{ "tagged_mail_handler", API_CHOICE, IN_BOTH, "detail", NULL, 0, 0, "none subfolder subject", NULL, "what name+tag@ does" },
	{ "recovery_email", API_TEXT, IN_BOTH, "recovery_email", NULL, 0, 320, NULL, NULL, "where a lost password is mended" },
	{ "rl_value", API_TEXT, IN_BOTH, NULL, NULL, 0, 10, NULL, "ratelimit", "messages in rl_frame; 0 or empty: the domain's limit" },
	{ "rl_frame", API_CHOICE, IN_BOTH, "rate_frame", NULL, 0, 0, "s m h d", "ratelimit", "second, minute, hour or day" },
	{ "tags", API_LIST, IN_BOTH, NULL, NULL, 0, 25, NULL, NULL, "marks; edit adds to those that are there" },
	{ 0 }
};

/* Switches that were given, over what was. */
static void
read_services(struct api_call *call)
{
	const json_t *was = json_object_get(call->was, "attributes");
	json_t *list = json_array();
	bool given = false;

	for (size_t i = 0; i < COUNT(services); i++) {
		const char *shown = json_get_text(was, services[i].field);
		bool on = shown == NULL || strcmp(shown, "1") == 0;

		given = given || api_given(call, services[i].field);
		if (api_switch(call, services[i].field, on))
			json_array_append_new(list, json_string(services[i].service));
	}
	if (given)
		api_column(call, "services", list);
	else
		json_decref(list);
}

/* A member of sender_acl as storage has it: "example.org" is all of a domain. */
static enum status
read_sender(struct api_call *call, const char *text, const char **out)
{
	struct ctx *cx = call->cx;
	enum status st;

	if (strcmp(text, "*") == 0 || strcmp(text, "default") == 0) {
		*out = text;
		st = OK;
	} else if (strchr(text, '@') != NULL) {
		st = address_parse_catchall(cx, text, out);
	} else if ((st = domain_parse(cx, text, out)) == OK) {
		*out = arena_printf(cx->arena, "@%s", *out);
	}
	if (st != OK)
		return api_refuse(call, ERR_INVALID, "sender_acl_invalid", text);
	return OK;
}

/* A domain's administrator gives away only what is in his domains. */
static enum status
require_sender(struct api_call *call, const char *sender)
{
	struct domain d;
	enum status st;

	if (call->rights.is == WHO_ADMIN)
		return OK;
	if (strcmp(sender, "*") == 0)
		return api_refuse(call, ERR_DENIED, "sender_acl_invalid", sender);
	if ((st = db_domain_find(call->cx, address_domain(sender), &d)) == OK)
		st = rights_require(call->cx, &call->rights, WHO_DOMAIN, "extend_sender_acl", d.id, 0);
	return st == OK ? OK : api_refuse(call, ERR_DENIED, "sender_acl_invalid", sender);
}

static enum status
write_senders(struct api_call *call)
{
	size_t count, n = 0;
	const char **sent = api_list(call, "sender_acl", &count), **senders;
	enum status st;

	if (!api_given(call, "sender_acl"))
		return OK;
	senders = arena_array(call->cx->arena, count + 1, sizeof *senders);
	for (size_t i = 0; i < count; i++) {
		if ((st = read_sender(call, sent[i], &senders[n])) != OK)
			return st;
		if (strcmp(senders[n], "default") == 0)
			continue;
		if ((st = require_sender(call, senders[n])) != OK)
			return st;
		n++;
	}
	return db_sender_acl_put(call->cx, call->account, senders, n);
}

static void
read_active(struct api_call *call)
{
	const char *active = api_text(call, "active");

	if (active == NULL)
		return;
	api_column(call, "active", json_boolean(strcmp(active, "0") != 0));
	api_column(call, "sign_in", json_boolean(strcmp(active, "2") != 0));
}

/* The server's own bound is NULL in the row. */
static void
read_dav_quota(struct api_call *call)
{
	int64_t bytes = api_number(call, "dav_quota", -1);

	if (api_given(call, "dav_quota"))
		api_column(call, "dav_quota", bytes < 0 ? json_null() : json_integer(bytes));
}

static enum status
check_quota(struct api_call *call, const char *domain, int64_t quota)
{
	struct domain d;
	enum status st;

	if ((st = db_domain_find(call->cx, domain, &d)) != OK) {
		call->message = "domain_not_found", call->message_about = domain;
		return st;
	}
	if (quota == 0 && !rights_flag(&call->rights, "unlimited_quota"))
		return api_refuse(call, ERR_DENIED, "unlimited_quota_acl", NULL);
	if (d.max_account_quota > 0 && (quota > d.max_account_quota || quota == 0))
		return api_refuse(call, ERR_LIMIT, "mailbox_quota_exceeded",
		    arena_printf(call->cx->arena, "%lld", (long long)(d.max_account_quota / 1048576)));
	return OK;
}

/* What db_account_add and _edit found full. */
static enum status
say_full(struct api_call *call, enum status st)
{
	if (st == ERR_LIMIT)
		call->message = strstr(call->cx->fault_text, "quota") != NULL ?
		    "mailbox_quota_left_exceeded" : "max_mailbox_exceeded";
	else if (st == ERR_EXISTS)
		call->message = "is_alias_or_mailbox", call->message_about = call->name;
	return st;
}

/* Where SMTP is taken from; PostgreSQL would say it in its own words. */
static enum status
check_networks(struct api_call *call)
{
	size_t count = 0;
	const char **sent = api_given(call, "smtp_from") ? api_list(call, "smtp_from", &count) : NULL;

	for (size_t i = 0; i < count; i++)
		if (!network_valid(sent[i]))
			return api_refuse(call, ERR_INVALID, "network_host_invalid", sent[i]);
	return OK;
}

static enum status
prepare(struct api_call *call)
{
	const char *domain = api_text(call, "domain"), *address;
	enum status st;

	if ((st = check_networks(call)) != OK)
		return st;
	if (call->verb == API_ADD) {
		if ((st = api_of_domain(call, domain)) != OK)
			return st;
		if (address_parse_mailbox(call->cx, arena_printf(call->cx->arena, "%s@%s",
		    api_text(call, "local_part"), domain), &address) != OK) {
			ctx_forgive(call->cx);
			return api_refuse(call, ERR_INVALID, "mailbox_invalid", NULL);
		}
		call->key = call->name = address;
	}
	read_active(call);
	read_services(call);
	read_dav_quota(call);
	api_relayhost(call);
	if ((st = api_rate(call)) != OK)
		return st;
	return api_tags(call);
}

static enum status
added(struct api_call *call)
{
	struct account a = {
		.domain = call->domain, .address = call->key, .kind = "person", .role = ROLE_USER,
		.name = api_text(call, "name"), .active = true,
	};
	bool local = strcmp(api_text(call, "authsource"), "mailcow") == 0;
	const char *password;
	struct domain d;
	enum status st;

	if ((st = db_domain_find(call->cx, api_text(call, "domain"), &d)) != OK)
		return st;
	a.quota = api_number(call, "quota", d.account_quota > 0 ? d.account_quota :
	    call->cx->conf->quota * 1048576);
	if ((st = check_quota(call, d.name, a.quota)) != OK ||
	    (st = api_password(call, local, &password)) != OK)
		return st;
	if ((st = db_account_add(call->cx, &a)) != OK)
		return say_full(call, st);
	call->account = a.id;
	if ((password != NULL && (st = db_credential_set_password(call->cx, a.id, password)) != OK) ||
	    (st = db_record_update(call->cx, "account", "address", call->key, call->columns)) != OK)
		return st;
	return write_senders(call);
}

static enum status
edited(struct api_call *call)
{
	const char *password;
	struct account a;
	int64_t ended;
	enum status st;

	if ((st = api_password(call, false, &password)) != OK ||
	    (st = db_account_get(call->cx, call->account, &a)) != OK)
		return st;
	if (api_given(call, "name"))
		a.name = api_text(call, "name");
	if (api_given(call, "quota") && api_number(call, "quota", 0) != a.quota) {
		a.quota = api_number(call, "quota", 0);
		if ((st = check_quota(call, address_domain(a.address), a.quota)) != OK)
			return st;
	}
	if (api_text(call, "active") != NULL)
		a.active = strcmp(api_text(call, "active"), "0") != 0;
	if ((st = db_account_edit(call->cx, &a)) != OK)
		return say_full(call, st);
	if ((st = db_record_update(call->cx, "account", "address", call->key, call->columns)) != OK ||
	    (password != NULL && (st = db_credential_set_password(call->cx, a.id, password)) != OK) ||
	    (st = write_senders(call)) != OK)
		return st;
	if (api_text(call, "active") != NULL && strcmp(api_text(call, "active"), "1") != 0)
		return db_session_end_all(call->cx, a.id, &ended);
	return OK;
}

static enum status
on_delete(struct api_call *call)
{
	return db_account_delete(call->cx, call->account);
}

/* May somebody be in who may not come in any more? */
static bool
shuts(const struct api_call *call)
{
	static const char *const doors[] = {
		"password", "active", "force_pw_update", "force_tfa", "authsource",
		"imap_access", "pop3_access", "sieve_access",
	};

	for (size_t i = 0; i < COUNT(doors) && call->verb == API_EDIT; i++)
		if (api_given(call, doors[i]))
			return true;
	return call->verb == API_DELETE;
}

/* Password and quota for Dovecot; rate and what is kept of junk for Rspamd. */
static void
mailbox_news(struct api_call *call)
{
	if (call->verb == API_ADD)
		mail_news_made(call->cx, call->key);
	else if (shuts(call))
		mail_news_shut(call->cx, call->key);
	else
		api_news_login(call);
	api_news_policy(call);
}

const struct api_category cat_mailbox = {
	.name = "mailbox", .item = "username", .help = "People with mail", .template = "mailbox",
	.view = "api.mailbox", .light = "api.mailbox_reduced", .log = "mailbox mailbox",
	.added = "mailbox_added+", .edited = "mailbox_modified+", .deleted = "mailbox_removed+",
	.get = WHO_PERSON, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.fields = fields, .prepare = prepare, .on_add = added, .on_edit = edited,
	.on_delete = on_delete, .news = mailbox_news,
};

/* A new name for an address; what is kept goes by the account's number. */

static const struct api_field rename_fields[] = {
	{ "new_local_part", API_TEXT, IN_EDIT | NEEDED, NULL, NULL, 0, 64, NULL, NULL, "the new one" },
	{ "create_alias", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "the old address becomes an alias" },
	{ 0 }
};

static enum status
renamed(struct api_call *call)
{
	const char *local = api_text(call, "new_local_part"), *address, *old = call->key;
	enum status st;

	if (local == NULL || address_parse_mailbox(call->cx, arena_printf(call->cx->arena, "%s@%s",
	    local, address_domain(old)), &address) != OK) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "mailbox_invalid", NULL);
	}
	if ((st = db_account_rename(call->cx, call->account, address,
	    api_switch(call, "create_alias", false))) != OK)
		return say_full(call, st);
	call->key = address;
	return OK;
}

static void
renamed_news(struct api_call *call)
{
	mail_news_shut(call->cx, json_get_text(call->was, "username"));
	api_news_everybody(call);
}

const struct api_category cat_rename_mbox = {
	.name = "rename-mbox", .item = "username", .help = "Another address for a mailbox",
	.view = "api.mailbox", .log = "mailbox rename", .edited = "mailbox_renamed+",
	.edit = WHO_DOMAIN, .fields = rename_fields, .on_edit = renamed, .news = renamed_news,
};
