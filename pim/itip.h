/*
 * Invitations (RFC 5546, RFC 6638): what a change of an object means for the
 * others, and what a message changes in a stored object.  Pure: who is local,
 * and how messages travel, is the caller's matter.
 */
#ifndef PIM_ITIP_H
#define PIM_ITIP_H

#include "pim/recur.h"

enum itip_method {
	ITIP_NONE, ITIP_PUBLISH, ITIP_REQUEST, ITIP_REPLY, ITIP_ADD, ITIP_CANCEL,
	ITIP_REFRESH, ITIP_COUNTER, ITIP_DECLINECOUNTER, ITIP_METHODS
};
enum itip_method itip_method_find(const char *name);
const char *itip_method_name(enum itip_method method);

enum itip_agent { ITIP_AGENT_SERVER, ITIP_AGENT_CLIENT, ITIP_AGENT_NONE };
/* SCHEDULE-AGENT of an ATTENDEE or ORGANIZER (RFC 6638, 7.1). */
enum itip_agent itip_agent(const struct content_line *who);

/* One message to one person. */
struct itip_message {
	enum itip_method	 method;
	const char		*from;		/* calendar user addresses, "alice@example.org" */
	const char		*to;
	struct ical		*body;		/* with METHOD */
	bool			 significant;	/* time or recurrence changed: ask anew */
	bool			 forced;	/* SCHEDULE-FORCE-SEND */
	struct itip_message	*next;
};

/* Addresses of the one whose calendar it is, own ones and aliases, lower case. */
struct itip_user {
	const char *const	*addresses;
	size_t			 count;
};
bool itip_is_user(const struct itip_user *user, const char *address);

/* Who is the object's organizer; NULL when it is no scheduling object. */
const char *itip_organizer(struct ctx *cx, const struct ical *ical);
enum itip_role { ITIP_ROLE_NONE, ITIP_ROLE_ORGANIZER, ITIP_ROLE_ATTENDEE };
enum itip_role itip_role(struct ctx *cx, const struct ical *ical, const struct itip_user *user);

/*
 * The organizer changed OLD (NULL: it is new) to NEW (NULL: it is deleted).
 * NEW is corrected in place: SEQUENCE never falls and rises with a significant
 * change, PARTSTAT falls back to NEEDS-ACTION then, SCHEDULE-FORCE-SEND goes,
 * and what attendees answered meanwhile is kept from OLD where the client did
 * not mean to change it.  Messages: REQUEST to those invited, CANCEL to those
 * removed, per-instance where only some instances concern somebody.
 * ERR_PRECONDITION and cx->condition "C:same-organizer-in-all-components" or
 * "C:organizer-allowed" when it may not be.
 */
enum status itip_organizer_changed(struct ctx *cx, const struct ical *old, struct ical *new,
    const struct itip_user *user, int64_t now, struct itip_message **out) NODISCARD;

/*
 * Before that: attendees that are groups or lists.  Their members are invited
 * by name (MEMBER); those of a list that OLD had and NEW has no more go.
 * ERR_LIMIT, "C:max-attendees-per-instance".
 */
struct itip_member {
	const char		*address, *name;	/* "" when he has none */
};
struct itip_list {
	const char		*address;		/* as its ATTENDEE says it */
	const struct itip_member *members;
	size_t			 count;
};
enum status itip_expand(struct ctx *cx, const struct ical *old, struct ical *new,
    const struct itip_list *lists, size_t count) NODISCARD;

/*
 * An attendee changed OLD to NEW (NULL: deleted).  What he may not change
 * (RFC 6638, 3.2.2.1) is ERR_PRECONDITION, "C:allowed-attendee-scheduling-object-change".
 * At most one REPLY per changed instance, all in one message where the
 * protocol allows; declined when deleted.  NEW is corrected in place.
 */
enum status itip_attendee_changed(struct ctx *cx, const struct ical *old, struct ical *new,
    const struct itip_user *user, int64_t now, struct itip_message **out) NODISCARD;

