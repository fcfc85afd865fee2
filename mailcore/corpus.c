#include <string.h>

#include "core/buf.h"
#include "mailcore/corpus.h"
#include "mailcore/redis.h"

/*
 * One step: a thousand keys are looked at, those of the pattern go, and the answer is
 * where to go on.  Redis does nothing else meanwhile, so the steps are small.
 */
static const char step[] =
    "local r = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', 1000)"
    " for _, key in ipairs(r[2]) do redis.call('UNLINK', key) end"
    " return tonumber(r[1])";

/* A pattern of Redis' that means WORD itself. */
static void
put_word(struct buf *out, const char *word)
{
	for (; *word != '\0'; word++) {
		if (strchr("*?[]^\\", *word) != NULL)
			buf_putc(out, '\\');
		buf_putc(out, *word);
	}
}

enum status
corpus_forget(struct ctx *cx, const struct mailcore_model *model, const char *address)
{
	struct buf words = BUF_ON(cx->arena);
	struct unix_talk *redis;
	int64_t at = 0;
	enum status st;

	/* Its counters are RSalice@example.org, a word of hers RSalice@example.org_12345. */
	buf_puts(&words, "RS");
	put_word(&words, address);
	buf_puts(&words, "_*");
	if ((st = redis_open(cx, model, &redis)) != OK ||
	    (st = redis_do(cx, redis, REDIS_ARGS("UNLINK",
	    arena_printf(cx->arena, "RS%s", address)))) != OK)
		return st;
	do {
		struct arena *whole = ctx_turn(cx);

		st = redis_number(cx, redis, REDIS_ARGS("EVAL", step, "0",
		    arena_printf(cx->arena, "%lld", (long long)at), buf_str(&words)), &at);
		ctx_turn_end(cx, whole);
	} while (st == OK && at != 0);
	return st;
}
