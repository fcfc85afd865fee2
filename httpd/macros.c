#include "core/json.h"
#include "core/log.h"
#include "decode/macros.h"
#include "httpd/macros.h"

enum status
macros_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct macros m;
	enum status st = macros_look(cx, rq->body, rq->body_len, &m);
	const char *text;
	json_t *answer;
	size_t len;

	/* Archives of all kinds come, and broken ones are no news; what was found in them counts. */
	if (st != OK) {
		log_debug("macros", "%s", cx->fault_text);
		ctx_forgive(cx);
	}
	answer = json_keep(cx->arena, json_pack("{s:b, s:s?, s:s?, s:b, s:b}", "present", m.present,
	    "automatic", m.automatic, "suspicious", m.suspicious, "encrypted", m.encrypted, "broken", st != OK));
	text = json_write(cx, answer, &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	return OK;
}
