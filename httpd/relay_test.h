/*
 * Whether a relay host or transport takes mail from here: everything is said to it
 * but a message (imapclient/smtp.h).
 */
#ifndef HTTPD_RELAY_TEST_H
#define HTTPD_RELAY_TEST_H

#include "core/http.h"
#include "core/json.h"

/*
 * KIND "relayhost" or "transport".  FROM or TO NULL: it is not asked for these.  *OUT, on the arena:
 * {"ok", "server", "why", "steps": [{"said", "code", "text"}]}.  A server that refuses is no
 * failure of ours: OK with "ok" false.
 */
enum status relay_test(struct ctx *cx, const char *kind, int64_t id, const char *from,
    const char *to, json_t **out) NODISCARD;

/* POST /api/v2/relay-test: {"relayhost": ID} or {"transport": ID}, "from", "to". */
enum status relay_test_post(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

#endif
