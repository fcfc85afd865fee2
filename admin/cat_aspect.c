/*
 * One side of a mailbox each: calls that mailcow has beside edit/mailbox, most
 * of which a person may make for himself.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"

#define OF_MAILBOX .view = "api.mailbox", .table = "account", .key_column = "address"

static const struct api_field rate_fields[] = {
	{ "rl_value", API_TEXT, IN_EDIT, NULL, NULL, 0, 10, NULL, NULL, "messages in rl_frame; 0 or empty: the domain's limit" },
	{ "rl_frame", API_CHOICE, IN_EDIT, "rate_frame", NULL, 0, 0, "s m h d", NULL, "second, minute, hour or day" },
	{ 0 }
};

const struct api_category cat_rl_mbox = {
	.name = "rl-mbox", .item = "object", .help = "How much a mailbox may send", OF_MAILBOX,
	.log = "ratelimit mailbox", .edited = "rl_saved+", .get = WHO_DOMAIN, .edit = WHO_DOMAIN,
	.flag = "ratelimit", .fields = rate_fields, .prepare = api_rate,
	.news = api_news_policy,
};

/* Two lists side by side: names and values. */
static const struct api_field attribute_fields[] = {
	{ "attribute", API_LIST, IN_EDIT | NEEDED, NULL, NULL, 0, 100, NULL, NULL, "names" },
	{ "value", API_LIST, IN_EDIT | NEEDED, NULL, NULL, 0, 100, NULL, NULL, "a value for each" },
	{ 0 }
};

static enum status
attributes(struct api_call *call)
{
	json_t *names = json_object_get(call->sent, "attribute");
	json_t *values = json_object_get(call->sent, "value"), *out;

	/* As sent: reading drops what is there twice, and values may be equal. */
	if (!json_is_array(names) || !json_is_array(values) ||
	    json_array_size(names) != json_array_size(values))
		return api_refuse(call, ERR_INVALID, "attribute_value_mismatch", NULL);
	out = json_object();
	for (size_t i = 0; i < json_array_size(names); i++) {
		const json_t *name = json_array_get(names, i);

		if (json_is_string(name) && json_string_length(name) > 0)
			json_object_set(out, json_string_value(name), json_array_get(values, i));
	}
	api_column(call, "attributes", out);
	return OK;
}

const struct api_category cat_custom_attribute = {
	.name = "mailbox/custom-attribute", .item = "mailboxes", .help = "What the administrator notes of a mailbox",
	OF_MAILBOX, .log = "mailbox mailbox_custom_attribute", .edited = "mailbox_modified+",
	.edit = WHO_DOMAIN, .fields = attribute_fields, .prepare = attributes, .news = api_news_policy,
};

static const struct api_field score_fields[] = {
	{ "spam_score", API_TEXT, IN_EDIT | NEEDED, NULL, NULL, 0, 20, NULL, NULL, "LOW,HIGH: junk from LOW, refused from HIGH; default: the server's" },
	{ 0 }
};

static enum status
score(struct api_call *call)
{
	const char *text = api_text(call, "spam_score");
	double low, high;
	char *end;

	if (text == NULL || strcmp(text, "default") == 0 || *text == '\0') {
		api_column(call, "spam_low", json_null());
		api_column(call, "spam_high", json_null());
		return OK;
	}
	low = strtod(text, &end);
	if (end == text || *end != ',')
		return api_refuse(call, ERR_INVALID, "spam_score_invalid", text);
	text = end + 1;
	high = strtod(text, &end);
	if (end == text || *end != '\0' || !(low >= 0.1) || !(high <= 10000) || !(low <= high))
		return api_refuse(call, ERR_INVALID, "spam_score_invalid", text);
	api_column(call, "spam_low", json_real(low));
	api_column(call, "spam_high", json_real(high));
	return OK;
}

const struct api_category cat_spam_score = {
	.name = "spam-score", .item = "username", .help = "When mail to a mailbox is junk", .view = "api.spam_score",
	.table = "account", .key_column = "address", .log = "mailbox spam_score",
	.edited = "mailbox_modified+", .get = WHO_PERSON, .edit = WHO_PERSON, .flag = "spam_score",
	.fields = score_fields, .prepare = score, .news = api_news_policy,
};

