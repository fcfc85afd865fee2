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

enum status
mailcore_policy_publish(struct ctx *cx, const struct mailcore_model *model)
{
	struct policy *policies, *rates, *lists, *behalf;
	size_t policy_count, rate_count, list_count, behalf_count;
	struct unix_talk *redis;
	enum status st;

	if (!model->service[SERVICE_REDIS])
		return OK;
	if ((st = db_policy_list(cx, &policies, &policy_count)) != OK ||
	    (st = db_policy_rates(cx, &rates, &rate_count)) != OK ||
	    (st = db_policy_lists(cx, &lists, &list_count)) != OK ||
	    (st = db_policy_behalf(cx, &behalf, &behalf_count)) != OK ||
	    (st = redis_open(cx, model, &redis)) != OK ||
	    (st = redis_do(cx, redis, REDIS_ARGS("MULTI"))) != OK ||
	    (st = redis_do(cx, redis, REDIS_ARGS("DEL", "HAYLOFT_POLICY", "HAYLOFT_RATE",
	    "HAYLOFT_LIST", "HAYLOFT_BEHALF"))) != OK ||
	    (st = put(cx, redis, "HAYLOFT_POLICY", policies, policy_count)) != OK ||
	    (st = put(cx, redis, "HAYLOFT_RATE", rates, rate_count)) != OK ||
	    (st = put(cx, redis, "HAYLOFT_LIST", lists, list_count)) != OK ||
	    (st = put(cx, redis, "HAYLOFT_BEHALF", behalf, behalf_count)) != OK)
		return st;
	return redis_do(cx, redis, REDIS_ARGS("EXEC"));
}
