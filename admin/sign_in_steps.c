#include <string.h>

#include "admin/mail_news.h"
#include "admin/qr.h"
#include "admin/session.h"
#include "admin/sign_in_steps.h"
#include "admin/signin.h"
#include "admin/webauthn.h"
#include "admin/yubico.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/last_login.h"
#include "storage/password_rule.h"
#include "storage/second_factor.h"
#include "storage/session.h"
#include "storage/throttle.h"
#include "storage/yubico_key.h"

enum status
sign_in_too_often(struct ctx *cx, struct reply *re, int64_t wait)
{
	ctx_forgive(cx);
	reply_problem(cx, re, 429, "too many wrong passwords, try again later");
	reply_header(cx, re, "retry-after", arena_printf(cx->arena, "%lld", (long long)wait));
	return OK;
}

static enum status
begin_again(struct ctx *cx, struct reply *re)
{
	ctx_forgive(cx);
	reply_problem(cx, re, 410, "this took too long or too many tries: begin again");
	return OK;
}

enum status
totp_offer(struct ctx *cx, int64_t account, const char *address, struct sign_in_step *step,
    json_t **out)
{
	unsigned char secret[TOTP_SECRET_LEN];
	const char *text, *uri, *path;
	enum status st;
	int size;

	if ((st = db_totp_make(cx, account, secret, &step->secret, &step->secret_len)) != OK)
		return st;
	text = base32_encode(cx->arena, secret, sizeof secret);
	hash_wipe(secret, sizeof secret);
	/* The form that authenticator apps read; issuer twice, for older and newer ones. */
	uri = arena_printf(cx->arena, "otpauth://totp/Hayloft:%s?secret=%s&issuer=Hayloft",
	    http_escape(cx->arena, address), text);
	if ((st = qr_path(cx, uri, &path, &size)) != OK)
		return st;
	*out = json_keep(cx->arena, json_pack("{s:s, s:s, s:{s:i, s:s}}", "secret", text, "uri", uri,
	    "qr", "size", size, "path", path));
	return OK;
}

enum status
recovery_offer(struct ctx *cx, int64_t account, json_t **out)
{
	const char *codes[RECOVERY_CODES];
	enum status st;

	if ((st = db_recovery_make(cx, account, codes)) != OK)
		return st;
	*out = json_keep(cx->arena, json_array());
	for (int i = 0; i < RECOVERY_CODES; i++)
		json_array_append_new(*out, json_string(codes[i]));
	return OK;
}

/* What a page needs to know to get the missing part out of its person. */
static enum status
describe(struct ctx *cx, const struct request *rq, struct sign_in_step *step,
    const struct second_factors *f, const char **token, json_t *out)
{
	char *text = arena_alloc(cx->arena, TOKEN_LEN + 1);
	struct webauthn_key *keys = NULL;
	struct webauthn_site site;
	struct password_rule rule;
	json_t *totp, *key;
	size_t count = 0;
	enum status st;

	if (strcmp(step->needs, "enrol") == 0) {
		if ((st = totp_offer(cx, step->account, cx->who.address, step, &totp)) != OK)
			return st;
		json_object_set(out, "totp", totp);
	}
	*token = text;
	if ((st = db_sign_in_step_add(cx, step, text)) != OK)
		return st;
	if (strcmp(step->needs, "new-password") == 0) {
		if ((st = db_password_rule(cx, cx->who.domain, &rule)) != OK)
			return st;
		json_object_set_new(out, "length", json_integer(rule.length));
	}
	if (strcmp(step->needs, "second-factor") == 0) {
		json_object_set_new(out, "code", json_boolean(f->totp_since != NULL));
		json_object_set_new(out, "yubico", json_boolean(f->yubikeys > 0 && yubico_is_offered(cx)));
		json_object_set_new(out, "recovery", json_boolean(f->recovery_codes > 0));
	}
	if (strcmp(step->needs, "passkey") != 0 && f->keys == 0)
		return OK;
	if (webauthn_site(cx, rq, &site) != OK) {
		/* Under this name there are no keys; a code still is an answer. */
		ctx_forgive(cx);
		return OK;
	}
	if (step->account != 0 && (st = db_webauthn_list(cx, step->account, &keys, &count)) != OK)
		return st;
	key = webauthn_request(cx, &site, step->challenge, keys, count);
	/* Keys that were made under another name of this server are none here. */
	if (step->account != 0 && json_array_size(json_object_get(key, "allowCredentials")) == 0)
		json_decref(key);
	else
		json_object_set_new(out, "key", key);
	return OK;
}

