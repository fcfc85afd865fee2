#include "admin/categories.h"

const struct api_category *const api_categories[] = {
	&cat_domain, &cat_footer, &cat_alias_domain, &cat_rl_domain, &cat_domain_template,
	&cat_domain_policy, &cat_domain_tag, &cat_mailbox_tag,
	&cat_mailbox, &cat_rename_mbox, &cat_custom_attribute, &cat_rl_mbox, &cat_spam_score,
	&cat_user_acl, &cat_quarantine_notification, &cat_quarantine_category,
	&cat_delimiter_action, &cat_tls_policy, &cat_mailbox_template, &cat_mailbox_policy,
	&cat_filter, &cat_global_filter, &cat_app_passwd, &cat_syncjob, &cat_outside,
	&cat_alias, &cat_time_limited_alias,
	&cat_dkim, &cat_dkim_import, &cat_dkim_duplicate, &cat_dkim_key,
	&cat_bcc, &cat_recipient_map, &cat_relayhost, &cat_transport, &cat_tls_policy_map,
	&cat_fwdhost, &cat_rsetting, &cat_qitem, &cat_resource, &cat_group,
	&cat_shared_mailbox, &cat_mailbox_access, &cat_shared_collection, &cat_mta_sts, &cat_log,
	&cat_admin, &cat_domain_admin, &cat_da_acl, &cat_apikey, &cat_self,
	&cat_second_factor, &cat_password_rule, &cat_oauth2_client, &cat_oauth2_key,
	&cat_identity_provider, &cat_cors, &cat_quarantine, &cat_quota_notification,
	&cat_rspamd_map,
	NULL
};

#define LIST(path_, category_) \
	{ .path = path_, .category = &category_, .paths_with_all = true }

const struct api_read api_reads[] = {
	LIST("domain", cat_domain), LIST("domain/template", cat_domain_template),
	LIST("mailbox/template", cat_mailbox_template),
	LIST("alias-domain", cat_alias_domain), LIST("bcc", cat_bcc),
	LIST("recipient_map", cat_recipient_map), LIST("relayhost", cat_relayhost),
	LIST("transport", cat_transport), LIST("tls-policy-map", cat_tls_policy_map),
	LIST("fwdhost", cat_fwdhost), LIST("rsetting", cat_rsetting), LIST("admin", cat_admin),
	LIST("domain-admin", cat_domain_admin), LIST("apikey", cat_apikey),
	LIST("oauth2-client", cat_oauth2_client), LIST("oauth2-key", cat_oauth2_key),
	{ .path = "logs/ui", .category = &cat_log, .by = BY_COUNT },
	{ .path = "mailbox", .category = &cat_mailbox, .paths_with_all = true, .all_by = BY_DOMAIN },
	{ .path = "mailbox/reduced", .category = &cat_mailbox, .view = "api.mailbox_reduced",
	  .paths_with_all = true, .all_by = BY_DOMAIN },
	{ .path = "alias", .category = &cat_alias, .paths_with_all = true, .all_by = BY_DOMAIN },
	{ .path = "app-passwd", .category = &cat_app_passwd, .paths_with_all = true, .all_by = BY_OWNER },
	{ .path = "time_limited_aliases", .category = &cat_time_limited_alias, .by = BY_OWNER,
	  .paths_with_all = true },
	{ .path = "filters", .category = &cat_filter, .by = BY_OWNER, .paths_with_all = true },
	{ .path = "syncjobs/all/no_log", .category = &cat_syncjob, .by = BY_OWNER, .paths_with_all = true },
	{ .path = "syncjobs", .category = &cat_syncjob, .view = "api.syncjob_told", .by = BY_OWNER,
	    .paths_with_all = true },
	{ .path = "outside-account", .category = &cat_outside, .paths_with_all = true,
	  .all_by = BY_OWNER },
	LIST("global-filter", cat_global_filter), LIST("resource", cat_resource), LIST("group", cat_group),
	LIST("shared-mailbox", cat_shared_mailbox), LIST("mailbox-access", cat_mailbox_access),
	LIST("shared-collection", cat_shared_collection),
	LIST("mta-sts", cat_mta_sts), LIST("quarantine", cat_qitem),
	{ .path = "dkim", .category = &cat_dkim, .paths_with_all = true },
	{ .path = "policy_wl_domain", .category = &cat_domain_policy, .by = BY_DOMAIN,
	  .where = "v.verdict = 'allow'" },
	{ .path = "policy_bl_domain", .category = &cat_domain_policy, .by = BY_DOMAIN,
	  .where = "v.verdict = 'deny'" },
	{ .path = "policy_wl_mailbox", .category = &cat_mailbox_policy, .by = BY_OWNER,
	  .where = "v.verdict = 'allow'" },
	{ .path = "policy_bl_mailbox", .category = &cat_mailbox_policy, .by = BY_OWNER,
	  .where = "v.verdict = 'deny'" },
	{ .path = "rl-domain", .category = &cat_rl_domain, .view = "api.rl_domain", .paths_with_all = true },
	{ .path = "rl-mbox", .category = &cat_rl_mbox, .view = "api.rl_mbox", .paths_with_all = true },
	{ .path = "spam-score", .category = &cat_spam_score },
	{ .path = "identity-provider", .category = &cat_identity_provider, .key = "identity-provider" },
	{ .path = "cors", .category = &cat_cors, .key = "cors" },
	{ .path = "quarantine-settings", .category = &cat_quarantine, .key = "quarantine" },
	{ .path = "quota_notification", .category = &cat_quota_notification, .key = "quota_notification" },
	LIST("rspamd-map", cat_rspamd_map),
	{ .path = "last-login", .category = &cat_mailbox, .view = "api.last_login" },
	{ .path = "user-acl", .category = &cat_mailbox, .view = "api.user_acl" },
	{ 0 }
};

const char *const api_not_yet[] = {
	"add/sso/domain-admin",
	"delete/eas_cache", "delete/sogo_profile",
	"edit/pushover",
	"edit/app_links", "edit/ui_texts", "edit/custom_login",
	"get/active-user-sieve/*",
	NULL
};
