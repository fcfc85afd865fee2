/*
 * What the files of this folder share: how messages reach people.
 */
#ifndef SCHEDULING_PRIVATE_H
#define SCHEDULING_PRIVATE_H

#include "pim/itip.h"
#include "scheduling/scheduling.h"
#include "storage/item.h"
#include "storage/person.h"

/* Delivery states (RFC 6638, section 3.6.2, and RFC 5546, section 3.6). */
#define SENT_BY_MAIL	"1.1"
#define DELIVERED	"1.2"
#define PASSED_ON	"2.7"	/* a list: its members are told */
#define NOBODY		"3.7"
#define NOT_DELIVERED	"5.1"

/* A message and where it goes. */
struct sched_post {
	struct itip_message	*message;
	const struct ical	*before;	/* what the recipients knew; NULL: nothing */
	struct person_at	 to;		/* id 0: by mail */
	int64_t			 skip;		/* the account whose change this is */
	bool			 by_mail;	/* it came so */
	bool			 asked;		/* the answer that it claimed was taken back */
	const char		*status;
	const char		*why;		/* nothing came of it; NULL: something did */
};

/*
 * Deliver MESSAGES of FROM: into local calendars and inboxes, or the outbox.
 * Nothing goes to account SKIP, whose object is being written anyway.  POSTS
 * says what became of each; *ANSWERS are what resources said at once.
 */
enum status sched_send(struct ctx *cx, const struct sched_user *from, int64_t skip,
    struct itip_message *messages, const struct ical *before, struct sched_post **posts,
    size_t *count, struct itip_message **answers) NODISCARD;

/* One message into the calendar and inbox of one account. */
enum status sched_deliver(struct ctx *cx, struct sched_post *post,
    struct itip_message **answers) NODISCARD;

/*
 * That somebody is coming is for him to say, not for who invites him: where
 * OBJECT says that USER does, he is asked.  True when it does.
 */
bool sched_ask_anew(struct ctx *cx, struct ical *object, const struct itip_user *user);

/* Lay a message into the inbox of ACCOUNT, for its clients to see. */
enum status sched_into_inbox(struct ctx *cx, int64_t account, const struct itip_message *m) NODISCARD;

/* The object that an account has of a UID, with its calendar locked. */
struct sched_copy {
	struct collection	 calendar;
	struct item		 item;		/* name NULL: there is none; the calendar is not set then */
	struct ical		*ical;
};
enum status sched_copy_find(struct ctx *cx, int64_t account, const char *uid,
    struct sched_copy *out) NODISCARD;

/* Put ICAL in its place, or under a new name; *TAG NULL draws a new schedule tag. */
enum status sched_copy_store(struct ctx *cx, struct sched_copy *copy, struct ical *ical,
    const char *tag) NODISCARD;

/*
 * The organizer's object is to become *NEW (NULL: gone): tell everybody, write
 * delivery states into it, take in what resources answer.
 */
enum status sched_organize(struct ctx *cx, const struct sched_user *organizer, int64_t skip,
    const struct ical *old, struct ical **new) NODISCARD;

/*
 * Other local attendees see in their copies what the organizer's object says of
 * everybody's answers (RFC 6638, section 3.2.6); not those of SKIP.
 */
enum status sched_spread(struct ctx *cx, const struct sched_user *organizer, int64_t skip,
    const struct ical *ical) NODISCARD;

/* ERR_DENIED, C:same-organizer-in-all-components (RFC 6638, section 3.2.4.3). */
enum status sched_require_one_organizer(struct ctx *cx, const struct ical *ical) NODISCARD;

/*
 * What a resource says to OBJECT, its own copy: to all of it, then to the
 * occurrences for which it is taken.
 */
struct resource;
enum status sched_resource_decide(struct ctx *cx, const struct resource *resource,
    const struct ical *object, const struct itip_word **words, size_t *count) NODISCARD;

#endif
