/*
 * App passwords: one for each program, for the services that it needs.
 */
#include <string.h>

#include "admin/categories.h"
#include "admin/mail_news.h"
#include "storage/credential.h"

static const struct api_field fields[] = {
	{ "username", API_ADDRESS, IN_ADD, NULL, NULL, 0, 0, NULL, NULL, "the mailbox; one's own when left out" },
	{ "app_name", API_TEXT, IN_BOTH | NEEDED, "name", NULL, 1, 255, NULL, NULL, "what it is for" },
	{ "app_passwd", API_SECRET, IN_BOTH, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "16 random bytes at least; made and shown once when left out" },
	{ "app_passwd2", API_SECRET, IN_BOTH, NULL, NULL, 0, PASSWORD_MAX, NULL, NULL, "the same again" },
	{ "protocols", API_LIST, IN_BOTH, NULL, NULL, 0, 20, NULL, NULL, "imap_access, smtp_access, dav_access, eas_access, pop3_access, sieve_access, jmap_access; all when left out" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

/* "imap_access" is imap. */
static enum status
read_protocols(struct api_call *call, json_t *out)
{
	static const char *const known[] = { "imap", "pop3", "smtp", "sieve", "dav", "eas", "jmap" };
	size_t count;
	const char **sent = api_list(call, "protocols", &count);

	for (size_t i = 0; i < count; i++) {
		size_t k = 0, len = strlen(sent[i]);

		if (len > 7 && strcmp(sent[i] + len - 7, "_access") == 0)
			len -= 7;
		while (k < COUNT(known) && (strlen(known[k]) != len ||
		    strncmp(known[k], sent[i], len) != 0))
			k++;
		if (k == COUNT(known))
			return api_refuse(call, ERR_INVALID, "value_invalid", sent[i]);
		json_array_append_new(out, json_string(known[k]));
	}
	return OK;
}

static const char *
joined(struct arena *arena, const json_t *list)
{
	char *out = arena_strdup(arena, "");

	for (size_t i = 0; i < json_array_size(list); i++)
		out = arena_printf(arena, "%s%s%s", out, i > 0 ? " " : "",
		    json_string_value(json_array_get(list, i)));
	return out;
}

static enum status
read_password(struct api_call *call, const char **password)
{
	const char *one = api_text(call, "app_passwd"), *two = api_text(call, "app_passwd2");

	*password = NULL;
	if (one == NULL || *one == '\0')
		return OK;
	if (two != NULL && strcmp(one, two) != 0)
		return api_refuse(call, ERR_INVALID, "password_mismatch", NULL);
	if (strlen(one) < APP_PASSWORD_LEAST)
		return api_refuse(call, ERR_INVALID, "password_complexity", NULL);
	*password = one;
	return OK;
}

static enum status
prepare(struct api_call *call)
{
	const char *name = api_text(call, "app_name"), *username = api_text(call, "username");
	const char *password;
	enum status st;

	if (name != NULL && *name == '\0')
		return api_refuse(call, ERR_INVALID, "app_name_empty", NULL);
	/* Whoever finds a browser open must not make himself a key to the mail. */
	if (call->cx->who.proof == PROOF_SESSION && !call->cx->who.proved)
		return api_refuse(call, ERR_DENIED, "prove_again", NULL);
	if (call->verb == API_ADD)
		return api_of_account(call, username != NULL && *username != '\0' ? username :
		    call->cx->who.address);
	if ((st = read_password(call, &password)) != OK)
		return st;
	if (password != NULL)
		api_column(call, "hash", json_string(credential_app_hash(call->cx, password)));
	if (api_given(call, "protocols")) {
		json_t *list = json_array();

		api_column(call, "protocols", list);
		if ((st = read_protocols(call, list)) != OK)
			return st;
	}
	api_column(call, "modified", json_string("now"));
	return OK;
}

static enum status
added(struct api_call *call)
{
	json_t *list = json_keep(call->cx->arena, json_array());
	const char *sent;
	char *password;
	int64_t id;
	enum status st;

	if ((st = read_password(call, &sent)) != OK ||
	    (st = read_protocols(call, list)) != OK)
		return st;
	password = sent != NULL ? arena_strdup(call->cx->arena, sent) :
	    credential_random(call->cx);
	if ((st = db_app_password_keep(call->cx, call->account, api_text(call, "app_name"),
	    api_given(call, "protocols") ? joined(call->cx->arena, list) : NULL, password,
	    &id)) != OK)
		return st;
	call->key = arena_printf(call->cx->arena, "%lld", (long long)id);
	call->more = json_keep(call->cx->arena, json_pack("{s:I}", "id", (json_int_t)id));
	if (sent == NULL)
		json_object_set_new(call->more, "app_passwd", json_string(password));
	return api_switch(call, "active", true) ? OK :
	    db_record_update(call->cx, "credential", "id", call->key,
	    json_keep(call->cx->arena, json_pack("{s:b}", "active", 0)));
}

static enum status
edited(struct api_call *call)
{
	enum status st = db_record_update(call->cx, "credential", "id", call->key, call->columns);

	return st == OK ? db_app_password_changed(call->cx, call->account) : st;
}

static enum status
deleted(struct api_call *call)
{
	return db_app_password_delete(call->cx, call->account, json_get_int(call->was, "id", 0));
}

/* Dovecot remembers the login, not the password's number. */
static void
news(struct api_call *call)
{
	const char *mailbox = json_get_text(call->was, "mailbox");

	call->name = mailbox != NULL ? mailbox : api_text(call, "username");
	if (call->verb == API_ADD)
		api_news_login(call);
	else
		mail_news_shut(call->cx, call->name);
}

const struct api_category cat_app_passwd = {
	.name = "app-passwd", .help = "Passwords for one program each",
	.view = "api.app_passwd", .key_column = "id", .log = "app_passwd",
	.added = "app_passwd_added", .edited = "object_modified+", .deleted = "app_passwd_removed+",
	.get = WHO_PERSON, .add = WHO_PERSON, .edit = WHO_PERSON, .delete = WHO_PERSON,
	.flag = "app_passwds", .fields = fields, .prepare = prepare, .on_add = added,
	.on_edit = edited, .on_delete = deleted, .news = news,
};
