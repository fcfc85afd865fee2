#include <string.h>

#include "admin/rights.h"
#include "storage/account.h"
#include "storage/grant.h"

const char *const rights_domain_flags[] = {
	"syncjobs", "quarantine", "login_as", "sogo_access", "app_passwds", "bcc_maps", "pushover",
	"filters", "ratelimit", "spam_policy", "extend_sender_acl", "unlimited_quota",
	"protocol_access", "smtp_ip_access", "alias_domains", "mailbox_relayhost",
	"domain_relayhost", "domain_desc", NULL
};
const char *const rights_person_flags[] = {
	"spam_alias", "tls_policy", "spam_score", "spam_policy", "delimiter_action", "syncjobs",
	"eas_reset", "sogo_profile_reset", "pushover", "quarantine", "quarantine_attachments",
	"quarantine_notification", "quarantine_category", "app_passwds", "pw_reset", NULL
};

enum status
rights_load(struct ctx *cx, struct rights *out)
{
	const struct principal *who = &cx->who;
	struct grant grant;
	enum status st;

	*out = (struct rights){ .is = WHO_NOBODY };
	if (who->proof == PROOF_NONE)
		return OK;
	if (who->role == ROLE_ADMIN && !who->bound) {
		out->is = WHO_ADMIN;
		out->scope.all = true;
		return OK;
	}
	if ((st = db_grant_find(cx, &grant)) != OK)
		return st;
	out->is = who->role == ROLE_USER ? WHO_PERSON : WHO_DOMAIN;
	out->acl = grant.acl;
	out->acl_count = grant.acl_count;
	out->scope = (struct record_scope){
		.domains = grant.domains,
		.domain_count = grant.domain_count,
		.account = who->account,
	};
	return OK;
}

bool
rights_flag(const struct rights *r, const char *flag)
{
	struct grant g = { .acl = r->acl, .acl_count = r->acl_count };

	return flag == NULL || r->is == WHO_ADMIN || db_grant_flag(&g, flag);
}

/* "get:domain" against "get:*", "*:domain", "*". */
static bool
scope_takes(const char *scope, const char *verb, const char *category)
{
	size_t v = strcspn(scope, ":");
	const char *c = scope[v] == ':' ? scope + v + 1 : "*";

	return ((v == 1 && *scope == '*') || (v == strlen(verb) && memcmp(scope, verb, v) == 0)) &&
	    (strcmp(c, "*") == 0 || strcmp(c, category) == 0);
}

bool
rights_in_scope(const struct ctx *cx, const char *verb, const char *category)
{
	const struct principal *who = &cx->who;

	if (who->scope_count == 0)
		return true;
	for (size_t i = 0; i < who->scope_count; i++)
		if (scope_takes(who->scope[i], verb, category))
			return true;
	return false;
}

static bool
is_theirs(const struct rights *r, int64_t domain)
{
	for (size_t i = 0; i < r->scope.domain_count; i++)
		if (r->scope.domains[i] == domain)
			return true;
	return false;
}

bool
rights_sees(const struct rights *r, enum admin_who least, int64_t domain, int64_t account)
{
	if (r->is == WHO_ADMIN)
		return least != WHO_NOBODY;
	if (r->is == WHO_DOMAIN && least >= WHO_DOMAIN && domain != 0 && is_theirs(r, domain))
		return true;
	return least == WHO_PERSON && account != 0 && account == r->scope.account;
}

/*
 * Nobody rises through somebody else's account: one that administers more than
 * its own things is changed by the server's administrators only.
 */
static enum status
require_no_rise(struct ctx *cx, const struct rights *r, int64_t account)
{
	struct account a;
	enum status st;

	if (account == 0 || account == r->scope.account)
		return OK;
	if ((st = db_account_get(cx, account, &a)) != OK)
		return st;
	return a.role == ROLE_USER ? OK :
	    fault(cx, ERR_DENIED, "%s is an administrator", a.address);
}

enum status
rights_require(struct ctx *cx, const struct rights *r, enum admin_who least, const char *flag,
    int64_t domain, int64_t account)
{
	if (r->is == WHO_ADMIN && least != WHO_NOBODY)
		return OK;
	if (r->is == WHO_DOMAIN && least >= WHO_DOMAIN && domain != 0 && is_theirs(r, domain)) {
		if (!rights_flag(r, flag))
			return fault(cx, ERR_DENIED, "this administrator may not (%s)", flag);
		return require_no_rise(cx, r, account);
	}
	/* A domain administrator is a person, too. */
	if (least == WHO_PERSON && account != 0 && account == r->scope.account)
		return r->is == WHO_DOMAIN || rights_flag(r, flag) ? OK :
		    fault(cx, ERR_DENIED, "this account may not (%s)", flag);
	return fault(cx, ERR_DENIED, "not yours to see or change");
}
