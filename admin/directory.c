#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "admin/directory.h"
#include "admin/import_person.h"
#include "core/form.h"
#include "core/guard.h"
#include "core/log.h"
#include "fetch/ldap.h"
#include "storage/away.h"
#include "storage/credential.h"
#include "storage/db.h"
#include "storage/identity_provider.h"
#include "storage/throttle.h"

#define TIMEOUT_MS	5000	/* for one who signs in, whatever servers are tried */
#define HOSTS_MAX	5

/* What is asked, but for the host and the filter. */
struct directory {
	struct fetch_ldap	 q;
	char			*hosts[HOSTS_MAX];
	size_t			 count;
	const char		*field, *filter;
	fetch_entry_fn		*fn;	/* who wants to know what is found */
	void			*arg;
};

static enum status
forget(struct ctx *cx, void *arg, const struct fetch_entry *entry)
{
	(void)cx, (void)arg, (void)entry;
	return OK;
}

static enum status
read_settings(struct ctx *cx, const json_t *settings, const char *secret, struct directory *d)
{
	static const char *const none[] = { "1.1", NULL };	/* RFC 4511, section 4.5.1.8 */
	const char *source = json_get_text(settings, "authsource"), *login = json_get_text(settings, "binddn");
	bool ssl = json_get_bool(settings, "use_ssl", false), tls = json_get_bool(settings, "use_tls", false);
	int64_t port = json_get_int(settings, "port", ssl ? 636 : 389);
	const char *hosts = json_get_text(settings, "host"), *base = json_get_text(settings, "basedn");
	char *list, *host;

	*d = (struct directory){ .field = json_get_text(settings, "username_field"),
	    .filter = json_get_text(settings, "filter") };
	if (source == NULL || strcmp(source, "ldap") != 0 || hosts == NULL || base == NULL)
		return fault(cx, ERR_NOT_FOUND, "no directory is set up");
	list = arena_strdup(cx->arena, hosts);
	while ((host = strsep(&list, ", ")) != NULL && d->count < HOSTS_MAX)
		if (*host != '\0')
			d->hosts[d->count++] = host;
	if (d->count == 0)
		return fault(cx, ERR_NOT_FOUND, "no directory is set up");
	if (d->field == NULL || *d->field == '\0')
		d->field = "mail";
	d->fn = forget;
	d->q = (struct fetch_ldap){
		/* As mailcow does: the port of the other kind would be a slip. */
		.port = ssl && port == 389 ? 636 : (int)port,
		.tls = ssl ? FETCH_LDAP_TLS : tls ? FETCH_LDAP_STARTTLS : FETCH_LDAP_PLAIN,
		.login = login != NULL ? login : "", .password = secret != NULL ? secret : "",
		.base = base, .attributes = none, .max = 2, .timeout = TIMEOUT_MS / (int)d->count,
	};
	return OK;
}

/* VALUE is escaped, or "*". */
static const char *
filter_for(struct ctx *cx, const struct directory *d, const char *value)
{
	const char *more = d->filter != NULL ? d->filter : "";

	if (*more != '\0' && *more != '(')
		more = arena_printf(cx->arena, "(%s)", more);
	return arena_printf(cx->arena, "(&(%s=%s)%s)", d->field, value, more);
}

/* PASSWORD NULL: only whether we may look.  The next host when one does not answer. */
static enum status
ask(struct ctx *cx, struct directory *d, const char *value, const char *password)
{
	enum status st = ERR_UPSTREAM;

	d->q.filter = filter_for(cx, d, value);
	for (size_t i = 0; i < d->count && (st == ERR_UPSTREAM || st == ERR_BUSY); i++) {
		if (i > 0)
			ctx_forgive(cx);
		d->q.host = d->hosts[i];
		st = password != NULL ? fetch_ldap_verify(cx, &d->q, password, d->fn, d->arg) :
		    fetch_ldap(cx, &d->q, d->fn, d->arg);
	}
	return st;
}

/* Whatever it was, the person showed nothing wrong; who runs the server reads why. */
static enum status
unknown(struct ctx *cx, const char *login)
{
	log_event(LOG_WARN_, "directory", "login", "%s", login, "msg", "%s",
	    cx->fault_text != NULL ? cx->fault_text : "?", NULL);
	ctx_forgive(cx);
	return fault(cx, ERR_BUSY, "the directory that knows this password cannot be asked now");
}

/* Bounded by whether it answered the others. */
static enum status
check(struct ctx *cx, struct directory *d, const char *login, const char *password)
{
	enum status st, kept;
	bool away;

	if (*password == '\0' || strlen(password) > PASSWORD_MAX)
		return ERR_UNAUTHENTICATED;
	if ((st = db_away_ask(cx, AWAY_DIRECTORY, &away)) != OK)
		return st;
	if (away)
		return fault(cx, ERR_BUSY, "the directory that knows this password does not answer");
	st = ask(cx, d, fetch_ldap_escape(cx->arena, login), password);
	if ((kept = db_away_answered(cx, AWAY_DIRECTORY, st != ERR_UPSTREAM && st != ERR_BUSY)) != OK)
		return kept;
	return st == OK || st == ERR_UNAUTHENTICATED ? st : unknown(cx, login);
}

static enum status
load(struct ctx *cx, json_t **settings, struct directory *d)
{
	const char *secret;
	enum status st;

	if ((st = db_identity_provider_get(cx, settings)) != OK ||
	    (st = db_identity_provider_secret(cx, &secret)) != OK)
		return st;
	return read_settings(cx, *settings, secret, d);
}

