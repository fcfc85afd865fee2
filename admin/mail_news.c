#include "admin/mail_news.h"
#include "core/conf.h"
#include "core/log.h"
#include "mailcore/control.h"
#include "mailcore/dkim.h"

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
mail_news_keys(struct ctx *cx)
{
	struct mailcore_model model;

	if (!is_ours(cx->conf) || !cx->conf->service_redis)
		return;
	if (mailcore_model_load(cx, cx->conf, &model) != OK ||
	    mailcore_dkim_publish(cx, &model) != OK) {
		log_debug("news", "Redis was not told: %s", cx->fault_text);
		ctx_forgive(cx);
	}
}
