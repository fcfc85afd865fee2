/*
 * How an account wants its invitations handled (RFC 6638), and where they go.
 */
#ifndef STORAGE_SCHEDULING_H
#define STORAGE_SCHEDULING_H

#include "storage/collection.h"

struct scheduling {
	int64_t		 account;
	int64_t		 default_calendar;	/* collection.id, 0: none was chosen */
	const char	*availability;		/* a VCALENDAR (RFC 7953), NULL: none */
	const char	*invitations;		/* by mail: "all", "known" (people in an address book), "off" */
};

/* With the defaults where the account has chosen nothing. */
enum status db_scheduling_get(struct ctx *cx, int64_t account, struct scheduling *out) NODISCARD;

/* ERR_INVALID for another word in invitations. */
enum status db_scheduling_put(struct ctx *cx, const struct scheduling *s) NODISCARD;

/*
 * The calendar for new invitations about COMPONENT ("VEVENT"): the chosen one,
 * else "personal", else the first that takes it.  ERR_NOT_FOUND when none does.
 */
enum status db_scheduling_calendar(struct ctx *cx, int64_t account, const char *component,
    struct collection *out) NODISCARD;

/* The inbox or outbox (KIND), made when missing. */
enum status db_scheduling_box(struct ctx *cx, int64_t account, enum collection_kind kind,
    struct collection *out) NODISCARD;

/*
 * Until the transaction ends nobody else schedules about these UIDs; nor, by the
 * second, with these accounts and those of DOMAIN that have a copy of one.  In
 * this order, each once in a transaction, each sorted, and before any collection
 * is locked: so whoever would meet in somebody's calendar waits here, and never
 * across.
 */
enum status db_scheduling_lock(struct ctx *cx, const char *const *uids, size_t count) NODISCARD;
enum status db_scheduling_lock_people(struct ctx *cx, int64_t domain, const char *const *uids,
    size_t uid_count, const int64_t *accounts, size_t count) NODISCARD;

/* Is it an address in one of the account's address books? */
enum status db_scheduling_knows(struct ctx *cx, int64_t account, const char *address,
    bool *yes) NODISCARD;

/* Messages in inboxes that are older than DAYS go, with tombstones. */
enum status db_scheduling_forget(struct ctx *cx, int days) NODISCARD;

#endif
