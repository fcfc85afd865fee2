#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ldap.h>
#include <openldap.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/hash.h"
#include "fetch/ldap.h"

#define PAGE		500	/* RFC 2696: servers that give no more than 1,000 give all so */
#define ANSWER_MAX	((ber_len_t)4 << 20)	/* one message */
#define VALUE_MAX	((size_t)256 << 10)
#define VALUES_MAX	200	/* of one entry */
#define QUIET_MS	10000	/* without a byte of the server */

struct search {
	const struct fetch_ldap	*q;
	LDAP			*ld;
	int64_t			 until;		/* clock_steady() */
	fetch_entry_fn		*fn;
	void			*arg;
	size_t			 count;
	struct berval		 cookie;	/* where the next page begins */
};

static enum status
said(struct ctx *cx, int rc)
{
	bool refused = rc == LDAP_INVALID_CREDENTIALS || rc == LDAP_INAPPROPRIATE_AUTH ||
	    rc == LDAP_INSUFFICIENT_ACCESS || rc == LDAP_CONFIDENTIALITY_REQUIRED;

	return fault(cx, refused ? ERR_DENIED : ERR_UPSTREAM, "the directory: %s", ldap_err2string(rc));
}

static void
unbind(void *ld)
{
	ldap_unbind_ext(ld, NULL, NULL);
}

static struct timeval
left(const struct search *s)
{
	int64_t ms = s->until - clock_steady();

	ms = ms < 1 ? 1 : ms > QUIET_MS ? QUIET_MS : ms;
	return (struct timeval){ .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 };
}

static bool
is_usual(int port)
{
	return port == 389 || port == 636 || port == 3268 || port == 3269;
}

