/*
 * Addresses that lead to others, for good or for a time.
 */
#include <string.h>
#include <time.h>

#include "admin/categories.h"
#include "core/address.h"
#include "core/hash.h"
#include "storage/alias.h"
#include "storage/db.h"

/* Where mail goes that is thrown away or teaches; the mail core knows these. */
#define TO_NULL	"null@localhost"
#define TO_SPAM	"spam@localhost"
#define TO_HAM	"ham@localhost"

static const struct api_field fields[] = {
	{ "address", API_TEXT, IN_BOTH | NEEDED, NULL, NULL, 0, 320, NULL, NULL, "the address, or @domain for what nobody has" },
	{ "goto", API_LIST, IN_BOTH, NULL, NULL, 0, 10000, NULL, NULL, "where its mail goes" },
	{ "goto_null", API_SWITCH, IN_BOTH, NULL, NULL, 0, 0, NULL, NULL, "its mail is thrown away" },
	{ "goto_spam", API_SWITCH, IN_BOTH, NULL, NULL, 0, 0, NULL, NULL, "its mail teaches what is spam" },
	{ "goto_ham", API_SWITCH, IN_BOTH, NULL, NULL, 0, 0, NULL, NULL, "its mail teaches what is not" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use" },
	{ "internal", API_SWITCH, IN_BOTH, "internal", "0", 0, 0, NULL, NULL, "only for senders that are signed in here" },
	{ "sender_allowed", API_SWITCH, IN_BOTH, "may_send", "1", 0, 0, NULL, NULL, "its targets may send as it" },
	{ "sogo_visible", API_SWITCH, IN_BOTH, "visible", "1", 0, 0, NULL, NULL, "offered as a sender" },
	{ "private_comment", API_TEXT, IN_BOTH, "private_comment", NULL, 0, 160, NULL, NULL, "for administrators" },
	{ "public_comment", API_TEXT, IN_BOTH, "comment", NULL, 0, 160, NULL, NULL, "for its targets, too" },
	{ 0 }
};

static enum status
read_address(struct api_call *call, const char **out)
{
	const char *text = api_text(call, "address");

	/* mailcow's callers may name a bare domain for its catch-all. */
	if (strchr(text, '@') == NULL)
		text = arena_printf(call->cx->arena, "@%s", text);
	if (address_parse_catchall(call->cx, text, out) != OK) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "alias_invalid", api_text(call, "address"));
	}
	return OK;
}

static enum status
read_targets(struct api_call *call, struct alias *l)
{
	static const struct {
		const char	*field, *target;
	} special[] = {
		{ "goto_null", TO_NULL }, { "goto_spam", TO_SPAM }, { "goto_ham", TO_HAM },
	};
	size_t count;
	const char **sent = api_list(call, "goto", &count);

	l->targets = arena_array(call->cx->arena, count + 1, sizeof *l->targets);
	l->target_count = 0;
	for (size_t i = 0; i < COUNT(special); i++)
		if (api_switch(call, special[i].field, false)) {
			l->targets[l->target_count++] = special[i].target;
			return OK;
		}
	for (size_t i = 0; i < count; i++) {
		const char **target = &l->targets[l->target_count++];

		if (strcmp(sent[i], TO_NULL) == 0 || strcmp(sent[i], TO_SPAM) == 0 ||
		    strcmp(sent[i], TO_HAM) == 0) {
			*target = sent[i];
			continue;
		}
		if (address_parse(call->cx, sent[i], target) != OK) {
			ctx_forgive(call->cx);
			return api_refuse(call, ERR_INVALID, "goto_invalid", sent[i]);
		}
		if (strcmp(*target, l->address) == 0)
			return api_refuse(call, ERR_INVALID, "alias_goto_identical", NULL);
	}
	return l->target_count > 0 ? OK : api_refuse(call, ERR_INVALID, "goto_empty", NULL);
}

static enum status
prepare(struct api_call *call)
{
	const char *address;
	enum status st;

	if (call->verb == API_EDIT) {
		api_column(call, "modified", json_string("now"));
		return OK;
	}
	if ((st = read_address(call, &address)) != OK)
		return st;
	call->name = address;
	return api_of_mail_domain(call, address_domain(address));
}

static enum status
say_taken(struct api_call *call, enum status st)
{
	if (st == ERR_EXISTS)
		call->message = "is_alias_or_mailbox", call->message_about = call->name;
	else if (st == ERR_LIMIT)
		call->message = "max_alias_exceeded";
	return st;
}

static enum status
added(struct api_call *call)
{
	struct alias l = { .address = call->name, .active = true, .may_send = true, .comment = "" };
	enum status st;

	if ((st = read_targets(call, &l)) != OK)
		return st;
	if ((st = db_alias_add(call->cx, &l)) != OK)
		return say_taken(call, st);
	call->key = arena_printf(call->cx->arena, "%lld", (long long)l.id);
	if (call->more == NULL)
		call->more = json_keep(call->cx->arena, json_object());
	json_object_set_new(call->more, "id", json_integer(l.id));
	return db_record_update(call->cx, "alias", "id", call->key, call->columns);
}

