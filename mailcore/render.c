#include <string.h>

#include "core/embed.h"
#include "mailcore/files.h"
#include "mailcore/render.h"
#include "mailcore/template.h"

extern const struct embedded mailcore_templates[];

#define SECRET	0640		/* holds a password: root writes, one group reads */
#define PLAIN	0644
#define SCRIPT	0755
#define SECRET_SCRIPT	0750

static const struct {
	enum mailcore_service	 service;
	const char		*template;
	const char		*file;		/* below ROOT/conf */
	mode_t			 mode;
	const char		*group;		/* {mail}: the one of stored mail */
} files[] = {
	{ SERVICE_POSTGRESQL, "postgresql.conf", "postgresql/postgresql.conf", PLAIN, NULL },
	{ SERVICE_POSTGRESQL, "pg_hba.conf", "postgresql/pg_hba.conf", PLAIN, NULL },
	{ SERVICE_POSTGRESQL, "pg_ident.conf", "postgresql/pg_ident.conf", PLAIN, NULL },

	{ SERVICE_REDIS, "redis.conf", "redis/redis.conf", SECRET, "redis" },

	{ SERVICE_UNBOUND, "unbound.conf", "unbound/unbound.conf", PLAIN, NULL },
	{ SERVICE_UNBOUND, "resolv.conf", RESOLV_CONF, PLAIN, NULL },
	{ SERVICE_MTA_STS, "mta-sts.yml", "mta-sts/daemon.yml", PLAIN, NULL },
	{ SERVICE_CLAMAV, "clamd.conf", "clamav/clamd.conf", PLAIN, NULL },
	{ SERVICE_CLAMAV, "eicar.ndb", "clamav/eicar.ndb", PLAIN, NULL },

#define RSPAMD(folder, name, mode) \
	{ SERVICE_RSPAMD, "rspamd-" name, "rspamd/" folder name, mode, "_rspamd" }
	RSPAMD("local.d/", "actions.conf", PLAIN),
	RSPAMD("local.d/", "antivirus.conf", PLAIN),
	RSPAMD("local.d/", "arc.conf", PLAIN),
	RSPAMD("local.d/", "classifier-bayes.conf", PLAIN),
	RSPAMD("local.d/", "dkim_signing.conf", PLAIN),
	RSPAMD("local.d/", "dmarc.conf", PLAIN),
	RSPAMD("local.d/", "force_actions.conf", PLAIN),
	RSPAMD("local.d/", "greylist.conf", PLAIN),
	RSPAMD("local.d/", "history_redis.conf", PLAIN),
	RSPAMD("local.d/", "logging.inc", PLAIN),
	RSPAMD("local.d/", "metadata_exporter.conf", SECRET),
	RSPAMD("local.d/", "milter_headers.conf", PLAIN),
	RSPAMD("local.d/", "multimap.conf", PLAIN),
	RSPAMD("local.d/", "mx_check.conf", PLAIN),
	RSPAMD("local.d/", "neural.conf", PLAIN),
	RSPAMD("local.d/", "options.inc", PLAIN),
	RSPAMD("local.d/", "phishing.conf", PLAIN),
	RSPAMD("local.d/", "redis.conf", SECRET),
	RSPAMD("local.d/", "worker-fuzzy.inc", PLAIN),
	RSPAMD("local.d/", "worker-normal.inc", PLAIN),
	RSPAMD("override.d/", "worker-controller.inc", SECRET),
	RSPAMD("override.d/", "worker-proxy.inc", PLAIN),
	{ SERVICE_RSPAMD, "rspamd-local.lua", "rspamd/rspamd.local.lua", SECRET, "_rspamd" },
	{ SERVICE_RSPAMD, "rspamd-override.conf", "rspamd/rspamd.conf.override", PLAIN, NULL },

	{ SERVICE_DOVECOT, "dovecot.conf", "dovecot/dovecot.conf", SECRET, "dovecot" },
	{ SERVICE_DOVECOT, "dovecot-sql-main.conf", "dovecot/sql-main.conf", SECRET, "dovecot" },
	{ SERVICE_DOVECOT, "dovecot-sql-app.conf", "dovecot/sql-app.conf", SECRET, "dovecot" },
	{ SERVICE_DOVECOT, "dovecot-sql-token.conf", "dovecot/sql-token.conf", SECRET, "dovecot" },
	{ SERVICE_DOVECOT, "dovecot-sql-directory.conf", "dovecot/sql-directory.conf", SECRET, "dovecot" },
	{ SERVICE_DOVECOT, "dovecot-directory.lua", "dovecot/directory.lua", SECRET, "dovecot" },
	{ SERVICE_DOVECOT, "dovecot-dict-quota.conf", "dovecot/dict-quota.conf", SECRET, "dovecot" },
	{ SERVICE_DOVECOT, "dovecot-dict-acl.conf", "dovecot/dict-acl.conf", SECRET, "dovecot" },
	{ SERVICE_DOVECOT, "dovecot-dict-sieve.conf", "dovecot/dict-sieve.conf", SECRET, "dovecot" },
	{ SERVICE_DOVECOT, "after.sieve", "dovecot/sieve/after.sieve", PLAIN, NULL },
	{ SERVICE_DOVECOT, "before.sieve", "dovecot/sieve/before.sieve", PLAIN, NULL },
	{ SERVICE_DOVECOT, "learn-spam.sieve", "dovecot/sieve/learn-spam.sieve", PLAIN, NULL },
	{ SERVICE_DOVECOT, "learn-ham.sieve", "dovecot/sieve/learn-ham.sieve", PLAIN, NULL },
	{ SERVICE_DOVECOT, "learn-released.sieve", "dovecot/sieve/learn-released.sieve", PLAIN, NULL },
	{ SERVICE_DOVECOT, "learn-spam", "dovecot/bin/learn-spam", SCRIPT, NULL },
	{ SERVICE_DOVECOT, "learn-ham", "dovecot/bin/learn-ham", SCRIPT, NULL },
	{ SERVICE_DOVECOT, "quota-warning", "dovecot/bin/quota-warning", SECRET_SCRIPT, "dovecot" },
	{ SERVICE_DOVECOT, "quota-warning.sql", "dovecot/bin/quota-warning.sql", PLAIN, NULL },

	{ SERVICE_DOVECOT, "imip", "dovecot/bin/imip", SECRET_SCRIPT, "{mail}" },
	{ SERVICE_DOVECOT, "imip.sql", "dovecot/sieve/imip.sql", PLAIN, NULL },

	{ SERVICE_POSTFIX, "postfix-main.cf", "postfix/main.cf", PLAIN, NULL },
	{ SERVICE_POSTFIX, "postfix-master.cf", "postfix/master.cf", PLAIN, NULL },
	{ SERVICE_POSTFIX, "postfix-submission_headers.pcre",
	    "postfix/submission_headers.pcre", PLAIN, NULL },
	{ SERVICE_POSTFIX, "postfix-domains.cf", "postfix/domains.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-mailboxes.cf", "postfix/mailboxes.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-aliases.cf", "postfix/aliases.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-senders.cf", "postfix/senders.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-handed.cf", "postfix/handed.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-bans.cf", "postfix/bans.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-drops.cf", "postfix/drops.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-forwards.cf", "postfix/forwards.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-relay-domains.cf", "postfix/relay-domains.cf", SECRET,
	    "postfix" },
	{ SERVICE_POSTFIX, "postfix-relay-recipients.cf", "postfix/relay-recipients.cf", SECRET,
	    "postfix" },
	{ SERVICE_POSTFIX, "postfix-recipient-maps.cf", "postfix/recipient-maps.cf", SECRET,
	    "postfix" },
	{ SERVICE_POSTFIX, "postfix-sender-bcc.cf", "postfix/sender-bcc.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-recipient-bcc.cf", "postfix/recipient-bcc.cf", SECRET,
	    "postfix" },
	{ SERVICE_POSTFIX, "postfix-relayhosts.cf", "postfix/relayhosts.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-passwords.cf", "postfix/passwords.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-transports.cf", "postfix/transports.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-mx-transports.cf", "postfix/mx-transports.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-tls-policy.cf", "postfix/tls-policy.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-tls-policy-strict.cf", "postfix/tls-policy-strict.cf", SECRET,
	    "postfix" },
	{ SERVICE_POSTFIX, "postfix-tls-required.pcre", "postfix/tls-required.pcre", PLAIN, NULL },
	{ SERVICE_POSTFIX, "postfix-srs.cf", "postfix/srs.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-srs-way.cf", "postfix/srs-way.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-srs-back.cf", "postfix/srs-back.cf", SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-recipient-access.cf", "postfix/recipient-access.cf", SECRET,
	    "postfix" },
	{ SERVICE_POSTFIX, "postfix-recipient-access-in.cf", "postfix/recipient-access-in.cf",
	    SECRET, "postfix" },
	{ SERVICE_POSTFIX, "postfix-list", "postfix/bin/list", SECRET_SCRIPT, "dovecot" },
	{ SERVICE_POSTFIX, "postfix-list.sql", "postfix/list.sql", PLAIN, NULL },
	{ SERVICE_POSTFIX, "postfix-list-policy", "postfix/bin/list-policy", SECRET_SCRIPT,
	    "dovecot" },
	{ SERVICE_POSTFIX, "postfix-list-policy.sql", "postfix/list-policy.sql", PLAIN, NULL },
};

