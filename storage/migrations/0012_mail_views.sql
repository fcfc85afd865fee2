-- What Postfix and Dovecot see of what 0011 added.  As in 0002: each question
-- is one look-up by a unique key; where a name may stand for another one (an
-- alias domain) a function of schema mail asks in turn.

CREATE OR REPLACE VIEW mail.domain AS
	SELECT name FROM public.domain WHERE active AND NOT backup_mx
	UNION ALL
	SELECT l.name FROM public.alias_domain l
	JOIN public.domain d ON d.id = l.domain_id
	WHERE l.active AND d.active AND NOT d.backup_mx;

-- Domains that we only keep mail for until their own server takes it.
CREATE VIEW mail.relay_domain AS
	SELECT name, relay_all FROM public.domain WHERE active AND backup_mx;

-- Whom they take: what has a mailbox or an alias here, or everybody.
CREATE VIEW mail.relay_recipient AS
	SELECT '@' || name AS address FROM mail.relay_domain WHERE relay_all
	UNION ALL
	SELECT a.address FROM public.account a JOIN public.domain d ON d.id = a.domain_id
	WHERE a.active AND d.active AND d.backup_mx;

CREATE VIEW mail.alias_domain AS
	SELECT l.name, d.name AS target FROM public.alias_domain l
	JOIN public.domain d ON d.id = l.domain_id
	WHERE l.active AND d.active;

-- What an address may be told besides: where its owner may send from.
CREATE OR REPLACE VIEW mail.password AS
	SELECT m.address AS login, c.hash AS password, a.services AS services,
		array_to_string(a.smtp_from, ',') AS smtp_from
	FROM mail.mailbox m
	JOIN public.account a ON a.address = m.address
	JOIN public.credential c ON c.account_id = a.id AND c.kind = 'password'
	WHERE a.sign_in AND a.kind = 'person';

CREATE OR REPLACE VIEW mail.app_password AS
	SELECT m.address AS login, replace(c.hash, '{SHA256.HEX}', '') AS hash,
		ARRAY(SELECT unnest(c.protocols) INTERSECT SELECT unnest(a.services)) AS services,
		array_to_string(a.smtp_from, ',') AS smtp_from
	FROM mail.mailbox m
	JOIN public.account a ON a.address = m.address
	JOIN public.credential c ON c.account_id = a.id AND c.kind = 'app'
	WHERE a.sign_in AND c.active AND a.kind = 'person';

CREATE OR REPLACE VIEW mail.alias AS
	SELECT l.address, t.target
	FROM public.alias l
	JOIN public.domain d ON d.id = l.domain_id
	JOIN public.alias_target t ON t.domain_id = l.domain_id AND t.alias_id = l.id
	WHERE l.active AND d.active AND (l.expires IS NULL OR l.expires > now())
	UNION ALL
	SELECT address, address FROM mail.mailbox;

-- What an address of an alias domain is in the domain behind it; NULL elsewhere.
CREATE FUNCTION mail.behind(asked text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT split_part(asked, '@', 1) || '@' || target FROM mail.alias_domain
	WHERE name = split_part(asked, '@', 2)
$$;

-- Where mail for an address goes; '@domain' asks for what nobody has.  In an
-- alias domain an address is that of the domain behind it, unless it has an
-- alias of its own.  Step by step: joined, the planner reads whole tables.
CREATE FUNCTION mail.targets(asked text) RETURNS SETOF text LANGUAGE plpgsql STABLE AS $$
DECLARE
	here text;
BEGIN
	RETURN QUERY SELECT l.target FROM mail.alias l WHERE l.address = asked;
	IF NOT FOUND THEN
		here := mail.behind(asked);
		RETURN QUERY SELECT l.target FROM mail.alias l WHERE l.address = here;
	END IF;
END $$;

CREATE OR REPLACE VIEW mail.sender_login AS
	SELECT address, address AS login FROM mail.mailbox
	UNION ALL
	SELECT l.address, m.address
	FROM public.alias l
	JOIN public.alias_target t ON t.domain_id = l.domain_id AND t.alias_id = l.id
	JOIN mail.mailbox m ON m.address = lower(t.target)
	WHERE l.active AND l.may_send AND (l.expires IS NULL OR l.expires > now());

-- Whom an administrator lets somebody send as.
CREATE VIEW mail.sender_acl AS
	SELECT s.sender, m.address AS login
	FROM public.sender_acl s
	JOIN public.account a ON a.id = s.account_id
	JOIN mail.mailbox m ON m.address = a.address;

-- All logins that may send as an address.
CREATE FUNCTION mail.senders(asked text) RETURNS SETOF text LANGUAGE plpgsql STABLE AS $$
DECLARE
	here text := mail.behind(asked);
BEGIN
	RETURN QUERY SELECT l.login FROM mail.sender_login l WHERE l.address = asked;
	IF here IS NOT NULL THEN
		RETURN QUERY SELECT l.login FROM mail.sender_login l WHERE l.address = here;
	END IF;
	RETURN QUERY SELECT l.login FROM mail.sender_acl l
		WHERE l.sender = ANY (ARRAY[asked, '@' || split_part(asked, '@', 2), '*']);
END $$;

CREATE VIEW mail.bcc AS
	SELECT b.kind, b.local, b.target FROM public.bcc_map b
	JOIN public.domain d ON d.id = b.domain_id
	WHERE b.active AND d.active;

CREATE VIEW mail.recipient_map AS
	SELECT old, new FROM public.recipient_map WHERE active;

-- By sender: an address, or '@domain'.
CREATE VIEW mail.relayhost AS
	SELECT a.address AS sender, r.hostname, r.username, r.password
	FROM public.account a JOIN public.relayhost r ON r.id = a.relayhost_id
	WHERE r.active AND a.active
	UNION ALL
	SELECT '@' || d.name, r.hostname, r.username, r.password
	FROM public.domain d JOIN public.relayhost r ON r.id = d.relayhost_id
	WHERE r.active AND d.active;

CREATE VIEW mail.transport AS
	SELECT destination, 'smtp:' || nexthop AS nexthop FROM public.transport
	WHERE active AND NOT is_mx_based;
CREATE VIEW mail.way_out_login AS
	SELECT sender AS key, username || ':' || password AS login FROM mail.relayhost
	WHERE username <> ''
	UNION ALL
	SELECT nexthop, username || ':' || password FROM public.transport
	WHERE active AND username <> '';

CREATE VIEW mail.tls_policy AS
	SELECT dest, trim(policy || ' ' || parameters) AS policy FROM public.tls_policy
	WHERE active;

DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT SELECT ON ALL TABLES IN SCHEMA mail TO hayloft_mail;
	END IF;
END $$;
