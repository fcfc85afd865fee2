/*
 * A message reaches its recipient: applied to his calendar, and laid into his
 * inbox so that his client can tell him (RFC 6638, section 4).
 */
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "core/hash.h"
#include "scheduling/index.h"
#include "scheduling/private.h"
#include "storage/outbox.h"
#include "storage/resource.h"
#include "storage/scheduling.h"

#define WORK_MAX	2000000

/*
 * The newest message of a kind about a UID is the one that counts: it takes the
 * place of an older one, so that an inbox that nobody empties stays small.
 */
enum status
sched_into_inbox(struct ctx *cx, int64_t account, const struct itip_message *m)
{
	struct collection inbox;
	struct item item = { 0 };
	const char *text, *key;
	enum status st;
	size_t len;

	if ((st = db_scheduling_box(cx, account, COLLECTION_INBOX, &inbox)) != OK)
		return st;
	text = ical_write(cx, m->body->root, &len);
	sched_body(cx, text, len, &item);
	if ((st = sched_index(cx, m->body, NULL, &item)) != OK)
		return st;
	key = arena_printf(cx->arena, "%s\n%s\n%s", m->body->uid, itip_method_name(m->method),
	    m->method == ITIP_REPLY || m->method == ITIP_COUNTER ? m->from : "");
	item.name = arena_printf(cx->arena, "%.32s.ics",
	    hash_sha256_hex(cx->arena, key, strlen(key)));
	item.uid = item.name;	/* several messages share their object's */
	if ((st = db_item_put(cx, &inbox, &item)) != OK)
		return st;
	return db_collection_tell(cx, &inbox, true);
}

/* A room's calendar is busy with what it accepted, whatever the organizer is. */
static void
set_transparency(struct ctx *cx, struct ical *ical, const struct itip_user *user, bool is_free)
{
	for (size_t i = 0; i < ical->count; i++) {
		bool taken = false;

		for (const struct content_line *a = ical_prop(ical->comps[i], "ATTENDEE");
		    a != NULL; a = ical_prop_next(a, "ATTENDEE"))
			taken = taken || (itip_is_user(user, ical_address(cx->arena, a)) &&
			    content_param_has(a, "PARTSTAT", "ACCEPTED"));
		ical_set(cx->arena, ical->comps[i], "TRANSP", taken && !is_free ? "OPAQUE" :
		    "TRANSPARENT");
	}
}

/* A room says yes or no; *OBJECT becomes its copy with the answer. */
static enum status
answer_as_resource(struct ctx *cx, const struct sched_post *post, const struct itip_user *user,
    struct ical **object, struct itip_message **answers)
{
	const struct itip_word *words;
	struct itip_message *reply;
	struct resource resource;
	enum status st;
	size_t count;

	if ((st = db_resource_find(cx, post->to.id, &resource)) != OK)
		return st == ERR_NOT_FOUND ? OK : st;
	if ((st = sched_resource_decide(cx, &resource, *object, &words, &count)) != OK)
		return st;
	st = itip_answer(cx, *object, user, words, count, clock_seconds(), object, &reply);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	set_transparency(cx, *object, user, resource.multiple_bookings == BOOKINGS_FREE);
	if (reply != NULL) {
		reply->next = *answers;
		*answers = reply;
	}
	return OK;
}

bool
sched_ask_anew(struct ctx *cx, struct ical *object, const struct itip_user *user)
{
	bool asked = false;

	for (size_t i = 0; i < object->count; i++)
		for (struct content_line *a = object->comps[i]->props; a != NULL; a = a->next)
			if (content_is(a, "ATTENDEE") &&
			    itip_is_user(user, ical_address(cx->arena, a)) &&
			    (content_param_has(a, "PARTSTAT", "ACCEPTED") ||
			    content_param_has(a, "PARTSTAT", "TENTATIVE"))) {
				content_param_put(cx->arena, a, "PARTSTAT", "NEEDS-ACTION");
				content_param_put(cx->arena, a, "RSVP", "TRUE");
				asked = true;
			}
	return asked;
}

/* Does MESSAGE ask him, whatever it is about? */
static bool
is_asked(struct ctx *cx, const struct ical *message, const struct itip_user *user)
{
	for (size_t i = 0; i < message->count; i++)
		for (const struct content_line *a = ical_prop(message->comps[i], "ATTENDEE");
		    a != NULL; a = ical_prop_next(a, "ATTENDEE"))
			if (itip_is_user(user, ical_address(cx->arena, a)) &&
			    content_param(a, "PARTSTAT") != NULL &&
			    !content_param_has(a, "PARTSTAT", "NEEDS-ACTION"))
				return false;
	return true;
}

/* An attendee's copy changed, or comes. */
static enum status
store_for_attendee(struct ctx *cx, struct sched_post *post, const struct itip_user *user,
    struct sched_copy *copy, const struct itip_outcome *outcome, struct itip_message **answers)
{
	struct ical *object = outcome->object;
	const char *tag = NULL;
	enum status st;

