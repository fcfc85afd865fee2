/*
 * Invitations by mail (RFC 6047): out from the outbox, in from deliveries.
 * Both are kinds of task (storage/outbox.h, httpd/tasks.c).
 */
#ifndef WEBMAIL_IMIP_H
#define WEBMAIL_IMIP_H

#include "core/ctx.h"
#include "pim/ical.h"
#include "storage/task.h"

/* Send one letter; one that is refused for good is noted in the sender's object. */
enum status imip_send(struct ctx *cx, const struct task *task) NODISCARD;
enum status imip_send_give_up(struct ctx *cx, const struct task *task, const char *why) NODISCARD;

/*
 * Read one mail that was delivered to the task's account: what it invites to,
 * answers or cancels goes into the calendar, if its sender is who he says.
 */
enum status imip_read(struct ctx *cx, const struct task *task) NODISCARD;

/* What a message says, for people: texts on the arena. */
struct imip_words {
	const char	*subject;	/* "Invitation: Plan" */
	const char	*text, *html;
};

/*
 * MESSAGE (with METHOD) from NAME, "" or his address; without METHOD it is a
 * reminder for NAME.  BEFORE is what the recipient knew, or NULL.  Times in UTC are told in ZONE (NULL: UTC).
 */
struct imip_language;
void imip_words(struct ctx *cx, const struct imip_language *language, const struct ical *message,
    const struct ical *before, const char *name, const struct zone *zone, struct imip_words *out);

/* "Monday, 15 March 2027, 10:00 – 11:00 (Europe/Berlin)"; NULL without DTSTART. */
const char *imip_when(struct ctx *cx, const struct imip_language *language, const struct ical *ical,
    const struct ical_comp *comp, const struct zone *zone);

/* "every week on Monday, 10 times"; NULL without a rule. */
const char *imip_how_often(struct ctx *cx, const struct imip_language *language,
    const struct ical_comp *comp);

/* What of a delivered mail matters here.  The reading of it can be fuzzed: no I/O. */
struct imip_mail {
	const char	*from;		/* the one address in From, lower case; NULL: none, or several */
	const char	*login;		/* whoever was signed in when he sent it; NULL: nobody */
	const char	*domain;	/* for which DMARC, SPF or DKIM vouch; NULL: none */
	const char	*calendar;	/* the first part with an invitation; NULL: none */
	size_t		 calendar_len;
};

/*
 * Our Rspamd writes X-Hayloft-Sender and takes away what others wrote there
 * (mailcore/templates/rspamd-local.lua): without it nobody is vouched for.
 */
void imip_mail_read(struct ctx *cx, const char *bytes, size_t len, struct imip_mail *out);

#endif
