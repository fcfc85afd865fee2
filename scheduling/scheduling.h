/*
 * Invitations between accounts and by mail (RFC 6638): what pim/itip.h computes
 * is delivered here, in the transaction of the change that causes it.  People
 * of the same domain get it into their calendars and inboxes; everybody else,
 * other domains of this server too, gets mail (RFC 6047) by way of
 * storage/outbox.h.
 *
 * Locks: first the UID (a MOVE over another meeting, or a calendar that goes, has
 * several), then everybody whom it concerns by id (sched_lock), then the changed
 * object's calendar, then those of others.  So no two of these can wait for each
 * other.  Where PostgreSQL finds that something else does, it ends one of them,
 * and the caller begins anew.
 */
#ifndef SCHEDULING_SCHEDULING_H
#define SCHEDULING_SCHEDULING_H

#include "pim/itip.h"
#include "storage/collection.h"

/* Somebody with a calendar here. */
struct sched_user {
	int64_t			 account, domain;
	const char		*address;
	struct itip_user	 who;		/* all addresses: aliases, the principal's paths */
};
enum status sched_user_load(struct ctx *cx, int64_t account, struct sched_user *out) NODISCARD;

/* A calendar user address as a mail address: also of one that is named by his principal's path. */
const char *sched_mail_of(struct ctx *cx, const char *address);

/*
 * Before any calendar is locked, once: nobody else schedules about these UIDs,
 * nor with the people of DOMAIN whom they concern, as they are kept and as NEW
 * (may be NULL) says.  ERR_LIMIT for more than SCHED_UIDS_MAX: PostgreSQL's table
 * of locks has some thousand places.
 */
#define SCHED_UIDS_MAX	1000
enum status sched_lock(struct ctx *cx, int64_t domain, const char *const *uids, size_t count,
    const struct ical *new) NODISCARD;

/*
 * Whoever is in the groups and lists of DOMAIN among NEW's attendees is invited
 * by name, but for account ORGANIZER (0: none).  ERR_LIMIT for very many.
 */
enum status sched_expand(struct ctx *cx, int64_t domain, int64_t organizer, const struct ical *old,
    struct ical *new) NODISCARD;

/* A change of one object in a calendar of OWNER's. */
struct sched_change {
	const struct sched_user	*owner;
	const struct ical	*old;		/* NULL: there was none */
	struct ical		*new;		/* NULL: it goes.  May be another one afterwards */
	bool			 quiet;		/* Schedule-Reply: F */
	bool			 keep_answers;	/* If-Schedule-Tag-Match held: answers that came since stay */
	bool			 has_read;	/* If-Match held: NEW is made from OLD */
	bool			 was_meeting;	/* NEW comes where a meeting was that went */
	bool			 is_scheduled;	/* set: NEW is a scheduling object */
};

/*
 * Tell those whom it concerns.  ERR_PRECONDITION or ERR_DENIED with
 * cx->condition for what may not be.
 */
enum status sched_change(struct ctx *cx, struct sched_change *change) NODISCARD;

/*
 * A message that came by mail from SENDER, who is who he says: into the
 * calendar of OWNER.  A REQUEST for something new is only taken when
 * MAY_ADD.  *WHY says what came of it, for the log.
 */
enum status sched_receive(struct ctx *cx, const struct sched_user *owner, const struct ical *message,
    const char *sender, bool may_add, const char **why) NODISCARD;

/* A mail could not be delivered: write STATUS at RECIPIENT into the sender's object. */
enum status sched_undeliverable(struct ctx *cx, int64_t account, const char *uid,
    const char *recipient, const char *status) NODISCARD;

#endif
