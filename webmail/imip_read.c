#include <string.h>
#include <strings.h>

#include "core/address.h"
#include "core/log.h"
#include "pim/itip.h"
#include "scheduling/scheduling.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/outbox.h"
#include "storage/person.h"
#include "storage/scheduling.h"
#include "webmail/imip.h"

/* One of the addresses of whoever was signed in? */
static enum status
is_own_address(struct ctx *cx, const char *login, const char *address, bool *yes)
{
	const char **addresses;
	struct account a;
	enum status st;
	size_t count;

	*yes = false;
	st = db_account_find(cx, login, &a);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK || (st = db_person_addresses(cx, a.id, &addresses, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		*yes = *yes || strcasecmp(addresses[i], address) == 0;
	return OK;
}

/* Is the mail from the one in its From? */
static enum status
is_authentic(struct ctx *cx, const struct imip_mail *mail, bool *yes)
{
	*yes = false;
	if (mail->from == NULL)
		return OK;
	if (mail->login != NULL)
		return is_own_address(cx, mail->login, mail->from, yes);
	*yes = mail->domain != NULL && strcasecmp(address_domain(mail->from), mail->domain) == 0;
	return OK;
}

/* His word on invitations from people whom he may not know. */
static enum status
may_add(struct ctx *cx, const struct sched_user *owner, const char *from, bool *yes)
{
	struct scheduling s;
	enum status st;

	if ((st = db_scheduling_get(cx, owner->account, &s)) != OK)
		return st;
	*yes = strcmp(s.invitations, "off") != 0;
	if (strcmp(s.invitations, "known") != 0 ||
	    strcasecmp(address_domain(from), address_domain(owner->address)) == 0)
		return OK;
	return db_scheduling_knows(cx, owner->account, from, yes);
}

static enum status
apply(struct ctx *cx, const struct task *task, const struct imip_mail *mail, const char **why)
{
	const struct ical_limits limits = { .is_lenient = true };
	struct sched_user owner;
	struct ical *message;
	bool authentic, add;
	enum status st;

	if (mail->calendar == NULL) {
		*why = "no calendar in it";
		return OK;
	}
	if ((st = is_authentic(cx, mail, &authentic)) != OK)
		return st;
	if (!authentic) {
		*why = "nobody vouches for its sender";
		return OK;
	}
	if ((st = ical_read(cx, mail->calendar, mail->calendar_len, &limits, &message)) != OK ||
	    (st = sched_user_load(cx, task->account, &owner)) != OK ||
	    (st = may_add(cx, &owner, mail->from, &add)) != OK)
		return st;
	return sched_receive(cx, &owner, message, mail->from, add, why);
}

enum status
imip_read(struct ctx *cx, const struct task *task)
{
	struct imip_mail mail;
	const char *bytes, *why = NULL;
	enum status st;
	size_t len;

	st = db_imip_find(cx, task->account, task->ref, &bytes, &len);
	if (st == ERR_NOT_FOUND)
		return OK;
	if (st != OK)
		return st;
	imip_mail_read(cx, bytes, len, &mail);
	if ((st = db_begin(cx)) != OK)
		return st;
	st = apply(cx, task, &mail, &why);
	/* It will not become better; the mail itself is in the mailbox. */
	if (st == ERR_INVALID || st == ERR_LIMIT || st == ERR_TOO_LARGE || st == ERR_PRECONDITION ||
	    st == ERR_DENIED || st == ERR_NOT_FOUND) {
		why = cx->fault_text;
		db_rollback(cx);
		ctx_forgive(cx);
		st = db_begin(cx);
	}
	if (st != OK || (st = db_imip_delete(cx, task->account, task->ref)) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	log_event(LOG_INFO_, "invitation", "account", "%lld", (long long)task->account,
	    "msg", "%s", why != NULL ? why : "done", NULL);
	return OK;
}
