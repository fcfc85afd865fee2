/*
 * The session object (RFC 8620, section 2): what we can do, how much of it,
 * whose mail there is, and where to ask.
 */
#include <string.h>

#include "core/conf.h"
#include "core/hash.h"
#include "webmail/private.h"
#include "webmail/webmail.h"

static json_t *
core_capability(const struct ctx *cx)
{
	return json_pack("{s:I, s:i, s:i, s:i, s:i, s:i, s:i, s:[]}",
	    "maxSizeUpload", (json_int_t)cx->conf->message_size * 1024 * 1024,
	    "maxConcurrentUpload", JMAP_MAX_UPLOADS, "maxSizeRequest", JMAP_MAX_REQUEST,
	    "maxConcurrentRequests", JMAP_MAX_REQUESTS, "maxCallsInRequest", JMAP_MAX_CALLS,
	    "maxObjectsInGet", JMAP_MAX_GET, "maxObjectsInSet", JMAP_MAX_SET,
	    "collationAlgorithms");
}

/* RFC 8621, section 1.3.1 */
static json_t *
mail_capability(const struct ctx *cx)
{
	return json_pack("{s:n, s:i, s:i, s:I, s:[s, s, s, s, s, s, s, s, s], s:b}",
	    "maxMailboxesPerEmail", "maxMailboxDepth", JMAP_MAX_DEPTH,
	    "maxSizeMailboxName", JMAP_MAX_NAME, "maxSizeAttachmentsPerEmail",
	    (json_int_t)cx->conf->message_size * 1024 * 1024 / 4 * 3,
	    "emailQuerySortOptions", "receivedAt", "sentAt", "size", "from", "to", "subject",
	    "hasKeyword", "allInThreadHaveKeyword", "someInThreadHaveKeyword",
	    "mayCreateTopLevelMailbox", 1);
}

/* RFC 8621, section 1.3.2 */
static json_t *
submission_capability(void)
{
	return json_pack("{s:i, s:{}}", "maxDelayedSend", 0, "submissionExtensions");
}

const char *
jmap_session_state(struct ctx *cx)
{
	const char *what = arena_printf(cx->arena, "%s %lld %s %s", VERSION,
	    (long long)cx->who.account, cx->who.address, cx->who.name);

	return arena_strndup(cx->arena, hash_sha256_hex(cx->arena, what, strlen(what)), 16);
}

/* Addresses are absolute for clients that take them as they are. */
static const char *
base_of(struct ctx *cx, const struct request *rq)
{
	const char *a = rq->authority;

	if (a == NULL || *a == '\0' || strlen(a) > 260 || strspn(a, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") != strlen(a))
		return "";
	return arena_printf(cx->arena, "https://%s", a);
}

enum status
jmap_session(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *id = json_keep(cx->arena, jmap_id_json('a', cx->who.account)), *session;
	const char *account = json_string_value(id), *base = base_of(cx, rq), *text;
	size_t len;

	session = json_keep(cx->arena, json_pack(
	    "{s:{s:o, s:{}, s:{}}, s:{s:{s:s, s:b, s:b, s:{s:{}, s:o, s:o}}},"
	    " s:{s:s, s:s, s:s}, s:s, s:s+, s:s+, s:s+, s:s+, s:s}",
	    "capabilities", JMAP_CORE, core_capability(cx), JMAP_MAIL, JMAP_SUBMISSION,
	    "accounts", account, "name", cx->who.address, "isPersonal", 1,
	    "isReadOnly", cx->who.read_only, "accountCapabilities", JMAP_CORE,
	    JMAP_MAIL, mail_capability(cx), JMAP_SUBMISSION, submission_capability(),
	    "primaryAccounts", JMAP_CORE, account, JMAP_MAIL, account, JMAP_SUBMISSION, account,
	    "username", cx->who.address, "apiUrl", base, "/jmap/api",
	    "downloadUrl", base,
	    "/jmap/download/{accountId}/{blobId}/{name}?type={type}",
	    "uploadUrl", base, "/jmap/upload/{accountId}/", "eventSourceUrl", base,
	    "/jmap/eventsource?types={types}&closeafter={closeafter}&ping={ping}",
	    "state", jmap_session_state(cx)));
	text = json_write(cx, session, &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-cache, no-store, must-revalidate");
	return OK;
}
