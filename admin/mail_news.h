/*
 * What the running mail core has to hear after a change was committed.  It
 * would find out by itself, but later; so nothing fails when it is away.
 */
#ifndef ADMIN_MAIL_NEWS_H
#define ADMIN_MAIL_NEWS_H

#include "core/ctx.h"

/* The password, quota or activity of LOGIN (NULL: of many) changed. */
void mail_news_login(struct ctx *cx, const char *login);

/* LOGIN, who has mail, is new: there is a mailbox for him when this returns (mailcore/operate_inbox.c). */
void mail_news_made(struct ctx *cx, const char *login);

/*
 * A way in of LOGIN was taken back (a password, a token, a protocol): the same,
 * and what is open by it ends.  Whoever may still come in comes again.
 */
void mail_news_shut(struct ctx *cx, const char *login);

/*
 * What LOGIN is given by others changed, or was taken back: his sessions of IMAP, POP3 and
 * ManageSieve end, and begin anew; mail_news_login() a moment before.
 */
void mail_news_end(struct ctx *cx, const char *login);

/* The mailbox of several people is opened to them (mailcore/operate_shared.c); ERR_BUSY: try again. */
enum status mail_news_shared(struct ctx *cx, int64_t account) NODISCARD;

/* A domain or a DKIM key changed: Rspamd's copy of the signing keys. */
void mail_news_keys(struct ctx *cx);

/* A policy, a score or a rate of somebody changed: Rspamd's copy of them. */
void mail_news_policy(struct ctx *cx);

/* A process that cannot read Redis' password is given it (borrowed). */
void mail_news_open(const char *redis_password);

/*
 * How much somebody has sent in this window (COUNTER as get/logs/ratelimited tells
 * it) begins at 0 again.  ERR_INVALID for what is no such counter.
 */
enum status mail_news_forget_rate(struct ctx *cx, const char *counter) NODISCARD;

#endif
