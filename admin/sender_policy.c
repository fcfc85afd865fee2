#include "admin/sender_policy.h"
#include "core/json.h"
#include "storage/sender_acl.h"

#define ADDRESSES_MAX	100

enum status
sender_policy_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *login, *addresses[ADDRESSES_MAX], *words[ADDRESSES_MAX], *text;
	json_t *body, *list, *one, *answer;
	size_t i, count, len;
	enum status st;

	if ((st = json_read(cx, rq->body, rq->body_len, &body)) != OK)
		return st;
	login = json_get_text(body, "login");
	list = json_object_get(body, "addresses");
	count = json_array_size(list);
	if (login == NULL || count == 0 || count > ADDRESSES_MAX)
		return fault(cx, ERR_INVALID, "login and 1 to %d addresses are needed", ADDRESSES_MAX);
	json_array_foreach(list, i, one)
		if ((addresses[i] = json_string_value(one)) == NULL)
			return fault(cx, ERR_INVALID, "an address is text");
	if ((st = db_sends_as(cx, login, addresses, count, words)) != OK)
		return st;
	answer = json_keep(cx->arena, json_array());
	for (i = 0; i < count; i++)
		json_array_append_new(answer, json_string(words[i]));
	text = json_write(cx, answer, &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	return OK;
}
