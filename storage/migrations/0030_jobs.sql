-- Sync jobs run (webmail/syncjob.c): mail of another server is copied into a
-- mailbox here, again and again.

-- What waits for servers of strangers has a lane and workers of its own, so
-- that it keeps nothing else of the account from being done.
ALTER TABLE task ADD slow boolean NOT NULL DEFAULT false;

-- The password is sealed (core/seal.h).
ALTER TABLE sync_job DROP password,
	ADD secret	bytea NOT NULL DEFAULT '',
	ADD run		bigint NOT NULL DEFAULT 0,	-- how many were begun
	ADD running	boolean NOT NULL DEFAULT false,	-- the last one goes on
	ADD seen_version bigint NOT NULL DEFAULT 0,	-- the settings that the last run began with …
	ADD seen_place	text NOT NULL DEFAULT '',	-- and as whom, where
	ADD outcome	text NOT NULL DEFAULT '',	-- of the last one that ended, in imapsync's words
	ADD success	boolean,
	ADD failures	int NOT NULL DEFAULT 0,		-- runs that failed, one after another
	ADD copied	bigint NOT NULL DEFAULT 0,	-- by the last run
	ADD copied_bytes bigint NOT NULL DEFAULT 0,
	ADD faults	int NOT NULL DEFAULT 0;

-- A mailbox there and the one here that it is copied to.  Numbers of messages
-- mean something together with the UIDVALIDITY of their mailbox alone.
CREATE TABLE sync_folder (
	account_id	bigint NOT NULL,
	job_id		bigint NOT NULL,
	id		bigint NOT NULL DEFAULT new_id(),
	there		text NOT NULL,
	here		text NOT NULL,
	validity_there	bigint NOT NULL DEFAULT 0,
	validity_here	bigint NOT NULL DEFAULT 0,
	done_there	bigint NOT NULL DEFAULT 0,	-- messages up to this one were looked at
	keyed_here	bigint NOT NULL DEFAULT 0,	-- those up to this one have their sync_key
	modseq_there	bigint NOT NULL DEFAULT 0,	-- flags are followed up to this
	messages_there	bigint NOT NULL DEFAULT 0,	-- when a run was last done with it
	next_there	bigint NOT NULL DEFAULT 0,
	run		bigint NOT NULL DEFAULT 0,	-- the last one that was done with it
	PRIMARY KEY (account_id, job_id, id),
	UNIQUE (account_id, job_id, there),
	FOREIGN KEY (account_id, job_id) REFERENCES sync_job ON DELETE CASCADE
);

-- What messages here are, whoever brought them, by a hash of header and size:
-- so none is copied that is there, not even after a copy of which we never
-- heard whether it arrived.
CREATE TABLE sync_key (
	account_id	bigint NOT NULL,
	job_id		bigint NOT NULL,
	folder_id	bigint NOT NULL,
	uid		bigint NOT NULL,
	key		uuid NOT NULL,
	PRIMARY KEY (account_id, job_id, folder_id, uid),
	FOREIGN KEY (account_id, job_id, folder_id) REFERENCES sync_folder ON DELETE CASCADE
);
CREATE INDEX sync_key_key ON sync_key (account_id, job_id, key);

-- Messages there and what became of them.
CREATE TABLE sync_mail (
	account_id	bigint NOT NULL,
	job_id		bigint NOT NULL,
	folder_id	bigint NOT NULL,
	uid		bigint NOT NULL,		-- there
	uid_here	bigint NOT NULL,		-- 0: left out, or gone here when we came
	flags		text NOT NULL DEFAULT '',	-- as they were there, sorted, with spaces between
	taken		boolean NOT NULL DEFAULT false,	-- to be deleted there, and by us
	PRIMARY KEY (account_id, job_id, folder_id, uid),
	FOREIGN KEY (account_id, job_id, folder_id) REFERENCES sync_folder ON DELETE CASCADE
);
CREATE INDEX sync_mail_here ON sync_mail (account_id, job_id, folder_id, uid_here);

DROP VIEW api.syncjob;
CREATE VIEW api.syncjob AS
SELECT j.id::text AS _key, a.domain_id AS _domain, a.id AS _account,
	j.id, a.address AS user2, j.host AS host1, j.port AS port1, j.login AS user1, j.encryption AS enc1,
	'PLAIN' AS authmech1, 0 AS authmd51, '' AS regextrans2, '' AS domain2,
	j.minutes::text AS mins_interval, j.max_age AS maxage, j.rate::text AS maxbytespersecond,
	j.timeout_there AS timeout1, j.timeout_here AS timeout2, j.subfolder AS subfolder2, j.exclude,
	j.parameters AS custom_params, j.delete_doubles::int AS delete2duplicates, j.delete_there::int AS delete1,
	j.delete_here::int AS delete2, j.automap::int AS automap, j.skip_cross::int AS skipcrossduplicates,
	j.subscribe_all::int AS subscribeall, api.switch(j.active) AS active,
	(j.running AND j.active)::int AS is_running, j.outcome AS exit_status, j.success::int AS success,
	j.copied, j.copied_bytes, '' AS log,
	api.time(j.last_run) AS last_run, api.time(j.created) AS created, api.time(j.modified) AS modified
FROM public.sync_job j JOIN public.account a ON a.id = j.account_id;

-- With what the last run told, which would fill the audit log.
CREATE VIEW api.syncjob_told AS
SELECT s._key, s._domain, s._account, s.id, s.user2, s.host1, s.port1, s.user1, s.enc1, s.authmech1, s.authmd51,
	s.regextrans2, s.domain2, s.mins_interval, s.maxage, s.maxbytespersecond, s.timeout1, s.timeout2,
	s.subfolder2, s.exclude, s.custom_params, s.delete2duplicates, s.delete1, s.delete2, s.automap,
	s.skipcrossduplicates, s.subscribeall, s.active, s.is_running, s.exit_status, s.success, s.copied,
	s.copied_bytes, j.log, j.log AS returned_text, s.last_run, s.created, s.modified
