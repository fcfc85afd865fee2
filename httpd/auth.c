#include <string.h>
#include <strings.h>

#include "admin/session.h"
#include "admin/signin.h"
#include "core/scope.h"
#include "httpd/auth.h"
#include "storage/api_key.h"
#include "storage/basic_cache.h"
#include "storage/oauth_grant.h"
#include "storage/session.h"
#include "storage/throttle.h"

static unsigned char cache_key[SHA256_LEN];

static const char *service_password;

void
auth_open(const unsigned char key[static SHA256_LEN], const char *password)
{
	memcpy(cache_key, key, SHA256_LEN);
	service_password = password;
}

bool
auth_basic_parse(struct arena *arena, const char *value, const char **login,
    const char **password)
{
	char *text, *colon;
	size_t len;

	if (value == NULL || strncasecmp(value, "basic ", 6) != 0)
		return false;
	value += 6 + strspn(value + 6, " ");
	text = base64_decode(arena, value, strlen(value), &len);
	if (text == NULL || strlen(text) != len || (colon = strchr(text, ':')) == NULL)
		return false;
	*colon = '\0';
	*login = text;
	*password = colon + 1;
	return true;
}

bool
auth_method_is_safe(const char *method)
{
	static const char *const safe[] = {
		"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT", "SEARCH"
	};

	for (size_t i = 0; i < COUNT(safe); i++)
		if (strcmp(method, safe[i]) == 0)
			return true;
	return false;
}

/* "https://mail.example.org:8443" is "mail.example.org:8443", with or without ":443". */
static bool
origin_is(const char *origin, const char *authority)
{
	size_t o, a;

	if (strncasecmp(origin, "https://", 8) != 0)
		return false;
	origin += 8;
	o = strlen(origin);
	a = strlen(authority);
	if (o > 4 && strcmp(origin + o - 4, ":443") == 0)
		o -= 4;
	if (a > 4 && strcmp(authority + a - 4, ":443") == 0)
		a -= 4;
	return o == a && o > 0 && strncasecmp(origin, authority, o) == 0;
}

bool
auth_same_origin(const struct request *rq)
{
	const char *site = http_header(rq, "sec-fetch-site");
	const char *origin = http_header(rq, "origin");

	if (site != NULL)
		return strcmp(site, "same-origin") == 0;
	return origin != NULL && rq->authority != NULL && origin_is(origin, rq->authority);
}

/* Some page elsewhere made the browser ask. */
static bool
foreign_origin(const struct request *rq)
{
	const char *site = http_header(rq, "sec-fetch-site");

	if (site != NULL)
		return strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0;
	return http_header(rq, "origin") != NULL && !auth_same_origin(rq);
}

/*
 * Thunderbird is built like a browser and says so, but it asks for itself: "no-cors"
 * for no element.  Pages ask so with beacons at most, which show no prompt.
 */
static bool
is_program(const struct request *rq)
{
	const char *mode = http_header(rq, "sec-fetch-mode"), *dest = http_header(rq, "sec-fetch-dest");

	return mode != NULL && strcmp(mode, "no-cors") == 0 && dest != NULL &&
	    strcmp(dest, "empty") == 0 && http_header(rq, "cookie") == NULL;
}

bool
auth_from_page(const struct request *rq)
{
	if (is_program(rq))
		return false;
	for (const struct header *h = rq->headers; h != NULL; h = h->next)
		if (strncmp(h->name, "sec-fetch-", 10) == 0 || strcmp(h->name, "cookie") == 0)
			return true;
	return false;
}

const char *
auth_protocol(const char *path)
{
	static const char *const dav[] = {
		"/dav", "/SOGo/dav", "/.well-known/caldav", "/.well-known/carddav"
	};

	for (size_t i = 0; i < COUNT(dav); i++) {
		size_t len = strlen(dav[i]);

		if (strncmp(path, dav[i], len) == 0 && (path[len] == '\0' || path[len] == '/'))
			return "dav";
	}
	/* What administers takes no app password. */
	return strncmp(path, "/api/", 5) == 0 ? NULL : "jmap";
}

