/*
 * How people sign in, as administrators see it: who has a second factor, which
 * they can take away from somebody who lost it, and what passwords must have.
 */
#include <string.h>

#include "admin/categories.h"
#include "storage/password_rule.h"
#include "storage/second_factor.h"

/* Of others: one's own go by a proof of who it is (admin/factors.h). */
static enum status
reset(struct api_call *call)
{
	bool had;

	if (call->account == call->cx->who.account)
		return api_refuse(call, ERR_DENIED, "access_denied", NULL);
	return db_second_factors_reset(call->cx, call->account, &had);
}

const struct api_category cat_second_factor = {
	.name = "second-factor", .item = "username",
	.help = "Authenticator apps, keys and recovery codes of people; deleting takes all away",
	.view = "api.second_factor", .log = "mailbox second_factor", .deleted = "object_modified+",
	.get = WHO_PERSON, .delete = WHO_DOMAIN, .on_delete = reset, .news = api_news_login,
};

static const struct api_field rule_fields[] = {
	{ "length", API_NUMBER, IN_EDIT, NULL, NULL, PASSWORD_LEAST, 64, NULL, NULL, "characters at least" },
	{ "chars", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "a letter is needed" },
	{ "lowerupper", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "small and capital letters are needed" },
	{ "numbers", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "a digit is needed" },
	{ "special_chars", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "something else is needed, too" },
	{ "by_mail", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "a forgotten one is mended by mail to recovery_email" },
	{ 0 }
};

static bool
was(const struct api_call *call, const char *name)
{
	const char *text = json_get_text(call->was, name);

	return text != NULL && strcmp(text, "1") == 0;
}

static enum status
rule_edited(struct api_call *call)
{
	struct password_rule rule = {
		.length = api_number(call, "length", json_get_int(call->was, "length", PASSWORD_LEAST)),
		.chars = api_switch(call, "chars", was(call, "chars")),
		.special_chars = api_switch(call, "special_chars", was(call, "special_chars")),
		.by_mail = api_switch(call, "by_mail", was(call, "by_mail")),
		.lowerupper = api_switch(call, "lowerupper", was(call, "lowerupper")),
		.numbers = api_switch(call, "numbers", was(call, "numbers")),
	};

	return db_password_rule_put(call->cx, call->before.domain, &rule);
}

/* The general rule holds again. */
static enum status
rule_deleted(struct api_call *call)
{
	return db_password_rule_delete(call->cx, call->before.domain);
}

const struct api_category cat_password_rule = {
	.name = "password-rule", .help = "What passwords must have, by domain; \"*\" is for all that say nothing",
	.view = "api.password_rule", .log = "mailbox password_rule",
	.edited = "object_modified+", .deleted = "object_modified+", .named = "domain",
	.get = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN, .fields = rule_fields,
	.on_edit = rule_edited, .on_delete = rule_deleted,
};
