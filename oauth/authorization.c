/*
 * The authorization endpoint (RFC 6749, section 3.1; OpenID Connect Core,
 * section 3.1.2), behind the page of ui/oauth.  A cookie of ours is not sent
 * when another site leads a browser here (SameSite=Strict), so the page asks in
 * its own name:
 *	{"query": "client_id=…"}		what /oauth/authorize was called with
 *	{"request": TOKEN}			look again: somebody signed in
 *	{"request": TOKEN, "account": ID, "allow": true or false}
 * and is told
 *	{"redirect": URL}			go there: a code or an error for the program
 *	{"request", "needs", "client", "scopes", …}	needs: sign-in, proof, consent
 * Only when the client and the address of return are right does anything go back
 * to it; all else is told the person (400).
 */
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/pkce.h"
#include "core/redirect_uri.h"
#include "core/scope.h"
#include "oauth/oauth.h"
#include "oauth/private.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/oauth_code.h"
#include "storage/oauth_request.h"
#include "storage/session.h"

/* Who is there, and since when we know. */
struct person {
	bool		 here;
	int64_t		 shown;		/* milliseconds since 1970 */
	const char	*way;
};

/* Back to the program with NAME=VALUE, its state, and who says so (RFC 9207). */
static enum status
go_back(struct ctx *cx, struct reply *re, const struct oauth_request *r, const char *name,
    const char *value, const char *words)
{
	const char *url = redirect_uri_add(cx->arena, r->redirect_uri, name, value);

	url = redirect_uri_add(cx->arena, url, "error_description", words);
	url = redirect_uri_add(cx->arena, url, "state", r->state);
	url = redirect_uri_add(cx->arena, url, "iss", oauth_issuer(cx));
	return oauth_send(cx, re, 200,
	    json_keep(cx->arena, json_pack("{s:s}", "redirect", url)));
}

/* The only one that is registered need not be named (section 3.1.2.3). */
static enum status
find_redirect(struct ctx *cx, const struct form *form, struct oauth_request *r)
{
	const char *sent = form_get(form, "redirect_uri");
	char *all = arena_strdup(cx->arena, r->client.redirect_uris), *rest = NULL;

	r->redirect_sent = sent != NULL;
	if (sent == NULL) {
		r->redirect_uri = all;
		return strchr(all, ' ') == NULL ? OK :
		    oauth_problem(cx, ERR_INVALID, "redirect_uri_unknown", "redirect_uri is needed");
	}
	for (char *one = strtok_r(all, " ", &rest); one != NULL; one = strtok_r(NULL, " ", &rest))
		if (redirect_uri_matches(one, sent)) {
			r->redirect_uri = sent;
			return OK;
		}
	return oauth_problem(cx, ERR_INVALID, "redirect_uri_unknown",
	    "redirect_uri is not one that the program has registered");
}

static enum status
find_client(struct ctx *cx, const struct form *form, struct oauth_request *r)
{
	const char *id = form_get(form, "client_id");
	enum status st;

	if (id == NULL)
		return oauth_problem(cx, ERR_INVALID, "client_unknown", "client_id is needed");
	if ((st = db_oauth_client_find(cx, id, &r->client)) == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return oauth_problem(cx, ERR_INVALID, "client_unknown",
		    "the program is not known here");
	}
	return st != OK ? st : find_redirect(cx, form, r);
}

/* PKCE: S256 alone, and whoever keeps no secret must (RFC 9700, section 2.1.1). */
static enum status
read_challenge(struct ctx *cx, const struct form *form, struct oauth_request *r)
{
	const char *method = form_get(form, "code_challenge_method");

	r->challenge = form_get(form, "code_challenge");
	if (r->challenge == NULL)
		return method == NULL && !r->client.is_public ? OK :
		    oauth_refuse(cx, "invalid_request", "code_challenge is needed");
	if (method == NULL || strcmp(method, "S256") != 0 || !pkce_is_sound(r->challenge))
		return oauth_refuse(cx, "invalid_request", "code_challenge_method is S256");
	return OK;
}

static enum status
read_prompt(struct ctx *cx, const struct form *form, struct oauth_request *r, bool *quiet)
{
	const char *prompt = form_get(form, "prompt"), *age = form_get(form, "max_age");
	char *end;

	if (prompt == NULL)
		prompt = "";
	*quiet = scope_has(prompt, "none");
	if (*quiet && strcmp(prompt, "none") != 0)
		return oauth_refuse(cx, "invalid_request", "prompt is none and something else");
	r->ask_login = scope_has(prompt, "login");
	/* The page of consent shows the account, and a way to another one. */
	r->ask_consent = scope_has(prompt, "consent") || scope_has(prompt, "select_account");
	r->max_age = -1;
	if (age != NULL) {
		r->max_age = strtoll(age, &end, 10);
		if (*end != '\0' || r->max_age < 0 || r->max_age > INT32_MAX)
			return oauth_refuse(cx, "invalid_request", "max_age is a number of seconds");
	}
	return OK;
}

