-- Indexes of mail that are looked into by an id, without the account, which the id
-- implies.  Not for the eight bytes alone: PostgreSQL fills a page that grows at the end
-- of a mailbox to nine tenths only where an entry is no wider than two numbers, and
-- halves it otherwise.  And ids of a first indexing go up, so that index does, too.
DROP INDEX mail_placement_uid, mail_placement_email, mail_email_thread;
CREATE UNIQUE INDEX mail_placement_uid ON mail_placement (mailbox_id, uid DESC);
CREATE UNIQUE INDEX mail_placement_email ON mail_placement (email_id, mailbox_id);
CREATE INDEX mail_email_thread ON mail_email (thread_id);
