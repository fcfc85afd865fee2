/*
 * The session object (RFC 8620, section 2): what we can do, how much of it,
 * whose mail there is, and where to ask.
 */
#include <string.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/webpush.h"
#include "storage/mail_access.h"
#include "storage/vapid.h"
#include "webmail/private.h"
#include "webmail/sieve_made.h"
#include "webmail/pgp_key.h"
#include "webmail/smime_key.h"
#include "webmail/snooze.h"
#include "webmail/submission.h"
#include "webmail/webmail.h"

static json_t *
core_capability(const struct ctx *cx, const struct mail_access *a)
{
	if (a != NULL)
		return json_object();
	return json_pack("{s:I, s:i, s:i, s:i, s:i, s:i, s:i, s:[]}",
	    "maxSizeUpload", (json_int_t)cx->conf->message_size * 1024 * 1024,
	    "maxConcurrentUpload", JMAP_MAX_UPLOADS, "maxSizeRequest", JMAP_MAX_REQUEST,
	    "maxConcurrentRequests", JMAP_MAX_REQUESTS, "maxCallsInRequest", JMAP_MAX_CALLS,
	    "maxObjectsInGet", JMAP_MAX_GET, "maxObjectsInSet", JMAP_MAX_SET,
	    "collationAlgorithms");
}

/* Base64 in lines of 76 makes 78 bytes of 57; text and header want room, too. */
static json_int_t
attachments_max(const struct ctx *cx)
{
	return (json_int_t)cx->conf->message_size * 1024 * 1024 / 100 * 72 - 64 * 1024;
}

/* RFC 8621, section 1.3.1 */
static json_t *
mail_capability(const struct ctx *cx, const struct mail_access *a)
{
	if (a == NULL)
		return json_object();
	return json_pack("{s:n, s:i, s:i, s:I, s:[s, s, s, s, s, s, s, s, s], s:b}",
	    "maxMailboxesPerEmail", "maxMailboxDepth", JMAP_MAX_DEPTH,
	    "maxSizeMailboxName", JMAP_MAX_NAME, "maxSizeAttachmentsPerEmail",
	    attachments_max(cx),
	    "emailQuerySortOptions", "receivedAt", "sentAt", "size", "from", "to", "subject",
	    "hasKeyword", "allInThreadHaveKeyword", "someInThreadHaveKeyword",
	    "mayCreateTopLevelMailbox", a->may_write);
}

/* RFC 8621, section 1.3.2 */
static json_t *
submission_capability(const struct ctx *cx, const struct mail_access *a)
{
	char until[21];

	if (a == NULL || !(a->personal || a->outside))
		return a == NULL ? json_object() : NULL;
	clock_rfc3339(clock_seconds() + SUBMISSION_HOLD, until);
	/* RFC 4865, section 4: how long, and until when. */
	return json_pack("{s:i, s:{s:[s, s], s:[]}}", "maxDelayedSend", SUBMISSION_HOLD,
	    "submissionExtensions", "FUTURERELEASE",
	    arena_printf(cx->arena, "%d", SUBMISSION_HOLD), until, "DSN");
}

/* RFC 9404, section 2 */
static json_t *
blob_capability(const struct ctx *cx, const struct mail_access *a)
{
	if (a == NULL)
		return json_object();
	return json_pack("{s:I, s:i, s:[s, s, s], s:[s]}", "maxSizeBlobSet",
	    (json_int_t)cx->conf->message_size * 1024 * 1024, "maxDataSources", JMAP_MAX_SOURCES,
	    "supportedTypeNames", "Mailbox", "Thread", "Email", "supportedDigestAlgorithms",
	    "sha-256");
}

static json_t *
plain_capability(const struct ctx *cx, const struct mail_access *a)
{
	(void)cx;
	(void)a;
	return json_object();
}

/* RFC 9670, section 1.5.1: those of one's domain. */
static json_t *
principals_capability(const struct ctx *cx, const struct mail_access *a)
{
	if (a == NULL)
		return json_object();
	return a->personal && cx->who.domain != 0 ? json_pack("{s:o}", "currentUserPrincipalId",
	    jmap_id_json('p', a->account)) : NULL;
}

/* Section 1.5.2: of accounts alone. */
static json_t *
owner_capability(const struct ctx *cx, const struct mail_access *a)
{
	if (a == NULL || !a->personal || cx->who.domain == 0)
		return NULL;
	return json_pack("{s:o, s:o}", "accountIdForPrincipal", jmap_id_json('a', a->account),
	    "principalId", jmap_id_json('p', a->account));
}

static json_t *
share_capability(const struct ctx *cx, const struct mail_access *a)
{
	return a != NULL && (!a->personal || cx->who.domain == 0) ? NULL : json_object();
}

/* A signature that our own mail server saw vouches for the list; elsewhere anybody could say so. */
static json_t *
unsubscribe_capability(const struct ctx *cx, const struct mail_access *a)
{
	return a != NULL && a->outside ? NULL : plain_capability(cx, a);
}

/*
 * What we can do.  A row's function is asked for the session itself (A is NULL)
 * and for each account; NULL: not in this one.
 */
