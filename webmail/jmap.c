/*
 * The JMAP endpoint (RFC 8620, section 3): reads the request, runs each call
 * by the table of methods, answers them in order.  Errors of the whole request
 * are problem+json, errors of a method are responses of their own; both have
 * exactly the names that the RFC gives.
 */
#include <stdarg.h>
#include <string.h>

#include "core/log.h"
#include "imapclient/pool.h"
#include "storage/db.h"
#include "webmail/private.h"
#include "webmail/sieve_made.h"
#include "webmail/snooze.h"
#include "webmail/submission.h"
#include "webmail/sync.h"
#include "webmail/webmail.h"

static const struct jmap_arg get_args[] = {
	{ "ids", ARG_IDS, 0 }, { "properties", ARG_TEXTS, 0 }, { NULL, ARG_ID, 0 },
};
static const struct jmap_arg changes_args[] = {
	{ "sinceState", ARG_TEXT, ARG_MUST }, { "maxChanges", ARG_UINT, 0 }, { NULL, ARG_ID, 0 },
};
static const struct jmap_arg query_args[] = {
	{ "filter", ARG_OBJECT, 0 }, { "sort", ARG_ARRAY, 0 }, { "position", ARG_INT, 0 },
	{ "anchor", ARG_ID, 0 }, { "anchorOffset", ARG_INT, 0 }, { "limit", ARG_UINT, 0 },
	{ "calculateTotal", ARG_BOOL, 0 }, { "sortAsTree", ARG_BOOL, 0 },
	{ "filterAsTree", ARG_BOOL, 0 }, { NULL, ARG_ID, 0 },
};
static const struct jmap_arg query_changes_args[] = {
	{ "filter", ARG_OBJECT, 0 }, { "sort", ARG_ARRAY, 0 },
	{ "sinceQueryState", ARG_TEXT, ARG_MUST }, { "maxChanges", ARG_UINT, 0 },
	{ "upToId", ARG_ID, 0 }, { "calculateTotal", ARG_BOOL, 0 },
	{ "sortAsTree", ARG_BOOL, 0 }, { "filterAsTree", ARG_BOOL, 0 }, { NULL, ARG_ID, 0 },
};
static const struct jmap_arg set_args[] = {
	{ "ifInState", ARG_TEXT, 0 }, { "create", ARG_OBJECT, 0 }, { "update", ARG_OBJECT, 0 },
	{ "destroy", ARG_IDS, 0 }, { NULL, ARG_ID, 0 },
};

#define FOLLOW	(METHOD_ACCOUNT | METHOD_FOLLOW)
#define WRITE	(FOLLOW | METHOD_WRITE)
#define OWN	(METHOD_ACCOUNT | METHOD_OWN)	/* what our own server alone has */
#define SENDER	(OWN | METHOD_OUTSIDE)

