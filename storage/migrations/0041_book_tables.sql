-- Directories that are a table of a PostgreSQL database elsewhere (fetch/sql.h): its name stands
-- in base, and filter says nothing.
ALTER TABLE book_source
	ADD kind	text NOT NULL DEFAULT 'LDAP' CHECK (kind IN ('LDAP', 'SQL')),
	ADD dbname	text NOT NULL DEFAULT '';

DROP VIEW api.book_source;
CREATE VIEW api.book_source AS
SELECT b.id::text AS _key, a.domain_id AS _domain, NULL::bigint AS _account,
	b.id, b.collection_id AS collection, d.name AS domain, c.name, b.kind, b.host, b.port, b.encryption, b.login,
	(length(b.secret) > 0)::int AS has_password, b.dbname AS database, b.base, b.filter, b.fields, b.minutes,
	api.switch(b.active) AS active,
	c.items, b.failures, coalesce(b.fault, '') AS fault, api.time(b.checked) AS checked, api.time(b.changed) AS changed
FROM public.book_source b JOIN public.collection c ON c.account_id = b.account_id AND c.id = b.collection_id
JOIN public.account a ON a.id = b.account_id JOIN public.domain d ON d.id = a.domain_id;
