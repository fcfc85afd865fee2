#include <string.h>
#include <strings.h>

#include "core/address.h"
#include "core/clock.h"
#include "core/conf.h"
#include "pim/alarm.h"
#include "storage/account.h"
#include "storage/person.h"
#include "storage/reminder.h"
#include "scheduling/freebusy.h"
#include "webmail/imip.h"
#include "webmail/imip_language.h"
#include "webmail/notice.h"
#include "webmail/reminder.h"

#define AHEAD	(INT64_C(40) * ICAL_DAY)	/* so far we look at once */
#define TOO_LATE	ICAL_DAY		/* for a reminder, after it was due */

static bool
is_over(const struct ical_comp *comp)
{
	const char *status = ical_value(comp, "STATUS");

	return status != NULL && (strcasecmp(status, "CANCELLED") == 0 ||
	    strcasecmp(status, "COMPLETED") == 0);
}

/* What it reminds of, alone: the one occurrence. */
static struct ical *
occurrence_of(struct ctx *cx, const struct ical *ical, const struct alarm *alarm)
{
	static const char *const of_all[] = { "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "DURATION", "ATTENDEE" };
	struct ical_comp *comp = ical_comp_copy(cx->arena, alarm->comp);
	bool is_todo = strcasecmp(comp->name, "VTODO") == 0;
	struct ical *out = ical_new(cx);

	for (const struct ical_comp *c = ical_child(ical->root, "VTIMEZONE"); c != NULL;
	     c = ical_child_next(c, "VTIMEZONE"))
		ical_comp_add(out->root, ical_comp_copy(cx->arena, c));
	for (size_t i = 0; i < COUNT(of_all); i++)
		(void)ical_remove(comp, of_all[i]);
	if (alarm->has_start) {
		ical_set_time(cx->arena, comp, "DTSTART", alarm->start);
		ical_set_time(cx->arena, comp, is_todo ? "DUE" : "DTEND", alarm->end);
	}
	ical_comp_add(out->root, comp);
	ical_refresh(cx, out);
	return out;
}

static enum status
remind(struct ctx *cx, const struct reminder *r, const struct ical *ical, const struct alarm *alarm)
{
	const struct zone *own_zone = sched_calendar_zone(cx, &r->collection);
	const struct imip_language *language;
	struct imip_words words;
	struct account account;
	const char *code;
	enum status st;

	if ((st = db_account_get(cx, r->collection.account, &account)) != OK ||
	    (st = db_person_language(cx, account.id, &code)) != OK)
		return st;
	if ((language = imip_language(code)) == NULL)
		language = imip_language("en");
	imip_words(cx, language, occurrence_of(cx, ical, alarm), NULL,
	    *account.name != '\0' ? account.name : account.address,
	    own_zone != NULL ? own_zone : zone_find(cx->conf->timezone), &words);
	return notice_send(cx, &(struct notice){
		.letter = {
			.sender = arena_printf(cx->arena, "postmaster@%s", address_domain(account.address)),
			.is_ours = true, .subject = words.subject, .plain = words.text,
			.html = words.html,
		},
		.to = account.address, .to_name = account.name,
		.id = arena_printf(cx->arena, "reminder-%lld-%lld", (long long)r->item.id,
		    (long long)alarm->at),
	});
}

enum status
reminder_run(struct ctx *cx, const struct task *task)
{
	int64_t now = clock_seconds();
	struct reminder r;
	struct alarm alarm;
	struct ical *ical;
	enum status st;

	if ((st = db_reminder_find(cx, task, &r)) == ERR_NOT_FOUND)
		return OK;
	if (st != OK || (st = ical_read(cx, r.item.body, (size_t)r.item.size, NULL, &ical)) != OK)
		return st;
	st = alarm_next(cx, ical, "EMAIL", (struct span){ r.told, r.told + AHEAD },
	    sched_calendar_zone(cx, &r.collection), &alarm);
	if (st == ERR_LIMIT) {
		ctx_forgive(cx);
		return OK;	/* every second, for ever: nobody wants that mail */
	}
	if (st == ERR_NOT_FOUND)
		return r.item.last_at < r.told - AHEAD ? OK :
		    db_reminder_again(cx, task, r.told + AHEAD, r.told + AHEAD);
	if (st != OK || alarm.at > now)
		return st != OK ? st : db_reminder_again(cx, task, alarm.at, r.told);
	if (now - alarm.at < TOO_LATE && !is_over(alarm.comp) &&
	    (st = remind(cx, &r, ical, &alarm)) != OK)
		return st;
	return db_reminder_again(cx, task, now, alarm.at);
}