const char *
auth_bearer(struct arena *arena, const char *value)
{
	if (value == NULL || strncasecmp(value, "bearer ", 7) != 0)
		return NULL;
	value += 7 + strspn(value + 7, " ");
	return arena_strndup(arena, value, strcspn(value, " "));
}

/* The one place that says what a token is good for, but for Dovecot's view (0031_oauth.sql). */
const char *
auth_scopes(const char *path)
{
	static const char *const mail[] = { "/jmap/", "/.well-known/jmap", "/img" };
	const char *protocol = auth_protocol(path);

	if (strncmp(path, "/oauth/", 7) == 0)
		return "openid profile";
	if (protocol != NULL && strcmp(protocol, "dav") == 0)
		return "dav";
	for (size_t i = 0; i < COUNT(mail); i++)
		if (strncmp(path, mail[i], strlen(mail[i])) == 0)
			return "mail";
	return NULL;
}

/* The first API speaks as mailcow does, also where nobody may. */
static bool
speaks_mailcow(const char *path)
{
	return strncmp(path, "/api/v1/", 8) == 0;
}

static void
refuse_as_mailcow(struct ctx *cx, struct reply *re, enum status st)
{
	bool who = st == ERR_UNAUTHENTICATED || cx->who.proof == PROOF_NONE;
	const char *body = who ? "{\"type\":\"error\",\"msg\":\"authentication failed\"}" :
	    "{\"type\":\"error\",\"msg\":\"API read/write access denied\"}";

	reply_bytes(cx, re, who ? 401 : 403, "application/json", body, strlen(body));
}

/* RFC 9110, section 11.6.1; RFC 6750, section 3. */
static void
say_how(struct ctx *cx, const struct request *rq, struct reply *re, enum status st)
{
	const char *token = auth_bearer(cx->arena, http_header(rq, "authorization"));
	const char *scopes = auth_scopes(rq->path);

	if (token != NULL && (st == ERR_UNAUTHENTICATED || scopes == NULL))
		reply_header(cx, re, "www-authenticate", "Bearer realm=\"Hayloft\", error=\"invalid_token\"");
	else if (token != NULL && st == ERR_DENIED)
		reply_header(cx, re, "www-authenticate", arena_printf(cx->arena,
		    "Bearer realm=\"Hayloft\", error=\"insufficient_scope\", scope=\"%s\"", scopes));
	else if (st == ERR_UNAUTHENTICATED && strncmp(rq->path, "/oauth/", 7) == 0)
		reply_header(cx, re, "www-authenticate", "Bearer realm=\"Hayloft\"");
	else if (st == ERR_UNAUTHENTICATED && !auth_from_page(rq))
		reply_header(cx, re, "www-authenticate",
		    "Basic realm=\"Hayloft\", charset=\"UTF-8\"");
}

/* What to tell the one who may not. */
static enum status
refuse(struct ctx *cx, const struct request *rq, struct reply *re, enum status st)
{
	if (speaks_mailcow(rq->path) && (st == ERR_UNAUTHENTICATED || st == ERR_DENIED))
		refuse_as_mailcow(cx, re, st);
	else
		reply_fault(cx, re, st);
	say_how(cx, rq, re, st);
	return st;
}

static enum status
by_api_key(struct ctx *cx, const char *token)
{
	struct api_key key;
	enum status st;

	if ((st = db_api_key_find(cx, token, &key)) != OK)
		return st;
	cx->who = (struct principal){
		.address = arena_printf(cx->arena, "api:%s", key.name),
		.name = key.name,
		.role = key.bound ? ROLE_DOMAIN_ADMIN : ROLE_ADMIN,
		.proof = PROOF_API_KEY,
		.read_only = key.read_only,
		.key = key.id,
		.bound = key.bound,
		.scope = key.scope,
		.scope_count = key.scope_count,
	};
	return OK;
}

/* Whoever tries keys is one who guesses, as with passwords. */
static void
count_failure(struct ctx *cx)
{
	int64_t wait;

	if (db_throttle_attempt(cx, "(API key)", &wait) != OK)
		ctx_forgive(cx);
}

