/*
 * POST to the outbox (RFC 6638, section 5): when are these people busy?  People
 * of the asker's domain are answered for, and groups as the sum of their members;
 * of others what an Exchange says that the domain named (dav/exchange.h), else nothing.
 */
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "dav/exchange.h"
#include "dav/multistatus.h"
#include "dav/private.h"
#include "dav/schedule.h"
#include "scheduling/freebusy.h"
#include "scheduling/scheduling.h"
#include "storage/db.h"
#include "storage/person.h"
#include "storage/resource.h"
#include "storage/scheduling.h"

#define PEOPLE_MAX	500
#define SPAN_LONGEST	(INT64_C(5) * 366 * 86400)

struct question {
	struct ical			*message;
	const struct ical_comp		*comp;
	const struct content_line	*organizer;
	const char			*mask;		/* UID of an object that is left out; NULL */
	struct span			 span;
	const struct sched_user		*asker;
	size_t				 room;		/* for so many more people of lists */
};

/* A room that is never busy. */
static bool
is_always_free(struct ctx *cx, const struct person_at *p)
{
	struct resource r;

	return p->is_resource && db_resource_find(cx, p->id, &r) == OK &&
	    r.multiple_bookings == BOOKINGS_FREE;
}

static enum status
read_busy(struct ctx *cx, const struct question *q, const struct person_at *p, struct freebusy *fb)
{
	return is_always_free(cx, p) ? OK :
	    sched_busy(cx, fb, q->span, p->id, p->address, q->mask);
}

/*
 * A group or list is busy when one of those in it is whom we know.  Who that is
 * stays its own matter.
 */
static enum status
read_busy_list(struct ctx *cx, struct question *q, const char *address,
    struct freebusy *fb, size_t *count)
{
	struct person *people;
	enum status st;

	if ((st = db_person_listed(cx, q->asker->domain, address, q->room, &people, count)) != OK)
		return st;
	if (*count > q->room)
		return dav_refuse(cx, ERR_DENIED, "C:max-attendees-per-instance",
		    "very many people in lists");
	q->room -= *count;
	for (size_t i = 0; i < *count; i++) {
		const struct person_at one = {
			.id = people[i].id, .address = people[i].address,
			.is_resource = strcmp(people[i].kind, "resource") == 0,
		};
		struct freebusy *his = freebusy_open(cx, q->span, NULL);
		struct freebusy_period *list;
		size_t n;

		if ((st = read_busy(cx, q, &one, his)) != OK)
			return st;
		n = freebusy_periods(cx, his, &list);
		for (size_t k = 0; k < n; k++)
			freebusy_add_period(fb, list[k].when, list[k].type);
	}
	return OK;
}

static enum status
write_answer(struct ctx *cx, struct buf *out, struct question *q, const struct person_at *p,
    const struct ews_person *elsewhere, const struct content_line *attendee)
{
	const char *address = ical_address(cx->arena, attendee), *at = strchr(address, '@');
	bool ours = at != NULL && strcasecmp(at + 1, strchr(q->asker->address, '@') + 1) == 0;
	struct freebusy *fb = freebusy_open(cx, q->span, NULL);
	const struct freebusy_reply reply = {
		.method = "REPLY",
		.uid = ical_value(q->comp, "UID"),
		.organizer = q->organizer,
		.attendee = attendee,
		.now = clock_seconds(),
	};
	size_t known = p->id != 0;
	enum status st = OK;

	if (p->is_list)
		st = read_busy_list(cx, q, sched_mail_of(cx, address), fb, &known);
	else if (known > 0)
		st = read_busy(cx, q, p, fb);
	else if ((known = elsewhere != NULL && elsewhere->known) > 0)
		fb = elsewhere->fb;
	if (st != OK)
		return st;
	buf_puts(out, "<C:response><C:recipient><D:href>");
	xml_escape(out, attendee->value);
	buf_puts(out, "</D:href></C:recipient><C:request-status>");
	if (known == 0) {
		buf_printf(out, "%s</C:request-status></C:response>", !p->is_list &&
		    (ours || at == NULL) ? "3.7;Invalid calendar user" :
		    "5.3;No scheduling support for user");
		return OK;
	}
	buf_puts(out, "2.0;Success</C:request-status><C:calendar-data>");
	xml_escape(out, ical_write(cx, freebusy_write(cx, fb, &reply)->root, NULL));
	buf_puts(out, "</C:calendar-data></C:response>");
	return OK;
}

