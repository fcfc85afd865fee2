-- A row while a server that sign-in asks does not answer (the directory, the
-- validation server of YubiKeys): until then nobody waits for it but one at a
-- time, who finds out whether it is back.
CREATE UNLOGGED TABLE away (
	server		text PRIMARY KEY,
	until		timestamptz NOT NULL
);
DROP TABLE yubico_away;
ALTER TABLE identity_provider DROP away_until;

-- True of every meeting that went, not only of those that were cancelled.
ALTER TABLE tombstone RENAME cancelled TO meeting;
