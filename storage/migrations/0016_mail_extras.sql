-- What receivers of a domain's mail should know of its TLS (MTA-STS, RFC 8461),
-- and the API's views of that, of resources and of quarantined mail.

CREATE TABLE mta_sts (
	domain_id	bigint PRIMARY KEY REFERENCES domain ON DELETE CASCADE,
	mode		text NOT NULL CHECK (mode IN ('enforce', 'testing', 'none')),
	mx		text[] NOT NULL CHECK (cardinality(mx) BETWEEN 1 AND 20),
	max_age		bigint NOT NULL CHECK (max_age BETWEEN 1 AND 31557600),
	active		boolean NOT NULL DEFAULT true,
	-- Names this version of the policy in the DNS: changes with it.
	id		text NOT NULL DEFAULT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS')
);

CREATE VIEW api.mta_sts AS
SELECT d.name AS _key, d.id AS _domain, NULL::bigint AS _account,
	d.name AS domain, 'STSv1' AS version, s.mode, s.mx, s.max_age, s.id, s.active::int AS active
FROM public.mta_sts s JOIN public.domain d ON d.id = s.domain_id;

CREATE VIEW api.resource AS
SELECT a.address AS _key, a.domain_id AS _domain, NULL::bigint AS _account,
	a.address AS name, d.name AS domain, split_part(a.address, '@', 1) AS local_part,
	a.name AS description, a.resource AS kind, a.multiple_bookings, a.active::int::text AS active
FROM public.account a JOIN public.domain d ON d.id = a.domain_id
WHERE a.kind = 'resource';

CREATE VIEW api.quarantine AS
SELECT q.id::text AS _key, a.domain_id AS _domain, a.id AS _account,
	q.id, q.queue_id AS qid, a.address AS rcpt, q.recipient, q.sender, q.from_header, q.subject,
	q.remote AS ip, round(q.score::numeric, 2) AS score, q.action, q.virus::int AS virus_flag,
	extract(epoch FROM q.created)::bigint AS created, q.told::int AS notified
FROM public.quarantine q JOIN public.account a ON a.id = q.account_id;
CREATE INDEX quarantine_key ON public.quarantine ((id::text));
