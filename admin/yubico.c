#include "admin/yubico.h"
#include "core/log.h"
#include "fetch/fetch.h"
#include "storage/away.h"
#include "storage/yubico_key.h"

#define TIMEOUT_MS	5000	/* for one who signs in */
#define ANSWER_MAX	4096

bool
yubico_is_offered(struct ctx *cx)
{
	struct yubico_client client;

	return yubico_client(cx->conf, cx->arena, &client);
}

/* Who signs in showed nothing wrong; who runs the server reads why. */
static enum status
unknown(struct ctx *cx, const char *why)
{
	log_event(LOG_WARN_, "yubico", "url", "%s", cx->conf->yubico_url, "msg", "%s", why, NULL);
	ctx_forgive(cx);
	cx->problem = "yubico_away";
	return fault(cx, ERR_BUSY, "the service that knows YubiKeys cannot be asked now");
}

static enum status
ask(struct ctx *cx, const struct yubico_client *client, const char *otp)
{
	char nonce[YUBICO_NONCE_LEN + 1];
	struct fetch f = { .max = ANSWER_MAX, .timeout = TIMEOUT_MS };
	struct fetched got;
	const char *status;

	yubico_nonce(nonce);
	f.url = yubico_question(cx->arena, cx->conf->yubico_url, client, otp, nonce);
	if (fetch_url(cx, &f, &got) != OK)
		return unknown(cx, cx->fault_text);
	if (got.code != 200)
		return unknown(cx, arena_printf(cx->arena, "it answers %d", got.code));
	switch (yubico_answer(cx->arena, client, otp, nonce, got.body, got.body_len, &status)) {
	case YUBICO_RIGHT:
		return OK;
	case YUBICO_WRONG:
		return fault(cx, ERR_UNAUTHENTICATED, "the one-time password is wrong or was used");
	case YUBICO_FAILED:
		return unknown(cx, arena_printf(cx->arena, "it answers %s", status));
	case YUBICO_FORGED:
		break;
	}
	return unknown(cx, arena_printf(cx->arena, "its answer (%s) is not signed by yubico.key or"
	    " belongs to another question", status));
}

enum status
yubico_verify(struct ctx *cx, int64_t account, const char otp[static YUBICO_OTP_LEN + 1])
{
	struct yubico_client client;
	enum status st, kept;
	bool away;

	if (!yubico_client(cx->conf, cx->arena, &client))
		return unknown(cx, "yubico.id or yubico.key is missing or makes no sense");
	if ((st = db_away_ask(cx, AWAY_YUBICO, &away)) != OK)
		return st;
	if (away)
		return unknown(cx, "it did not answer a moment ago");
	if ((st = db_yubico_show(cx, account, otp)) == ERR_EXISTS) {
		ctx_forgive(cx);
		return fault(cx, ERR_UNAUTHENTICATED, "the one-time password was used");
	}
	if (st != OK)
		return st;
	st = ask(cx, &client, otp);
	if ((kept = db_away_answered(cx, AWAY_YUBICO, st != ERR_BUSY)) != OK)
		return kept;
	return st;
}