static const struct jmap_method methods[] = {
	{ "Core/echo", JMAP_CORE, 0, core_echo, NULL },
	{ "PushSubscription/get", JMAP_CORE, 0, push_get, get_args },
	{ "PushSubscription/set", JMAP_CORE, 0, push_set, push_set_args },
	{ "Blob/copy", JMAP_CORE, METHOD_ACCOUNT | METHOD_WRITE, blob_copy, blob_copy_args },
	{ "Blob/upload", JMAP_BLOB, METHOD_ACCOUNT | METHOD_WRITE, blob_upload, blob_upload_args },
	{ "Blob/get", JMAP_BLOB, METHOD_ACCOUNT, blob_get, blob_get_args },
	{ "Blob/lookup", JMAP_BLOB, FOLLOW, blob_lookup, blob_lookup_args },
	{ "Quota/get", JMAP_QUOTA, METHOD_ACCOUNT, quota_get, get_args },
	{ "Quota/changes", JMAP_QUOTA, METHOD_ACCOUNT, quota_changes, changes_args },
	{ "Quota/query", JMAP_QUOTA, METHOD_ACCOUNT, quota_query, quota_query_args },
	{ "Quota/queryChanges", JMAP_QUOTA, METHOD_ACCOUNT, quota_query_changes,
	  query_changes_args },
	{ "Mailbox/get", JMAP_MAIL, FOLLOW, mailbox_get, get_args },
	{ "Mailbox/changes", JMAP_MAIL, FOLLOW, mailbox_changes, changes_args },
	{ "Mailbox/query", JMAP_MAIL, FOLLOW, mailbox_query, query_args },
	{ "Mailbox/queryChanges", JMAP_MAIL, FOLLOW, mailbox_query_changes, query_changes_args },
	{ "Mailbox/set", JMAP_MAIL, WRITE, mailbox_set, mailbox_set_args },
	{ "Thread/get", JMAP_MAIL, FOLLOW, thread_get, get_args },
	{ "Thread/changes", JMAP_MAIL, FOLLOW, thread_changes, changes_args },
	{ "Email/get", JMAP_MAIL, FOLLOW, email_get, email_get_args },
	{ "Email/changes", JMAP_MAIL, FOLLOW, email_changes, changes_args },
	{ "Email/query", JMAP_MAIL, FOLLOW, email_query, email_query_args },
	{ "Email/queryChanges", JMAP_MAIL, FOLLOW, email_query_changes, email_query_changes_args },
	{ "Email/set", JMAP_MAIL, WRITE, email_set, set_args },
	{ "Email/copy", JMAP_MAIL, WRITE, email_copy, email_copy_args },
	{ "Email/import", JMAP_MAIL, WRITE, email_import, email_import_args },
	{ "MDN/send", JMAP_MDN, WRITE | SENDER, mdn_send, mdn_send_args },
	{ "MDN/parse", JMAP_MDN, METHOD_ACCOUNT, mdn_parse, mdn_parse_args },
	{ "Email/unsubscribe", JMAP_UNSUBSCRIBE, WRITE, email_unsubscribe, unsubscribe_args },
	{ "Email/parse", JMAP_MAIL, FOLLOW, email_parse, email_parse_args },
	{ "SearchSnippet/get", JMAP_MAIL, FOLLOW, snippet_get, snippet_args },
	{ "Identity/get", JMAP_SUBMISSION, SENDER, identity_get, get_args },
	{ "Identity/changes", JMAP_SUBMISSION, SENDER, identity_changes, changes_args },
	{ "Identity/set", JMAP_SUBMISSION, SENDER | METHOD_WRITE, identity_set, set_args },
	{ "Principal/get", JMAP_PRINCIPALS, OWN, principal_get, get_args },
	{ "Principal/changes", JMAP_PRINCIPALS, OWN, principal_changes, changes_args },
	{ "Principal/query", JMAP_PRINCIPALS, OWN, principal_query, query_args },
	{ "Principal/queryChanges", JMAP_PRINCIPALS, OWN, principal_query_changes, query_changes_args },
	{ "Principal/set", JMAP_PRINCIPALS, OWN | METHOD_WRITE, principal_set, set_args },
	{ "ShareNotification/get", JMAP_PRINCIPALS, OWN | METHOD_FOLLOW, share_notification_get, get_args },
	{ "ShareNotification/changes", JMAP_PRINCIPALS, OWN, share_notification_changes, changes_args },
	{ "ShareNotification/query", JMAP_PRINCIPALS, OWN, share_notification_query, query_args },
	{ "ShareNotification/queryChanges", JMAP_PRINCIPALS, OWN, share_notification_query_changes,
	  query_changes_args },
	{ "ShareNotification/set", JMAP_PRINCIPALS, OWN | METHOD_WRITE, share_notification_set, set_args },
	{ "VacationResponse/get", JMAP_VACATION, OWN, vacation_get, get_args },
	{ "VacationResponse/set", JMAP_VACATION, OWN | METHOD_WRITE, vacation_set, set_args },
	{ "SieveScript/get", JMAP_SIEVE, OWN, script_get, get_args },
	{ "SieveScript/set", JMAP_SIEVE, OWN | METHOD_WRITE, script_set, script_set_args },
	{ "SieveScript/query", JMAP_SIEVE, OWN, script_query, query_args },
	{ "SieveScript/validate", JMAP_SIEVE, OWN, script_validate, script_validate_args },
	{ "EmailSnooze/get", JMAP_SNOOZE, OWN | METHOD_FOLLOW, snooze_get, get_args },
	{ "EmailSnooze/changes", JMAP_SNOOZE, OWN, snooze_changes, changes_args },
	{ "EmailSnooze/set", JMAP_SNOOZE, WRITE | METHOD_OWN, snooze_set, set_args },
	{ "MailFilter/get", JMAP_FILTERS, OWN, filter_get, get_args },
	{ "MailFilter/changes", JMAP_FILTERS, OWN, filter_changes, changes_args },
	{ "MailFilter/set", JMAP_FILTERS, WRITE | METHOD_OWN, filter_set, set_args },
	{ "SmimeKey/get", JMAP_SMIME_KEYS, OWN, smime_key_get, get_args },
	{ "SmimeKey/set", JMAP_SMIME_KEYS, OWN | METHOD_WRITE, smime_key_set, set_args },
	{ "SmimeCertificate/lookup", JMAP_SMIME_KEYS, METHOD_ACCOUNT, smime_lookup, smime_lookup_args },
	{ "PgpKey/get", JMAP_PGP, OWN, pgp_key_get, get_args },
	{ "PgpKey/set", JMAP_PGP, OWN | METHOD_WRITE, pgp_key_set, set_args },
	{ "PgpKey/lookup", JMAP_PGP, OWN, pgp_lookup, pgp_lookup_args },
	{ "EmailSubmission/get", JMAP_SUBMISSION, SENDER | METHOD_FOLLOW, submission_get, get_args },
	{ "EmailSubmission/changes", JMAP_SUBMISSION, SENDER | METHOD_FOLLOW, submission_changes,
	  changes_args },
	{ "EmailSubmission/query", JMAP_SUBMISSION, SENDER | METHOD_FOLLOW, submission_query, query_args },
	{ "EmailSubmission/queryChanges", JMAP_SUBMISSION, SENDER | METHOD_FOLLOW, submission_query_changes,
	  query_changes_args },
	{ "EmailSubmission/set", JMAP_SUBMISSION, WRITE | SENDER, submission_set, submission_set_args },
};

