-- An attendee's copy that went because the meeting was cancelled: a client that
-- has not heard of it yet and saves its own copy does not bring it back.
ALTER TABLE tombstone ADD cancelled boolean NOT NULL DEFAULT false;
