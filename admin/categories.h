/*
 * The rows of the API's table, by the file that has their functions, and what
 * these share.
 */
#ifndef ADMIN_CATEGORIES_H
#define ADMIN_CATEGORIES_H

#include "admin/api.h"

/* admin/cat_domain.c */
extern const struct api_category cat_domain, cat_footer, cat_alias_domain, cat_rl_domain,
    cat_domain_tag, cat_mailbox_tag;
/* admin/cat_mailbox.c */
extern const struct api_category cat_mailbox, cat_rename_mbox;
/* admin/cat_aspect.c: one side of a mailbox */
extern const struct api_category cat_custom_attribute, cat_rl_mbox, cat_spam_score, cat_share_notification, cat_directory, cat_exchange, cat_book_source, cat_user_acl,
    cat_quarantine_notification, cat_quarantine_category, cat_delimiter_action, cat_tls_policy;
/* admin/cat_alias.c */
extern const struct api_category cat_alias, cat_time_limited_alias;
/* admin/cat_app_passwd.c */
extern const struct api_category cat_app_passwd;
/* admin/cat_dkim.c */
extern const struct api_category cat_dkim, cat_dkim_key, cat_dkim_import, cat_dkim_duplicate;
/* admin/cat_admin.c */
extern const struct api_category cat_admin, cat_domain_admin, cat_da_acl, cat_apikey;
/* admin/cat_routing.c */
extern const struct api_category cat_bcc, cat_recipient_map, cat_relayhost, cat_transport,
    cat_tls_policy_map, cat_fwdhost, cat_rsetting;
/* admin/cat_policy.c */
extern const struct api_category cat_domain_policy, cat_mailbox_policy, cat_filter, cat_global_filter;
/* admin/cat_template.c */
extern const struct api_category cat_domain_template, cat_mailbox_template;
/* admin/cat_quarantine.c, cat_resource.c, cat_mta_sts.c */
extern const struct api_category cat_qitem, cat_resource, cat_mta_sts;
/* admin/cat_group.c, cat_shared.c */
extern const struct api_category cat_group, cat_shared_mailbox, cat_mailbox_access;
/* admin/cat_collection.c */
extern const struct api_category cat_shared_collection;
/* admin/cat_self.c, cat_log.c */
extern const struct api_category cat_self, cat_log;
/* admin/cat_sign_in.c */
extern const struct api_category cat_second_factor, cat_password_rule;
/* admin/cat_oauth.c */
extern const struct api_category cat_oauth2_client, cat_oauth2_key;
/* admin/cat_identity_provider.c */
extern const struct api_category cat_identity_provider;
/* admin/cat_setting.c */
extern const struct api_category cat_cors, cat_rspamd_ui, cat_quarantine, cat_quota_notification,
    cat_reset_notification, cat_rspamd_map;
/* admin/cat_look.c */
extern const struct api_category cat_app_links, cat_ui_texts, cat_custom_login, cat_logo;
/* admin/cat_syncjob.c, cat_outside.c, cat_mail_provider.c */
extern const struct api_category cat_syncjob, cat_outside, cat_mail_provider;

/* rl_value and rl_frame of a body into the columns rate_count and rate_frame. */
enum status api_rate(struct api_call *call) NODISCARD;

/* relayhost of a body (an id, 0: none) into the column relayhost_id. */
void api_relayhost(struct api_call *call);

/* cat_outside.c: may a server that somebody names be called HOST, and listen on PORT? */
bool api_is_host(const char *host);
bool api_is_mail_port(int64_t port, int64_t first, int64_t second, int64_t third);

/* A category that is one row of the table setting (cat_setting.c). */
#define API_SETTING(name_) \
	.name = name_, .only = name_, .get = WHO_ADMIN, .edit = WHO_ADMIN, \
	.on_edit = api_setting_edited
enum status api_setting_edited(struct api_call *call) NODISCARD;

/* tags of a body are added to those that WAS has. */
enum status api_tags(struct api_call *call) NODISCARD;

/* For api_category.news: who signs in as call->name, or everybody. */
void api_news_login(struct api_call *call);
void api_news_everybody(struct api_call *call);
void api_news_policy(struct api_call *call);

#endif
