#include <string.h>

#include "admin/mail_news.h"
#include "core/conf.h"
#include "core/log.h"
#include "mailcore/control.h"
#include "mailcore/dkim.h"
#include "mailcore/operator.h"
#include "mailcore/policy.h"
#include "mailcore/redis.h"
#include "storage/smtp_session.h"

#define RATE_COUNTER	"HAYLOFT_SENT:"		/* rspamd-local.lua */
#define SMTP_SESSIONS_MAX	100	/* more processes than Postfix has */

/* With a database elsewhere there is no mail core under our state folder. */
static bool
is_ours(const struct conf *conf)
{
	return *conf->database == '\0';
}

void
mail_news_login(struct ctx *cx, const char *login)
{
	if (!is_ours(cx->conf) || !cx->conf->service_dovecot)
		return;
	if (mailcore_forget_login(cx, cx->conf->root, login) != OK) {
		log_debug("news", "Dovecot was not told: %s", cx->fault_text);
		ctx_forgive(cx);
	}
}

void
mail_news_made(struct ctx *cx, const char *login)
{
	struct buf said = BUF_ON(cx->arena);

	mail_news_login(cx, login);
	if (!is_ours(cx->conf) || !cx->conf->service_dovecot)
		return;
	if (operator_ask(cx, cx->conf->root, OPERATOR_WORDS("inbox", login), &said) != OK) {
		log_debug("news", "no INBOX yet: %s", cx->fault_text);
		ctx_forgive(cx);
	}
}

void
mail_news_shut(struct ctx *cx, const char *login)
{
	const char *words[2 + SMTP_SESSIONS_MAX + 1] = { "sessions-end", login };
	struct buf said = BUF_ON(cx->arena);
	struct smtp_session *smtp;
	size_t count;

	mail_news_login(cx, login);
	if (!is_ours(cx->conf) || !cx->conf->service_dovecot)
		return;
	if (db_smtp_session_take(cx, login, &smtp, &count) != OK) {
		ctx_forgive(cx);
		count = 0;
	}
	for (size_t i = 0; i < count && i < SMTP_SESSIONS_MAX; i++)
		words[2 + i] = arena_printf(cx->arena, "%lld:%lld", (long long)smtp[i].pid,
		    (long long)smtp[i].began);
	if (operator_ask(cx, cx->conf->root, words, &said) != OK) {
		log_debug("news", "sessions stay open: %s", cx->fault_text);
		ctx_forgive(cx);
	}
}

void
mail_news_end(struct ctx *cx, const char *login)
{
	struct buf said = BUF_ON(cx->arena);

	if (!is_ours(cx->conf) || !cx->conf->service_dovecot)
		return;
	if (operator_ask(cx, cx->conf->root, OPERATOR_WORDS("sessions-end", login), &said) != OK) {
		log_debug("news", "sessions stay open: %s", cx->fault_text);
		ctx_forgive(cx);
	}
}

enum status
mail_news_shared(struct ctx *cx, int64_t account)
{
	struct buf said = BUF_ON(cx->arena);
	const char *folder = arena_printf(cx->arena, "%02llx/%lld",
	    (unsigned long long)account >> 10 & 255, (long long)account);

	if (!is_ours(cx->conf) || !cx->conf->service_dovecot)
		return OK;
	return operator_ask(cx, cx->conf->root, OPERATOR_WORDS("shared-open", folder,
	    arena_printf(cx->arena, "%lld", (long long)account)), &said);
}

static const char *redis_password;

void
mail_news_open(const char *password)
{
	redis_password = password;
}

/* A worker cannot read the password's file and was given it; a command can. */
static enum status
find_redis(struct ctx *cx, struct mailcore_model *model)
{
	if (redis_password == NULL)
		return mailcore_model_load(cx, cx->conf, model);
	*model = (struct mailcore_model){
		.root = cx->conf->root,
		.service[SERVICE_REDIS] = true,
		.redis_password = redis_password,
	};
	return OK;
}

enum status
mail_news_forget_rate(struct ctx *cx, const char *counter)
{
	struct mailcore_model model;
	struct unix_talk *redis;
	enum status st;

	if (strncmp(counter, RATE_COUNTER, strlen(RATE_COUNTER)) != 0)
		return fault(cx, ERR_INVALID, "\"%.60s\" counts no mail", counter);
	if ((st = find_redis(cx, &model)) != OK || (st = redis_open(cx, &model, &redis)) != OK)
		return st;
	return redis_do(cx, redis, REDIS_ARGS("DEL", counter));
}

static void
publish(struct ctx *cx, enum status (*what)(struct ctx *, const struct mailcore_model *))
{
	struct mailcore_model model;

	if (!is_ours(cx->conf) || !cx->conf->service_redis)
		return;
	if (find_redis(cx, &model) != OK || what(cx, &model) != OK) {
		log_debug("news", "Redis was not told: %s", cx->fault_text);
		ctx_forgive(cx);
	}
}

void
mail_news_keys(struct ctx *cx)
{
	publish(cx, mailcore_dkim_publish);
}

void
mail_news_policy(struct ctx *cx)
{
	publish(cx, mailcore_policy_publish);
}