static enum status
ask(struct ctx *cx, const struct request *rq, struct reply *re, struct sign_in_step *step,
    const struct second_factors *f, json_t *recovery)
{
	json_t *out = json_keep(cx->arena, json_object());
	const char *token = "", *text;
	size_t len;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = describe(cx, rq, step, f, &token, out)) != OK || (st = db_commit(cx)) != OK)
		return st;
	json_object_set_new(out, "step", json_string(token));
	json_object_set_new(out, "needs", json_string(step->needs));
	if (recovery != NULL)
		json_object_set(out, "recoveryCodes", recovery);
	text = json_write(cx, out, &len);
	reply_bytes(cx, re, 202, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-store");
	return OK;
}

static const char *
way_of(struct ctx *cx, const struct sign_in_step *step)
{
	return json_write(cx, json_keep(cx->arena, json_pack("{s:s}", "way", step->way)), NULL);
}

/* One who enters somebody else's mailbox (admin/sso.h) has none of what that person would be asked for. */
static bool
is_administrator(const struct sign_in_step *step)
{
	return strcmp(step->way, "administrator") == 0;
}

/* Nothing is missing. */
static enum status
finish(struct ctx *cx, const struct request *rq, struct reply *re, const struct sign_in_step *step,
    json_t *recovery)
{
	const char *old = http_cookie(cx, rq, SESSION_COOKIE);
	char token[TOKEN_LEN + 1];
	bool renewed = step->session != 0;
	enum status st;

	if ((st = db_begin(cx)) != OK)
		return st;
	if (renewed)
		st = db_session_prove(cx, step->account, step->session);
	else if (old == NULL || (st = db_session_end(cx, old)) == OK)
		st = db_session_start(cx, step->account, step->credential, step->way,
		    http_header(rq, "user-agent"), token);
	if (st != OK ||
	    (!renewed && (st = db_last_login_put(cx, step->account, is_administrator(step) ?
	    step->way : "web", 0)) != OK) ||
	    (st = db_audit(cx, &(struct audit){ .account = step->account,
	    .event = renewed ? "session.prove" : "session.start", .object = cx->who.address,
	    .after = way_of(cx, step) })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	if (renewed)
		re->code = 204;
	else
		session_reply_started(cx, re, token, recovery);
	hash_wipe(token, sizeof token);
	return OK;
}

enum status
sign_in_next(struct ctx *cx, const struct request *rq, struct reply *re, struct sign_in_step *step,
    json_t *recovery)
{
	/* A provider elsewhere counts as a password does: what it asked for we cannot see. */
	bool one_step = strcmp(step->way, "password") == 0 || strcmp(step->way, "provider") == 0;
	bool begins = step->session == 0;
	struct second_factors f;
	enum status st;

	if (is_administrator(step))
		return finish(cx, rq, re, step, recovery);
	if ((st = db_second_factors(cx, step->account, &f)) != OK)
		return st;
	if (one_step && second_factors_on(&f))
		step->needs = "second-factor";
	else if (begins && f.required && !second_factors_on(&f))
		step->needs = "enrol";
	else if (begins && strcmp(step->way, "provider") != 0 && (f.must_change || step->mailed))
		step->needs = "new-password";
	else
		return finish(cx, rq, re, step, recovery);
	return ask(cx, rq, re, step, &f, recovery);
}

enum status
sign_in_passkey(struct ctx *cx, const struct request *rq, struct reply *re, int64_t session)
{
	struct sign_in_step step = { .needs = "passkey", .way = "passkey", .session = session };
	struct second_factors none = { 0 };
	struct webauthn_site site;
	enum status st;

	/* Better told now than by a key that finds nothing. */
	if ((st = webauthn_site(cx, rq, &site)) != OK)
		return st;
	return ask(cx, rq, re, &step, &none, NULL);
}

/* The key that answered is a key of the account (0: of whom tells the key), and right. */
static enum status
by_key(struct ctx *cx, const struct request *rq, const json_t *sent, struct sign_in_step *step,
    bool alone)
{
	struct webauthn_site site;
	struct webauthn_answer a;
	struct webauthn_key key;
	int64_t counter;
	enum status st;

	if ((st = webauthn_read(cx, sent, &a)) != OK || (st = webauthn_site(cx, rq, &site)) != OK)
		return st;
	if ((st = db_webauthn_lock(cx, a.credential_id, a.credential_id_len, &key)) == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return fault(cx, ERR_UNAUTHENTICATED, "nobody has this key");
	}
	if (st != OK)
		return st;
	if (step->account != 0 && step->account != key.account)
		return fault(cx, ERR_UNAUTHENTICATED, "somebody else's key");
	if ((st = webauthn_verify(cx, &site, step->challenge, &a, &key, alone, &counter)) == ERR_DENIED) {
		ctx_forgive(cx);
		return fault(cx, ERR_UNAUTHENTICATED, "the key's answer is not right");
	}
	if (st != OK)
		return st;
	step->account = key.account;
	step->way = alone ? "passkey" : "key";
	return db_webauthn_used(cx, &key, counter);
}

/* Only somebody's own key is asked about.  The transaction begins when the answer is there. */
static enum status
by_yubico(struct ctx *cx, const char *otp, struct sign_in_step *step)
{
	int64_t key;
	enum status st;

	step->way = "yubico";
	st = db_yubico_find(cx, step->account, arena_strndup(cx->arena, otp, YUBICO_PUBLIC_LEN), &key);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return fault(cx, ERR_UNAUTHENTICATED, "a YubiKey of somebody else, or of nobody");
	}
	if (st != OK || (st = yubico_verify(cx, step->account, otp)) != OK || (st = db_begin(cx)) != OK)
		return st;
	return db_yubico_used(cx, step->account, key);
}

static enum status
by_code(struct ctx *cx, const char *code, struct sign_in_step *step)
{
	char otp[YUBICO_OTP_LEN + 1];
	enum status st;

	if (yubico_otp(code, otp))
		return by_yubico(cx, otp, step);
	if ((st = db_begin(cx)) != OK)
		return st;

	if (totp_looks_like(code)) {
		step->way = "totp";
		return db_totp_use(cx, step->account, code);
	}
	step->way = "recovery";
	if ((st = db_recovery_use(cx, step->account, code)) != OK)
		return st;
	return db_audit(cx, &(struct audit){ .account = step->account,
	    .event = "factor.recovery-used", .object = cx->who.address });
}

static enum status
enrol(struct ctx *cx, const char *code, struct sign_in_step *step, json_t **recovery)
{
	enum status st;

	step->way = "totp";
	if ((st = db_totp_add(cx, step->account, step->secret, step->secret_len, code)) != OK ||
	    (st = recovery_offer(cx, step->account, recovery)) != OK ||
	    (st = db_second_factors_changed(cx, step->account)) != OK)
		return st;
	return db_audit(cx, &(struct audit){ .account = step->account,
	    .event = "factor.totp-add", .object = cx->who.address });
}

static enum status
change(struct ctx *cx, const char *password, struct sign_in_step *step)
{
	struct credential_use same;
	struct password_rule rule;
	const char *lacks;
	enum status st;

	if ((st = db_password_rule(cx, cx->who.domain, &rule)) != OK)
		return st;
	cx->problem = PASSWORD_PROBLEM;
	if ((lacks = password_lacks(cx->arena, &rule, password, cx->who.address,
	    &cx->problem_about)) != NULL)
		return fault(cx, ERR_INVALID, "%s", lacks);
	cx->problem_about = "same";
	if (db_credential_verify(cx, step->account, password, NULL, &same) == OK)
		return fault(cx, ERR_INVALID, "it is the one that you have");
	ctx_forgive(cx);
	if ((st = db_credential_change_password(cx, step->account, password, 0, true)) != OK)
		return st;
	step->credential = 0;
	step->mailed = false;
	return db_audit(cx, &(struct audit){ .account = step->account,
	    .event = "password.change", .object = cx->who.address });
}

/* The part of BODY that answers the step. */
static enum status
check(struct ctx *cx, const struct request *rq, const json_t *body, struct sign_in_step *step,
    json_t **recovery)
{
	const char *code = json_get_text(body, "code"), *password = json_get_text(body, "password");
	const json_t *key = json_object_get(body, "key");
	enum status st;

	if (strcmp(step->needs, "second-factor") == 0 && code != NULL)
		return by_code(cx, code, step);
	if ((st = db_begin(cx)) != OK)
		return st;
	/* The link alone is the answer to itself: as good as a password that must be changed. */
	if (strcmp(step->needs, "link") == 0)
		return OK;
	if (strcmp(step->needs, "second-factor") == 0 && key != NULL)
		return by_key(cx, rq, key, step, false);
	if (strcmp(step->needs, "passkey") == 0 && key != NULL)
		return by_key(cx, rq, key, step, true);
	if (strcmp(step->needs, "enrol") == 0 && code != NULL)
		return enrol(cx, code, step, recovery);
	if (strcmp(step->needs, "new-password") == 0 && password != NULL)
		return change(cx, password, step);
	return fault(cx, ERR_INVALID, "what was asked for is not there");
}

/* The account is still one that may sign in; cx->who becomes it. */
static enum status
become(struct ctx *cx, int64_t id)
{
	int64_t session = cx->who.session;
	struct account account;
	enum status st;

	if ((st = db_account_get(cx, id, &account)) != OK && st != ERR_NOT_FOUND)
		return st;
	if (st == ERR_NOT_FOUND || !account_may_sign_in(&account)) {
		ctx_forgive(cx);
		return fault(cx, ERR_UNAUTHENTICATED, "not any more");
	}
	account_becomes(cx, &account, PROOF_SESSION);
	cx->who.session = session;
	return OK;
}

/* May this answer be guessed?  Then it counts with wrong passwords. */
static bool
is_guess(const struct sign_in_step *step)
{
	return strcmp(step->needs, "second-factor") == 0 || strcmp(step->needs, "enrol") == 0;
}

/* A wrong answer takes nothing with it but its place in the audit log. */
static enum status
refuse(struct ctx *cx, const struct sign_in_step *step, int64_t wait)
{
	const char *why = arena_strdup(cx->arena, cx->fault_text), *login = "-";
	int64_t account = step->account;
	enum status st;

	db_rollback(cx);
	ctx_forgive(cx);
	if (account != 0)
		login = cx->who.address;
	st = signin_failed(cx, account, login, strcmp(step->way, "passkey") == 0 ||
	    strcmp(step->way, "key") == 0 ? "key" : "code", wait);
	if (st == ERR_UNAUTHENTICATED) {
		ctx_forgive(cx);
		return fault(cx, st, "%s", why);
	}
	return st;
}

/* The attempt that was counted does not count. */
static enum status
take_back(struct ctx *cx)
{
	const char *why = cx->fault_text, *problem = cx->problem;
	enum status st;

	ctx_forgive(cx);
	if ((st = db_throttle_forgive(cx, cx->who.address, NULL)) != OK)
		return st;
	cx->problem = problem;
	return fault(cx, ERR_BUSY, "%s", why);
}

static enum status
answered(struct ctx *cx, const struct request *rq, struct reply *re, const char *token,
    struct sign_in_step *step, json_t *recovery)
{
	const char *needed = step->needs;
	bool first;
	enum status st;

	if ((st = become(cx, step->account)) != OK)
		return st;
	if ((st = db_sign_in_step_end(cx, token)) == ERR_UNAUTHENTICATED) {
		db_rollback(cx);
		return begin_again(cx, re);
	}
	if (st != OK ||
	    (is_guess(step) && (st = db_throttle_forgive(cx, cx->who.address, &first)) != OK) ||
	    (st = sign_in_next(cx, rq, re, step, recovery)) != OK)
		return st;
	if (strcmp(needed, "enrol") == 0 || strcmp(needed, "new-password") == 0)
		mail_news_shut(cx, cx->who.address);
	return OK;
}

enum status
sign_in_answer(struct ctx *cx, const struct request *rq, struct reply *re, const json_t *body,
    int64_t session)
{
	const char *token = json_get_text(body, "step");
	int64_t asks = cx->who.account, wait = 0;
	struct sign_in_step step;
	json_t *recovery = NULL;
	enum status st;

	if (token == NULL)
		return fault(cx, ERR_INVALID, "step is needed");
	if ((st = db_sign_in_step_try(cx, token, &step)) == ERR_UNAUTHENTICATED)
		return begin_again(cx, re);
	if (st != OK)
		return st;
	/* A token is good for what it was made for, and in the session that asked for it. */
	if (step.session != session || (session != 0 && step.account != 0 && step.account != asks))
		return begin_again(cx, re);
	if (session != 0)
		step.account = asks;
	if (step.account != 0 && (st = become(cx, step.account)) != OK)
		return st;
	if (is_guess(&step) &&
	    (st = db_throttle_attempt(cx, cx->who.address, &wait)) == ERR_LIMIT)
		return sign_in_too_often(cx, re, wait);
	if (st != OK)
		return st;
	st = check(cx, rq, body, &step, &recovery);
	if (st == ERR_UNAUTHENTICATED)
		return refuse(cx, &step, wait);
	/* Nobody guessed wrong when it could not be asked. */
	if (st == ERR_BUSY && cx->problem != NULL)
		return take_back(cx);
	if (st != OK)
		return st;
	return answered(cx, rq, re, token, &step, recovery);
}
