#include <string.h>

#include "admin/mail_news.h"
#include "core/clock.h"
#include "core/json.h"
#include "httpd/shared_tasks.h"
#include "storage/grantee.h"
#include "webmail/shared_folder.h"

/* By then a session that began with what Dovecot remembered of its user is one that can be ended. */
#define BEGUN_MS	300

enum status
shared_open(struct ctx *cx, const struct task *task)
{
	enum status st = shared_mailbox_open(cx, task);

	return st == OK ? mail_news_shared(cx, task->account) : st;
}

static enum status
end_later(struct ctx *cx, const struct task *task)
{
	struct task end = {
		.account = task->account, .kind = SHARED_NEWS_TASK, .ref = task->ref,
		.due = clock_now() / 1000 + BEGUN_MS, .payload = "{\"step\": \"end\"}",
	};

	return db_task_add(cx, &end);
}

/*
 * Dovecot asks who somebody is when his session begins, and looks at a folder's list of rights
 * when that is opened: so who has something new does not see it, and who has it no more
 * goes on reading, until his session ends.  First it forgets what it remembers of him.
 */
enum status
shared_news(struct ctx *cx, const struct task *task)
{
	const char *step;
	struct grantee *people;
	size_t count;
	json_t *said;
	enum status st;

	if ((st = json_read(cx, task->payload, strlen(task->payload), &said)) != OK ||
	    (st = db_grantee_people(cx, task->ref, &people, &count)) != OK)
		return st;
	step = json_get_text(said, "step");
	if (step != NULL && strcmp(step, "forget") == 0) {
		mail_news_login(cx, NULL);
		return end_later(cx, task);
	}
	for (size_t i = 0; i < count; i++) {
		if (step != NULL)
			mail_news_end(cx, people[i].address);
		if ((st = db_grantee_look(cx, people[i].id)) != OK)
			return st;
	}
	return OK;
}