enum status
core_echo(struct jmap *j, json_t *args, json_t **result)
{
	(void)j;
	*result = json_incref(args);
	return OK;
}

enum status
jmap_fail(struct jmap *j, const char *error, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	j->error = error;
	j->error_text = arena_vprintf(j->cx->arena, fmt, ap);
	va_end(ap);
	return ERR_INVALID;
}

/* ---- Errors of the whole request ----------------------------------------- */

static enum status
refuse(struct ctx *cx, struct reply *re, const char *error, const char *limit, const char *detail)
{
	json_t *problem = json_pack("{s:s, s:i, s:s*, s:s*}", "type",
	    arena_printf(cx->arena, "urn:ietf:params:jmap:error:%s", error), "status", 400,
	    "limit", limit, "detail", detail);
	size_t len;
	const char *text;

	if (problem == NULL)	/* the detail quotes what is no text */
		problem = json_pack("{s:s, s:i}", "type",
		    arena_printf(cx->arena, "urn:ietf:params:jmap:error:%s", error),
		    "status", 400);
	text = json_write(cx, json_keep(cx->arena, problem), &len);
	ctx_forgive(cx);
	reply_bytes(cx, re, 400, "application/problem+json", text, len);
	return OK;
}

static bool
is_request(const json_t *rq)
{
	json_t *using = json_object_get(rq, "using"), *calls = json_object_get(rq, "methodCalls");
	json_t *created = json_object_get(rq, "createdIds"), *item;
	const char *key;
	size_t i;

	if (!json_is_array(using) || !json_is_array(calls) ||
	    (created != NULL && !json_is_object(created)))
		return false;
	json_array_foreach(using, i, item)
		if (!json_is_string(item))
			return false;
	json_array_foreach(calls, i, item)
		if (!json_is_array(item) || json_array_size(item) != 3 ||
		    !json_is_string(json_array_get(item, 0)) ||
		    !json_is_object(json_array_get(item, 1)) ||
		    !json_is_string(json_array_get(item, 2)))
			return false;
	json_object_foreach(created, key, item)
		if (!json_is_string(item))
			return false;
	return true;
}

static bool
is_used(const json_t *using, const char *capability)
{
	json_t *item;
	size_t i;

	json_array_foreach((json_t *)using, i, item)
		if (strcmp(json_string_value(item), capability) == 0)
			return true;
	return false;
}

bool
jmap_uses(const struct jmap *j, const char *capability)
{
	return is_used(j->using, capability);
}

static const char *
unknown_capability(const json_t *using)
{
	json_t *item;
	size_t i;

	json_array_foreach((json_t *)using, i, item)
		if (!jmap_is_capability(json_string_value(item)))
			return json_string_value(item);
	return NULL;
}

