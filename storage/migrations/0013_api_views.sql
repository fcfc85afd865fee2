-- What the REST API shows of each object, in mailcow's words: a view for each
-- category of admin/api_table.c, a column for each member of the answer.
--
-- Beside those: _key names the object in paths and lists, _domain says whose
-- administrators may see it (NULL: only the server's), _account which person
-- may.  The before and after of an audit row are rows of these views, so no
-- view has a secret.

CREATE SCHEMA api;

CREATE FUNCTION api.switch(boolean) RETURNS text LANGUAGE sql IMMUTABLE AS
	$$ SELECT CASE WHEN $1 THEN '1' ELSE '0' END $$;
CREATE FUNCTION api.time(timestamptz) RETURNS text LANGUAGE sql STABLE AS
	$$ SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') $$;
-- mailcow says false where no limit is set.
CREATE FUNCTION api.rate(n int, frame text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
	$$ SELECT CASE WHEN n IS NULL THEN 'false'::jsonb ELSE jsonb_build_object('value', n::text, 'frame', frame) END $$;

CREATE VIEW api.domain AS
SELECT d.name AS _key, d.id AS _domain, NULL::bigint AS _account,
	d.name AS domain_name, d.description, api.switch(d.active) AS active, d.active::int AS active_int,
	c.accounts AS mboxes_in_domain,
	CASE WHEN d.max_accounts > 0 THEN greatest(d.max_accounts - c.accounts, 0) END AS mboxes_left,
	c.aliases AS aliases_in_domain,
	CASE WHEN d.max_aliases > 0 THEN greatest(d.max_aliases - c.aliases, 0) END AS aliases_left,
	d.max_accounts AS max_num_mboxes_for_domain, d.max_aliases AS max_num_aliases_for_domain,
	d.account_quota AS def_quota_for_mbox, d.account_quota AS def_new_mailbox_quota,
	d.max_account_quota AS max_quota_for_mbox,
	least(nullif(d.max_account_quota, 0), CASE WHEN d.quota > 0 THEN greatest(d.quota - c.given, 0) END) AS max_new_mailbox_quota,
	d.quota AS max_quota_for_domain, c.given::text AS quota_used_in_domain,
	c.bytes::text AS bytes_total, c.messages::text AS msgs_total,
	api.switch(d.backup_mx) AS backupmx, d.backup_mx::int AS backupmx_int,
	api.switch(d.relay_all) AS relay_all_recipients, d.relay_all::int AS relay_all_recipients_int,
	api.switch(d.relay_unknown_only) AS relay_unknown_only, d.relay_unknown_only::int AS relay_unknown_only_int,
	coalesce(d.relayhost_id, 0)::text AS relayhost,
	api.switch(d.directory) AS gal, d.directory::int AS gal_int, api.switch(d.directory_listed) AS gal_listed,
	api.switch(d.public_freebusy) AS public_freebusy,
	api.rate(d.rate_count, d.rate_frame) AS rl, d.tags, d.template,
	(SELECT coalesce(string_agg(DISTINCT a.address, ', '), '') FROM public.administered m
	 JOIN public.account a ON a.id = m.account_id WHERE m.domain_id = d.id) AS domain_admins,
	api.time(d.created) AS created, api.time(nullif(d.modified, d.created)) AS modified
FROM public.domain d, LATERAL (
	SELECT u.*, (SELECT count(*) FROM public.alias l WHERE l.domain_id = d.id AND l.account_id IS NULL) AS aliases
	FROM (SELECT count(*) FILTER (WHERE a.kind NOT IN ('resource', 'group', 'domain')) AS accounts,
			coalesce(sum(a.quota), 0)::bigint AS given,
			coalesce(sum(q.bytes), 0)::bigint AS bytes, coalesce(sum(q.messages), 0)::bigint AS messages
		FROM public.account a LEFT JOIN public.quota_usage q ON q.address = a.address WHERE a.domain_id = d.id) u
) c;

CREATE VIEW api.footer AS
SELECT d.name AS _key, d.id AS _domain, NULL::bigint AS _account,
	coalesce(d.footer ->> 'html', '') AS html, coalesce(d.footer ->> 'plain', '') AS plain,
	coalesce(d.footer -> 'mbox_exclude', '[]') AS mbox_exclude,
	coalesce(d.footer -> 'alias_domain_exclude', '[]') AS alias_domain_exclude,
	coalesce(d.footer ->> 'skip_replies', '0') AS skip_replies
FROM public.domain d;

CREATE VIEW api.alias_domain AS
SELECT l.name AS _key, l.domain_id AS _domain, NULL::bigint AS _account,
	l.name AS alias_domain, d.name AS target_domain, api.switch(l.active) AS active, l.active::int AS active_int,
	coalesce((SELECT jsonb_build_object('dkim_selector', k.selector) FROM public.dkim_key k
		WHERE k.domain_id = d.id AND k.active ORDER BY k.created DESC LIMIT 1), 'false') AS parent_is_backupmx,
	api.time(l.created) AS created, api.time(l.modified) AS modified
FROM public.alias_domain l JOIN public.domain d ON d.id = l.domain_id;

CREATE VIEW api.mailbox AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	a.address AS username, CASE WHEN NOT a.active THEN '0' WHEN NOT a.sign_in THEN '2' ELSE '1' END AS active,
	CASE WHEN NOT a.active THEN 0 WHEN NOT a.sign_in THEN 2 ELSE 1 END AS active_int,
	d.name AS domain, split_part(a.address, '@', 1) AS local_part, a.name,
	a.role, a.source AS authsource,
	a.quota, coalesce(q.bytes, 0) AS quota_used, coalesce(q.messages, 0) AS messages,
	CASE WHEN a.quota > 0 THEN round(100.0 * coalesce(q.bytes, 0) / a.quota)::int ELSE 0 END AS percent_in_use,
	CASE WHEN a.quota = 0 THEN 'success' WHEN coalesce(q.bytes, 0) >= a.quota * 0.9 THEN 'danger'
		WHEN coalesce(q.bytes, 0) >= a.quota * 0.75 THEN 'warning' ELSE 'success' END AS percent_class,
	coalesce(a.dav_quota, -1) AS dav_quota,
	(SELECT coalesce(sum(c.bytes), 0)::bigint FROM public.collection c WHERE c.account_id = a.id) AS dav_quota_used,
	CASE WHEN d.max_account_quota > 0 THEN d.max_account_quota ELSE d.quota END AS max_new_quota,
	d.backup_mx::int AS is_relayed,
	jsonb_build_object(
		'force_pw_update', api.switch(a.must_change_password), 'force_tfa', api.switch(a.must_have_2fa),
		'tls_enforce_in', api.switch(a.tls_enforce_in), 'tls_enforce_out', api.switch(a.tls_enforce_out),
		'sogo_access', api.switch('jmap' = ANY (a.services)),
		'imap_access', api.switch('imap' = ANY (a.services)), 'pop3_access', api.switch('pop3' = ANY (a.services)),
		'smtp_access', api.switch('smtp' = ANY (a.services)), 'sieve_access', api.switch('sieve' = ANY (a.services)),
		'dav_access', api.switch('dav' = ANY (a.services)), 'eas_access', api.switch('eas' = ANY (a.services)),
		'relayhost', coalesce(a.relayhost_id, 0)::text, 'recovery_email', a.recovery_email,
		'quarantine_notification', a.quarantine_notice, 'quarantine_category', a.quarantine_kind,
		'tagged_mail_handler', a.detail, 'mailbox_format', 'maildir:') AS attributes,
	a.attributes AS custom_attributes, api.rate(a.rate_count, a.rate_frame) AS rl,
	CASE WHEN a.rate_count IS NOT NULL THEN 'mailbox' ELSE 'domain' END AS rl_scope,
	ARRAY(SELECT s.sender FROM public.sender_acl s WHERE s.account_id = a.id ORDER BY 1) AS sender_acl,
	(SELECT count(*) FROM public.alias l WHERE l.account_id = a.id) AS spam_aliases,
	a.tags, a.template, api.time(a.created) AS created, api.time(nullif(a.modified, a.created)) AS modified
FROM public.account a JOIN public.domain d ON d.id = a.domain_id
LEFT JOIN public.quota_usage q ON q.address = a.address
WHERE a.kind = 'person';

-- The short form for long lists.
CREATE VIEW api.mailbox_reduced AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	a.address AS username, a.name, d.name AS domain, split_part(a.address, '@', 1) AS local_part,
	CASE WHEN NOT a.active THEN '0' WHEN NOT a.sign_in THEN '2' ELSE '1' END AS active, a.quota
FROM public.account a JOIN public.domain d ON d.id = a.domain_id WHERE a.kind = 'person';

CREATE VIEW api.alias AS
SELECT l.id::text AS _key, l.domain_id AS _domain, NULL::bigint AS _account,
	l.id, l.address, d.name AS domain,
	CASE WHEN d.name = split_part(l.address, '@', 2) THEN '' ELSE d.name END AS in_primary_domain,
	coalesce((SELECT string_agg(t.target, ',' ORDER BY t.target) FROM public.alias_target t
		WHERE t.domain_id = l.domain_id AND t.alias_id = l.id), '') AS goto,
	(l.address LIKE '@%')::int AS is_catch_all, api.switch(l.active) AS active, l.active::int AS active_int,
	api.switch(l.internal) AS internal, api.switch(l.may_send) AS sender_allowed, l.visible::int AS sogo_visible,
	nullif(l.comment, '') AS public_comment, nullif(l.private_comment, '') AS private_comment,
	api.time(l.created) AS created, api.time(nullif(l.modified, l.created)) AS modified
FROM public.alias l JOIN public.domain d ON d.id = l.domain_id
WHERE l.account_id IS NULL;

CREATE VIEW api.time_limited_alias AS
SELECT l.address AS _key, l.domain_id AS _domain, l.account_id AS _account,
	l.address, a.address AS goto, l.comment AS description,
	extract(epoch FROM l.expires)::bigint AS validity, (l.expires IS NULL)::int AS permanent,
	api.time(l.created) AS created, api.time(nullif(l.modified, l.created)) AS modified
FROM public.alias l JOIN public.account a ON a.id = l.account_id;

CREATE VIEW api.app_passwd AS
SELECT c.id::text AS _key, a.domain_id AS _domain, a.id AS _account,
	c.id, a.address AS mailbox, d.name AS domain, c.name, api.switch(c.active) AS active, c.active::int AS active_int,
	api.switch('imap' = ANY (c.protocols)) AS imap_access, api.switch('smtp' = ANY (c.protocols)) AS smtp_access,
	api.switch('dav' = ANY (c.protocols)) AS dav_access, api.switch('eas' = ANY (c.protocols)) AS eas_access,
	api.switch('pop3' = ANY (c.protocols)) AS pop3_access, api.switch('sieve' = ANY (c.protocols)) AS sieve_access,
	api.switch('jmap' = ANY (c.protocols)) AS jmap_access,
	api.time(c.last_used) AS last_used, api.time(c.created) AS created, api.time(c.modified) AS modified
FROM public.credential c JOIN public.account a ON a.id = c.account_id JOIN public.domain d ON d.id = a.domain_id
WHERE c.kind = 'app';

-- Every key; and for each domain the one that signs (storage/dkim.c).
CREATE VIEW api.dkim_key AS
SELECT d.name || '/' || k.selector AS _key, d.id AS _domain, NULL::bigint AS _account,
	d.name AS domain, k.selector AS dkim_selector, k.algorithm, api.switch(k.active) AS active,
	'v=DKIM1;k=' || k.algorithm || ';t=s;s=email;p=' || k.public_base64 AS dkim_txt,
	CASE k.algorithm WHEN 'ed25519' THEN '256'
		-- The modulus of a public key takes all of it but some 38 bytes.
		ELSE (round((length(k.public_base64) * 3 / 4 - 38) / 128.0) * 1024)::text END AS length,
	'' AS privkey, k.public_base64 AS pubkey, api.time(k.created) AS created
FROM public.dkim_key k JOIN public.domain d ON d.id = k.domain_id;
CREATE VIEW api.dkim AS
SELECT domain AS _key, _domain, _account, domain, dkim_selector, algorithm, active, dkim_txt, length,
	privkey, pubkey, created
FROM api.dkim_key v
WHERE dkim_selector = (SELECT k.selector FROM public.dkim_key k WHERE k.domain_id = v._domain
	ORDER BY k.active DESC, k.algorithm = 'ed25519', k.created DESC, k.selector LIMIT 1);

CREATE VIEW api.administrator AS
SELECT a.address AS _key, NULL::bigint AS _domain, a.id AS _account,
	a.address AS username, api.switch(a.active AND a.sign_in) AS active, a.kind = 'person' AS has_mailbox,
	'0' AS tfa_active, api.time(a.created) AS created
FROM public.account a WHERE a.role = 'admin';

CREATE VIEW api.domain_admin AS
SELECT a.address AS _key, NULL::bigint AS _domain, a.id AS _account,
	a.address AS username, api.switch(a.active AND a.sign_in) AS active, '0' AS tfa_active,
	a.kind = 'person' AS has_mailbox,
	ARRAY(SELECT d.name FROM public.administered m JOIN public.domain d ON d.id = m.domain_id
		WHERE m.account_id = a.id ORDER BY 1) AS selected_domains,
	ARRAY(SELECT d.name FROM public.domain d WHERE d.id NOT IN
		(SELECT domain_id FROM public.administered WHERE account_id = a.id) ORDER BY 1) AS unselected_domains,
	a.acl, api.time(a.created) AS created
FROM public.account a WHERE a.role = 'domain_admin';

CREATE VIEW api.user_acl AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account, a.address AS username, a.acl
FROM public.account a WHERE a.kind = 'person';

CREATE VIEW api.bcc AS
SELECT b.id::text AS _key, b.domain_id AS _domain, NULL::bigint AS _account,
	b.id, b.local AS local_dest, b.target AS bcc_dest, d.name AS domain, b.kind AS type,
	api.switch(b.active) AS active, api.time(b.created) AS created, api.time(b.modified) AS modified
FROM public.bcc_map b JOIN public.domain d ON d.id = b.domain_id;

CREATE VIEW api.recipient_map AS
SELECT id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	id, old AS recipient_map_old, new AS recipient_map_new, api.switch(active) AS active,
	api.time(created) AS created, api.time(modified) AS modified
FROM public.recipient_map;

CREATE VIEW api.relayhost AS
SELECT r.id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	r.id, r.hostname, r.username, CASE WHEN r.password = '' THEN '' ELSE '***' END AS password_short,
	api.switch(r.active) AS active,
	(SELECT coalesce(string_agg(d.name, ', ' ORDER BY d.name), '') FROM public.domain d WHERE d.relayhost_id = r.id) AS used_by_domains,
	(SELECT coalesce(string_agg(a.address, ', ' ORDER BY a.address), '') FROM public.account a WHERE a.relayhost_id = r.id) AS used_by_mailboxes
FROM public.relayhost r;

CREATE VIEW api.transport AS
SELECT id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	id, destination, nexthop, username, CASE WHEN password = '' THEN '' ELSE '***' END AS password_short,
	api.switch(is_mx_based) AS is_mx_based, api.switch(active) AS active
FROM public.transport;

CREATE VIEW api.tls_policy AS
SELECT id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	id, dest, policy, parameters, api.switch(active) AS active,
	api.time(created) AS created, api.time(modified) AS modified
FROM public.tls_policy;

CREATE VIEW api.fwdhost AS
SELECT host(host) AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	CASE WHEN masklen(host) = CASE family(host) WHEN 4 THEN 32 ELSE 128 END THEN host(host) ELSE host::text END AS host,
	source, CASE WHEN filter_spam THEN 'no' ELSE 'yes' END AS keep_spam
FROM public.forwarding_host;

CREATE VIEW api.domain_policy AS
SELECT p.id::text AS _key, p.domain_id AS _domain, NULL::bigint AS _account,
	p.id AS prefid, d.name AS object, p.sender AS value, p.verdict
FROM public.sender_policy p JOIN public.domain d ON d.id = p.domain_id WHERE p.account_id IS NULL;

CREATE VIEW api.mailbox_policy AS
SELECT p.id::text AS _key, p.domain_id AS _domain, p.account_id AS _account,
	p.id AS prefid, a.address AS object, p.sender AS value, p.verdict
FROM public.sender_policy p JOIN public.account a ON a.id = p.account_id;

CREATE VIEW api.rl_domain AS
SELECT d.name AS _key, d.id AS _domain, NULL::bigint AS _account,
	d.name AS domain, d.rate_count::text AS value, d.rate_frame AS frame
FROM public.domain d WHERE d.rate_count IS NOT NULL;

CREATE VIEW api.rl_mbox AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	a.address AS mailbox, a.rate_count::text AS value, a.rate_frame AS frame
FROM public.account a WHERE a.rate_count IS NOT NULL AND a.kind = 'person';

CREATE VIEW api.spam_score AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	CASE WHEN a.spam_low IS NULL THEN '8,15' ELSE trim_scale(a.spam_low) || ',' || trim_scale(a.spam_high) END AS spam_score,
	(a.spam_low IS NULL)::int AS is_default
FROM public.account a WHERE a.kind = 'person';

CREATE VIEW api.filter AS
SELECT f.id::text AS _key, a.domain_id AS _domain, a.id AS _account,
	f.id, a.address AS username, f.place AS filter_type, f.description AS script_desc, f.script AS script_data,
	api.switch(f.active) AS active, api.time(f.created) AS created, api.time(f.modified) AS modified
FROM public.admin_filter f JOIN public.account a ON a.id = f.account_id;

CREATE VIEW api.rsetting AS
SELECT id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	id, description AS desc, content, api.switch(active) AS active
FROM public.rspamd_setting;

CREATE VIEW api.domain_template AS
SELECT id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	id, name AS template, kind AS type, attributes, api.time(created) AS created, api.time(modified) AS modified
FROM public.template WHERE kind = 'domain';
CREATE VIEW api.mailbox_template AS
SELECT id::text AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	id, name AS template, kind AS type, attributes, api.time(created) AS created, api.time(modified) AS modified
FROM public.template WHERE kind = 'mailbox';

CREATE VIEW api.syncjob AS
SELECT j.id::text AS _key, a.domain_id AS _domain, a.id AS _account,
	j.id, a.address AS user2, j.host AS host1, j.port AS port1, j.login AS user1, j.encryption AS enc1,
	'PLAIN' AS authmech1, 0 AS authmd51, '' AS regextrans2, '' AS domain2,
	j.minutes::text AS mins_interval, j.max_age AS maxage, j.rate::text AS maxbytespersecond,
	j.timeout_there AS timeout1, j.timeout_here AS timeout2, j.subfolder AS subfolder2, j.exclude,
	j.parameters AS custom_params, j.delete_doubles::int AS delete2duplicates, j.delete_there::int AS delete1,
	j.delete_here::int AS delete2, j.automap::int AS automap, j.skip_cross::int AS skipcrossduplicates,
	j.subscribe_all::int AS subscribeall, api.switch(j.active) AS active, 0 AS is_running,
	api.time(j.last_run) AS last_run, api.time(j.created) AS created, api.time(j.modified) AS modified
FROM public.sync_job j JOIN public.account a ON a.id = j.account_id;

CREATE VIEW api.apikey AS
SELECT k.name AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	k.name, k.read_only, array_to_json(ARRAY(SELECT n::text FROM unnest(k.allow_from) n)) AS allow_from,
	k.skip_ip_check, k.scope, CASE WHEN k.bound THEN ARRAY(SELECT d.name FROM public.api_key_domain m
		JOIN public.domain d ON d.id = m.domain_id WHERE m.api_key_id = k.id ORDER BY 1) END AS domains,
	k.expires, k.active, k.created, k.last_used
FROM public.api_key k;

-- What was done, newest first as its keys go, as the log of the user interface.
CREATE VIEW api.log_ui AS
SELECT lpad(l.id::text, 20, '0') AS _key, a.domain_id AS _domain, NULL::bigint AS _account,
	l.id, extract(epoch FROM l.at)::bigint AS time, l.event AS call, l.object AS msg,
	l.actor AS user, l.remote, l.request_id, l.before, l.after
FROM public.audit l LEFT JOIN public.account a ON a.id = l.account_id AND l.account_id <> 0;

CREATE VIEW api.last_login AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	a.address AS username,
	(SELECT max(s.last_used) FROM public.session s WHERE s.account_id = a.id) AS ui,
	(SELECT max(c.last_used) FROM public.credential c WHERE c.account_id = a.id) AS password
FROM public.account a;

-- Keys that are numbers are asked for as text.
CREATE INDEX audit_key ON public.audit (lpad(id::text, 20, '0'));
CREATE INDEX alias_key ON public.alias ((id::text));
CREATE INDEX credential_key ON public.credential ((id::text));
CREATE INDEX sender_policy_key ON public.sender_policy ((id::text));
CREATE INDEX bcc_map_key ON public.bcc_map ((id::text));
