/*
 * The table of paths.  A path may have several rows with different methods:
 * then the one that takes the method serves it.
 */
#include <string.h>

#include "admin/api_http.h"
#include "admin/auth_policy.h"
#include "admin/autoconfig.h"
#include "admin/ban.h"
#include "admin/directory.h"
#include "admin/dns_json.h"
#include "admin/factors.h"
#include "admin/log_read.h"
#include "admin/look.h"
#include "admin/measure.h"
#include "admin/mta_sts.h"
#include "admin/qr.h"
#include "admin/mailq.h"
#include "admin/qhandler.h"
#include "admin/rspamd_ui.h"
#include "admin/sender_policy.h"
#include "admin/session.h"
#include "admin/health.h"
#include "admin/trace.h"
#include "dav/dav.h"
#include "dav/link.h"
#include "dav/public_busy.h"
#include "dav/push.h"
#include "dav/timezones.h"
#include "httpd/macros.h"
#include "httpd/relay_test.h"
#include "httpd/routes.h"
#include "httpd/tasks.h"
#include "oauth/oauth.h"
#include "webmail/quarantine.h"
#include "webmail/webmail.h"
#include "webmail/wording.h"

#define KIB	(INT64_C(1) << 10)
#define MIB	(INT64_C(1) << 20)