/* ---- Methods -------------------------------------------------------------- */

static void
respond(struct jmap *j, const char *name, json_t *result, const char *call_id)
{
	json_array_append_new(j->responses, json_pack("[s, o, s]", name, result, call_id));
}

/* A status in the words of RFC 8620, section 3.6.2. */
static const char *
error_of(enum status st)
{
	switch (st) {
	case ERR_INVALID:
		return "invalidArguments";
	case ERR_DENIED:
		return "forbidden";
	case ERR_TOO_LARGE:
	case ERR_LIMIT:
		return "requestTooLarge";
	case ERR_BUSY:
	case ERR_UPSTREAM:
	case ERR_UNAUTHENTICATED:
		return "serverUnavailable";
	default:
		return "serverFail";
	}
}

static void
respond_error(struct jmap *j, enum status st, const char *call_id)
{
	json_t *error = json_pack("{s:s}", "type", j->error != NULL ? j->error : error_of(st));
	const char *text = j->error != NULL ? j->error_text :
	    st != ERR_INTERNAL ? j->cx->fault_text : NULL;

	if (text == NULL && j->error == NULL)
		text = "Something went wrong at the server; please try again later.";
	/* Words that are no UTF-8 are left out. */
	if (text != NULL)
		json_object_set_new(error, "description", json_string(text));
	if (j->error == NULL)
		log_warn("jmap", "%s: %s", status_name(st),
		    j->cx->fault_text != NULL ? j->cx->fault_text : "-");
	respond(j, "error", error, call_id);
}

static const struct jmap_method *
find_method(const char *name)
{
	for (size_t i = 0; i < COUNT(methods); i++)
		if (strcmp(methods[i].name, name) == 0)
			return &methods[i];
	return NULL;
}

enum status
jmap_account(struct ctx *cx, const char *account_id, struct mail_access *out)
{
	int64_t id = jmap_id('a', account_id);

	return db_mail_access_find(cx, cx->who.account, id, out);
}

/* Work on another account than before: what was read of that one goes. */
static enum status
enter(struct jmap *j, const struct jmap_method *m, const char *account_id)
{
	struct mail_access a;
	enum status st;

	/* Most requests are about one account, and most accounts are the caller's own. */
	if (jmap_id('a', account_id) != j->account || j->account != j->cx->who.account) {
		if ((st = jmap_account(j->cx, account_id, &a)) == ERR_NOT_FOUND)
			return jmap_fail(j, "accountNotFound", "no such account");
		if (st != OK)
			return st;
		if (a.account != j->account)
			j->boxes = NULL;
		j->account = a.account;
		j->may_write = a.may_write && !j->cx->who.read_only;
		j->outside = a.outside;
	}
	if ((m->flags & METHOD_OWN) && j->account != j->cx->who.account &&
	    !((m->flags & METHOD_OUTSIDE) && j->outside))
		return jmap_fail(j, "accountNotSupportedByMethod", "in your own account only");
	if ((m->flags & METHOD_WRITE) && !j->may_write)
		return jmap_fail(j, "accountReadOnly", "you may only read there");
	return OK;
}

/*
 * Bring the account's index up to date, once in a request.  A server that is
 * away is not waited for again by the calls that follow: others' accounts are
 * asked for in the same request.
 */
static enum status
follow(struct jmap *j)
{
	enum status st;

	if (j->away == j->account)
		return fault(j->cx, j->away_status, "%s", j->away_text);
	if ((st = sync_follow(j->cx, j->account, &j->complete)) != OK) {
		if (st == ERR_BUSY || st == ERR_UPSTREAM || st == ERR_UNAUTHENTICATED) {
			j->away = j->account;
			j->away_status = st;
			j->away_text = j->cx->fault_text;
		}
		return st;
	}
	j->followed = j->account;
	j->owed |= !j->complete && j->account == j->cx->who.account;
	return OK;
}