static enum status
edited(struct api_call *call)
{
	bool retarget = api_given(call, "goto") || api_switch(call, "goto_null", false) ||
	    api_switch(call, "goto_spam", false) || api_switch(call, "goto_ham", false);
	struct alias l;
	const char *address;
	enum status st;

	if ((st = db_alias_find(call->cx, json_get_text(call->was, "address"), &l)) != OK)
		return st;
	if (api_given(call, "address")) {
		if ((st = read_address(call, &address)) != OK)
			return st;
		if (strcmp(address_domain(address), address_domain(l.address)) != 0)
			return api_refuse(call, ERR_INVALID, "alias_domain_invalid", address);
		if (strcmp(address, l.address) != 0)
			api_column(call, "address", json_string(address));
		call->name = l.address = address;
	}
	if (retarget && ((st = read_targets(call, &l)) != OK ||
	    (st = db_alias_edit(call->cx, &l)) != OK))
		return st;
	return say_taken(call, db_record_update(call->cx, "alias", "id", call->key, call->columns));
}

static enum status
removed(struct api_call *call)
{
	return db_record_delete(call->cx, "alias", "id", call->key);
}

const struct api_category cat_alias = {
	.name = "alias", .help = "Addresses that lead to others",
	.view = "api.alias", .key_column = "id", .named = "address", .log = "mailbox alias",
	.added = "alias_added+", .edited = "alias_modified+", .deleted = "alias_removed+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.fields = fields, .prepare = prepare, .on_add = added, .on_edit = edited,
	.on_delete = removed, .each = "address",
};

/* For a time: an address that cannot be guessed, for one shop. */

static const struct api_field timed_fields[] = {
	{ "username", API_ADDRESS, IN_ADD | NEEDED, NULL, NULL, 0, 0, NULL, NULL, "the mailbox that it is for" },
	{ "domain", API_DOMAIN, IN_ADD, NULL, NULL, 0, 0, NULL, NULL, "its domain; the mailbox's when left out" },
	{ "description", API_TEXT, IN_BOTH, "comment", NULL, 0, 160, NULL, NULL, "what it is for" },
	{ "validity", API_NUMBER, IN_BOTH, NULL, "8760", 1, 87600, NULL, NULL, "hours" },
	{ "permanent", API_SWITCH, IN_BOTH, NULL, "0", 0, 0, NULL, NULL, "it never ends" },
	{ 0 }
};

static void
set_end(struct api_call *call)
{
	time_t end = time(NULL) + api_number(call, "validity", 8760) * 3600;
	char text[32];
	struct tm tm;

	if (api_switch(call, "permanent", false)) {
		api_column(call, "expires", json_null());
	} else if (api_given(call, "validity") || api_given(call, "permanent")) {
		strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&end, &tm));
		api_column(call, "expires", json_string(text));
	}
}

static enum status
timed_prepare(struct api_call *call)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned char raw[16];
	char local[sizeof raw + 1];
	const char *domain;
	int64_t account, mailbox_domain;
	enum status st;

	set_end(call);
	if (call->verb == API_EDIT) {
		api_column(call, "modified", json_string("now"));
		return OK;
	}
	if ((st = api_of_account(call, api_text(call, "username"))) != OK)
		return st;
	account = call->account;
	mailbox_domain = call->domain;
	domain = api_text(call, "domain");
	if (domain == NULL || *domain == '\0')
		domain = address_domain(api_text(call, "username"));
	if ((st = api_of_mail_domain(call, domain)) != OK)
		return st;
	/* A person takes names in the own domain only. */
	if (call->domain != mailbox_domain && call->rights.is == WHO_PERSON)
		return api_refuse(call, ERR_DENIED, "domain_invalid", domain);
	if (call->domain != mailbox_domain && (st = rights_require(call->cx, &call->rights,
	    WHO_DOMAIN, NULL, call->domain, 0)) != OK)
		return st;
	hash_random(raw, sizeof raw);
	for (size_t i = 0; i < sizeof raw; i++)
		local[i] = letters[raw[i] & 31];
	local[sizeof raw] = '\0';
	api_column(call, "domain_id", json_integer(call->domain));
	api_column(call, "account_id", json_integer(account));
	api_column(call, "address", json_string(arena_printf(call->cx->arena, "%s@%s", local, domain)));
	call->domain = mailbox_domain;
	return OK;
}

static enum status
timed_added(struct api_call *call)
{
	static const struct db_stmt target = {
		"INSERT INTO alias_target (domain_id, alias_id, target)"
		" SELECT l.domain_id, l.id, $2 FROM alias l WHERE l.address = $1"
	};

	call->name = api_text(call, "username");
	call->more = json_keep(call->cx->arena, json_pack("{s:s}", "address", call->key));
	return db_exec(call->cx, &target, DB_ARGS(db_text(call->key), db_text(call->name)));
}

const struct api_category cat_time_limited_alias = {
	.name = "time_limited_alias", .item = "address", .help = "Addresses for a time",
	.view = "api.time_limited_alias", .table = "alias", .key_column = "address",
	.log = "mailbox time_limited_alias", .added = "mailbox_modified+",
	.edited = "mailbox_modified+", .deleted = "mailbox_modified+", .named = "goto",
	.get = WHO_PERSON, .add = WHO_PERSON, .edit = WHO_PERSON, .delete = WHO_PERSON,
	.flag = "spam_alias", .fields = timed_fields, .prepare = timed_prepare,
	.on_add = timed_added,
};