/* What Exchange knows of those who are nobody's here; OUT[i] is NULL for all others. */
static enum status
ask_elsewhere(struct ctx *cx, const struct question *q, const struct person_at *people,
    const char *const *addresses, size_t n, struct ews_person **out)
{
	struct ews_person *all = arena_array(cx->arena, n, sizeof *all);
	struct exchange ex;
	size_t count = 0;
	enum status st;

	if ((st = db_exchange_find(cx, q->asker->domain, &ex)) != OK)
		return st == ERR_NOT_FOUND ? OK : st;
	for (size_t i = 0; i < n; i++)
		if (people[i].id == 0 && !people[i].is_list && exchange_has(&ex, addresses[i])) {
			all[count] = (struct ews_person){
				.address = addresses[i], .fb = freebusy_open(cx, q->span, NULL),
			};
			out[i] = &all[count++];
		}
	return count == 0 ? OK : exchange_ask(cx, &ex, q->span, all, count);
}

static enum status
read_question(struct ctx *cx, const struct request *rq, struct question *q)
{
	const char *type = http_header(rq, "content-type");
	struct ical_time start, end;
	enum status st;

	if (type != NULL && !http_type_is(type, "text/calendar"))
		return dav_refuse(cx, ERR_DENIED, "C:supported-calendar-data", "no calendar");
	if ((st = ical_read(cx, rq->body, rq->body_len, NULL, &q->message)) != OK)
		return st;
	if (q->message->method == NULL || strcasecmp(q->message->method, "REQUEST") != 0 ||
	    q->message->kind != ICAL_FREEBUSY || q->message->count != 1)
		return dav_refuse(cx, ERR_DENIED, "C:valid-scheduling-message",
		    "no VFREEBUSY with METHOD:REQUEST");
	q->comp = q->message->comps[0];
	q->organizer = ical_prop(q->comp, "ORGANIZER");
	q->mask = ical_value(q->comp, "X-CALENDARSERVER-MASK-UID");
	if (ical_time(cx, q->message, q->comp, "DTSTART", &start) != OK ||
	    ical_time(cx, q->message, q->comp, "DTEND", &end) != OK)
		return dav_refuse(cx, ERR_DENIED, "C:valid-scheduling-message", "from when to when?");
	q->span = (struct span){ ical_instant(start, NULL), ical_instant(end, NULL) };
	if (q->span.end <= q->span.start || q->span.end - q->span.start > SPAN_LONGEST)
		return dav_refuse(cx, ERR_DENIED, "C:valid-scheduling-message", "a time that is none");
	return OK;
}

enum status
dav_schedule_freebusy(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t)
{
	const struct content_line *attendees[PEOPLE_MAX];
	const char *addresses[PEOPLE_MAX];
	struct person_at people[PEOPLE_MAX];
	struct ews_person *elsewhere[PEOPLE_MAX] = { NULL };
	struct buf out = BUF_ON(cx->arena);
	struct sched_user asker;
	struct question q = { .asker = &asker, .room = PEOPLE_MAX };
	enum status st;
	size_t n = 0;

	if ((st = read_question(cx, rq, &q)) != OK ||
	    (st = sched_user_load(cx, t->collection.account, &asker)) != OK)
		return st;
	if (q.organizer == NULL ||
	    !itip_is_user(&asker.who, ical_address(cx->arena, q.organizer)))
		return dav_refuse(cx, ERR_DENIED, "C:organizer-allowed",
		    "the organizer is not the outbox's owner");
	for (const struct content_line *a = ical_prop(q.comp, "ATTENDEE"); a != NULL;
	    a = ical_prop_next(a, "ATTENDEE")) {
		if (n == PEOPLE_MAX)
			return dav_refuse(cx, ERR_DENIED, "C:max-attendees-per-instance",
			    "very many people");
		attendees[n] = a;
		addresses[n++] = sched_mail_of(cx, ical_address(cx->arena, a));
	}
	if (n == 0)
		return dav_refuse(cx, ERR_DENIED, "C:valid-scheduling-message", "about nobody");
	if ((st = db_person_at(cx, asker.domain, addresses, n, people)) != OK ||
	    (st = ask_elsewhere(cx, &q, people, addresses, n, elsewhere)) != OK)
		return st;
	buf_puts(&out, XML_HEAD "<C:schedule-response" XML_NAMESPACES ">");
	for (size_t i = 0; i < n; i++)
		if ((st = write_answer(cx, &out, &q, &people[i], elsewhere[i], attendees[i])) != OK)
			return st;
	if ((st = db_commit(cx)) != OK)
		return st;
	buf_puts(&out, "</C:schedule-response>\n");
	reply_bytes(cx, re, 200, "application/xml; charset=utf-8", out.data, out.len);
	return OK;
}
