#include <string.h>

#include "core/address.h"
#include "core/clock.h"
#include "core/conf.h"
#include "core/hash.h"
#include "storage/db.h"
#include "storage/password_link.h"
#include "storage/person.h"
#include "storage/sign_in_step.h"
#include "webmail/notice.h"
#include "webmail/password_mail.h"
#include "webmail/wording.h"

/* The mail in our own words, and what can be put into others. */
static enum status
write_letter(struct ctx *cx, int64_t account, const struct password_link *link, const char *token,
    struct letter_made *out)
{
	struct placeholder *values = arena_array(cx->arena, 7, sizeof *values);
	const struct password_words *words;
	const char *language, *url;
	char date[30];
	enum status st;

	if ((st = db_person_language(cx, account, &language)) != OK)
		return st;
	words = password_words(language);
	clock_http(clock_seconds(), date);
	/* Behind the '#', so that no server's log and no other site is told. */
	url = conf_url(cx->conf, cx->arena, arena_printf(cx->arena, "/mail/password#%s", token));
	values[0] = (struct placeholder){ "username", link->address, NULL };
	values[1] = (struct placeholder){ "username2", *link->name != '\0' ? link->name :
	    link->address, NULL };
	values[2] = (struct placeholder){ "hostname", conf_mail_host(cx->conf, cx->arena), NULL };
	values[3] = (struct placeholder){ "date", arena_strdup(cx->arena, date), NULL };
	values[4] = (struct placeholder){ "link", url, NULL };
	values[5] = (struct placeholder){ "token_lifetime",
		arena_printf(cx->arena, "%d", PASSWORD_LINK_MINUTES), NULL };
	out->values = values;
	out->letter = (struct letter){
		.sender = arena_printf(cx->arena, "postmaster@%s", address_domain(link->address)),
		.is_ours = true,
		.subject = words->subject,
		.plain = arena_printf(cx->arena, "%s%s.\n\n%s\n%s\n\n%s\n", words->intro,
		    link->address, words->link, url, words->note),
	};
	return OK;
}

enum status
password_mail_example(struct ctx *cx, struct letter_made *out)
{
	static const struct password_link link = {
		.address = "ann@example.org", .to = "ann@elsewhere.example", .name = "Ann <Example>"
	};

	return write_letter(cx, cx->who.account, &link, "EXAMPLE", out);
}

/* The link's only copy is in the text. */
static enum status
tell(struct ctx *cx, const struct task *task, const struct password_link *link, const char *token)
{
	struct letter_made made;
	enum status st;

	if ((st = write_letter(cx, task->account, link, token, &made)) != OK ||
	    (st = letter_word(cx, "reset-password-notification", made.values, &made.letter)) != OK)
		return st;
	return notice_send(cx, &(struct notice){
		.letter = made.letter, .to = link->to,
		/* Another one at each attempt: so is the link. */
		.id = arena_printf(cx->arena, "password-%lld-%lld-%d", (long long)task->account,
		    (long long)task->id, task->attempts),
	});
}

enum status
password_mail(struct ctx *cx, const struct task *task)
{
	struct sign_in_step step = { .account = task->account, .needs = "link", .way = "password",
		.mailed = true, .minutes = PASSWORD_LINK_MINUTES };
	struct password_link link;
	char token[TOKEN_LEN + 1];
	enum status st;

	if ((st = db_password_link_find(cx, task->account, &link)) == ERR_NOT_FOUND)
		return OK;
	/* What was not sent within the time of a link is not asked for any more. */
	if (st != OK || task->attempts > 5)
		return st;
	if ((st = db_sign_in_step_add(cx, &step, token)) != OK)
		return st;
	st = tell(cx, task, &link, token);
	hash_wipe(token, sizeof token);
	return st;
}
