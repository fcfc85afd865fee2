#include <stdlib.h>
#include <string.h>

#include "admin/dns.h"
#include "admin/operation.h"
#include "core/conf.h"
#include "httpd/relay_test.h"
#include "imapclient/smtp.h"
#include "storage/relay.h"

/* The MX that is preferred ("10 mail.example.net."), or the name itself. */
static enum status
find_server(struct ctx *cx, struct relay *relay)
{
	struct dns_question mx = { .name = relay->host, .type = "MX" };
	long best = -1;
	enum status st;

	if (!relay->by_mx || (cx->conf->offline && *cx->conf->dns_resolver == '\0'))
		return OK;
	if ((st = dns_ask(cx, &mx, 1)) != OK)
		return st;
	for (size_t i = 0; i < mx.count; i++) {
		char *name;
		long preference = strtol(mx.found[i], &name, 10);
		size_t len = strlen(name += strspn(name, " "));

		if (len < 2 || (best >= 0 && preference >= best))
			continue;
		best = preference;
		relay->host = arena_strndup(cx->arena, name, len - (name[len - 1] == '.'));
	}
	return OK;
}

static json_t *
tell(struct ctx *cx, const struct relay *relay, enum status st, const struct smtp_step *steps, size_t count)
{
	const char *why = st != OK && cx->fault_text != NULL ? cx->fault_text : "";
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_pack("{s:s, s:i, s:o}", "said", steps[i].said,
		    "code", steps[i].reply.code, "text", operation_text(cx->arena, steps[i].reply.text, strlen(steps[i].reply.text))));
	return json_keep(cx->arena, json_pack("{s:b, s:s, s:o, s:o}", "ok", st == OK, "server",
	    arena_printf(cx->arena, "%s:%d", relay->host, relay->port), "why",
	    operation_text(cx->arena, why, strlen(why)), "steps", list));
}

enum status
relay_test(struct ctx *cx, const char *kind, int64_t id, const char *from, const char *to, json_t **out)
{
	struct smtp_step steps[SMTP_STEPS];
	struct smtp_login login = { .helo = conf_mail_host(cx->conf, cx->arena), .mechanism = MAIL_PLAIN };
	struct relay relay;
	size_t count;
	enum status st;

	if ((st = db_relay_find(cx, kind, id, &relay)) != OK || (st = find_server(cx, &relay)) != OK)
		return st;
	login.at = (struct stream_to){ .host = relay.host, .port = relay.port,
		.tls = relay.port == 465 ? STREAM_TLS : STREAM_STARTTLS,
		/* Nothing leaves a server that is offline, but to where the administrator allows. */
		.guarded = cx->conf->offline };
	if (*cx->conf->fetch_authorities != '\0')
		login.at.ca_file = cx->conf->fetch_authorities;
	login.user = relay.user;
	login.secret = relay.password;
	st = smtp_probe(cx, &login, from, to, steps, &count);
	if (st == ERR_INTERNAL || st == ERR_INVALID)
		return st;
	*out = tell(cx, &relay, st, steps, count);
	ctx_forgive(cx);
	return OK;
}

/* A number, or as mailcow has them, a text of digits. */
static bool
read_id(const json_t *value, int64_t *out)
{
	const char *text = json_string_value(value);
	char *end;

	if (json_is_integer(value)) {
		*out = json_integer_value(value);
		return true;
	}
	if (text == NULL)
		return false;
	*out = strtoll(text, &end, 10);
	return *text != '\0' && *end == '\0';
}

enum status
relay_test_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *kind, *text;
	json_t *sent, *said;
	int64_t id;
	enum status st;
	size_t len;

	if ((st = json_read(cx, rq->body, rq->body_len, &sent)) != OK)
		return st;
	kind = json_object_get(sent, "transport") != NULL ? "transport" : "relayhost";
	if (!read_id(json_object_get(sent, kind), &id))
		return fault(cx, ERR_INVALID, "the number of a \"relayhost\" or of a \"transport\" is wanted");
	if ((st = relay_test(cx, kind, id, json_get_text(sent, "from"), json_get_text(sent, "to"), &said)) != OK)
		return st;
	text = json_write(cx, said, &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	return OK;
}
