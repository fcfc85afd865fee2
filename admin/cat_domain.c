/*
 * Domains, their other names, footers and limits.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "admin/mail_news.h"
#include "core/address.h"
#include "mailcore/dkim.h"
#include "storage/directory.h"
#include "storage/domain.h"

#define MIB_MOST	INT64_C(1000000000)	/* an exbibyte, nearly */

static const struct api_field rate_fields[] = {
	{ "rl_value", API_TEXT, IN_BOTH, NULL, NULL, 0, 10, NULL, "ratelimit", "messages in that time; 0 or empty: no limit" },
	{ "rl_frame", API_CHOICE, IN_BOTH, "rate_frame", NULL, 0, 0, "s m h d", "ratelimit", "second, minute, hour or day" },
	{ 0 }
};

static const struct api_field domain_fields[] = {
	{ "domain", API_DOMAIN, IN_ADD | NEEDED, "name", NULL, 0, 0, NULL, NULL, "its name" },
	{ "template", API_TEXT, IN_ADD, "template", NULL, 0, 100, NULL, NULL, "name or id of a template, whose values stand where nothing is sent" },
	{ "description", API_TEXT, IN_BOTH, "description", "", 0, 0, NULL, "domain_desc", "for people" },
	{ "active", API_SWITCH, IN_BOTH | SERVER_ONLY, "active", "1", 0, 0, NULL, NULL, "mail is taken and its people may sign in" },
	{ "aliases", API_NUMBER, IN_BOTH | SERVER_ONLY, "max_aliases", "400", 0, 0, NULL, NULL, "aliases at most, 0: no bound" },
	{ "mailboxes", API_NUMBER, IN_BOTH | SERVER_ONLY, "max_accounts", "10", 0, 0, NULL, NULL, "mailboxes at most, 0: no bound" },
	{ "defquota", API_MIB, IN_BOTH | SERVER_ONLY, "account_quota", "3072", 0, MIB_MOST, NULL, NULL, "MiB of a new mailbox" },
	{ "maxquota", API_MIB, IN_BOTH | SERVER_ONLY, "max_account_quota", "10240", 0, MIB_MOST, NULL, NULL, "MiB of one mailbox at most, 0: no bound" },
	{ "quota", API_MIB, IN_BOTH | SERVER_ONLY, "quota", "10240", 0, MIB_MOST, NULL, NULL, "MiB of all mailboxes together, 0: no bound" },
	{ "backupmx", API_SWITCH, IN_BOTH | SERVER_ONLY, "backup_mx", "0", 0, 0, NULL, NULL, "its mailboxes are on another server" },
	{ "relay_all_recipients", API_SWITCH, IN_BOTH | SERVER_ONLY, "relay_all", "0", 0, 0, NULL, NULL, "and every recipient is taken" },
	{ "relay_unknown_only", API_SWITCH, IN_BOTH | SERVER_ONLY, "relay_unknown_only", "0", 0, 0, NULL, NULL, "but mailboxes that are here stay here" },
	{ "relayhost", API_NUMBER, IN_BOTH, NULL, NULL, 0, INT64_MAX, NULL, "domain_relayhost", "id of a relay host, 0: none" },
	{ "gal", API_SWITCH, IN_BOTH, "directory", "1", 0, 0, NULL, NULL, "its people find each other" },
	{ "gal_listed", API_SWITCH, IN_BOTH, "directory_listed", "0", 0, 0, NULL, NULL, "all of them are an address book in everybody's home, for phones that cannot search" },
	{ "public_freebusy", API_SWITCH, IN_BOTH, "public_freebusy", "0", 0, 0, NULL, NULL, "when its people are busy is told at /dav/public/ADDRESS/freebusy.ifb to whoever asks" },
	{ "tags", API_LIST, IN_BOTH, NULL, NULL, 0, 25, NULL, NULL, "marks; edit adds to those that are there" },
	{ "rl_value", API_TEXT, IN_BOTH, NULL, NULL, 0, 10, NULL, "ratelimit", "messages that each mailbox may send in rl_frame" },
	{ "rl_frame", API_CHOICE, IN_BOTH, "rate_frame", NULL, 0, 0, "s m h d", "ratelimit", "second, minute, hour or day" },
	{ "dkim_selector", API_TEXT, IN_ADD, NULL, "dkim", 0, 63, NULL, NULL, "of the DKIM key that is made" },
	{ "key_size", API_CHOICE, IN_ADD, NULL, "2048", 0, 0, "1024 2048 3072 4096", NULL, "bits of it" },
	{ 0 }
};

