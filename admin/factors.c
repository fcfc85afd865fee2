#include <stdlib.h>
#include <string.h>

#include "admin/factors.h"
#include "admin/mail_news.h"
#include "admin/sign_in_steps.h"
#include "admin/webauthn.h"
#include "admin/yubico.h"
#include "core/address.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/password_link.h"
#include "storage/password_rule.h"
#include "storage/second_factor.h"
#include "storage/throttle.h"
#include "storage/yubico_key.h"

/* One change: what was sent, and what to audit and answer. */
struct change {
	struct ctx		*cx;
	const struct request	*rq;
	const json_t		*body;
	const char		*id;		/* of a key, NULL: none was named */
	struct second_factors	 before;
	struct audit		 audit;
	json_t			*answer;	/* NULL: 204 */
};

static enum status
reply_json(struct ctx *cx, struct reply *re, const json_t *value)
{
	size_t len;
	const char *text = json_write(cx, value, &len);

	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-store");
	return OK;
}

static json_t *
describe_rule(const struct password_rule *r)
{
	return json_pack("{s:I, s:b, s:b, s:b, s:b}", "length", (json_int_t)r->length, "chars", r->chars,
	    "special_chars", r->special_chars, "lowerupper", r->lowerupper, "numbers", r->numbers);
}

