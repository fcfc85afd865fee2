/*
 * Waiting on many accounts at once, for the watcher: one small session each,
 * NOTIFY over all mailboxes where the server has it, else IDLE on INBOX.
 * Nothing here waits except imap_idle_open(), which does until its deadline.
 */
#ifndef IMAPCLIENT_IDLE_H
#define IMAPCLIENT_IDLE_H

#include "imapclient/pool.h"

struct imap_idle;

enum imap_news {
	IMAP_NEWS_NONE,
	IMAP_NEWS_MOVED,	/* something changed in the account: look */
	IMAP_NEWS_GONE,		/* the session is dead, and what moved last may have been missed:
				 * close it, look, open another after a while */
};

enum status imap_idle_open(struct ctx *cx, const struct imap_login *login, struct imap_idle **out) NODISCARD;
void imap_idle_close(struct imap_idle *idle);		/* NULL is fine */

/* To poll for reading. */
int imap_idle_fd(const struct imap_idle *idle);

/* Call when readable; reads all there is, never waits. */
enum imap_news imap_idle_read(struct imap_idle *idle);

/* Call about once a minute: keeps the session alive, finds dead ones. */
enum imap_news imap_idle_tick(struct imap_idle *idle);

/* Sees all mailboxes (NOTIFY), not INBOX alone. */
bool imap_idle_sees_all(const struct imap_idle *idle);

#endif