/* A socket to ADDRESS that waits for nothing longer than QUIET; -1. */
static int
connect_to(const struct guard_address *address, struct timeval quiet)
{
	int ms = (int)(quiet.tv_sec * 1000 + quiet.tv_usec / 1000);
	struct pollfd p = { .events = POLLOUT };
	int error = 0;
	socklen_t len = sizeof error;

	p.fd = socket(address->sa.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (p.fd < 0)
		return -1;
	if ((connect(p.fd, (const struct sockaddr *)&address->sa, address->len) == 0 ||
	    (errno == EINPROGRESS && poll(&p, 1, ms / 2) == 1 &&
	    getsockopt(p.fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 && error == 0)) &&
	    fcntl(p.fd, F_SETFL, 0) == 0 &&
	    setsockopt(p.fd, SOL_SOCKET, SO_RCVTIMEO, &quiet, sizeof quiet) == 0 &&
	    setsockopt(p.fd, SOL_SOCKET, SO_SNDTIMEO, &quiet, sizeof quiet) == 0)
		return p.fd;
	close(p.fd);
	return -1;
}

static enum status
reach(struct ctx *cx, const struct search *s, int *fd)
{
	const struct fetch_ldap *q = s->q;
	struct guard_address at[GUARD_ADDRESSES];
	enum status st;
	size_t count;

	if ((st = guard_resolve(cx, q->host, q->port, at, &count)) != OK)
		return st;
	*fd = -1;
	for (size_t i = 0; i < count && *fd < 0; i++) {
		if ((st = fetch_directory_may(cx, &at[i], q->port, is_usual(q->port),
		    q->tls == FETCH_LDAP_PLAIN)) != OK)
			return st;
		*fd = connect_to(&at[i], left(s));
	}
	return *fd >= 0 ? OK : fault(cx, ERR_UPSTREAM, "%s does not answer on port %d", q->host, q->port);
}

static enum status
set_options(struct ctx *cx, const struct search *s)
{
	static const int version = LDAP_VERSION3, demand = LDAP_OPT_X_TLS_DEMAND, server = 0;
	const struct timeval quiet = left(s);
	const char *trusted = cx->conf->fetch_authorities != NULL && *cx->conf->fetch_authorities != '\0' ?
	    cx->conf->fetch_authorities : "/etc/ssl/certs/ca-certificates.crt";
	ber_len_t most = ANSWER_MAX;
	Sockbuf *sb = NULL;

	if (ldap_set_option(s->ld, LDAP_OPT_PROTOCOL_VERSION, &version) != LDAP_OPT_SUCCESS ||
	    /* Wherever it sends us, we do not go. */
	    ldap_set_option(s->ld, LDAP_OPT_REFERRALS, LDAP_OPT_OFF) != LDAP_OPT_SUCCESS ||
	    ldap_set_option(s->ld, LDAP_OPT_NETWORK_TIMEOUT, &quiet) != LDAP_OPT_SUCCESS ||
	    ldap_set_option(s->ld, LDAP_OPT_TIMEOUT, &quiet) != LDAP_OPT_SUCCESS ||
	    ldap_set_option(s->ld, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand) != LDAP_OPT_SUCCESS ||
	    ldap_set_option(s->ld, LDAP_OPT_X_TLS_CACERTFILE, trusted) != LDAP_OPT_SUCCESS ||
	    ldap_set_option(s->ld, LDAP_OPT_X_TLS_NEWCTX, &server) != LDAP_OPT_SUCCESS ||
	    ldap_get_option(s->ld, LDAP_OPT_SOCKBUF, &sb) != LDAP_OPT_SUCCESS || sb == NULL ||
	    ber_sockbuf_ctrl(sb, LBER_SB_OPT_SET_MAX_INCOMING, &most) < 0)
		return fault(cx, ERR_INTERNAL, "libldap refuses an option");
	return OK;
}

static enum status
open_session(struct ctx *cx, struct search *s)
{
	const struct fetch_ldap *q = s->q;
	struct berval password = { strlen(q->password), arena_strdup(cx->arena, q->password) };
	const char *url = arena_printf(cx->arena, "%s://%s:%d", q->tls == FETCH_LDAP_TLS ? "ldaps" : "ldap",
	    strchr(q->host, ':') != NULL ? arena_printf(cx->arena, "[%s]", q->host) : q->host, q->port);
	enum status st;
	int fd, rc;

	/* RFC 4513, section 5.1.2: it would be taken for anybody's, and succeed. */
	if (*q->login != '\0' && *q->password == '\0')
		return fault(cx, ERR_DENIED, "the login at the directory needs a password");
	/* No configuration of this machine, and none from the environment. */
	setenv("LDAPNOINIT", "1", 1);
	if ((st = reach(cx, s, &fd)) != OK)
		return st;
	if ((rc = ldap_init_fd(fd, LDAP_PROTO_TCP, url, &s->ld)) != LDAP_SUCCESS) {
		close(fd);
		return said(cx, rc);
	}
	arena_adopt(cx->arena, s->ld, unbind);
	if ((st = set_options(cx, s)) != OK)
		return st;
	rc = q->tls == FETCH_LDAP_PLAIN ? LDAP_SUCCESS :
	    q->tls == FETCH_LDAP_TLS ? ldap_install_tls(s->ld) : ldap_start_tls_s(s->ld, NULL, NULL);
	if (rc == LDAP_SUCCESS)
		rc = ldap_sasl_bind_s(s->ld, q->login, LDAP_SASL_SIMPLE, &password, NULL, NULL, NULL);
	return rc == LDAP_SUCCESS ? OK : said(cx, rc);
}

static void
take_values(struct ctx *cx, const char *name, struct berval *const *values, size_t *count,
    struct fetch_value ***end)
{
	const char *attribute = arena_strndup(cx->arena, name, strcspn(name, ";"));

	for (; values != NULL && *values != NULL && *count < VALUES_MAX; values++) {
		struct fetch_value *v;
		char *data;

		if ((*values)->bv_len > VALUE_MAX)
			continue;
		v = arena_alloc(cx->arena, sizeof *v);
		data = arena_alloc(cx->arena, (*values)->bv_len + 1);
		memcpy(data, (*values)->bv_val, (*values)->bv_len);
		*v = (struct fetch_value){ .attribute = attribute, .data = data, .len = (*values)->bv_len };
		**end = v;
		*end = &v->next;
		++*count;
	}
}

static enum status
take_entry(struct ctx *cx, struct search *s, LDAPMessage *m)
{
	struct fetch_entry entry = { 0 };
	struct fetch_value **end = &entry.values;
	char *dn = ldap_get_dn(s->ld, m), *name;
	BerElement *at = NULL;
	size_t count = 0;

	entry.dn = arena_strdup(cx->arena, dn != NULL ? dn : "");
	ldap_memfree(dn);
	for (name = ldap_first_attribute(s->ld, m, &at); name != NULL;
	     name = ldap_next_attribute(s->ld, m, at)) {
		struct berval **values = ldap_get_values_len(s->ld, m, name);

		take_values(cx, name, values, &count, &end);
		ldap_value_free_len(values);
		ldap_memfree(name);
	}
	ber_free(at, 0);
	if (++s->count > s->q->max)
		return fault(cx, ERR_LIMIT, "the directory has more than %zu entries", s->q->max);
	return s->fn(cx, s->arg, &entry);
}

/* What the server says behind the last entry; s->cookie is where the next page begins. */
static enum status
end_page(struct ctx *cx, struct search *s, LDAPMessage *m)
{
	LDAPControl **controls = NULL, *page;
	struct berval cookie = { 0 };
	ber_int_t estimate;
	int rc, code = LDAP_OTHER;

	s->cookie = (struct berval){ 0 };
	rc = ldap_parse_result(s->ld, m, &code, NULL, NULL, NULL, &controls, 0);
	page = controls == NULL ? NULL : ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, NULL);
	if (rc == LDAP_SUCCESS && page != NULL &&
	    ldap_parse_pageresponse_control(s->ld, page, &estimate, &cookie) == LDAP_SUCCESS &&
	    cookie.bv_len > 0) {
		s->cookie.bv_val = arena_alloc(cx->arena, cookie.bv_len);
		s->cookie.bv_len = cookie.bv_len;
		memcpy(s->cookie.bv_val, cookie.bv_val, cookie.bv_len);
	}
	ber_memfree(cookie.bv_val);
	ldap_controls_free(controls);
	if (rc == LDAP_SUCCESS && code == LDAP_SIZELIMIT_EXCEEDED)
		return fault(cx, ERR_LIMIT, "the directory does not give all that it has");
	return rc != LDAP_SUCCESS ? said(cx, rc) : code != LDAP_SUCCESS ? said(cx, code) : OK;
}

static void
free_control(void *control)
{
	ldap_control_free(control);
}

static enum status
one_page(struct ctx *cx, struct search *s)
{
	LDAPControl *page = NULL;
	struct timeval wait = left(s);
	enum status st = OK;
	int rc, id, kind = 0;

	if ((rc = ldap_create_page_control(s->ld, PAGE, s->cookie.bv_len > 0 ? &s->cookie : NULL, 0,
	    &page)) != LDAP_SUCCESS)
		return said(cx, rc);
	arena_adopt(cx->arena, page, free_control);
	if ((rc = ldap_search_ext(s->ld, s->q->base, LDAP_SCOPE_SUBTREE, s->q->filter,
	    (char **)s->q->attributes, 0, (LDAPControl *[]){ page, NULL }, NULL, &wait, 0, &id)) != LDAP_SUCCESS)
		return said(cx, rc);
	while (st == OK && kind != LDAP_RES_SEARCH_RESULT) {
		LDAPMessage *m = NULL;
		struct arena *whole;

		wait = left(s);
		kind = ldap_result(s->ld, id, LDAP_MSG_ONE, &wait, &m);
		if (kind == 0 || clock_steady() > s->until) {
			ldap_msgfree(m);
			return fault(cx, ERR_BUSY, "the directory is too slow");
		}
		if (kind < 0) {
			ldap_get_option(s->ld, LDAP_OPT_RESULT_CODE, &rc);
			return said(cx, rc);
		}
		if (kind == LDAP_RES_SEARCH_RESULT) {
			st = end_page(cx, s, m);
		} else if (kind == LDAP_RES_SEARCH_ENTRY) {
			whole = ctx_turn(cx);
			st = take_entry(cx, s, m);
			ctx_turn_end(cx, whole);
		}
		ldap_msgfree(m);
	}
	return st;
}

enum status
fetch_ldap(struct ctx *cx, const struct fetch_ldap *q, fetch_entry_fn *fn, void *arg)
{
	struct search s = {
		.q = q, .until = clock_steady() + q->timeout, .fn = fn, .arg = arg,
	};
	enum status st;

	if ((st = open_session(cx, &s)) != OK)
		return st;
	do
		st = one_page(cx, &s);
	while (st == OK && s.cookie.bv_len > 0);
	return st;
}

/* The one that was found, where it outlives the turn that found it. */
struct found {
	struct arena	*arena;
	char		*dn;
	size_t		 count;
	fetch_entry_fn	*fn;
	void		*arg;
};

static enum status
note(struct ctx *cx, void *arg, const struct fetch_entry *entry)
{
	struct found *f = arg;

	if (f->count++ > 0)
		return OK;
	f->dn = arena_strdup(f->arena, entry->dn);
	return f->fn(cx, f->arg, entry);
}

/* Who is refused by the bind has shown a wrong password; everything else is the server's trouble. */
static enum status
bind_as(struct ctx *cx, struct search *s, const char *dn, const char *password)
{
	struct berval secret = { strlen(password), arena_strdup(cx->arena, password) };
	const struct timeval wait = left(s);
	int rc;

	if (ldap_set_option(s->ld, LDAP_OPT_TIMEOUT, &wait) != LDAP_OPT_SUCCESS)
		return fault(cx, ERR_INTERNAL, "libldap refuses an option");
	rc = ldap_sasl_bind_s(s->ld, dn, LDAP_SASL_SIMPLE, &secret, NULL, NULL, NULL);
	hash_wipe(secret.bv_val, secret.bv_len);
	switch (rc) {
	case LDAP_SUCCESS:
		return OK;
	case LDAP_INVALID_CREDENTIALS:
	case LDAP_INAPPROPRIATE_AUTH:
	case LDAP_CONSTRAINT_VIOLATION:
	case LDAP_INSUFFICIENT_ACCESS:
	case LDAP_NO_SUCH_OBJECT:
	case LDAP_UNWILLING_TO_PERFORM:
		return fault(cx, ERR_UNAUTHENTICATED, "the directory: %s", ldap_err2string(rc));
	default:
		return fault(cx, ERR_UPSTREAM, "the directory: %s", ldap_err2string(rc));
	}
}

enum status
fetch_ldap_verify(struct ctx *cx, const struct fetch_ldap *q, const char *password,
    fetch_entry_fn *fn, void *arg)
{
	struct found found = { .arena = cx->arena, .fn = fn, .arg = arg };
	struct search s = {
		.q = q, .until = clock_steady() + q->timeout, .fn = note, .arg = &found,
	};
	enum status st;

	if (*password == '\0')
		return fault(cx, ERR_UNAUTHENTICATED, "no password");
	if ((st = open_session(cx, &s)) != OK || (st = one_page(cx, &s)) != OK)
		return st;
	if (found.count != 1 || *found.dn == '\0')
		return fault(cx, ERR_UNAUTHENTICATED, "the directory has %s for this login",
		    found.count == 0 ? "no entry" : found.count == 1 ? "no name" : "several entries");
	return bind_as(cx, &s, found.dn, password);
}

const char *
fetch_ldap_escape(struct arena *arena, const char *text)
{
	struct buf out = BUF_ON(arena);

	for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++)
		/* Not only what must be: nothing but letters and digits has a meaning in some server. */
		if (isalnum(*c) || *c == '@' || *c == '.' || *c == '-' || *c == '_')
			buf_putc(&out, (char)*c);
		else
			buf_printf(&out, "\\%02x", *c);
	return buf_str(&out);
}