enum status
api_rate(struct api_call *call)
{
	const char *value = api_text(call, "rl_value");
	int64_t n = 0;

	if (value == NULL)
		return OK;
	for (const char *c = value; *c != '\0'; c++) {
		if (*c < '0' || *c > '9')
			return api_refuse(call, ERR_INVALID, "rl_timeframe", value);
		n = n * 10 + (*c - '0');
	}
	if (n > 1000000000)
		return api_refuse(call, ERR_INVALID, "rl_timeframe", value);
	api_column(call, "rate_count", n > 0 ? json_integer(n) : json_null());
	return OK;
}

void
api_relayhost(struct api_call *call)
{
	int64_t id = api_number(call, "relayhost", -1);

	if (id >= 0)
		api_column(call, "relayhost_id", id > 0 ? json_integer(id) : json_null());
}

enum status
api_tags(struct api_call *call)
{
	json_t *tags = json_object_get(call->in, "tags"), *all;
	const json_t *one, *other;
	size_t i, k;

	if (tags == NULL)
		return OK;
	all = json_deep_copy(json_object_get(call->was, "tags"));
	if (all == NULL)
		all = json_array();
	json_array_foreach(tags, i, one) {
		bool there = false;

		json_array_foreach(all, k, other)
			there = there || json_equal((json_t *)(uintptr_t)one, (json_t *)(uintptr_t)other);
		if (!there)
			json_array_append(all, (json_t *)(uintptr_t)one);
	}
	api_column(call, "tags", all);
	if (json_array_size(all) > 25)
		return api_refuse(call, ERR_LIMIT, "tag_limit_exceeded", "25");
	return OK;
}

void
api_news_login(struct api_call *call)
{
	mail_news_login(call->cx, call->name);
}

void
api_news_everybody(struct api_call *call)
{
	mail_news_login(call->cx, NULL);
	mail_news_keys(call->cx);
}

void
api_news_policy(struct api_call *call)
{
	mail_news_policy(call->cx);
}

/* What is asked for, else what is there. */
static int64_t
will_be(const struct api_call *call, const char *field, const char *shown)
{
	return api_number(call, field, json_get_int(call->was, shown, 0));
}

static enum status
check_limits(struct api_call *call)
{
	int64_t one = will_be(call, "defquota", "def_quota_for_mbox");
	int64_t most = will_be(call, "maxquota", "max_quota_for_mbox");
	int64_t all = will_be(call, "quota", "max_quota_for_domain");
	int64_t used = json_get_int(call->was, "mboxes_in_domain", 0);
	int64_t given = json_get_text(call->was, "quota_used_in_domain") == NULL ? 0 :
	    atoll(json_get_text(call->was, "quota_used_in_domain"));
	int64_t mailboxes = will_be(call, "mailboxes", "max_num_mboxes_for_domain");
	int64_t aliases = will_be(call, "aliases", "max_num_aliases_for_domain");
	struct arena *arena = call->cx->arena;

	if (most > 0 && one > most)
		return api_refuse(call, ERR_INVALID, "mailbox_defquota_exceeds_mailbox_maxquota", NULL);
	if (all > 0 && most > all)
		return api_refuse(call, ERR_INVALID, "mailbox_quota_exceeds_domain_quota", NULL);
	if (all > 0 && given > all)
		return api_refuse(call, ERR_LIMIT, "domain_quota_m_in_use",
		    arena_printf(arena, "%lld", (long long)(given / 1048576)));
	if (mailboxes > 0 && used > mailboxes)
		return api_refuse(call, ERR_LIMIT, "mailboxes_in_use",
		    arena_printf(arena, "%lld", (long long)used));
	if (aliases > 0 && json_get_int(call->was, "aliases_in_domain", 0) > aliases)
		return api_refuse(call, ERR_LIMIT, "aliases_in_use", arena_printf(arena, "%lld",
		    (long long)json_get_int(call->was, "aliases_in_domain", 0)));
	return OK;
}

static enum status
domain_prepare(struct api_call *call)
{
	struct domain d;
	enum status st;

	/* mailcow's callers leave limits out that the others contradict. */
	if (call->verb == API_ADD) {
		call->name = api_text(call, "domain");
		st = db_domain_find(call->cx, call->name, &d);
		if (st == OK)
			return api_refuse(call, ERR_EXISTS, "domain_exists", call->name);
		if (st != ERR_NOT_FOUND)
			return st;
		ctx_forgive(call->cx);
	}
	if ((st = check_limits(call)) != OK || (st = api_rate(call)) != OK ||
	    (st = api_tags(call)) != OK)
		return st;
	api_relayhost(call);
	if (call->verb == API_EDIT)
		api_column(call, "modified", json_string("now"));
	return OK;
}

