-- What makes calendars and contacts quick.

-- Words anywhere in names and addresses.  "- 0": nothing but a query that says
-- the same can use it.  Events have nothing to search for, so they cost nothing.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX item_search ON item USING gin ((collection_id - 0), search gin_trgm_ops)
	WITH (gin_pending_list_limit = 512) WHERE search <> '';

-- Who hears of a change of a collection: its owner, whom it is shared with, and
-- who acts for the owner.
CREATE FUNCTION collection_tell(owner bigint, which bigint, type text) RETURNS void
LANGUAGE sql AS $$
	SELECT pg_notify('hayloft', who || ' ' || type || '=' || which || '-' || modseq)
	FROM collection, (SELECT owner AS who
		UNION SELECT members_of(grantee_id) FROM share
			WHERE account_id = owner AND collection_id = which AND grantee_id <> 0
		UNION SELECT members_of(proxy_id) FROM proxy WHERE account_id = owner) everybody
	WHERE account_id = owner AND id = which
$$;
