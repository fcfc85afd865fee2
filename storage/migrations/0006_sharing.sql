-- Sharing beyond the table `share`, and what is sent and fetched for it.

-- The key by which push services know us (RFC 8292); one of this installation,
-- since subscriptions are bound to it.
CREATE TABLE vapid_key (
	only_one	boolean PRIMARY KEY DEFAULT true CHECK (only_one),
	private_key	bytea NOT NULL CHECK (length(private_key) = 32),
	public_key	bytea NOT NULL CHECK (length(public_key) = 65)
);
