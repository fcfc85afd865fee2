/*
 * The front's request: follow an account in the background.  Rounds of a
 * second, with the lock let go in between, so that requests of people are
 * answered from an index that is as new as theirs; and few of them, so that
 * large accounts take turns with each other.  202 asks the front to ask again.
 */
#include <stdlib.h>

#include "core/clock.h"
#include "core/json.h"
#include "webmail/sync.h"
#include "webmail/webmail.h"

#define ROUND_MS	1000
#define TURN_MS		4000

enum status
jmap_sync(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *account_text = http_query(cx, rq, "account"), *text;
	int64_t account = account_text != NULL ? strtoll(account_text, NULL, 10) : 0;
	int64_t until = clock_steady() + TURN_MS, begun;
	bool complete = false;
	size_t len;
	enum status st;

	if (cx->who.proof != PROOF_INTERNAL)
		return fault(cx, ERR_DENIED, "for our own processes");
	if (account <= 0)
		return fault(cx, ERR_INVALID, "which account?");
	/* A round that ended early could do nothing: another process is at it. */
	do {
		begun = clock_steady();
		if ((st = sync_run(cx, account, ROUND_MS, &complete)) != OK)
			return st;
	} while (!complete && clock_steady() < until && clock_steady() - begun >= ROUND_MS);
	text = json_write(cx, json_keep(cx->arena, json_pack("{s:b}", "complete", complete)), &len);
	reply_bytes(cx, re, complete ? 200 : 202, "application/json", text, len);
	return OK;
}
