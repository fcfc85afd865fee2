#include "admin/ban.h"
#include "admin/forget.h"
#include "admin/log_read.h"
#include "admin/measure.h"
#include "admin/mailq.h"
#include "admin/health.h"
#include "admin/password_policy.h"
#include "admin/presets.h"
#include "admin/sieve_active.h"
#include "admin/sso.h"

#define SERVER_LOG(name_, help_, run_) \
	{ "get", "logs/" name_, "logs", WHO_ADMIN, TAIL_COUNT, help_, run_ }

const struct operation operations[] = {
	/* the queue */
	{ "get", "mailq/all", "mailq", WHO_ADMIN, TAIL_NONE, "Postfix' queue", mailq_get_all },
	{ "get", "postcat", "mailq", WHO_ADMIN, TAIL_KEY, "a message of the queue, as far as 512 KiB",
	  mailq_get_message },
	{ "edit", "mailq", "mailq", WHO_ADMIN, TAIL_NONE,
	  "`action`: `hold`, `unhold`, `deliver`, `requeue` for `items`; `flush`; `super_delete`",
	  mailq_edit },
	{ "delete", "mailq", "mailq", WHO_ADMIN, TAIL_NONE,
	  "messages by name, or `{\"action\": \"super_delete\"}` for all", mailq_delete },

	/* the state */
	{ "get", "status/containers", "status", WHO_ADMIN, TAIL_NONE, "services and processes",
	  health_get_containers },
	{ "get", "status/vmail", "status", WHO_ADMIN, TAIL_NONE, "the disk that mail is on",
	  health_get_vmail },
	{ "get", "status/solr", "status", WHO_ADMIN, TAIL_NONE, "that there is no Solr",
	  health_get_solr },
	{ "get", "status/host", "status", WHO_ADMIN, TAIL_NONE, "load, memory, time", health_get_host },
	{ "get", "status/host/ip", "status", WHO_ADMIN, TAIL_NONE, "the address we listen on",
	  health_get_host_ip },
	{ "get", "status/version", "status", WHO_PERSON, TAIL_NONE, "which version this is",
	  health_get_version },

	/* who is kept out */
	{ "get", "fail2ban", "fail2ban", WHO_ADMIN, TAIL_NONE, "settings, lists and bans", ban_get },
	{ "edit", "fail2ban", "fail2ban", WHO_ADMIN, TAIL_NONE,
	  "settings and lists; `action`: `unban`, `whitelist`, `blacklist` for networks in `items`",
	  ban_edit },

	/* what passwords must have */
	{ "get", "passwordpolicy/json", "passwordpolicy", WHO_ADMIN, TAIL_NONE,
	  "what passwords must have where a domain says nothing", password_policy_get },
	{ "edit", "passwordpolicy", "passwordpolicy", WHO_ADMIN, TAIL_NONE,
	  "the same: `length`, `chars`, `special_chars`, `lowerupper`, `numbers`", password_policy_edit },

	/* filters that people wrote */
	{ "get", "active-user-sieve", "filters", WHO_PERSON, TAIL_KEY,
	  "the Sieve script that the mailbox KEY has switched on", sieve_active_get },

	/* the provider that people sign in at (oauth/elsewhere_test.c: it has a route of its own) */
	{ "edit", "identity-provider-test", "identity-provider", WHO_ADMIN, TAIL_NONE,
	  "whether the provider in `attr`, or the one that is set up, answers and knows us", NULL },

	/* what people's programs hold, and one who is sent here by another system */
	{ "delete", "sogo_profile", "sogo_profile", WHO_PERSON, TAIL_NONE,
	  "how the page is set for the mailboxes that are named", forget_profile },
	{ "delete", "eas_cache", "eas_cache", WHO_PERSON, TAIL_NONE,
	  "refused with `no_active_sync`, since there is none here yet", forget_eas },
	{ "add", "sso/domain-admin", "sso", WHO_ADMIN, TAIL_NONE,
	  "a `token` that signs the domain administrator `username` in once, within a minute, at `/?sso_token=`",
	  sso_domain_admin },
	{ "add", "sso/mailbox", "sso", WHO_DOMAIN, TAIL_NONE,
	  "a `token` that opens the mailbox `username` for an administrator, in the same way, for an hour; `reason` is audited, and the owner sees it",
	  sso_mailbox },

	/* examples to begin with */
	{ "get", "presets/rspamd", "presets", WHO_PERSON, TAIL_NONE, "examples of Rspamd's settings",
	  presets_get_rspamd },
	{ "get", "presets/sieve", "presets", WHO_PERSON, TAIL_NONE, "examples of Sieve scripts",
	  presets_get_sieve },

	/* logs */
	SERVER_LOG("postfix", "Postfix' log", log_get_postfix),
	SERVER_LOG("dovecot", "Dovecot's log", log_get_dovecot),
	SERVER_LOG("sogo", "requests of calendar and contacts programs", log_get_sogo),
	SERVER_LOG("api", "calls of this API", log_get_api),
	SERVER_LOG("autodiscover", "questions of mail programs", log_get_autodiscover),
	SERVER_LOG("rspamd-history", "what Rspamd thought of mail", log_get_rspamd_history),
	SERVER_LOG("rspamd-stats", "Rspamd's counters", log_get_rspamd_stats),
	SERVER_LOG("ratelimited", "mail that was sent too fast", log_get_ratelimited),
	{ "delete", "rlhash", "logs", WHO_ADMIN, TAIL_NONE,
	  "how much somebody has sent: `rl_hash` of `get/logs/ratelimited`", log_forget_rate },
	SERVER_LOG("sasl", "who signed in, where from, with which app password", log_get_sasl),
	SERVER_LOG("netfilter", "who was banned, and by whom let in", ban_get_log),
	SERVER_LOG("watchdog", "which services answered, minute by minute", measure_get_watchdog),
	SERVER_LOG("cron", "what cron did: nothing, since there is none", log_get_acme),
	SERVER_LOG("acme", "certificates: nothing yet", log_get_acme),
	{ 0 }
};