/* What goes back to the program when it is wrong. */
static enum status
read_rest(struct ctx *cx, const struct form *form, struct oauth_request *r, bool *quiet)
{
	const char *type = form_get(form, "response_type"), *mode = form_get(form, "response_mode");
	const char *asked = form_get(form, "scope");

	if (form_get(form, "request") != NULL)
		return oauth_refuse(cx, "request_not_supported", "requests are not signed here");
	if (form_get(form, "request_uri") != NULL)
		return oauth_refuse(cx, "request_uri_not_supported", "requests are not fetched here");
	if (type == NULL)
		return oauth_refuse(cx, "invalid_request", "response_type is needed");
	if (strcmp(type, "code") != 0)
		return oauth_refuse(cx, "unsupported_response_type", "response_type is code");
	if (mode != NULL && strcmp(mode, "query") != 0)
		return oauth_refuse(cx, "invalid_request", "response_mode is query");
	r->scopes = scope_common(cx->arena, asked != NULL ? asked : "profile", r->client.scopes);
	if (*r->scopes == '\0')
		return oauth_refuse(cx, "invalid_scope", "nothing of this is for this program");
	r->nonce = form_get(form, "nonce");
	r->login_hint = form_get(form, "login_hint");
	if ((r->nonce != NULL && strlen(r->nonce) > 1000) ||
	    (r->login_hint != NULL && strlen(r->login_hint) > 320))
		return oauth_refuse(cx, "invalid_request", "a parameter is too long");
	if (read_challenge(cx, form, r) != OK)
		return ERR_INVALID;
	return read_prompt(cx, form, r, quiet);
}

static enum status
find_person(struct ctx *cx, struct person *out)
{
	*out = (struct person){ 0 };
	if (cx->who.proof != PROOF_SESSION || !cx->who.has_mailbox)
		return OK;
	out->here = true;
	return db_session_shown(cx, cx->who.account, cx->who.session, &out->shown, &out->way);
}

static int64_t
now_ms(void)
{
	return (int64_t)(clock_now() / 1000);
}

/* What is missing before a code may be given: NULL when nothing is. */
static enum status
missing(struct ctx *cx, const struct oauth_request *r, const struct person *p, const char **needs)
{
	bool granted = false;
	enum status st;

	*needs = "sign-in";
	if (!p->here)
		return OK;
	*needs = "proof";
	if ((r->ask_login && p->shown < r->created) ||
	    (r->max_age >= 0 && p->shown < r->created &&
	    now_ms() - p->shown > r->max_age * 1000))
		return OK;
	*needs = NULL;
	if (r->client.trusted && !r->ask_consent)
		return OK;
	/* Any program could call itself by the name of a public one (RFC 8252, section 8.6). */
	if (!r->ask_consent && !r->client.is_public &&
	    (st = db_oauth_granted(cx, cx->who.account, r->client.id, r->scopes, &granted)) != OK)
		return st;
	if (!granted)
		*needs = "consent";
	return OK;
}

static enum status
describe(struct ctx *cx, struct reply *re, const struct oauth_request *r, const char *token,
    const char *needs)
{
	json_t *out = json_pack("{s:s, s:s, s:s, s:s}", "request", token, "needs", needs,
	    "client", r->client.name, "scopes", r->scopes);
	const char *at = strstr(r->redirect_uri, "://");
	const char *host = at != NULL ? at + 3 : r->redirect_uri;

	/* The name is the administrator's word; where the answer goes is a fact. */
	json_object_set_new(out, "to", json_stringn(host, strcspn(host, "/?")));
	if (r->login_hint != NULL)
		json_object_set_new(out, "hint", json_string(r->login_hint));
	if (strcmp(needs, "sign-in") != 0) {
		json_object_set_new(out, "account", json_string(oauth_subject(cx, cx->who.account)));
		json_object_set_new(out, "address", json_string(cx->who.address));
		json_object_set_new(out, "name", json_string(cx->who.name));
	}
	return oauth_send(cx, re, 200, json_keep(cx->arena, out));
}

