#include <string.h>

#include "core/hash.h"
#include "scheduling/index.h"
#include "scheduling/private.h"
#include "storage/scheduling.h"

enum status
sched_copy_find(struct ctx *cx, int64_t account, const char *uid, struct sched_copy *out)
{
	struct item_place place;
	enum status st;

	*out = (struct sched_copy){ 0 };
	if ((st = db_item_by_uid(cx, account, uid, &place)) != OK || place.name == NULL)
		return st;
	if ((st = db_collection_lock(cx, account, place.collection, &out->calendar)) != OK)
		return st;
	/* Read anew: it may have gone while we waited for the lock. */
	st = db_item_find(cx, &out->calendar, place.name, true, &out->item);
	if (st == ERR_NOT_FOUND) {
		*out = (struct sched_copy){ 0 };
		return OK;
	}
	if (st != OK)
		return st;
	return ical_read(cx, out->item.body, (size_t)out->item.size, NULL, &out->ical);
}

/*
 * The UID where it makes a plain name that nothing else has, since some clients
 * look for it there; a stranger chose it, so any other case gets a name of ours.
 */
static enum status
new_name(struct ctx *cx, const struct collection *c, const char *uid, const char **name)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@";
	size_t len = strlen(uid);
	char token[TOKEN_LEN + 1];
	struct item there;
	enum status st;

	if (len < 200 && *uid != '.' && strspn(uid, plain) == len) {
		*name = arena_printf(cx->arena, "%s.ics", uid);
		if ((st = db_item_find(cx, c, *name, false, &there)) != OK)
			return st == ERR_NOT_FOUND ? OK : st;
	}
	hash_token(token);
	*name = arena_printf(cx->arena, "%s.ics", token);
	return OK;
}

enum status
sched_copy_store(struct ctx *cx, struct sched_copy *copy, struct ical *ical, const char *tag)
{
	struct item item = { .name = copy->item.name };
	const char *text;
	enum status st;
	size_t len;

	text = ical_write(cx, ical->root, &len);
	sched_body(cx, text, len, &item);
	if ((st = sched_index(cx, ical, copy->calendar.owner, &item)) != OK)
		return st;
	if (item.name == NULL &&
	    (st = new_name(cx, &copy->calendar, item.uid, &item.name)) != OK)
		return st;
	item.schedule_tag = tag != NULL ? tag : item.etag;
	if ((st = db_item_put(cx, &copy->calendar, &item)) != OK)
		return st;
	copy->item = item;
	copy->ical = ical;
	return db_collection_tell(cx, &copy->calendar, true);
}
