/*
 * Mail that was refused and is kept for those it was for.
 */
#include <stdlib.h>

#include "admin/categories.h"
#include "storage/quarantine.h"
#include "storage/task.h"

static const struct api_field fields[] = {
	{ "action", API_CHOICE, IN_EDIT | NEEDED, NULL, NULL, 0, 0, "release", NULL, "into the INBOX of its recipient" },
	{ 0 }
};

static enum status
released(struct api_call *call)
{
	struct task task = { .account = call->account, .kind = QUARANTINE_RELEASE,
		.ref = strtoll(call->key, NULL, 10) };

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
	.fields = fields, .on_edit = released, .on_delete = deleted,
};