enum status
directory_verify(struct ctx *cx, const struct account *account, const char *password,
    const char *protocol, struct directory_login *out)
{
	struct directory d;
	json_t *settings;
	enum status st;

	if ((st = db_directory_login(cx, account->id, protocol, out)) != OK)
		return st == ERR_NOT_FOUND ? ERR_UNAUTHENTICATED : st;
	if ((st = load(cx, &settings, &d)) == ERR_NOT_FOUND)
		return unknown(cx, account->address);
	return st == OK ? check(cx, &d, account->address, password) : st;
}

/* What is told of a person, for import_person(). */
struct told {
	const char	*claim;
	json_t		*claims;
};

static enum status
note(struct ctx *cx, void *arg, const struct fetch_entry *entry)
{
	struct told *t = arg;
	json_t *values = json_array();

	(void)cx;
	for (const struct fetch_value *v = entry->values; v != NULL; v = v->next) {
		bool is_name = strcasecmp(v->attribute, "displayName") == 0;

		if (!utf8_valid(v->data, v->len))
			continue;
		if (is_name || (strcasecmp(v->attribute, "cn") == 0 && json_object_get(t->claims, "name") == NULL))
			json_object_set_new(t->claims, "name", json_stringn(v->data, v->len));
		if (strcasecmp(v->attribute, t->claim) == 0)
			json_array_append_new(values, json_stringn(v->data, v->len));
	}
	json_object_set_new(t->claims, t->claim, values);
	return OK;
}

enum status
directory_import(struct ctx *cx, const char *login, const char *password)
{
	struct told told;
	const char *wanted[] = { "displayName", "cn", NULL, NULL };
	struct directory d;
	json_t *settings;
	enum status st;

	if (strchr(login, '@') == NULL)
		return ERR_UNAUTHENTICATED;
	if ((st = load(cx, &settings, &d)) == ERR_NOT_FOUND ||
	    (st == OK && !json_is_true(json_object_get(settings, "import_users")))) {
		ctx_forgive(cx);
		return ERR_UNAUTHENTICATED;
	}
	if (st != OK)
		return st;
	told.claim = wanted[2] = import_claim(settings);
	told.claims = json_keep(cx->arena, json_object());
	d.q.attributes = wanted;
	d.fn = note;
	d.arg = &told;
	if ((st = check(cx, &d, login, password)) != OK)
		return st;
	st = import_person(cx, settings, told.claims, login);
	if (st == ERR_EXISTS) {
		/* In the same moment from somewhere else. */
		db_rollback(cx);
		ctx_forgive(cx);
		return OK;
	}
	if (st == OK || st == ERR_INTERNAL)
		return st;
	/* A domain that is not ours or full, no template: it is written down, and the login is nobody's. */
	log_event(LOG_WARN_, "directory", "login", "%s", login, "msg", "%s",
	    cx->fault_text != NULL ? cx->fault_text : status_name(st), NULL);
	db_rollback(cx);
	ctx_forgive(cx);
	return ERR_UNAUTHENTICATED;
}

enum status
directory_try(struct ctx *cx, const json_t *settings, const char *secret)
{
	struct directory d;
	enum status st = read_settings(cx, settings, secret, &d);

	if (st != OK)
		return st;
	/* That it has more than we would like to see now is a good sign. */
	if ((st = ask(cx, &d, "*", NULL)) == ERR_LIMIT)
		ctx_forgive(cx);
	return st == ERR_LIMIT ? OK : st;
}

/* Is the address in LIST?  An empty list has everybody. */
static bool
comes_from(struct arena *arena, const char *list, const char *remote)
{
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	struct sockaddr_in in = { .sin_family = AF_INET };

	if (*list == '\0')
		return true;
	if (inet_pton(AF_INET, remote, &in.sin_addr) == 1)
		return guard_is_listed(list, (const struct sockaddr *)&in);
	return inet_pton(AF_INET6, arena_strdup(arena, remote), &in6.sin6_addr) == 1 &&
	    guard_is_listed(list, (const struct sockaddr *)&in6);
}

static enum status
verify(struct ctx *cx, const char *login, const char *password, const char *protocol)
{
	struct directory_login d;
	struct account account;
	enum status st;

	if ((st = db_account_find(cx, login, &account)) != OK)
		return st == ERR_NOT_FOUND ? ERR_UNAUTHENTICATED : st;
	if (!account_may_sign_in(&account))
		return ERR_UNAUTHENTICATED;
	if ((st = directory_verify(cx, &account, password, protocol, &d)) != OK)
		return st;
	if (d.needs_more || (strcmp(protocol, "smtp") == 0 && !comes_from(cx->arena, d.smtp_from, cx->remote)))
		return ERR_UNAUTHENTICATED;
	return OK;
}

enum status
directory_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *login, *password, *protocol, *remote, *why;
	struct form form;
	enum status st;

	if ((st = form_read(cx, arena_strndup(cx->arena, (const char *)rq->body, rq->body_len), &form)) != OK)
		return st;
	login = form_get(&form, "login");
	password = form_get(&form, "password");
	protocol = form_get(&form, "protocol");
	remote = form_get(&form, "remote");
	if (login == NULL || protocol == NULL)
		return fault(cx, ERR_INVALID, "login and protocol are needed");
	if (remote != NULL)
		cx->remote = remote;
	st = verify(cx, login, password != NULL ? password : "", protocol);
	if (st == ERR_BUSY) {
		/* It was counted when Dovecot asked whether it may try (admin/auth_policy.h). */
		why = arena_strdup(cx->arena, cx->fault_text);
		ctx_forgive(cx);
		return (st = db_throttle_forgive(cx, login, NULL)) != OK ? st : fault(cx, ERR_BUSY, "%s", why);
	}
	if (st != OK && st != ERR_UNAUTHENTICATED)
		return st;
	ctx_forgive(cx);
	re->code = st == OK ? 204 : 403;
	return OK;
}