static enum status
domain_added(struct api_call *call)
{
	struct dkim_key key;
	enum status st;

	if ((st = api_of_domain(call, call->key)) != OK)
		return st;
	/* mailcow's callers make the key by a call of its own, unless they say what key. */
	if (!call->strict && json_object_get(call->sent, "key_size") == NULL &&
	    json_object_get(call->sent, "dkim_selector") == NULL)
		return OK;
	if ((st = dkim_generate(call->cx, atoi(api_text(call, "key_size")),
	    api_text(call, "dkim_selector"), &key)) != OK)
		return st;
	key.domain_id = call->domain;
	if ((st = db_dkim_add(call->cx, &key)) == ERR_INVALID)
		return api_refuse(call, st, "dkim_domain_or_sel_invalid", key.selector);
	return st;
}

/* Switched off: what its people have open ends. */
static enum status
domain_edited(struct api_call *call)
{
	struct domain d;
	enum status st;

	if (api_switch(call, "active", true))
		return OK;
	if ((st = db_domain_find(call->cx, call->key, &d)) != OK)
		return st;
	return db_domain_edit(call->cx, &d);
}

static enum status
domain_delete(struct api_call *call)
{
	enum status st = db_domain_delete(call->cx, call->domain);

	if (st == ERR_PRECONDITION)
		call->message = "domain_not_empty", call->message_about = call->key;
	return st;
}

const struct api_category cat_domain = {
	.name = "domain", .item = "domain", .help = "Mail domains", .template = "domain",
	.view = "api.domain", .table = "domain", .key_column = "name", .named = "domain_name",
	.log = "mailbox domain",
	.added = "domain_added+", .edited = "domain_modified+", .deleted = "domain_removed+",
	.get = WHO_DOMAIN, .add = WHO_ADMIN, .edit = WHO_DOMAIN, .delete = WHO_ADMIN,
	.fields = domain_fields, .prepare = domain_prepare, .on_add = domain_added,
	.on_edit = domain_edited, .on_delete = domain_delete, .news = api_news_everybody,
};

/* Footer: one JSON value, since it is always read and written whole. */

static const struct api_field footer_fields[] = {
	{ "html", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "put under HTML mail; {= auth_user =}, from_addr, from_user, from_domain, from_name and custom attributes stand for what they say" },
	{ "plain", API_LONG, IN_EDIT, NULL, NULL, 0, 65536, NULL, NULL, "put under plain text, likewise" },
	{ "mbox_exclude", API_LIST, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "mailboxes without it" },
	{ "alias_domain_exclude", API_LIST, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "alias domains without it" },
	{ "skip_replies", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "not under replies" },
	{ 0 }
};

static enum status
footer_prepare(struct api_call *call)
{
	json_t *footer = json_deep_copy(call->was);

	json_object_update(footer, call->in);
	if (api_given(call, "skip_replies"))
		json_object_set_new(footer, "skip_replies",
		    json_string(api_switch(call, "skip_replies", false) ? "1" : "0"));
	api_column(call, "footer", footer);
	return OK;
}

const struct api_category cat_footer = {
	.name = "domain/footer", .item = "domains", .help = "What is put under mail that leaves a domain",
	.view = "api.footer", .table = "domain", .key_column = "name",
	.log = "mailbox domain_wide_footer", .edited = "domain_footer_modified+",
	.get = WHO_DOMAIN, .edit = WHO_DOMAIN, .fields = footer_fields, .prepare = footer_prepare,
	.news = api_news_policy,
};

const struct api_category cat_rl_domain = {
	.name = "rl-domain", .item = "object", .help = "How much the mailboxes of a domain may send",
	.view = "api.domain", .table = "domain", .key_column = "name",
	.log = "ratelimit domain", .edited = "rl_saved+",
	.get = WHO_DOMAIN, .edit = WHO_DOMAIN, .flag = "ratelimit",
	.fields = rate_fields, .prepare = api_rate, .news = api_news_policy,
};

/* How people are found */

static const struct api_field directory_fields[] = {
	{ "minimum", API_NUMBER, IN_EDIT, "directory_minimum", NULL, 0, 20, NULL, NULL, "characters that somebody must type to find people; above 0 the directory is searched and never read whole" },
	{ "first", API_NUMBER, IN_EDIT, "directory_first", NULL, 0, 20000, NULL, NULL, "people that one search finds at most, 0: all" },
	{ "domains", API_LIST, IN_EDIT | SERVER_ONLY, NULL, NULL, 0, 500, NULL, NULL, "other domains whose people are in this one's directory, too" },
	{ 0 }
};