/*
 * An attendee saved NEW, and nobody knows whether he had read OLD.  Where it is
 * older than the organizer's last word, that stays, and of NEW what is his own;
 * his answer in OLD stays where NEW has none.
 */
void itip_keep_newer(struct ctx *cx, const struct ical *old, struct ical *new,
    const struct itip_user *user);

/* What came of a message. */
enum itip_result {
	ITIP_IGNORED,		/* old, doubled, or nothing of ours */
	ITIP_STORE,		/* keep *out in place of the stored object, or as a new one */
	ITIP_DELETE		/* remove the stored object */
};
struct itip_outcome {
	enum itip_result	 result;
	struct ical		*object;	/* ITIP_STORE, without METHOD */
	bool			 significant;	/* the attendee should be asked */
	bool			 unknown;	/* a REPLY of one who was not invited */
	const char		*why;		/* ITIP_IGNORED: words for the log */
};

/*
 * MESSAGE, which is delivered behind all that STORED heard, with DTSTAMPs that
 * tell so: they count whole seconds, in which much may happen, and clocks are put
 * back.  The same one where they tell so already.
 */
struct ical *itip_after(struct ctx *cx, const struct ical *stored, struct ical *message);

/*
 * How messages about OBJECT are dated that go by mail, where one overtakes another: RFC 5546,
 * section 2.1.5, puts those of one SEQUENCE in order by DTSTAMP, and says nothing of two that are
 * equal.  So none of USER's is dated as the one before it: NOW, or the second after the last one,
 * which is noted at his line (X-DTSTAMP) and never sent.  OBJECT may be NULL.
 */
int64_t itip_next_stamp(struct ctx *cx, const struct ical *object, const struct itip_user *user,
    int64_t now);
void itip_note_stamp(struct ctx *cx, struct ical *object, const struct itip_user *user,
    int64_t stamp);

/*
 * Apply MESSAGE (REQUEST, PUBLISH, ADD, CANCEL: to an attendee's copy; REPLY: to
 * the organizer's) from address SENDER to STORED (NULL: none) of USER.  Older
 * SEQUENCE and DTSTAMP are ignored, alarms and personal properties of the
 * stored copy are kept.  A REQUEST on its own changes nobody's PARTSTAT.
 */
enum status itip_apply(struct ctx *cx, const struct ical *stored, const struct ical *message,
    const struct itip_user *user, const char *sender, struct itip_outcome *out) NODISCARD;

/*
 * What USER says to STORED (his copy), one word after the other: to all of it, or
 * to one instance.  *OUT is the changed copy, *REPLY the one message about all of
 * them (NULL when the organizer wants none).  ERR_NOT_FOUND when there is no such
 * instance, or he is not invited to it.
 */
struct itip_word {
	const char		*partstat;	/* "ACCEPTED", "DECLINED", "TENTATIVE" */
	const struct ical_time	*id;		/* NULL: all instances */
	const char		*comment;	/* why he says this, NULL: nothing */
};
enum status itip_answer(struct ctx *cx, const struct ical *stored, const struct itip_user *user,
    const struct itip_word *words, size_t count, int64_t now, struct ical **out,
    struct itip_message **reply) NODISCARD;

/*
 * Write SCHEDULE-STATUS ("1.2", "5.1") at ADDRESS in every component of the object:
 * of the organizer at ORGANIZER, though he may be an attendee as well.
 */
void itip_set_status(struct ctx *cx, struct ical *ical, const char *address, const char *status);

/*
 * Set everybody's answers in TO as FROM says them, all but BUT's own; SINGLE:
 * also those for one occurrence that TO has no component for, where answers are
 * all that FROM's says of it.  True when something changed.
 */
bool itip_spread(struct ctx *cx, const struct ical *from, struct ical *to,
    const struct itip_user *but, bool single);

/*
 * Do both differ in what a schedule tag stands for (RFC 6638, 3.2.10), i.e. in
 * more than the answers of attendees and server-written parameters?
 */
bool itip_schedule_tag_changed(struct ctx *cx, const struct ical *old, const struct ical *new);

#endif
