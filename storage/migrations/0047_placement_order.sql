-- Descending like the index of UIDs: a batch of placements comes newest first, so that
-- pages are filled one after the other.
DROP INDEX mail_placement_email;
CREATE UNIQUE INDEX mail_placement_email ON mail_placement (account_id, email_id DESC, mailbox_id);