const struct route routes[] = {
	/* sign-in; the password is hashed, so that is the auth pool's */
	{ "/api/v2/session", "POST", POOL_AUTH, NEED_NOBODY, 16 * KIB, 0, session_post },
	{ "/api/v2/session/proof", "POST", POOL_AUTH, NEED_ACCOUNT, 16 * KIB, 0, session_prove },
	{ "/api/v2/session", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, session_get },
	{ "/api/v2/session", "DELETE", POOL_ADMIN, NEED_NOBODY, 0, 0, session_delete },
	{ "/api/v2/sessions", "GET HEAD", POOL_ADMIN, NEED_ACCOUNT, 0, 0, sessions_get },
	{ "/api/v2/sessions", "DELETE", POOL_ADMIN, NEED_ACCOUNT, 0, 0, sessions_delete },
	{ "/api/v2/sessions/*", "DELETE", POOL_ADMIN, NEED_ACCOUNT, 0, 0, sessions_delete_one },
	{ "/api/v2/last-logins", "GET HEAD", POOL_ADMIN, NEED_ACCOUNT, 0, 0, last_logins_get },
	{ "/api/v2/qr", "GET HEAD", POOL_ADMIN, NEED_ACCOUNT, 0, 0, qr_get },
	{ "/api/v2/factors", "GET HEAD", POOL_ADMIN, NEED_ACCOUNT, 0, 0, factors_get },
	{ "/api/v2/factors/*", "POST PATCH DELETE", POOL_ADMIN, NEED_ACCOUNT, 16 * KIB, 0, factors_change },

	/* OAuth and OpenID Connect; GET /oauth/authorize is a page (httpd/assets.c) */
	{ "/oauth/authorize", "POST", POOL_ADMIN, NEED_CLIENT, 16 * KIB, 0, oauth_authorize_post },
	{ "/api/v2/oauth/authorization", "POST", POOL_ADMIN, NEED_NOBODY, 64 * KIB, 0,
	    oauth_authorization_post },
	{ "/api/v2/oauth/grants", "GET HEAD", POOL_ADMIN, NEED_ACCOUNT, 0, 0, oauth_grants_get },
	{ "/api/v2/oauth/grants/*", "DELETE", POOL_ADMIN, NEED_ACCOUNT, 0, 0, oauth_grants_delete },
	{ "/api/v2/session/provider", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, oauth_provider_get },
	{ "/api/v2/session/provider", "POST", POOL_ADMIN, NEED_NOBODY, 16 * KIB, 40, oauth_provider_post },
	{ "/api/v2/mail-sign-in", "GET HEAD", POOL_ADMIN, NEED_ACCOUNT, 0, 0, oauth_mail_sign_in_get },
	{ "/api/v2/mail-sign-in", "POST", POOL_ADMIN, NEED_ACCOUNT, 16 * KIB, 40, oauth_mail_sign_in_post },
	{ "/oauth/token", "POST", POOL_ADMIN, NEED_CLIENT, 16 * KIB, 0, oauth_token_post },
	{ "/oauth/revoke", "POST", POOL_ADMIN, NEED_CLIENT, 16 * KIB, 0, oauth_revoke_post },
	{ "/oauth/introspect", "POST", POOL_ADMIN, NEED_CLIENT, 16 * KIB, 0, oauth_introspect_post },
	{ "/oauth/userinfo", "GET HEAD POST", POOL_ADMIN, NEED_TOKEN, 16 * KIB, 0, oauth_userinfo },
	{ "/oauth/userinfo", "OPTIONS", POOL_ADMIN, NEED_CLIENT, 0, 0, oauth_options },
	{ "/oauth/token", "OPTIONS", POOL_ADMIN, NEED_CLIENT, 0, 0, oauth_options },
	{ "/oauth/revoke", "OPTIONS", POOL_ADMIN, NEED_CLIENT, 0, 0, oauth_options },
	{ "/oauth/profile", "GET HEAD POST", POOL_ADMIN, NEED_TOKEN, 16 * KIB, 0, oauth_profile },
	{ "/oauth/jwks", "GET HEAD", POOL_ADMIN, NEED_CLIENT, 0, 0, oauth_jwks },
	{ "/.well-known/openid-configuration", "GET HEAD", POOL_ADMIN, NEED_CLIENT, 0, 0, oauth_metadata },
	{ "/.well-known/oauth-authorization-server", "GET HEAD", POOL_ADMIN, NEED_CLIENT, 0, 0,
	    oauth_metadata },

	/* how the pages look; the sign-in page asks, too */
	{ "/api/v2/look", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, look_get },
	{ "/api/v2/look/*", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, look_get_logo },

	/* administration (admin/api.h) */
	{ "/api/v1/*", "OPTIONS", POOL_ADMIN, NEED_CLIENT, 0, 0, api_options },
	{ "/api/v2/objects/*", "OPTIONS", POOL_ADMIN, NEED_CLIENT, 0, 0, api_options },
	{ "/api/v1/edit/identity-provider-test", "POST", POOL_ADMIN, NEED_API, 64 * KIB, 40,
	    oauth_provider_test },
	{ "/api/v1/edit/identity-provider-test", "OPTIONS", POOL_ADMIN, NEED_CLIENT, 0, 0, api_options },
	{ "/api/v1/*", "*", POOL_ADMIN, NEED_API, 4 * MIB, 60, api_v1 },
	{ "/api/v2/objects/*", "GET HEAD POST PATCH DELETE", POOL_ADMIN, NEED_API, 4 * MIB, 60,
	    api_v2 },
	{ "/api/", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, api_page },
	{ "/api/openapi.json", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, api_openapi },

	/* administration beyond /api/v1 */
	{ "/api/v2/domains/*", "GET HEAD", POOL_ADMIN, NEED_ADMIN, 0, 0, dns_get },
	{ "/api/v2/queue", "GET HEAD POST", POOL_ADMIN, NEED_ADMIN, 64 * KIB, 0, mailq_http },
	{ "/api/v2/queue/*", "GET HEAD", POOL_ADMIN, NEED_ADMIN, 0, 0, mailq_http },
	{ "/api/v2/bans", "GET HEAD POST PATCH", POOL_ADMIN, NEED_ADMIN, 16 * KIB, 0, ban_http },
	{ "/api/v2/bans/*", "DELETE", POOL_ADMIN, NEED_ADMIN, 0, 0, ban_http },
	{ "/f2b-banlist", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, ban_public },
	{ "/api/v2/relay-test", "POST", POOL_ADMIN, NEED_ADMIN, 16 * KIB, 60, relay_test_post },
	{ "/api/v2/measures", "GET HEAD", POOL_ADMIN, NEED_ADMIN, 0, 0, measure_http },
	{ "/api/v2/status", "GET HEAD", POOL_ADMIN, NEED_ADMIN, 0, 0, health_http },
	{ "/api/v2/trace", "GET HEAD DELETE", POOL_ADMIN, NEED_API, 0, 0, trace_http },
	{ "/api/v2/wording/*", "GET HEAD POST", POOL_MAIL, NEED_ADMIN, 256 * KIB, 0, wording_preview },
	{ "/api/v2/logs/*", "GET HEAD", POOL_ADMIN, NEED_ADMIN, 0, 30, log_http },

	/* Rspamd's own pages, whose password is looked at here: its files, then what they ask */
	{ "/rspamd", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, rspamd_ui_file },
	{ "/rspamd/", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, rspamd_ui_file },
	{ "/rspamd/css/*", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, rspamd_ui_file },
	{ "/rspamd/fonts/*", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, rspamd_ui_file },
	{ "/rspamd/img/*", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, rspamd_ui_file },
	{ "/rspamd/js/*", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, rspamd_ui_file },
	{ "/rspamd/*", "GET HEAD POST", POOL_AUTH, NEED_NOBODY, 16 * MIB, 30, rspamd_ui_ask },

	/* set-up of mail programs by themselves */
	{ "/.well-known/autoconfig/mail/config-v1.1.xml", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0,
	    autoconfig_get },
	{ "/mail/config-v1.1.xml", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, autoconfig_get },
	{ "/autodiscover/autodiscover.xml", "POST", POOL_ADMIN, NEED_NOBODY, 16 * KIB, 0,
	    autodiscover_post },
	{ "/Autodiscover/Autodiscover.xml", "POST", POOL_ADMIN, NEED_NOBODY, 16 * KIB, 0,
	    autodiscover_post },
	{ "/autodiscover/autodiscover.json*", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0,
	    autodiscover_json },
	{ "/.well-known/mta-sts.txt", "GET HEAD", POOL_ADMIN, NEED_NOBODY, 0, 0, mta_sts_get },

	/* links of a quarantine's digest: the token in them is the right */
	{ "/qhandler/*", "GET HEAD POST", POOL_ADMIN, NEED_NOBODY, 16 * KIB, 0, qhandler },

	{ "/mobileconfig", "GET HEAD", POOL_ADMIN, NEED_USER, 0, 0, mobileconfig_get },
	{ "/mobileconfig.php", "GET HEAD", POOL_ADMIN, NEED_USER, 0, 0, mobileconfig_get },

	/* mail: JMAP (RFC 8620) */
	{ "/.well-known/jmap", "GET HEAD", POOL_MAIL, NEED_USER, 0, 0, jmap_session },
	{ "/jmap/api", "POST", POOL_MAIL, NEED_USER, 10 * MIB, 60, jmap_api },
	{ "/jmap/upload/*", "POST", POOL_MAIL, NEED_USER, INT64_MAX, 120, jmap_upload },
	{ "/jmap/download/*", "GET HEAD", POOL_MAIL, NEED_USER, 0, 120, jmap_download },
	{ "/jmap/eventsource", "GET", POOL_MAIL, NEED_USER, 0, 0, jmap_eventsource },
	{ "/.well-known/openpgpkey/*", "GET HEAD", POOL_MAIL, NEED_NOBODY, 0, 0, wkd_get },
	{ "/img", "GET HEAD", POOL_MAIL, NEED_USER, 0, 30, image_proxy },
	{ "/internal/sync", "POST", POOL_MAIL, NEED_INTERNAL, 0, 120, jmap_sync },
	{ "/internal/auth-policy", "POST", POOL_ADMIN, NEED_SERVICE, 16 * KIB, 10, auth_policy_post },
	{ "/internal/directory", "POST", POOL_AUTH, NEED_SERVICE, 16 * KIB, 15, directory_post },
	{ "/internal/sender", "POST", POOL_ADMIN, NEED_SERVICE, 64 * KIB, 10, sender_policy_post },
	{ "/internal/macros", "POST", POOL_MAIL, NEED_SERVICE, MACROS_DOCUMENT_MAX, 10, macros_post },
	{ "/internal/quarantine", "POST", POOL_MAIL, NEED_SERVICE, INT64_MAX, 60, quarantine_post },
	{ TASKS_PATH, "POST", POOL_MAIL, NEED_INTERNAL, 0, 600, tasks_post },
	{ TASKS_SLOW, "POST", POOL_SLOW, NEED_INTERNAL, 0, 3600, tasks_post },

	/* calendars and contacts: WebDAV (RFC 4918), CalDAV (RFC 4791), CardDAV (RFC 6352) */
	{ TIMEZONES_PATH "/*", "GET HEAD", POOL_DAV, NEED_NOBODY, 0, 0, dav_timezones },
	{ "/.well-known/caldav", "GET HEAD OPTIONS PROPFIND", POOL_DAV, NEED_NOBODY, 1 * MIB, 0,
	    dav_wellknown },
	{ "/.well-known/caldav/", "GET HEAD OPTIONS PROPFIND", POOL_DAV, NEED_NOBODY, 1 * MIB, 0,
	    dav_wellknown },
	{ "/.well-known/carddav", "GET HEAD OPTIONS PROPFIND", POOL_DAV, NEED_NOBODY, 1 * MIB, 0,
	    dav_wellknown },
	{ "/.well-known/carddav/", "GET HEAD OPTIONS PROPFIND", POOL_DAV, NEED_NOBODY, 1 * MIB, 0,
	    dav_wellknown },
	{ "/principals/*", "GET HEAD OPTIONS PROPFIND", POOL_DAV, NEED_NOBODY, 1 * MIB, 0,
	    dav_wellknown },
	{ "/public/*", "GET HEAD", POOL_DAV, NEED_NOBODY, 0, 0, dav_public },
	{ "/dav/public/*", "GET HEAD", POOL_DAV, NEED_NOBODY, 0, 0, dav_public_busy },
	{ "/SOGo/dav/public/*", "GET HEAD", POOL_DAV, NEED_NOBODY, 0, 0, dav_public_busy },
	{ "/dav/push/*", "DELETE", POOL_DAV, NEED_USER, 0, 0, dav_push_delete },
	{ "/dav",
	    "OPTIONS GET HEAD PUT POST DELETE MKCOL MKCALENDAR COPY MOVE PROPFIND PROPPATCH REPORT ACL",
	    POOL_DAV, NEED_USER, 20 * MIB, 60, dav_handle },
	{ "/dav/*",
	    "OPTIONS GET HEAD PUT POST DELETE MKCOL MKCALENDAR COPY MOVE PROPFIND PROPPATCH REPORT ACL",
	    POOL_DAV, NEED_USER, 20 * MIB, 60, dav_handle },
	{ "/SOGo/dav",
	    "OPTIONS GET HEAD PUT POST DELETE MKCOL MKCALENDAR COPY MOVE PROPFIND PROPPATCH REPORT ACL",
	    POOL_DAV, NEED_USER, 20 * MIB, 60, dav_handle },
	{ "/SOGo/dav/*",
	    "OPTIONS GET HEAD PUT POST DELETE MKCOL MKCALENDAR COPY MOVE PROPFIND PROPPATCH REPORT ACL",
	    POOL_DAV, NEED_USER, 20 * MIB, 60, dav_handle },
	{ 0 }
};

