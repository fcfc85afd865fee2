-- OpenPGP keys of people: their own, whose secret part is locked by a passphrase
-- that never comes here and sealed besides (core/seal.h), and those of others
-- whom they write to.  What the person's program knows of a key is in "about".
CREATE TABLE pgp_key (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL UNIQUE DEFAULT new_id(),
	fingerprint	text NOT NULL CHECK (fingerprint ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'),
	emails		text[] NOT NULL,		-- that it counts for; lower case
	public		bytea NOT NULL,			-- transferable public key (RFC 9580, section 10.1)
	secret		bytea NOT NULL DEFAULT '',	-- '': somebody else's
	about		text NOT NULL DEFAULT '{}',	-- JSON
	created		timestamptz NOT NULL DEFAULT now(),
	version		bigint NOT NULL DEFAULT new_id(),	-- another with each change
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, fingerprint)
);

-- Keys that people let everybody find by their address (Web Key Directory).
CREATE TABLE pgp_published (
	domain		text NOT NULL,
	hash		text NOT NULL,			-- of the local part, in z-base-32
	email		text NOT NULL,
	account_id	bigint NOT NULL,
	key_id		bigint NOT NULL,
	PRIMARY KEY (domain, hash),
	FOREIGN KEY (account_id, key_id) REFERENCES pgp_key ON DELETE CASCADE
);
CREATE INDEX pgp_published_key ON pgp_published (account_id, key_id);