static enum status
directory_edited(struct api_call *call)
{
	const char **names;
	size_t count;
	enum status st;

	if (!api_given(call, "domains"))
		return OK;
	if ((st = api_domain_list(call, "domains", &names, &count)) != OK)
		return st;
	if ((st = db_directory_show(call->cx, call->domain, names, count)) == ERR_NOT_FOUND)
		call->message = "domain_invalid";
	return st;
}

const struct api_category cat_directory = {
	.name = "directory", .item = "domains", .help = "How the people of a domain are found, and by whom",
	.view = "api.directory", .table = "domain", .key_column = "name",
	.log = "mailbox directory", .edited = "domain_modified+",
	.get = WHO_DOMAIN, .edit = WHO_DOMAIN, .fields = directory_fields, .on_edit = directory_edited,
};

/* Alias domains */

static const struct api_field alias_domain_fields[] = {
	{ "alias_domain", API_DOMAIN, IN_ADD | NEEDED, "name", NULL, 0, 0, NULL, NULL, "the other name" },
	{ "target_domain", API_DOMAIN, IN_BOTH, NULL, NULL, 0, 0, NULL, NULL, "the domain that it stands for" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

static enum status
alias_domain_prepare(struct api_call *call)
{
	const char *target = api_text(call, "target_domain");
	enum status st;

	if (call->verb == API_ADD && target == NULL)
		return api_refuse(call, ERR_INVALID, "target_domain_invalid", NULL);
	if (target != NULL) {
		if (call->verb == API_ADD && strcmp(target, api_text(call, "alias_domain")) == 0)
			return api_refuse(call, ERR_INVALID, "aliasd_targetd_identical", NULL);
		if ((st = api_of_domain(call, target)) != OK ||
		    /* Both the domain that it was and the one that it will be. */
		    (st = rights_require(call->cx, &call->rights, WHO_DOMAIN, "alias_domains",
		    call->domain, 0)) != OK)
			return st;
		api_column(call, "domain_id", json_integer(call->domain));
	}
	if (call->verb == API_EDIT)
		api_column(call, "modified", json_string("now"));
	return OK;
}

/* Its mail is signed with the keys of the domain that it stands for. */
static void
alias_domain_news(struct api_call *call)
{
	mail_news_keys(call->cx);
}

const struct api_category cat_alias_domain = {
	.name = "alias-domain", .item = "alias_domain", .help = "Other names for whole domains, whose keys sign for them, too",
	.view = "api.alias_domain", .table = "alias_domain", .key_column = "name",
	.log = "mailbox alias_domain", .added = "aliasd_added+", .edited = "aliasd_modified+",
	.deleted = "alias_domain_removed+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.flag = "alias_domains", .fields = alias_domain_fields, .prepare = alias_domain_prepare,
	.news = alias_domain_news,
};

/* Tags are taken away by a call of their own; edit only adds. */

static const struct api_field tag_fields[] = {
	{ "tags", API_LIST, IN_EDIT, NULL, NULL, 0, 25, NULL, NULL, "those to take away" },
	{ 0 }
};

static enum status
untag(struct api_call *call)
{
	json_t *left = json_array();
	const json_t *was, *gone;
	size_t i, k;

	json_array_foreach(json_object_get(call->was, "tags"), i, was) {
		bool stays = true;

		json_array_foreach(json_object_get(call->in, "tags"), k, gone)
			stays = stays && strcmp(json_string_value(was), json_string_value(gone)) != 0;
		if (stays)
			json_array_append(left, (json_t *)(uintptr_t)was);
	}
	api_column(call, "tags", left);
	return OK;
}

const struct api_category cat_domain_tag = {
	.name = "domain/tag", .item = "domain", .help = "Takes tags from a domain",
	.view = "api.domain", .table = "domain", .key_column = "name",
	.log = "mailbox tags_domain", .edited = "domain_modified+", .edit = WHO_DOMAIN,
	.fields = tag_fields, .prepare = untag,
};
const struct api_category cat_mailbox_tag = {
	.name = "mailbox/tag", .item = "mailbox", .help = "Takes tags from a mailbox",
	.view = "api.mailbox", .table = "account", .key_column = "address",
	.log = "mailbox tags_mailbox", .edited = "mailbox_modified+", .edit = WHO_DOMAIN,
	.fields = tag_fields, .prepare = untag,
};
