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

/* Each is a hash of its own. */
static const struct {
	const char	*hash;
	enum status	(*list)(struct ctx *cx, struct policy **out, size_t *count);
} copies[] = {
	{ "HAYLOFT_POLICY", db_policy_list },
	{ "HAYLOFT_RATE", db_policy_rates },
	{ "HAYLOFT_LIST", db_policy_lists },
	{ "HAYLOFT_FORWARD", db_policy_forward },
	{ "HAYLOFT_FOOTER", db_policy_footers },
	{ "HAYLOFT_SETTING", db_policy_settings },
};

enum status
mailcore_policy_publish(struct ctx *cx, const struct mailcore_model *model)
{
	struct policy *rows[COUNT(copies)];
	size_t counts[COUNT(copies)];
	struct unix_talk *redis;
	enum status st;

	if (!model->service[SERVICE_REDIS])
		return OK;
	for (size_t i = 0; i < COUNT(copies); i++)
		if ((st = copies[i].list(cx, &rows[i], &counts[i])) != OK)
			return st;
	if ((st = redis_open(cx, model, &redis)) != OK ||
	    (st = redis_do(cx, redis, REDIS_ARGS("MULTI"))) != OK)
		return st;
	for (size_t i = 0; i < COUNT(copies); i++)
		if ((st = redis_do(cx, redis, REDIS_ARGS("DEL", copies[i].hash))) != OK ||
		    (st = put(cx, redis, copies[i].hash, rows[i], counts[i])) != OK)
			return st;
	return redis_do(cx, redis, REDIS_ARGS("EXEC"));
}