static const char *const labels[] = {
	[POOL_AUTH] = "auth",
	[POOL_ADMIN] = "admin",
	[POOL_MAIL] = "mail",
	[POOL_DAV] = "dav",
	[POOL_SLOW] = "slow",
};

const char *
pool_label(enum pool_name pool)
{
	return (unsigned)pool < COUNT(labels) ? labels[pool] : "-";
}

/*
 * How well a row fits: 0 not at all, else the length of what agrees.  An exact
 * path beats the prefix of the same length.
 */
static size_t
fit(const struct route *row, const char *path)
{
	size_t len = strlen(row->path);

	if (len > 0 && row->path[len - 1] == '*')
		return strncmp(row->path, path, len - 1) == 0 ? 2 * (len - 1) + 1 : 0;
	return strcmp(row->path, path) == 0 ? 2 * len + 2 : 0;
}

static bool
takes(const char *methods, const char *method)
{
	size_t len = strlen(method);

	if (strcmp(methods, "*") == 0)
		return true;
	for (const char *s = methods; *s != '\0'; s += strspn(s, " ")) {
		size_t n = strcspn(s, " ");

		if (n == len && memcmp(s, method, n) == 0)
			return true;
		s += n;
	}
	return false;
}

/* "GET HEAD" and "POST" become "GET, HEAD, POST". */
static void
list(char *out, size_t size, const char *methods)
{
	size_t len = strlen(out);

	for (const char *s = methods; *s != '\0'; s += strspn(s, " ")) {
		size_t n = strcspn(s, " ");

		if (len + n + 3 > size)
			return;
		if (len > 0) {
			memcpy(out + len, ", ", 2);
			len += 2;
		}
		memcpy(out + len, s, n);
		len += n;
		out[len] = '\0';
		s += n;
	}
}

const struct route *
route_find_in(const struct route *table, const char *method, const char *path,
    bool *known_path, const char **allow)
{
	static char methods[128];
	size_t best = 0;

	*known_path = false;
	*allow = "";
	for (const struct route *r = table; r->path != NULL; r++) {
		size_t n = fit(r, path);

		if (n > best)
			best = n;
	}
	if (best == 0)
		return NULL;
	*known_path = true;
	methods[0] = '\0';
	for (const struct route *r = table; r->path != NULL; r++) {
		if (fit(r, path) != best)
			continue;
		if (takes(r->methods, method))
			return r;
		list(methods, sizeof methods, r->methods);
	}
	*allow = methods;
	return NULL;
}

const struct route *
route_find(const char *method, const char *path, bool *known_path, const char **allow)
{
	return route_find_in(routes, method, path, known_path, allow);
}

int
route_index(const struct route *route)
{
	return (int)(route - routes);
}