static enum status
give_code(struct ctx *cx, struct reply *re, const struct oauth_request *r, const struct person *p,
    const char *token)
{
	struct oauth_code code = {
		.account = cx->who.account, .client = r->client.id,
		.redirect_uri = r->redirect_sent ? r->redirect_uri : NULL,
		.scopes = r->scopes, .nonce = r->nonce, .challenge = r->challenge,
		.auth_time = p->shown / 1000, .way = p->way,
	};
	char text[TOKEN_LEN + 1];
	const char *what;
	enum status st;

	what = json_write(cx, json_keep(cx->arena, json_pack("{s:s, s:s}", "client", r->client.client_id,
	    "scope", r->scopes)), NULL);
	if ((st = db_begin(cx)) != OK ||
	    (token != NULL && (st = db_oauth_request_end(cx, token)) != OK) ||
	    (st = db_oauth_code_add(cx, &code, text)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = cx->who.account, .event = "oauth.allow",
	    .object = r->client.name, .after = what })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	return go_back(cx, re, r, "code", text, NULL);
}

/* A request that may ask nobody anything (prompt=none). */
static enum status
quietly(struct ctx *cx, struct reply *re, const struct oauth_request *r)
{
	const char *needs;
	struct person p;
	enum status st;

	if ((st = find_person(cx, &p)) != OK || (st = missing(cx, r, &p, &needs)) != OK)
		return st;
	if (needs == NULL)
		return give_code(cx, re, r, &p, NULL);
	return go_back(cx, re, r, "error", strcmp(needs, "consent") == 0 ? "consent_required" :
	    "login_required", NULL);
}

static enum status
look(struct ctx *cx, struct reply *re, const struct oauth_request *r, const char *token)
{
	const char *needs;
	struct person p;
	enum status st;

	if ((st = find_person(cx, &p)) != OK || (st = missing(cx, r, &p, &needs)) != OK)
		return st;
	return needs == NULL ? give_code(cx, re, r, &p, token) : describe(cx, re, r, token, needs);
}

static enum status
start(struct ctx *cx, struct reply *re, const char *query)
{
	struct oauth_request r = { .created = now_ms() };
	char token[TOKEN_LEN + 1];
	struct form form;
	bool quiet = false;
	enum status st;

	if ((st = form_read(cx, query, &form)) != OK || (st = find_client(cx, &form, &r)) != OK)
		return st;
	r.state = form_get(&form, "state");
	if (r.state != NULL && strlen(r.state) > 4000)
		return fault(cx, ERR_INVALID, "state is too long");
	if ((st = read_rest(cx, &form, &r, &quiet)) != OK) {
		const char *error = cx->condition, *words = cx->fault_text;

		ctx_forgive(cx);
		return go_back(cx, re, &r, "error", error, words);
	}
	if (quiet)
		return quietly(cx, re, &r);
	if ((st = db_oauth_request_add(cx, &r, token)) != OK)
		return st;
	return look(cx, re, &r, arena_strdup(cx->arena, token));
}

static enum status
decide(struct ctx *cx, struct reply *re, const struct oauth_request *r, const char *token,
    const json_t *body)
{
	const char *account = json_get_text(body, "account"), *needs;
	struct person p;
	enum status st;

	if (!json_get_bool(body, "allow", false)) {
		if ((st = db_oauth_request_end(cx, token)) != OK)
			return st;
		return go_back(cx, re, r, "error", "access_denied", NULL);
	}
	if ((st = find_person(cx, &p)) != OK || (st = missing(cx, r, &p, &needs)) != OK)
		return st;
	/* In another tab somebody else may have signed in since this page asked. */
	if (account == NULL || !p.here || strcmp(account, oauth_subject(cx, cx->who.account)) != 0 ||
	    (needs != NULL && strcmp(needs, "consent") != 0))
		return look(cx, re, r, token);
	return give_code(cx, re, r, &p, token);
}

enum status
oauth_authorization_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *query, *token;
	struct oauth_request r;
	json_t *body;
	enum status st;

	if (!http_type_is(http_header(rq, "content-type"), "application/json"))
		return fault(cx, ERR_INVALID, "send application/json");
	if ((st = json_read(cx, rq->body, rq->body_len, &body)) != OK)
		return st;
	if ((query = json_get_text(body, "query")) != NULL)
		return start(cx, re, query);
	if ((token = json_get_text(body, "request")) == NULL)
		return fault(cx, ERR_INVALID, "query or request is needed");
	if ((st = db_oauth_request_find(cx, token, &r)) != OK)
		return st;
	return json_object_get(body, "allow") != NULL ? decide(cx, re, &r, token, body) :
	    look(cx, re, &r, token);
}

enum status
oauth_authorize_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct form form;
	enum status st;

	/* It becomes part of a header. */
	for (size_t i = 0; i < rq->body_len; i++)
		if (rq->body[i] <= ' ' || rq->body[i] >= 0x7f)
			return fault(cx, ERR_INVALID, "the form is broken");
	if ((st = form_read(cx, rq->body, &form)) != OK)
		return st;
	re->code = 303;
	reply_header(cx, re, "location", arena_printf(cx->arena, "/oauth/authorize?%s", rq->body));
	return OK;
}