static const struct api_field share_fields[] = {
	{ "share_notification", API_CHOICE, IN_EDIT | NEEDED, "share_notice", NULL, 0, 0, "always never", NULL, "does a mail tell him of it?" },
	{ 0 }
};

const struct api_category cat_share_notification = {
	.name = "share_notification", .item = "username", .help = "Mail about calendars and address books that others share with a mailbox",
	.view = "api.share_notification", .table = "account", .key_column = "address",
	.log = "mailbox share_notification", .edited = "mailbox_modified+", .get = WHO_PERSON,
	.edit = WHO_PERSON, .fields = share_fields,
};

static const struct api_field acl_fields[] = {
	{ "user_acl", API_LIST, IN_EDIT | NEEDED, NULL, NULL, 0, 50, NULL, NULL, "what the person may; see below" },
	{ 0 }
};

static enum status
user_acl(struct api_call *call)
{
	size_t count;
	const char **flags = api_list(call, "user_acl", &count);

	for (size_t i = 0; i < count; i++) {
		const char *const *known = rights_person_flags;

		while (*known != NULL && strcmp(*known, flags[i]) != 0)
			known++;
		if (*known == NULL)
			return api_refuse(call, ERR_INVALID, "value_invalid", flags[i]);
	}
	/* For an administrator the same column has other flags. */
	if (strcmp(json_get_text(call->was, "role"), "user") != 0)
		return api_refuse(call, ERR_PRECONDITION, "access_denied", call->key);
	api_column(call, "acl", json_deep_copy(json_object_get(call->in, "user_acl")));
	return OK;
}

const struct api_category cat_user_acl = {
	.name = "user-acl", .item = "username", .help = "What a person may change alone", OF_MAILBOX,
	.log = "acl user", .edited = "acl_saved+", .edit = WHO_DOMAIN,
	.fields = acl_fields, .prepare = user_acl,
};

/* Dovecot and Rspamd both look at these. */
static void
tell(struct api_call *call)
{
	api_news_login(call);
	api_news_policy(call);
}

/* A column and its few words. */
#define CHOICE(variable, path, text, field_name, column_name, words, person_flag) \
static const struct api_field variable##_fields[] = { \
	{ field_name, API_CHOICE, IN_EDIT | NEEDED, column_name, NULL, 0, 0, words, NULL, text }, \
	{ 0 } \
}; \
const struct api_category cat_##variable = { \
	.name = path, .item = "username", .help = text, OF_MAILBOX, .log = "mailbox " path, \
	.edited = "mailbox_modified+", .edit = WHO_PERSON, .flag = person_flag, \
	.fields = variable##_fields, .news = tell, \
}

CHOICE(quarantine_notification, "quarantine_notification", "How often the quarantine's digest comes",
    "quarantine_notification", "quarantine_notice", "never hourly daily weekly", "quarantine_notification");
CHOICE(quarantine_category, "quarantine_category", "What the quarantine's digest tells of",
    "quarantine_category", "quarantine_kind", "reject add_header all", "quarantine_category");
CHOICE(delimiter_action, "delimiter_action", "What mail to name+tag@ does",
    "tagged_mail_handler", "detail", "none subfolder subject", "delimiter_action");

static const struct api_field tls_fields[] = {
	{ "tls_enforce_in", API_SWITCH, IN_EDIT, "tls_enforce_in", NULL, 0, 0, NULL, NULL, "mail to it only over TLS" },
	{ "tls_enforce_out", API_SWITCH, IN_EDIT, "tls_enforce_out", NULL, 0, 0, NULL, NULL, "mail from it only over TLS" },
	{ 0 }
};

const struct api_category cat_tls_policy = {
	.name = "tls_policy", .item = "username", .help = "Mail of a mailbox only over TLS", OF_MAILBOX,
	.log = "mailbox tls_policy", .edited = "mailbox_modified+", .edit = WHO_PERSON,
	.flag = "tls_policy", .fields = tls_fields,
};