static const struct {
	const char	*name;
	json_t		*(*of)(const struct ctx *cx, const struct mail_access *a);
} capabilities[] = {
	{ JMAP_CORE, core_capability },
	{ JMAP_MAIL, mail_capability },
	{ JMAP_SUBMISSION, submission_capability },
	{ JMAP_VACATION, vacation_capability },
	{ JMAP_SIEVE, sieve_capability },
	{ JMAP_FILTERS, filters_capability },
	{ JMAP_SNOOZE, snooze_capability },
	{ JMAP_BLOB, blob_capability },
	{ JMAP_QUOTA, plain_capability },
	{ JMAP_MDN, plain_capability },
	{ JMAP_SMIME, plain_capability },
	{ JMAP_SMIME_KEYS, smime_capability },
	{ JMAP_PGP, pgp_capability },
	{ JMAP_VAPID, plain_capability },
	{ JMAP_IMAGES, plain_capability },
	{ JMAP_UNSUBSCRIBE, unsubscribe_capability },
	{ JMAP_PRINCIPALS, principals_capability },
	{ JMAP_OWNER, owner_capability },
	{ JMAP_SHARE, share_capability },
};

bool
jmap_is_capability(const char *name)
{
	for (size_t i = 0; i < COUNT(capabilities); i++)
		if (strcmp(capabilities[i].name, name) == 0)
			return true;
	return false;
}

static json_t *
capabilities_json(const struct ctx *cx, const struct mail_access *a)
{
	json_t *out = json_object(), *one;

	for (size_t i = 0; i < COUNT(capabilities); i++)
		if ((one = capabilities[i].of(cx, a)) != NULL)
			json_object_set_new(out, capabilities[i].name, one);
	return out;
}

static json_t *
account_json(const struct ctx *cx, const struct mail_access *a)
{
	return json_pack("{s:s, s:b, s:b, s:o}", "name", a->address, "isPersonal", a->personal || a->outside,
	    "isReadOnly", cx->who.read_only || !a->may_write,
	    "accountCapabilities", capabilities_json(cx, a));
}

enum status
jmap_session_state(struct ctx *cx, const char **state)
{
	struct buf what = BUF_ON(cx->arena);
	struct mail_access *list;
	size_t count;
	enum status st;

	if ((st = db_mail_access_list(cx, cx->who.account, &list, &count)) != OK)
		return st;
	buf_printf(&what, "%s %s", VERSION, cx->who.name);
	for (size_t i = 0; i < count; i++)
		buf_printf(&what, "\n%lld %s %d", (long long)list[i].account, list[i].address,
		    list[i].may_write);
	*state = arena_strndup(cx->arena, hash_sha256_hex(cx->arena, buf_str(&what), what.len), 16);
	return OK;
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

/* The own account is the primary one of all that it can do. */
static json_t *
primary_json(const struct ctx *cx, const struct mail_access *own)
{
	json_t *can = capabilities_json(cx, own), *out = json_object(), *value;
	const char *name;

	json_object_foreach(can, name, value)
		json_object_set_new(out, name, jmap_id_json('a', own->account));
	json_decref(can);
	return out;
}

/* What is of this account, or of this installation: keys. */
static enum status
add_keys(struct ctx *cx, const char *base, json_t *can)
{
	struct webpush_key vapid;
	const char *image_key;
	enum status st;

	if ((st = image_proxy_key(cx, &image_key)) != OK ||
	    (st = db_vapid_key(cx, &vapid)) != OK)
		return st;
	json_object_set_new(json_object_get(can, JMAP_IMAGES), "url",
	    json_string(arena_printf(cx->arena, "%s/img?k=%s&u={url}", base, image_key)));
	/* RFC 9749, section 3 */
	json_object_set_new(json_object_get(can, JMAP_VAPID), "applicationServerKey",
	    json_string(base64url_encode(cx->arena, vapid.public_, sizeof vapid.public_)));
	hash_wipe(&vapid, sizeof vapid);
	return OK;
}

enum status
jmap_session(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *base = base_of(cx, rq), *text, *state;
	json_t *accounts = json_keep(cx->arena, json_object()), *session;
	json_t *can = json_keep(cx->arena, capabilities_json(cx, NULL));
	struct mail_access *list;
	size_t count, len;
	enum status st;

	if ((st = db_mail_access_list(cx, cx->who.account, &list, &count)) != OK ||
	    (st = jmap_session_state(cx, &state)) != OK ||
	    (st = add_keys(cx, base, can)) != OK)
		return st;
	if (count == 0 || !list[0].personal)
		return fault(cx, ERR_UNAUTHENTICATED, "the account is gone");
	for (size_t i = 0; i < count; i++)
		json_object_set_new(accounts, arena_printf(cx->arena, "a%lld",
		    (long long)list[i].account), account_json(cx, &list[i]));
	session = json_keep(cx->arena, json_pack(
	    "{s:O, s:O, s:o, s:s, s:s+, s:s+, s:s+, s:s+, s:s}",
	    "capabilities", can, "accounts", accounts,
	    "primaryAccounts", primary_json(cx, &list[0]),
	    "username", cx->who.address, "apiUrl", base, "/jmap/api",
	    "downloadUrl", base,
	    "/jmap/download/{accountId}/{blobId}/{name}?type={type}",
	    "uploadUrl", base, "/jmap/upload/{accountId}/", "eventSourceUrl", base,
	    "/jmap/eventsource?types={types}&closeafter={closeafter}&ping={ping}",
	    "state", state));
	text = json_write(cx, session, &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-cache, no-store, must-revalidate");
	return OK;
}
