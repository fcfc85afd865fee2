/*
 * Mail that was refused and is kept for those it was for.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/categories.h"
#include "storage/quarantine.h"
#include "storage/task.h"

static const struct api_field fields[] = {
	{ "action", API_CHOICE, IN_EDIT | NEEDED, NULL, NULL, 0, 0, "release learnham learnspam", NULL,
	  "release and learnham: into the INBOX of its recipient, whose filter learns that it was no spam; learnspam: it learns that it was, and forgets the mail" },
	{ 0 }
};

static enum status
edited(struct api_call *call)
{
	const char *action = api_text(call, "action");
	bool spam = strcmp(action, "learnspam") == 0;
	struct task task = { .account = call->account, .kind = spam ? QUARANTINE_LEARN : QUARANTINE_RELEASE,
		.ref = strtoll(call->key, NULL, 10) };
	struct quarantine q;
	enum status st;

	if ((st = db_quarantine_find(call->cx, call->account, task.ref, &q)) != OK)
		return st;
	/* What filters know of words says nothing about viruses. */
	if (spam && q.virus)
		return api_refuse(call, ERR_INVALID, "virus_is_no_spam", call->key);
	if (strcmp(action, "release") != 0)
		call->done = spam ? "qlearn_spam#" : "learned_ham#";
	return db_task_add(call->cx, &task);
}

static enum status
deleted(struct api_call *call)
{
	struct quarantine q;
	enum status st;

	if ((st = db_quarantine_find(call->cx, call->account, strtoll(call->key, NULL, 10), &q)) != OK)
		return st;
	return db_quarantine_delete(call->cx, &q);
}

const struct api_category cat_qitem = {
	.name = "qitem", .help = "Mail that was refused, and is kept for a while",
	.view = "api.quarantine", .log = "quarantine", .named = "id",
	.edited = "item_released#", .deleted = "item_deleted#",
	.get = WHO_PERSON, .edit = WHO_PERSON, .delete = WHO_PERSON, .flag = "quarantine",
	.fields = fields, .on_edit = edited, .on_delete = deleted,
};