static const char *const folders[] = {
	"postgresql", "redis", "unbound", "mta-sts", "clamav", "rspamd", "rspamd/local.d", "rspamd/override.d",
	"dovecot", "dovecot/sieve", "dovecot/bin", "postfix",
	"postfix/bin",
};

static const struct embedded *
find(const char *name)
{
	for (const struct embedded *e = mailcore_templates; e->name != NULL; e++)
		if (strcmp(e->name, name) == 0)
			return e;
	return NULL;
}

enum status
mailcore_render(struct ctx *cx, const struct mailcore_model *model,
    bool changed[static SERVICE_COUNT])
{
	const char *conf = arena_printf(cx->arena, "%s/conf", model->root);
	enum status st;

	if ((st = file_folder(cx, conf, 0755, NULL, NULL)) != OK)
		return st;
	for (size_t i = 0; i < COUNT(folders); i++)
		if ((st = file_folder(cx, arena_printf(cx->arena, "%s/%s", conf, folders[i]),
		    0755, NULL, NULL)) != OK)
			return st;
	for (size_t i = 0; i < COUNT(files); i++) {
		const struct embedded *e = find(files[i].template);
		struct buf text = BUF_ON(cx->arena);
		const char *group = files[i].group;

		if (group != NULL && strcmp(group, "{mail}") == 0)
			group = arena_printf(cx->arena, "%d", model->uid_mail);
		if (!model->service[files[i].service])
			continue;
		if (e == NULL)
			return fault(cx, ERR_INTERNAL, "no template %s in the program",
			    files[i].template);
		if ((st = template_render(cx, model, e->name, e->data,
		    (size_t)(e->end - e->data), &text)) != OK ||
		    (st = file_update(cx, arena_printf(cx->arena, "%s/%s", conf, files[i].file),
		    buf_str(&text), text.len, files[i].mode, group,
		    &changed[files[i].service])) != OK)
			return st;
	}
	return OK;
}