static enum status
by_basic(struct ctx *cx, const struct request *rq, const char *login, const char *password)
{
	unsigned char mac[SHA256_LEN];
	const char *protocol = auth_protocol(rq->path);
	struct account account;
	bool is_app;
	enum status st;

	basic_cache_mac(cache_key, login, password, mac);
	if ((st = db_basic_cache_find(cx, mac, protocol, protocol != NULL ? protocol : "api",
	    &account, &is_app)) != OK)
		return st;
	account_becomes(cx, &account, PROOF_BASIC);
	cx->who.proved = !is_app;
	/* A program that reads mail for an administrator does not administer. */
	if (is_app)
		cx->who.role = ROLE_USER;
	return OK;
}

static enum status
by_bearer(struct ctx *cx, const struct request *rq, const char *token)
{
	const char *need = auth_scopes(rq->path), *have;
	struct account account;
	enum status st;

	if ((st = db_oauth_access_find(cx, token, strncmp(rq->path, "/oauth/", 7) == 0 ? NULL :
	    auth_protocol(rq->path), &account, &have)) != OK)
		return st;
	if (need == NULL || *scope_common(cx->arena, need, have) == '\0')
		return fault(cx, ERR_DENIED, "the access token is not for this");
	account_becomes(cx, &account, PROOF_TOKEN);
	cx->who.token_scopes = have;
	/* A program that reads mail for an administrator does not administer. */
	cx->who.role = ROLE_USER;
	return OK;
}

static enum status
by_session(struct ctx *cx, const char *token)
{
	struct session session;
	struct account account;
	enum status st;

	if ((st = db_session_find(cx, token, &account, &session)) != OK)
		return st;
	account_becomes(cx, &account, PROOF_SESSION);
	cx->who.session = session.id;
	cx->who.proved = session.proved;
	return OK;
}

/*
 * Explicit proofs first: who sends a key or a password means it, while a
 * cookie may just be there.
 */
static enum status
find_who(struct ctx *cx, const struct request *rq, enum need need, bool *needs_verify)
{
	const char *key = http_header(rq, "x-api-key");
	const char *cookie = http_cookie(cx, rq, SESSION_COOKIE);
	const char *bearer = auth_bearer(cx->arena, http_header(rq, "authorization"));
	const char *login, *password;
	enum status st;

	if (bearer != NULL) {
		st = by_bearer(cx, rq, bearer);
		/* Where everyone may, somebody with a token for other things is nobody. */
		return st == ERR_DENIED && need == NEED_NOBODY ? ERR_UNAUTHENTICATED : st;
	}
	if (key != NULL) {
		if ((st = by_api_key(cx, key)) == ERR_UNAUTHENTICATED)
			count_failure(cx);
		return st;
	}
	if (auth_basic_parse(cx->arena, http_header(rq, "authorization"), &login, &password)) {
		st = by_basic(cx, rq, login, password);
		if (st != ERR_NOT_FOUND)
			return st;
		*needs_verify = need != NEED_NOBODY;
		return ERR_UNAUTHENTICATED;
	}
	if (cookie != NULL)
		return by_session(cx, cookie);
	return ERR_UNAUTHENTICATED;
}

/*
 * A browser adds cookies, and Basic passwords that it once asked for, to
 * whatever any page makes it send.  With a cookie our own page must show; in
 * every other case no other page may.  A key in a header of its own is never
 * added, nor is an access token.
 */
static enum status
require_own_page(struct ctx *cx, const struct request *rq)
{
	if (auth_method_is_safe(rq->method) || cx->who.proof == PROOF_API_KEY ||
	    cx->who.proof == PROOF_TOKEN)
		return OK;
	if (cx->who.proof == PROOF_SESSION ? !auth_same_origin(rq) : foreign_origin(rq))
		return fault(cx, ERR_DENIED, "the request came from another site");
	return OK;
}

