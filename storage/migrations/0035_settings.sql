-- Settings of the whole server that administrators change while it runs (table
-- setting): one view for each, with what holds where nothing was said.

CREATE VIEW api.cors AS
SELECT 'cors' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce(s.value->'allowed_origins', '[]') AS allowed_origins,
	coalesce(s.value->'allowed_methods', '["GET", "POST", "PATCH", "DELETE"]') AS allowed_methods
FROM (VALUES ('cors')) k (name) LEFT JOIN public.setting s USING (name);

CREATE VIEW api.quarantine_setting AS
SELECT 'quarantine' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce((s.value->>'max_age')::int, 30) AS max_age,
	coalesce((s.value->>'max_size')::int, 10) AS max_size,
	coalesce((s.value->>'max_score')::int, 9999) AS max_score,
	coalesce((s.value->>'retention_size')::int, 1000) AS retention_size,
	coalesce(s.value->'exclude_domains', '[]') AS exclude_domains,
	coalesce(s.value->>'sender', '') AS sender, coalesce(s.value->>'subject', '') AS subject,
	coalesce(s.value->>'plain_tmpl', '') AS plain_tmpl, coalesce(s.value->>'html_tmpl', '') AS html_tmpl
FROM (VALUES ('quarantine')) k (name) LEFT JOIN public.setting s USING (name);

-- mailcow's names for the same of the link for a forgotten password.
CREATE VIEW api.reset_password_notification AS
SELECT 'reset-password-notification' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce(s.value->>'from', '') AS "from", coalesce(s.value->>'subject', '') AS subject,
	coalesce(s.value->>'text_tmpl', '') AS text_tmpl, coalesce(s.value->>'html_tmpl', '') AS html_tmpl
FROM (VALUES ('reset-password-notification')) k (name) LEFT JOIN public.setting s USING (name);

-- The mail that tells people their mailbox is nearly full, in an administrator's words.
-- What stands in braces is put in as it is: there is nothing in them that runs.
CREATE VIEW api.quota_notification AS
SELECT 'quota_notification' AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	coalesce(s.value->>'sender', '') AS sender, coalesce(s.value->>'subject', '') AS subject,
	coalesce(s.value->>'plain_tmpl', '') AS plain_tmpl, coalesce(s.value->>'html_tmpl', '') AS html_tmpl
FROM (VALUES ('quota_notification')) k (name) LEFT JOIN public.setting s USING (name);

-- Text in a header (RFC 2047): words of 75 characters at most.
CREATE FUNCTION mail.header_words(said text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT string_agg('=?UTF-8?B?' || encode(convert_to(substr(said, i, 11), 'UTF8'), 'base64') || '?=', E'\n ' ORDER BY i)
	FROM generate_series(1, length(said), 11) i
$$;

CREATE FUNCTION mail.body_part(kind text, said text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN said <> '' THEN E'--hayloft-quota\nContent-Type: text/' || kind ||
		E'; charset=utf-8\nContent-Transfer-Encoding: base64\n\n' ||
		encode(convert_to(said, 'UTF8'), 'base64') || E'\n' ELSE '' END
$$;

-- The words of a mail that we write (storage/wording.h). Of the one about a full
-- mailbox, which Dovecot sends, our own are here, too.
CREATE FUNCTION mail.wording(name text, OUT sender text, OUT subject text, OUT plain text, OUT html text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
	WITH said AS (
		SELECT coalesce(s.value->>'sender', s.value->>'from', '') AS sender, coalesce(s.value->>'subject', '') AS subject,
			coalesce(s.value->>'plain_tmpl', s.value->>'text_tmpl', '') AS plain, coalesce(s.value->>'html_tmpl', '') AS html
		FROM (VALUES (wording.name)) k (name) LEFT JOIN setting s USING (name)),
	ours (name, subject, plain) AS (VALUES ('quota_notification', 'Your mailbox is {{percent}} % full',
		E'Your mailbox {{username}} is {{percent}} % full.\n\nWhen it is full, mail for you is refused and goes back to its senders.\n'
		'Delete what you do not need, empty Trash and Junk, or ask your\nadministrator for more room.\n'))
	SELECT said.sender, coalesce(nullif(said.subject, ''), ours.subject, ''),
		CASE WHEN said.plain = '' AND said.html = '' THEN coalesce(ours.plain, '') ELSE said.plain END, said.html
	FROM said LEFT JOIN ours ON ours.name = wording.name
$$;
REVOKE ALL ON FUNCTION mail.wording(text) FROM PUBLIC;

-- Names in braces; the address last, since it may have braces itself.
CREATE FUNCTION mail.quota_words(said text, whose text, percent text, host text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT replace(replace(replace(said, '{{percent}}', percent), '{{hostname}}', host), '{{username}}', whose)
$$;

-- All of it but Date and Message-ID.
CREATE FUNCTION mail.quota_warning(whose text, percent text, host text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
	SELECT 'From: <' || coalesce(nullif(q.sender, ''), 'postmaster@' || host) || E'>\nTo: <' || whose ||
		E'>\nSubject: ' || mail.header_words(mail.quota_words(q.subject, whose, percent, host)) ||
		E'\nAuto-Submitted: auto-generated\nX-Priority: 1\nMIME-Version: 1.0\n'
		'Content-Type: multipart/alternative; boundary="hayloft-quota"' || E'\n\n' ||
		mail.body_part('plain', mail.quota_words(q.plain, whose, percent, host)) ||
		mail.body_part('html', mail.quota_words(q.html, replace(replace(replace(whose, '&', '&amp;'), '<', '&lt;'), '"', '&quot;'),
			percent, host)) || E'--hayloft-quota--\n'
	FROM mail.wording('quota_notification') q
$$;
REVOKE ALL ON FUNCTION mail.quota_warning(text, text, text) FROM PUBLIC;

-- Ways out that depend on the mail server of the recipient's domain: the
-- destination is a pattern for its name.  One that is no pattern cannot be kept.
ALTER TABLE transport ADD CHECK (NOT is_mx_based OR ('' ~* btrim(destination, '/')) IS NOT NULL);

CREATE VIEW mail.mx_transport AS
	SELECT btrim(destination, '/') AS pattern, 'FILTER smtp:' || nexthop AS action, id
	FROM public.transport WHERE active AND is_mx_based;

-- Patterns for all mail that comes from outside, in the words of Rspamd's maps.
CREATE TABLE rspamd_map (
	name		text PRIMARY KEY,
	content		text NOT NULL DEFAULT '' CHECK (length(content) <= 1048576),
	modified	timestamptz NOT NULL DEFAULT now()
);
INSERT INTO rspamd_map (name) VALUES
	('global_smtp_from_whitelist.map'), ('global_smtp_from_blacklist.map'),
	('global_mime_from_whitelist.map'), ('global_mime_from_blacklist.map'),
	('global_rcpt_whitelist.map'), ('global_rcpt_blacklist.map'),
	('fishy_tlds.map'), ('bad_words.map'), ('bad_words_de.map'), ('bad_languages.map'),
	('bulk_header.map'), ('bad_header.map'), ('monitoring_nolog.map');

CREATE VIEW api.rspamd_map AS
SELECT name AS _key, NULL::bigint AS _domain, NULL::bigint AS _account,
	name AS map, content AS rspamd_map_data, api.time(modified) AS modified
FROM public.rspamd_map;

DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT SELECT ON mail.mx_transport TO hayloft_mail;
		GRANT EXECUTE ON FUNCTION mail.quota_warning(text, text, text) TO hayloft_mail;
	END IF;
END $$;
