-- How the people of a domain are found (storage/directory.h).
ALTER TABLE domain
	-- Characters that somebody must type; above 0 the directory is searched, and never read whole.
	ADD directory_minimum	int NOT NULL DEFAULT 0 CHECK (directory_minimum BETWEEN 0 AND 20),
	-- So many are found at once, 0: as many as there are.
	ADD directory_first	int NOT NULL DEFAULT 0 CHECK (directory_first BETWEEN 0 AND 20000);

-- Whose people are in a domain's directory besides its own, as far as they are in their own.
CREATE TABLE directory_shown (
	domain_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	other_id	bigint NOT NULL REFERENCES domain ON DELETE CASCADE,
	PRIMARY KEY (domain_id, other_id),
	CHECK (domain_id <> other_id)
);
CREATE INDEX directory_shown_other ON directory_shown (other_id);

CREATE FUNCTION directory_domains(bigint) RETURNS bigint[] LANGUAGE sql STABLE AS $$
	SELECT $1 || ARRAY(SELECT d.id FROM directory_shown s JOIN domain d ON d.id = s.other_id
		WHERE s.domain_id = $1 AND d.directory AND d.active)
$$;

CREATE VIEW api.directory AS
SELECT d.name AS _key, d.id AS _domain, NULL::bigint AS _account,
	d.name AS domain, d.directory_minimum AS minimum, d.directory_first AS first,
	ARRAY(SELECT o.name FROM public.directory_shown s JOIN public.domain o ON o.id = s.other_id
		WHERE s.domain_id = d.id ORDER BY 1) AS domains
FROM public.domain d;