static enum status
require_rights(struct ctx *cx, const struct request *rq, enum need need)
{
	const struct principal *who = &cx->who;

	if (who->read_only && !auth_method_is_safe(rq->method))
		return fault(cx, ERR_DENIED, "this API key may only read");
	switch (need) {
	case NEED_NOBODY:
	case NEED_CLIENT:
		return OK;
	case NEED_TOKEN:
		if (who->proof == PROOF_TOKEN)
			return OK;
		return fault(cx, ERR_UNAUTHENTICATED, "show an access token");
	case NEED_ACCOUNT:
		if (who->account != 0)
			return OK;
		break;
	case NEED_USER:
		if (who->account != 0 && who->has_mailbox)
			return OK;
		break;
	case NEED_API:
		/* A key's calls are bound there (admin/rights.h), and only there. */
		if (who->proof != PROOF_NONE)
			return OK;
		break;
	case NEED_ADMIN:
		if (who->role == ROLE_ADMIN && who->scope_count == 0)
			return OK;
		break;
	case NEED_SERVICE:
		if (who->proof == PROOF_SERVICE)
			return OK;
		return fault(cx, ERR_NOT_FOUND, "not for clients");
	case NEED_INTERNAL:
		if (who->proof == PROOF_INTERNAL)
			return OK;
		return fault(cx, ERR_NOT_FOUND, "not for clients");
	}
	if (who->proof == PROOF_NONE)
		return fault(cx, ERR_UNAUTHENTICATED, "sign in first");
	return fault(cx, ERR_DENIED, need == NEED_ADMIN ? "for administrators only" :
	    "this key or name has no mailbox");
}

/* Hashes are compared, so that time does not tell how much of a guess is right. */
static bool
shows_service_password(struct ctx *cx, const struct request *rq)
{
	unsigned char want[SHA256_LEN], have[SHA256_LEN];
	const char *login, *password;

	if (service_password == NULL ||
	    !auth_basic_parse(cx->arena, http_header(rq, "authorization"), &login, &password))
		return false;
	hash_sha256(service_password, strlen(service_password), want);
	hash_sha256(password, strlen(password), have);
	return hash_equal(want, have, sizeof want);
}

enum status
auth_identify(struct ctx *cx, const struct request *rq, enum need need, struct reply *re,
    bool *needs_verify)
{
	enum status st;

	*needs_verify = false;
	if (need == NEED_INTERNAL) {
		cx->who = (struct principal){ .proof = PROOF_INTERNAL };
		return OK;
	}
	if (need == NEED_CLIENT)
		return OK;
	if (need == NEED_SERVICE) {
		if (!shows_service_password(cx, rq))
			return refuse(cx, rq, re, fault(cx, ERR_UNAUTHENTICATED, "for services"));
		cx->who = (struct principal){ .proof = PROOF_SERVICE };
		return OK;
	}
	st = find_who(cx, rq, need, needs_verify);
	if (*needs_verify)
		return st;
	if (st != OK && st != ERR_UNAUTHENTICATED)
		return refuse(cx, rq, re, st);
	ctx_forgive(cx);
	if ((st = require_own_page(cx, rq)) != OK ||
	    (st = require_rights(cx, rq, need)) != OK)
		return refuse(cx, rq, re, st);
	return OK;
}

enum status
auth_verify_basic(struct ctx *cx, const struct request *rq, struct reply *re)
{
	unsigned char mac[SHA256_LEN];
	const char *login, *password;
	struct credential_use used;
	int64_t wait = 0;
	enum status st;

	if (!auth_basic_parse(cx->arena, http_header(rq, "authorization"), &login, &password))
		return refuse(cx, rq, re, fault(cx, ERR_UNAUTHENTICATED, "no Basic password"));
	st = signin(cx, login, password, auth_protocol(rq->path), PROOF_BASIC, &used, &wait);
	if (st == ERR_LIMIT && wait > 0) {
		reply_problem(cx, re, 429, "too many wrong passwords, try again later");
		reply_header(cx, re, "retry-after",
		    arena_printf(cx->arena, "%lld", (long long)wait));
		return st;
	}
	if (st != OK)
		return refuse(cx, rq, re, st);
	basic_cache_mac(cache_key, login, password, mac);
	if ((st = db_basic_cache_put(cx, mac, cx->who.account, used.id)) != OK)
		return refuse(cx, rq, re, st);
	return OK;
}
