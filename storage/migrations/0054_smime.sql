-- Keys that people sign and open mail with (S/MIME).  The private key is sealed
-- (core/seal.h); an old one stays for mail that was encrypted to it.
CREATE TABLE smime_key (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	id		bigint NOT NULL UNIQUE DEFAULT new_id(),
	fingerprint	text NOT NULL,			-- SHA-256 of the certificate
	certificate	bytea NOT NULL,			-- DER
	chain		bytea NOT NULL DEFAULT '',	-- of its issuers, one after another
	secret		bytea NOT NULL DEFAULT '',
	created		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, id),
	UNIQUE (account_id, fingerprint)
);

-- Certificates of others, taken from mail of theirs that was verified: what mail to
-- them can be encrypted for.
CREATE TABLE smime_certificate (
	account_id	bigint NOT NULL REFERENCES account ON DELETE CASCADE,
	email		text NOT NULL,			-- lower case
	fingerprint	text NOT NULL,
	certificate	bytea NOT NULL,
	gcm		boolean,			-- its owner's program opens AES-GCM; NULL: it did not say
	seen		timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (account_id, email, fingerprint)
);