	/* Sent by force to ask him again (RFC 6638, sections 3.2.8 and 7.2). */
	if (copy->item.name != NULL && post->message->forced && is_asked(cx, post->message->body, user))
		sched_ask_anew(cx, object, user);
	if (copy->item.name == NULL) {
		post->asked = sched_ask_anew(cx, object, user);
		if ((st = db_scheduling_calendar(cx, post->to.id, ical_kind_name(object->kind),
		    &copy->calendar)) != OK)
			return st;
	}
	if (copy->ical != NULL && !outcome->significant &&
	    !itip_schedule_tag_changed(cx, copy->ical, object))
		tag = copy->item.schedule_tag;
	if (post->to.is_resource && outcome->significant &&
	    (st = answer_as_resource(cx, post, user, &object, answers)) != OK)
		return st;
	return sched_copy_store(cx, copy, object, tag);
}

/*
 * The organizer hears an answer.  Whom he must tell of it (one who was
 * delegated to) is told before his object is stored, since that notes it.  The
 * answer itself is no change of the organizer's, who may take none back.
 */
static enum status
store_for_organizer(struct ctx *cx, int64_t account, int64_t skip, struct sched_copy *copy,
    struct ical *object)
{
	const char *tag = copy->item.schedule_tag;
	struct ical *before = ical_copy(cx, copy->ical);
	struct sched_user organizer;
	enum status st;

	if ((st = sched_user_load(cx, account, &organizer)) != OK)
		return st;
	itip_spread(cx, object, before, &organizer.who, false);
	if ((st = sched_organize(cx, &organizer, skip, before, &object)) != OK)
		return st;
	if (tag != NULL && itip_schedule_tag_changed(cx, copy->ical, object))
		tag = NULL;
	if ((st = sched_copy_store(cx, copy, object, tag)) != OK)
		return st;
	return sched_spread(cx, &organizer, skip, object);
}

/*
 * An object of his own that happens to have this UID stays what it is, whoever
 * chose that UID and why.
 */
static bool
is_foreign(struct ctx *cx, const struct sched_copy *copy, const struct itip_message *m)
{
	const char *mine = copy->ical != NULL ? itip_organizer(cx, copy->ical) : NULL;
	const char *theirs = itip_organizer(cx, m->body);

	if (copy->ical == NULL)
		return false;
	return mine == NULL || (theirs != NULL && strcasecmp(mine, theirs) != 0);
}

/*
 * He said no and threw it away: it does not come back with every word that the
 * organizer changes.  When the time changes he is asked anew, and then it does.
 */
static bool
has_done_with(struct ctx *cx, const struct itip_message *m, const struct itip_user *user)
{
	bool declined = false;

	for (size_t i = 0; i < m->body->count; i++)
		for (const struct content_line *a = ical_prop(m->body->comps[i], "ATTENDEE");
		    a != NULL; a = ical_prop_next(a, "ATTENDEE")) {
			if (!itip_is_user(user, ical_address(cx->arena, a)))
				continue;
			if (!content_param_has(a, "PARTSTAT", "DECLINED"))
				return false;
			declined = true;
		}
	return declined;
}

enum status
sched_deliver(struct ctx *cx, struct sched_post *post, struct itip_message **answers)
{
	struct itip_message *m = post->message;
	const char *addresses[] = { m->to, post->to.address };
	const struct itip_user user = { .addresses = addresses, .count = 2 };
	struct itip_outcome outcome;
	struct sched_copy copy;
	enum status st;

	post->status = DELIVERED;
	if ((st = sched_copy_find(cx, post->to.id, m->body->uid, &copy)) != OK)
		return st;
	if (is_foreign(cx, &copy, m)) {
		post->status = NOT_DELIVERED;
		return OK;
	}
	if (copy.ical == NULL && m->method == ITIP_REQUEST && !m->forced &&
	    has_done_with(cx, m, &user)) {
		post->why = "declined, and thrown away";
		return OK;
	}
	/* Here one waits for the other: none is overtaken, as in mail. */
	if (copy.ical != NULL && !post->by_mail)
		m->body = itip_after(cx, copy.ical, m->body);
	if ((st = itip_apply(cx, copy.ical, m->body, &user, m->from, &outcome)) != OK)
		return st;
	post->why = outcome.why;
	/* By mail anything may come. */
	if (post->by_mail && outcome.result == ITIP_STORE &&
	    (st = ical_check(cx, outcome.object)) != OK)
		return st;
	switch (outcome.result) {
	case ITIP_IGNORED:
		if (m->method == ITIP_REPLY && copy.item.name == NULL)
			post->status = NOT_DELIVERED;
		return OK;
	case ITIP_DELETE:
		if ((st = db_item_delete(cx, &copy.calendar, &copy.item)) == OK)
			st = db_collection_tell(cx, &copy.calendar, true);
		break;
	case ITIP_STORE:
		if (m->method == ITIP_REPLY)
			st = store_for_organizer(cx, post->to.id, post->skip, &copy,
			    outcome.object);
		else
			st = store_for_attendee(cx, post, &user, &copy, &outcome, answers);
		break;
	}
	if (st == ERR_NOT_FOUND && cx->fault == OK) {
		post->status = NOT_DELIVERED;	/* no calendar takes it */
		return OK;
	}
	return st == OK && !post->to.is_resource ? sched_into_inbox(cx, post->to.id, m) : st;
}

