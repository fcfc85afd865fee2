-- Forwarding to other servers.  A mail that an alias or a Sieve script of ours
-- sends on leaves with an envelope sender of ours (SRS), since its own sender's
-- domain does not name us in its SPF record; what bounces comes back to that
-- address and goes to the sender.
--
--	SRS0=MAC=DAY=example.net=friend@example.org	first forwarder
--	SRS1=MAC=example.com==HHH=…@example.org		another one forwarded it before
--
-- The code proves that we made the address, so nobody sends through us to
-- wherever he likes; it is good for three weeks.  Postfix asks with everything
-- in lower case, so letters are compared without case.

INSERT INTO server_secret (purpose, key)
	VALUES ('srs', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')))
	ON CONFLICT DO NOTHING;

CREATE FUNCTION mail.srs_mac(what text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = public, pg_temp AS $$
	SELECT left(encode(sha256(key || sha256(key || convert_to(lower(what), 'UTF8'))), 'hex'), 8)
	FROM server_secret WHERE purpose = 'srs'
$$;

-- The day as two letters: they come again after 1024 days.
CREATE FUNCTION mail.srs_today() RETURNS int LANGUAGE sql STABLE AS $$
	SELECT (extract(epoch FROM now())::bigint / 86400 % 1024)::int
$$;
CREATE FUNCTION mail.srs_day(day int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT substr('abcdefghijklmnopqrstuvwxyz234567', day / 32 + 1, 1) ||
		substr('abcdefghijklmnopqrstuvwxyz234567', day % 32 + 1, 1)
$$;
CREATE FUNCTION mail.srs_age(day text) RETURNS int LANGUAGE sql STABLE AS $$
	SELECT (mail.srs_today() - 32 * (strpos('abcdefghijklmnopqrstuvwxyz234567', left(day, 1)) - 1)
		- strpos('abcdefghijklmnopqrstuvwxyz234567', right(day, 1)) + 1 + 1024) % 1024
$$;

-- In which domain such addresses are: the one that was configured, else our oldest.
CREATE FUNCTION mail.srs_domain(wanted text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = public, pg_temp AS $$
	SELECT name FROM domain WHERE active AND NOT backup_mx
	ORDER BY name = wanted DESC, created, id LIMIT 1
$$;

-- The envelope sender with which a mail from SENDER leaves; no row: as it is.
CREATE FUNCTION mail.srs_forward(sender text, wanted text) RETURNS SETOF text LANGUAGE plpgsql STABLE AS $$
DECLARE
	who text := regexp_replace(sender, '@[^@]*$', '');
	there text := lower(substring(sender FROM '@([^@]*)$'));
	ours text := mail.srs_domain(wanted);
	rest text;
BEGIN
	IF who = '' OR who ~ '["[:space:]]' OR coalesce(there, '') = '' OR ours IS NULL OR
	   EXISTS (SELECT FROM mail.domain d WHERE d.name = there) OR
	   EXISTS (SELECT FROM mail.relay_domain d WHERE d.name = there) THEN
		RETURN;
	END IF;
	IF who ~* '^srs0[=+-]' THEN
		rest := there || '=' || substr(who, 5);
	ELSE
		rest := substring(who FROM '^[Ss][Rr][Ss]1[=+-][^=]+=([^=]+=[=+-].*)$');
	END IF;
	IF rest IS NOT NULL THEN
		RETURN NEXT 'SRS1=' || mail.srs_mac(rest) || '=' || rest || '@' || ours;
		RETURN;
	END IF;
	rest := mail.srs_day(mail.srs_today()) || '=' || there || '=' || who;
	RETURN NEXT 'SRS0=' || mail.srs_mac(rest) || '=' || rest || '@' || ours;
END $$;

-- Whom a bounce to such an address is for; no row: it is none of ours, or too old.
CREATE FUNCTION mail.srs_reverse(asked text) RETURNS SETOF text LANGUAGE plpgsql STABLE AS $$
DECLARE
	p text[] := regexp_match(asked, '^srs0[=+-]([0-9a-f]{8})=([a-z2-7]{2})=([^=@]+)=(.+)@([^@]+)$', 'i');
BEGIN
	IF p IS NOT NULL THEN
		RETURN QUERY SELECT p[4] || '@' || p[3] WHERE EXISTS (SELECT FROM mail.domain d WHERE d.name = lower(p[5]))
			AND lower(p[1]) = mail.srs_mac(p[2] || '=' || p[3] || '=' || p[4])
			AND mail.srs_age(lower(p[2])) <= 21;
		RETURN;
	END IF;
	p := regexp_match(asked, '^srs1[=+-]([0-9a-f]{8})=([^=@]+)=([=+-].+)@([^@]+)$', 'i');
	IF p IS NOT NULL THEN
		RETURN QUERY SELECT 'SRS0' || p[3] || '@' || p[2] WHERE EXISTS (SELECT FROM mail.domain d WHERE d.name = lower(p[4]))
			AND lower(p[1]) = mail.srs_mac(p[2] || '=' || p[3]);
	END IF;
END $$;

DO $$ BEGIN
	IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hayloft_mail') THEN
		GRANT SELECT ON ALL TABLES IN SCHEMA mail TO hayloft_mail;
	END IF;
END $$;

-- When the next digest of the quarantine is due; NULL: it is not wanted.
CREATE FUNCTION quarantine_due(notice text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
	SELECT (CASE notice
		WHEN 'hourly' THEN date_trunc('hour', at) + interval '1 hour'
		WHEN 'daily' THEN date_trunc('day', at) + interval '1 day 6 hours'
		WHEN 'weekly' THEN date_trunc('week', at) + interval '7 days 6 hours'
		END) AT TIME ZONE 'UTC'
	FROM (SELECT now() AT TIME ZONE 'UTC') n (at)
$$;

-- Whether somebody is told of mail that Rspamd did this with.
CREATE FUNCTION quarantine_tells(kind text, action text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
	SELECT kind = 'all' OR (kind = 'reject') = (action = 'reject')
$$;
