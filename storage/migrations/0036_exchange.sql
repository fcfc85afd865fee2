-- Where a domain asks when people elsewhere are busy: a server of Exchange's web services.
CREATE TABLE exchange (
	domain_id	bigint PRIMARY KEY REFERENCES domain ON DELETE CASCADE,	-- whose people ask
	id		bigint NOT NULL UNIQUE DEFAULT new_id(),
	url		text NOT NULL,				-- https://mail.corp.example/EWS/Exchange.asmx
	login		text NOT NULL,
	secret		bytea NOT NULL DEFAULT '',		-- its password, sealed
	domains		text[] NOT NULL,			-- of the people who are looked up there
	active		boolean NOT NULL DEFAULT true,
	failed		timestamptz,				-- when it last gave no answer, and
	fault		text					-- why; both NULL when the last one was good
);

CREATE VIEW api.exchange AS
SELECT e.id::text AS _key, e.domain_id AS _domain, NULL::bigint AS _account,
	e.id, d.name AS domain, e.url, e.login, (length(e.secret) > 0)::int AS has_password, e.domains,
	api.switch(e.active) AS active, coalesce(e.fault, '') AS fault, api.time(e.failed) AS failed
FROM public.exchange e JOIN public.domain d ON d.id = e.domain_id;