/* Mail for everybody else: "zoe@other.example", and nothing that is no address. */
static enum status
send_by_mail(struct ctx *cx, const struct sched_user *from, struct sched_post *post)
{
	const struct itip_message *m = post->message;
	const char *at = strchr(m->to, '@');
	bool is_taken = true;
	enum status st;
	struct letter letter = {
		.account = from->account,
		.sender = strchr(m->from, '@') != NULL && strchr(m->from, '/') == NULL ? m->from :
		    from->address,
		.recipient = m->to,
		.uid = m->body->uid,
		.body = ical_write(cx, m->body->root, NULL),
		.before = post->before != NULL ? ical_write(cx, post->before->root, NULL) : NULL,
	};

	if (at == NULL || at == m->to || at[1] == '\0' || strpbrk(m->to, " \t\r\n<>,;/:\"") != NULL ||
	    strlen(m->to) > 254) {
		post->status = NOBODY;
		return OK;
	}
	/* Of our own domain we know at once that there is nobody. */
	if (strcasecmp(at, strchr(from->address, '@')) == 0 &&
	    (st = db_person_has_mail(cx, m->to, &is_taken)) != OK)
		return st;
	if (!is_taken) {
		post->status = NOBODY;
		return OK;
	}
	post->status = SENT_BY_MAIL;
	return db_outbox_add(cx, &letter);
}

/*
 * Each copy holds all attendees, so the work grows with their square.  What
 * would not be done within a request is refused before it begins.
 */
static enum status
require_bounded(struct ctx *cx, const struct itip_message *messages, const struct person_at *people,
    size_t count)
{
	size_t lines = 0, copies = 0;

	for (size_t i = 0; i < messages->body->count; i++)
		for (const struct content_line *a = ical_prop(messages->body->comps[i], "ATTENDEE");
		    a != NULL; a = ical_prop_next(a, "ATTENDEE"))
			lines++;
	for (size_t i = 0; i < count; i++)
		copies += people[i].id != 0;
	if (lines * copies <= WORK_MAX)
		return OK;
	cx->condition = "C:max-attendees-per-instance";
	return fault(cx, ERR_LIMIT, "%zu copies with %zu attendees each", copies, lines);
}

enum status
sched_send(struct ctx *cx, const struct sched_user *from, int64_t skip,
    struct itip_message *messages, const struct ical *before, struct sched_post **posts,
    size_t *count, struct itip_message **answers)
{
	struct person_at *people;
	const char **addresses;
	enum status st;
	size_t n = 0;

	for (const struct itip_message *m = messages; m != NULL; m = m->next)
		n++;
	*count = 0;
	*posts = arena_array(cx->arena, n, sizeof **posts);
	if (n == 0)
		return OK;
	addresses = arena_array(cx->arena, n, sizeof *addresses);
	people = arena_array(cx->arena, n, sizeof *people);
	n = 0;
	for (const struct itip_message *m = messages; m != NULL; m = m->next)
		addresses[n++] = sched_mail_of(cx, m->to);
	if ((st = db_person_at(cx, from->domain, addresses, n, people)) != OK ||
	    (st = require_bounded(cx, messages, people, n)) != OK)
		return st;
	for (struct itip_message *m = messages; m != NULL; m = m->next) {
		struct sched_post *post = &(*posts)[*count];
		struct arena *whole;

		*post = (struct sched_post){
			.message = m, .before = before, .to = people[*count], .skip = skip,
		};
		++*count;
		if (post->to.id != 0 && (post->to.id == skip || post->to.id == from->account)) {
			post->status = DELIVERED;
			continue;
		}
		/* Its members here have messages of their own. */
		if (post->to.is_list && !post->to.goes_out) {
			post->status = PASSED_ON;
			continue;
		}
		/* What a resource answers must stay; all else of a thousand deliveries must not. */
		if (post->to.is_resource) {
			if ((st = sched_deliver(cx, post, answers)) != OK)
				return st;
			continue;
		}
		whole = ctx_turn(cx);
		st = post->to.id != 0 ? sched_deliver(cx, post, answers) :
		    send_by_mail(cx, from, post);
		ctx_turn_end(cx, whole);
		if (st != OK)
			return st;
	}
	return OK;
}
