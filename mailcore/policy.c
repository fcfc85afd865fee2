#include "mailcore/policy.h"
#include "mailcore/redis.h"
#include "storage/policy.h"

static enum status
put(struct ctx *cx, struct unix_talk *redis, const char *hash, const struct policy *list,
    size_t count)
{
	enum status st;

	for (size_t i = 0; i < count; i++)
		if ((st = redis_do(cx, redis, REDIS_ARGS("HSET", hash, list[i].key,
		    list[i].value))) != OK)
			return st;
	return OK;
}

static const char *const hash[POLICY_KINDS] = {
	[POLICY_SENDERS] = "HAYLOFT_POLICY",
	[POLICY_RATES] = "HAYLOFT_RATE",
	[POLICY_LISTS] = "HAYLOFT_LIST",
	[POLICY_FORWARDS] = "HAYLOFT_FORWARD",
	[POLICY_FOOTERS] = "HAYLOFT_FOOTER",
	[POLICY_SETTINGS] = "HAYLOFT_SETTING",
	[POLICY_MAPS] = "HAYLOFT_MAP",
};

enum status
mailcore_policy_publish(struct ctx *cx, const struct mailcore_model *model)
{
	struct policy *rows[POLICY_KINDS];
	size_t counts[POLICY_KINDS];
	struct unix_talk *redis;
	enum status st;

	if (!model->service[SERVICE_REDIS])
		return OK;
	for (enum policy_kind i = 0; i < POLICY_KINDS; i++)
		if ((st = db_policy_list(cx, i, &rows[i], &counts[i])) != OK)
			return st;
	if ((st = redis_open(cx, model, &redis)) != OK ||
	    (st = redis_do(cx, redis, REDIS_ARGS("MULTI"))) != OK)
		return st;
	for (enum policy_kind i = 0; i < POLICY_KINDS; i++)
		if ((st = redis_do(cx, redis, REDIS_ARGS("DEL", hash[i]))) != OK ||
		    (st = put(cx, redis, hash[i], rows[i], counts[i])) != OK)
			return st;
	return redis_do(cx, redis, REDIS_ARGS("EXEC"));
}