static enum status
run(struct jmap *j, const struct jmap_method *m, json_t *given, json_t **result)
{
	json_t *args, *account;
	enum status st;

	if ((st = jmap_resolve(j, given, &args)) != OK)
		return st;
	if (m->flags & METHOD_ACCOUNT) {
		account = json_object_get(args, "accountId");
		if (!json_is_string(account))
			return jmap_fail(j, "invalidArguments", "accountId is missing");
		if ((st = enter(j, m, json_string_value(account))) != OK)
			return st;
	}
	if (m->args != NULL && (st = jmap_check_args(j, m->args, args)) != OK)
		return st;
	if ((m->flags & METHOD_FOLLOW) && j->followed != j->account && (st = follow(j)) != OK)
		return st;
	st = m->run(j, args, result);
	if ((st != ERR_BUSY && st != ERR_UPSTREAM) || j->error != NULL)
		return st;
	/*
	 * What changes nothing is asked again where the session ended under it; what has changed
	 * nothing yet, where our mail server let go of it.
	 */
	if (m->flags & METHOD_WRITE ? j->partly || j->outside || !imap_was_let_go(j->cx) :
	    !imap_ended(j->cx))
		return st;
	db_rollback(j->cx);
	ctx_forgive(j->cx);
	return m->run(j, args, result);
}

enum status
jmap_call(struct jmap *j, const char *name, json_t *args, const char *call_id)
{
	const struct jmap_method *m = find_method(name);
	size_t before = json_array_size(j->responses);
	json_t *result = NULL;
	enum status st;

	j->error = j->error_text = NULL;
	j->partly = false;
	j->call_id = call_id;
	st = run(j, m, args, &result);
	if (st != OK) {
		/* To try again would do the first half twice. */
		if (j->partly && j->error == NULL)
			(void)!jmap_fail(j, "serverPartialFail", "some of it was done, then: %s",
			    j->cx->fault_text != NULL ? j->cx->fault_text : status_name(st));
		respond_error(j, st, call_id);
		db_rollback(j->cx);
		ctx_forgive(j->cx);
		return st;
	}
	/* Implicit calls have answered already; this one comes before them. */
	json_array_insert_new(j->responses, before, json_pack("[s, o, s]", name, result, call_id));
	return OK;
}

static void
call(struct jmap *j, const json_t *using, const json_t *call_array)
{
	const char *name = json_string_value(json_array_get(call_array, 0));
	const char *call_id = json_string_value(json_array_get(call_array, 2));
	const struct jmap_method *m = find_method(name);

	if (m == NULL || !is_used(using, m->capability)) {
		j->error = "unknownMethod";
		j->error_text = NULL;
		respond_error(j, ERR_INVALID, call_id);
		return;
	}
	(void)!jmap_call(j, name, json_array_get(call_array, 1), call_id);
}

enum status
jmap_api(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct jmap j = { .cx = cx, .account = cx->who.account, .may_write = !cx->who.read_only };
	json_t *request, *using, *calls, *one, *created, *answer;
	const char *unknown, *text, *state;
	size_t i, len;
	enum status st;

	if (!http_type_is(http_header(rq, "content-type"), "application/json"))
		return refuse(cx, re, "notJSON", NULL, "the content type must be application/json");
	if (rq->body_len > JMAP_MAX_REQUEST)
		return refuse(cx, re, "limit", "maxSizeRequest", NULL);
	if (json_read(cx, rq->body, rq->body_len, &request) != OK)
		return refuse(cx, re, "notJSON", NULL, cx->fault_text);
	if (!is_request(request))
		return refuse(cx, re, "notRequest", NULL, NULL);
	using = json_object_get(request, "using");
	calls = json_object_get(request, "methodCalls");
	created = json_object_get(request, "createdIds");
	if ((unknown = unknown_capability(using)) != NULL)
		return refuse(cx, re, "unknownCapability", NULL, unknown);
	if (json_array_size(calls) > JMAP_MAX_CALLS)
		return refuse(cx, re, "limit", "maxCallsInRequest", NULL);

	j.using = using;
	j.responses = json_keep(cx->arena, json_array());
	j.created = json_keep(cx->arena, created != NULL ? json_deep_copy(created) : json_object());
	json_array_foreach(calls, i, one)
		call(&j, using, one);

	if ((st = jmap_session_state(cx, &state)) != OK)
		return st;
	answer = json_keep(cx->arena, json_pack("{s:O, s:s}", "methodResponses", j.responses,
	    "sessionState", state));
	if (created != NULL)
		json_object_set(answer, "createdIds", j.created);
	text = json_write(cx, answer, &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-cache, no-store, must-revalidate");
	if (j.owed)
		reply_header(cx, re, REPLY_SYNC_OWED, "1");
	return OK;
}
