-- An account that came after the last ANALYZE is in no list of common values,
-- so the planner thinks that it has one row.  Then all indexes that begin with
-- account_id look alike to it, and a first indexing of some thousand messages
-- ran joins of the batch with the whole account (seconds for each batch).
-- Without statistics of account_id it reckons with a fixed part of the table.
ALTER TABLE mail_mailbox ALTER account_id SET STATISTICS 0;
ALTER TABLE mail_email ALTER account_id SET STATISTICS 0;
ALTER TABLE mail_placement ALTER account_id SET STATISTICS 0;
ALTER TABLE mail_ref ALTER account_id SET STATISTICS 0;
ALTER TABLE mail_tombstone ALTER account_id SET STATISTICS 0;
ALTER TABLE mail_submission ALTER account_id SET STATISTICS 0;