static enum status
list_yubikeys(struct ctx *cx, json_t **out)
{
	struct yubico_key *list;
	size_t count;
	enum status st;

	*out = json_keep(cx->arena, json_array());
	if ((st = db_yubico_list(cx, cx->who.account, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(*out, json_pack("{s:s, s:s, s:s, s:s, s:s?}",
		    "id", arena_printf(cx->arena, "%lld", (long long)list[i].id), "name", list[i].name,
		    "publicId", list[i].public_id, "created", list[i].created, "used", list[i].last_used));
	return OK;
}

enum status
factors_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *keys = json_keep(cx->arena, json_array()), *yubikeys;
	struct webauthn_key *list;
	struct second_factors f;
	struct password_rule rule;
	struct webauthn_site site;
	const char *recovery;
	bool can;
	size_t count;
	enum status st;

	if ((st = db_second_factors(cx, cx->who.account, &f)) != OK ||
	    (st = db_webauthn_list(cx, cx->who.account, &list, &count)) != OK ||
	    (st = list_yubikeys(cx, &yubikeys)) != OK ||
	    (st = db_password_rule(cx, cx->who.domain, &rule)) != OK ||
	    (st = db_recovery_address(cx, cx->who.account, &recovery)) != OK)
		return st;
	if (!(can = webauthn_site(cx, rq, &site) == OK))
		ctx_forgive(cx);
	for (size_t i = 0; i < count; i++)
		json_array_append_new(keys, json_pack("{s:s, s:s, s:b, s:s, s:s, s:s?}",
		    "id", arena_printf(cx->arena, "%lld", (long long)list[i].id), "name", list[i].name,
		    "passkey", list[i].passkey, "site", list[i].rp_id, "created", list[i].created,
		    "used", list[i].last_used));
	return reply_json(cx, re, json_keep(cx->arena, json_pack("{s:s?, s:O, s:O, s:b, s:I, s:b, s:b, s:b, s:o, s:s?}",
	    "totp", f.totp_since, "keys", keys, "yubico", yubikeys,
	    "canAddYubico", yubico_is_offered(cx), "recovery", (json_int_t)f.recovery_codes,
	    "required", f.required, "proved", cx->who.proved, "canAddKeys", can,
	    "password", describe_rule(&rule),
	    "recoveryAddress", rule.by_mail && cx->who.domain != 0 ? recovery : NULL)));
}

/* The page asks for the password and comes again. */
static enum status
prove_again(struct ctx *cx, struct reply *re)
{
	const char *text = "{\"type\":\"/api/#prove_again\",\"title\":\"Forbidden\",\"status\":403,"
	    "\"detail\":\"show your password again\"}";

	reply_bytes(cx, re, 403, "application/problem+json", text, strlen(text));
	return OK;
}

/* The first factor brings recovery codes with it. */
static enum status
added(struct change *c)
{
	json_t *codes;
	enum status st;

	if (c->before.recovery_codes > 0)
		return OK;
	if ((st = recovery_offer(c->cx, c->cx->who.account, &codes)) != OK)
		return st;
	json_object_set(c->answer, "recoveryCodes", codes);
	return OK;
}

/* One is going: not the last while the administrator wants one. */
static enum status
removed(struct change *c)
{
	struct second_factors f;
	enum status st;

	if ((st = db_second_factors(c->cx, c->cx->who.account, &f)) != OK)
		return st;
	if (f.required && !second_factors_on(&f))
		return fault(c->cx, ERR_DENIED, "your administrator wants a second factor: add another one first");
	return db_recovery_tidy(c->cx, c->cx->who.account);
}

/* The step that BODY names, of this account and session and for NEEDS; it ends. */
static enum status
take_step(struct change *c, const char *needs, struct sign_in_step *step)
{
	const char *token = json_get_text(c->body, "step");
	enum status st;

	if (token == NULL)
		return fault(c->cx, ERR_INVALID, "step is needed");
	if ((st = db_sign_in_step_try(c->cx, token, step)) == ERR_UNAUTHENTICATED ||
	    (st == OK && (step->account != c->cx->who.account || step->session != c->cx->who.session ||
	    strcmp(step->needs, needs) != 0))) {
		ctx_forgive(c->cx);
		return fault(c->cx, ERR_PRECONDITION, "this took too long or too many tries: begin again");
	}
	return st;
}

static enum status
offer(struct change *c, struct sign_in_step *step)
{
	char token[TOKEN_LEN + 1];
	enum status st;

	if ((st = db_sign_in_step_add(c->cx, step, token)) != OK)
		return st;
	json_object_set_new(c->answer, "step", json_string(token));
	return OK;
}

static enum status
totp_add(struct change *c)
{
	struct ctx *cx = c->cx;
	struct sign_in_step step = { .account = cx->who.account, .needs = "totp", .way = "password",
		.session = cx->who.session };
	const char *code = json_get_text(c->body, "code");
	enum status st;

	if (json_object_get(c->body, "step") == NULL) {
		if ((st = totp_offer(cx, cx->who.account, cx->who.address, &step, &c->answer)) != OK)
			return st;
		return offer(c, &step);
	}
	c->answer = json_keep(cx->arena, json_object());
	if ((st = take_step(c, "totp", &step)) != OK)
		return st;
	if (code == NULL)
		return fault(cx, ERR_INVALID, "code is needed");
	if ((st = db_begin(cx)) != OK)
		return st;
	st = db_totp_add(cx, cx->who.account, step.secret, step.secret_len, code);
	if (st == ERR_UNAUTHENTICATED) {
		ctx_forgive(cx);
		return fault(cx, ERR_INVALID, "the code is wrong: is the clock of your phone right?");
	}
	c->audit.event = "factor.totp-add";
	if (st != OK || (st = db_sign_in_step_end(cx, json_get_text(c->body, "step"))) != OK)
		return st;
	return added(c);
}

static enum status
totp_delete(struct change *c)
{
	enum status st;

	c->audit.event = "factor.totp-delete";
	if ((st = db_begin(c->cx)) != OK || (st = db_totp_delete(c->cx, c->cx->who.account)) != OK)
		return st;
	return removed(c);
}

/* What a person calls a key. */
static enum status
read_name(struct change *c, const char **name)
{
	*name = json_get_text(c->body, "name");
	if (*name == NULL || **name == '\0' || strlen(*name) > WEBAUTHN_NAME_MAX)
		return fault(c->cx, ERR_INVALID, "a name of 1 to %d bytes is needed", WEBAUTHN_NAME_MAX);
	return OK;
}

static enum status
key_offer(struct change *c, const struct webauthn_site *site)
{
	struct ctx *cx = c->cx;
	struct sign_in_step step = { .account = cx->who.account, .needs = "key", .way = "password",
		.session = cx->who.session };
	struct webauthn_key *known;
	size_t count;
	enum status st;

	if ((st = db_webauthn_list(cx, cx->who.account, &known, &count)) != OK ||
	    (st = offer(c, &step)) != OK)
		return st;
	json_object_set_new(c->answer, "key", webauthn_creation(cx, site, step.challenge, known, count));
	return OK;
}

static enum status
key_add(struct change *c)
{
	struct ctx *cx = c->cx;
	struct webauthn_answer a;
	struct webauthn_site site;
	struct webauthn_key key;
	struct sign_in_step step;
	const char *name;
	enum status st;

	c->answer = json_keep(cx->arena, json_object());
	if ((st = webauthn_site(cx, c->rq, &site)) != OK)
		return st;
	if (json_object_get(c->body, "step") == NULL)
		return key_offer(c, &site);
	if ((st = take_step(c, "key", &step)) != OK ||
	    (st = read_name(c, &name)) != OK ||
	    (st = webauthn_read(cx, json_object_get(c->body, "key"), &a)) != OK ||
	    (st = webauthn_register(cx, &site, step.challenge, &a, &key)) != OK)
		return st;
	key.account = cx->who.account;
	key.name = name;
	c->audit.event = "factor.key-add";
	c->audit.after = json_write(cx, json_keep(cx->arena, json_pack("{s:s}", "name", name)), NULL);
	if ((st = db_begin(cx)) != OK ||
	    (st = db_webauthn_add(cx, &key)) != OK ||
	    (st = db_sign_in_step_end(cx, json_get_text(c->body, "step"))) != OK)
		return st;
	json_object_set_new(c->answer, "id",
	    json_string(arena_printf(cx->arena, "%lld", (long long)key.id)));
	json_object_set_new(c->answer, "passkey", json_boolean(key.passkey));
	return added(c);
}

static enum status
key_rename(struct change *c)
{
	const char *name;
	enum status st;

	c->audit.event = "factor.key-rename";
	if ((st = read_name(c, &name)) != OK || (st = db_begin(c->cx)) != OK)
		return st;
	c->audit.after = json_write(c->cx, json_keep(c->cx->arena, json_pack("{s:s, s:s}", "id", c->id,
	    "name", name)), NULL);
	return db_webauthn_rename(c->cx, c->cx->who.account, strtoll(c->id, NULL, 10), name);
}

static enum status
key_delete(struct change *c)
{
	enum status st;

	c->audit.event = "factor.key-delete";
	c->audit.after = json_write(c->cx, json_keep(c->cx->arena, json_pack("{s:s}", "id", c->id)), NULL);
	if ((st = db_begin(c->cx)) != OK ||
	    (st = db_webauthn_delete(c->cx, c->cx->who.account, strtoll(c->id, NULL, 10))) != OK)
		return st;
	return removed(c);
}

/* Wrong ones count with wrong passwords, here too: each is a question to somebody else's server. */
static enum status
yubico_try(struct ctx *cx, const char otp[static YUBICO_OTP_LEN + 1])
{
	const char *why, *problem;
	enum status st, kept;
	int64_t wait;

	if ((st = db_throttle_attempt(cx, cx->who.address, &wait)) == ERR_LIMIT)
		return fault(cx, ERR_LIMIT, "too many wrong ones, try again in %lld s", (long long)wait);
	if (st != OK)
		return st;
	st = yubico_verify(cx, cx->who.account, otp);
	why = cx->fault_text;
	problem = cx->problem;
	ctx_forgive(cx);
	if (st == ERR_UNAUTHENTICATED) {
		/* Who is signed in stays so. */
		cx->problem = "code_wrong";
		return fault(cx, ERR_INVALID, "%s", why);
	}
	if ((kept = db_throttle_forgive(cx, cx->who.address, NULL)) != OK)
		return kept;
	cx->problem = problem;
	return st == OK ? OK : fault(cx, st, "%s", why);
}

static enum status
yubico_add(struct change *c)
{
	struct ctx *cx = c->cx;
	const char *code = json_get_text(c->body, "code");
	struct yubico_key key = { .account = cx->who.account };
	char otp[YUBICO_OTP_LEN + 1];
	enum status st;

	if (!yubico_is_offered(cx))
		return fault(cx, ERR_PRECONDITION, "YubiKeys are not taken here");
	if ((st = read_name(c, &key.name)) != OK)
		return st;
	if (code == NULL || !yubico_otp(code, otp)) {
		cx->problem = "code_wrong";
		return fault(cx, ERR_INVALID, "code is what a YubiKey types: 44 letters");
	}
	if ((st = yubico_try(cx, otp)) != OK)
		return st;
	key.public_id = arena_strndup(cx->arena, otp, YUBICO_PUBLIC_LEN);
	c->audit.event = "factor.yubico-add";
	c->audit.after = json_write(cx, json_keep(cx->arena, json_pack("{s:s, s:s}", "name", key.name,
	    "public_id", key.public_id)), NULL);
	if ((st = db_yubico_add(cx, &key)) != OK)
		return st;
	c->answer = json_keep(cx->arena, json_pack("{s:s}", "id",
	    arena_printf(cx->arena, "%lld", (long long)key.id)));
	return added(c);
}

static enum status
yubico_rename(struct change *c)
{
	const char *name;
	enum status st;

	c->audit.event = "factor.yubico-rename";
	if ((st = read_name(c, &name)) != OK || (st = db_begin(c->cx)) != OK)
		return st;
	c->audit.after = json_write(c->cx, json_keep(c->cx->arena, json_pack("{s:s, s:s}", "id", c->id,
	    "name", name)), NULL);
	return db_yubico_rename(c->cx, c->cx->who.account, strtoll(c->id, NULL, 10), name);
}

static enum status
yubico_delete(struct change *c)
{
	enum status st;

	c->audit.event = "factor.yubico-delete";
	c->audit.after = json_write(c->cx, json_keep(c->cx->arena, json_pack("{s:s}", "id", c->id)), NULL);
	if ((st = db_begin(c->cx)) != OK ||
	    (st = db_yubico_delete(c->cx, c->cx->who.account, strtoll(c->id, NULL, 10))) != OK)
		return st;
	return removed(c);
}

static enum status
recovery_renew(struct change *c)
{
	json_t *codes;
	enum status st;

	c->audit.event = "factor.recovery-new";
	if (!second_factors_on(&c->before))
		return fault(c->cx, ERR_PRECONDITION, "there is no second factor to recover");
	if ((st = recovery_offer(c->cx, c->cx->who.account, &codes)) != OK)
		return st;
	c->answer = json_keep(c->cx->arena, json_pack("{s:O}", "recoveryCodes", codes));
	return OK;
}

/* Where a forgotten password is mended; not in the mailbox that nobody gets into then. */
static enum status
recovery_address(struct change *c)
{
	const char *typed = json_get_text(c->body, "address"), *address = "";
	enum status st;

	c->audit.event = "factor.recovery-address";
	if (typed == NULL)
		return fault(c->cx, ERR_INVALID, "address is needed");
	if (*typed != '\0' && (st = address_parse(c->cx, typed, &address)) != OK)
		return st;
	if (strcmp(address, c->cx->who.address) == 0)
		return fault(c->cx, ERR_INVALID, "another address than this account's is needed");
	c->audit.after = json_write(c->cx, json_keep(c->cx->arena, json_pack("{s:s}", "address",
	    address)), NULL);
	if ((st = db_begin(c->cx)) != OK || (st = db_password_link_end(c->cx, c->cx->who.account)) != OK)
		return st;
	return db_recovery_address_put(c->cx, c->cx->who.account, address);
}

static const struct {
	const char	*method, *name;
	bool		 one;		/* an id follows */
	enum status	(*run)(struct change *c);
} changes[] = {
	{ "POST", "totp", false, totp_add },
	{ "DELETE", "totp", false, totp_delete },
	{ "POST", "keys", false, key_add },
	{ "PATCH", "keys", true, key_rename },
	{ "DELETE", "keys", true, key_delete },
	{ "POST", "yubico", false, yubico_add },
	{ "PATCH", "yubico", true, yubico_rename },
	{ "DELETE", "yubico", true, yubico_delete },
	{ "POST", "recovery", false, recovery_renew },
	{ "PATCH", "recovery-address", false, recovery_address },
};

/* Run it in a transaction, with its audit row; what makes an offer only has none. */
static enum status
run(struct change *c, enum status (*fn)(struct change *c), struct reply *re)
{
	struct ctx *cx = c->cx;
	enum status st;

	if ((st = db_second_factors(cx, cx->who.account, &c->before)) != OK || (st = fn(c)) != OK)
		return st;
	if (c->audit.event != NULL && ((st = db_second_factors_changed(cx, cx->who.account)) != OK ||
	    (st = db_audit(cx, &c->audit)) != OK))
		return st;
	if ((st = db_commit(cx)) != OK)
		return st;
	if (c->audit.event != NULL)
		mail_news_shut(cx, cx->who.address);
	if (c->answer != NULL)
		return reply_json(cx, re, c->answer);
	re->code = 204;
	return OK;
}

enum status
factors_change(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct change c = { .cx = cx, .rq = rq,
		.audit = { .account = cx->who.account, .object = cx->who.address } };
	json_t *body = json_keep(cx->arena, json_object());
	struct path path;
	enum status st;

	if ((st = http_path(cx, rq->path, &path)) != OK)
		return st;
	if (strcmp(rq->method, "DELETE") != 0 && rq->body_len > 0 &&
	    (st = json_read(cx, rq->body, rq->body_len, &body)) != OK)
		return st;
	c.body = body;
	for (size_t i = 0; i < COUNT(changes); i++) {
		if (strcmp(rq->method, changes[i].method) != 0 || path.count != (changes[i].one ? 5u : 4u) ||
		    strcmp(path.segment[3], changes[i].name) != 0)
			continue;
		if (!cx->who.proved)
			return prove_again(cx, re);
		c.id = changes[i].one ? path.segment[4] : NULL;
		return run(&c, changes[i].run, re);
	}
	return fault(cx, ERR_NOT_FOUND, "no such path");
}