FROM api.syncjob s JOIN public.sync_job j ON j.account_id = s._account AND j.id = s.id;

-- By which of Postfix' services mail of a sender leaves; no row: the usual one.
-- "smtp-tls" goes over TLS or not at all.  Whom an administrator's transport or
-- relay host names is his word, but for a relay host TLS is asked for, too.
CREATE FUNCTION mail.way_out(sender text, srs_domain text, srs_port text) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
	SELECT 'srs:[127.0.0.1]:' || srs_port FROM mail.srs_forward(sender, srs_domain)
	UNION ALL
	SELECT 'smtp-tls:' FROM account a
	WHERE a.address IN (lower(sender), mail.behind(lower(sender))) AND a.tls_enforce_out AND a.active
$$;

-- What administrators say of a destination, as far as it means TLS for sure.
CREATE VIEW mail.tls_policy_strict AS
	SELECT dest, policy FROM mail.tls_policy WHERE policy ~ '^(encrypt|dane-only|fingerprint|verify|secure)( |$)';
REVOKE ALL ON FUNCTION mail.way_out(text, text, text) FROM PUBLIC;
DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT EXECUTE ON FUNCTION mail.way_out(text, text, text) TO hayloft_mail;
		GRANT SELECT ON mail.tls_policy_strict TO hayloft_mail;
	END IF;
END $$;

-- Postscreen asks whether a client need not prove itself: hosts that forward mail to us.
CREATE FUNCTION mail.forwards(client text) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER
	SET search_path = public, pg_temp AS $$ BEGIN
	RETURN QUERY SELECT 'permit'::text FROM forwarding_host WHERE host >>= client::inet LIMIT 1;
EXCEPTION WHEN invalid_text_representation THEN
	RETURN;
END $$;
REVOKE ALL ON FUNCTION mail.forwards(text) FROM PUBLIC;
DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT EXECUTE ON FUNCTION mail.forwards(text) TO hayloft_mail;
	END IF;
END $$;

-- Who signed in with a password or key, where from and with which: a row for
-- each day, kept for two months.
CREATE TABLE sign_in_log (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	day		date NOT NULL DEFAULT current_date,
	service		text NOT NULL,
	remote		text NOT NULL,
	credential_id	bigint NOT NULL DEFAULT 0,	-- of an app password; 0: the main one, or not known
	name		text NOT NULL DEFAULT '',	-- of the app password, as it was
	times		int NOT NULL DEFAULT 1,
	at		timestamptz NOT NULL DEFAULT now(),	-- the last one
	PRIMARY KEY (account_id, day, service, remote, credential_id)
);
CREATE INDEX sign_in_log_at ON sign_in_log (at);

CREATE VIEW api.sign_in AS
SELECT lpad(extract(epoch FROM l.at)::bigint::text, 12, '0') AS _key, a.domain_id AS _domain, a.id AS _account,
	l.service, l.remote AS real_rip, a.address AS username, l.credential_id AS app_password,
	l.name AS app_password_name, api.time(l.at) AS datetime, extract(epoch FROM l.at)::bigint AS time, l.times
FROM public.sign_in_log l JOIN public.account a ON a.id = l.account_id;

CREATE OR REPLACE VIEW api.last_login AS
SELECT a.address AS _key, a.domain_id AS _domain, a.id AS _account,
	a.address AS username,
	(SELECT max(s.last_used) FROM public.session s WHERE s.account_id = a.id) AS ui,
	(SELECT max(c.last_used) FROM public.credential c WHERE c.account_id = a.id) AS password,
	coalesce((SELECT jsonb_agg(to_jsonb(l) - '_key' - '_domain' - '_account' - 'username' ORDER BY l.time DESC)
		FROM (SELECT * FROM api.sign_in i WHERE i._account = a.id ORDER BY i.time DESC LIMIT 100) l), '[]') AS sasl
FROM public.account a;

-- As 0012 has it, and which one it is.
CREATE OR REPLACE VIEW mail.app_password AS
	SELECT m.address AS login, replace(c.hash, '{SHA256.HEX}', '') AS hash,
		ARRAY(SELECT unnest(c.protocols) INTERSECT SELECT unnest(a.services)) AS services,
		array_to_string(a.smtp_from, ',') AS smtp_from, c.id
	FROM mail.mailbox m
	JOIN public.account a ON a.address = m.address
	JOIN public.credential c ON c.account_id = a.id AND c.kind = 'app'
	WHERE a.sign_in AND c.active AND a.kind = 'person';

-- Names on the lists of bans: what they led to when they were looked up last,
-- which is when somebody is about to be kept out (storage/ban.c).
ALTER TABLE ban_list ADD addresses inet[] NOT NULL DEFAULT '{}', ADD looked_up timestamptz;

CREATE FUNCTION ban_listed(address inet, wanted text) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT 1 FROM public.ban_list l WHERE l.verdict = wanted
		AND (l.network >>= address OR address = ANY (l.addresses)))
$$;
CREATE OR REPLACE FUNCTION banned_until(address inet) RETURNS timestamptz LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN public.ban_listed(address, 'allow') THEN NULL
		WHEN public.ban_listed(address, 'deny') THEN 'infinity'
		ELSE (SELECT max(until) FROM public.ban b WHERE b.network >>= address AND b.until > now()) END
$$;
