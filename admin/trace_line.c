#include <stdlib.h>
#include <string.h>

#include "admin/trace_line.h"
#include "core/http.h"

const char *const trace_words_postfix[] = {
	": client=", ": message-id=", ", size=", ", status=", "reject: ", ": removed", NULL
};
const char *const trace_words_rspamd[] = { "rspamd_task_write_log: ", NULL };
const char *const trace_words_dovecot[] = { ": stored mail into mailbox '", NULL };

/* The bytes from AT as far as one of ENDS, without "<" and ">" around; NULL when AT is. */
static const char *
upto(struct arena *arena, const char *at, const char *ends)
{
	size_t len;
	char *out;

	if (at == NULL)
		return NULL;
	len = strcspn(at, ends);
	if (*at == '<' && memchr(at, '>', len) != NULL) {
		at++;
		len = strcspn(at, ">");
	}
	out = arena_strndup(arena, at, len < 500 ? len : 500);
	if (!utf8_valid(out, strlen(out)))
		for (char *s = out; *s != '\0'; s++)
			if ((unsigned char)*s >= 0x80)
				*s = '?';
	return out;
}

/* What stands behind NAME, as far as one of ENDS. */
static const char *
after(struct arena *arena, const char *line, const char *name, const char *ends)
{
	const char *at = strstr(line, name);

	return at != NULL ? upto(arena, at + strlen(name), ends) : NULL;
}

static void
put(json_t *out, const char *name, const char *text)
{
	if (text != NULL && *text != '\0')
		json_object_set_new(out, name, json_string(text));
}

/* "unknown[192.0.2.1]" or "unknown[192.0.2.1]:25": the address. */
static const char *
address_of(struct arena *arena, const char *client)
{
	const char *open = client != NULL ? strchr(client, '[') : NULL;

	return open != NULL ? upto(arena, open + 1, "]") : NULL;
}

/* "postfix/submission/smtpd[7]: " gives "submission", "postfix/lmtp[7]: " gives "lmtp". */
static const char *
via_of(struct arena *arena, const char *line)
{
	const char *at = strstr(line, "postfix/");

	return at != NULL ? upto(arena, at + strlen("postfix/"), "/[") : NULL;
}

/* "from=<a> to=<b> proto=ESMTP helo=<c>", behind what was refused. */
static void
read_refusal(struct arena *arena, json_t *out, const char *text)
{
	const char *from = strstr(text, "; from=<"), *at = strstr(text, " from ");
	const char *said = at != NULL ? strstr(at, "]: ") : NULL;

	if (from == NULL || said == NULL || said > from)
		return;
	put(out, "remote", address_of(arena, at));
	put(out, "refused", upto(arena, arena_strndup(arena, said + 3, (size_t)(from - said - 3)), "\n"));
	put(out, "from", after(arena, from, "; from=", " "));
	put(out, "to", after(arena, from, " to=", " "));
	put(out, "helo", after(arena, from, " helo=", " "));
	if (json_object_get(out, "to") != NULL)
		put(out, "state", "refused");
}

/* "to=<a>, orig_to=<b>, relay=…, dsn=2.0.0, status=sent (250 2.0.0 <a> SESSION Saved)" */
static void
read_delivery(struct arena *arena, json_t *out, const char *text)
{
	const char *status = strstr(text, ", status="), *open, *reply, *saved;
	size_t len;

	if (status == NULL || (open = strchr(status, '(')) == NULL)
		return;
	put(out, "to", upto(arena, text + strlen("to="), ","));
	put(out, "orig", after(arena, text, ", orig_to=", ","));
	put(out, "relay", after(arena, text, ", relay=", ","));
	put(out, "code", after(arena, text, ", dsn=", ","));
	put(out, "state", upto(arena, status + strlen(", status="), " "));
	reply = upto(arena, open + 1, "\n");
	len = strlen(reply);
	if (len > 0 && reply[len - 1] == ')')
		reply = arena_strndup(arena, reply, len - 1);
	put(out, "reply", reply);
	/* Dovecot answers with the name of its session, under which it tells where it put the mail. */
	if (strncmp(reply, "250 2.0.0 <", 11) == 0 && (saved = strstr(reply, "> ")) != NULL &&
	    strstr(saved, " Saved") != NULL)
		put(out, "session", upto(arena, saved + 2, " "));
}

static json_t *
parse_postfix(struct arena *arena, const char *line)
{
	json_t *out = json_keep(arena, json_object());
	const char *text = strstr(line, "]: ");
	size_t len;

	if (text == NULL || strstr(line, "postfix/") == NULL)
		return NULL;
	text += 3;
	if (strncmp(text, "NOQUEUE: reject: ", 17) == 0) {
		put(out, "via", via_of(arena, line));
		read_refusal(arena, out, text);
		return json_object_get(out, "refused") != NULL ? out : NULL;
	}
	len = strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
	if (len < 6 || len > 30 || strncmp(text + len, ": ", 2) != 0)
		return NULL;
	put(out, "q", arena_strndup(arena, text, len));
	text += len + 2;
	if (strncmp(text, "client=", 7) == 0) {
		put(out, "via", via_of(arena, line));
		put(out, "remote", address_of(arena, text));
		put(out, "login", after(arena, text, ", sasl_username=", ","));
	} else if (strncmp(text, "message-id=", 11) == 0) {
		put(out, "mid", upto(arena, text + 11, " "));
	} else if (strncmp(text, "from=<", 6) == 0 && strstr(text, ", size=") != NULL) {
		put(out, "from", upto(arena, text + 5, ","));
		json_object_set_new(out, "size", json_integer(
		    strtoll(strstr(text, ", size=") + strlen(", size="), NULL, 10)));
	} else if (strncmp(text, "to=<", 4) == 0) {
		read_delivery(arena, out, text);
	} else if (strncmp(text, "milter-reject: ", 15) == 0 || strncmp(text, "reject: ", 8) == 0) {
		read_refusal(arena, out, text);
	} else if (strcmp(text, "removed") == 0) {
		json_object_set_new(out, "removed", json_true());
	}
	return json_object_size(out) > 1 ? out : NULL;
}

/* "…write_log: id: <…>, qid: <…>, …, (default: F (no action): [-0.10/15.00] [A(1.00){},B…]), len: …" */
static json_t *
parse_rspamd(struct arena *arena, const char *line)
{
	const char *text = strstr(line, "rspamd_task_write_log: "), *result, *symbols;
	json_t *out = json_keep(arena, json_object());
	const char *id;

	if (text == NULL || (id = after(arena, text, ", qid: ", ",")) == NULL ||
	    strcmp(id, "undef") == 0)
		return NULL;
	result = strstr(text, ", (default: ");
	if (result == NULL || (result = strchr(result + 12, '(')) == NULL)
		return NULL;
	put(out, "q", id);
	put(out, "action", upto(arena, result + 1, ")"));
	if ((result = strchr(result, '[')) == NULL)
		return out;
	json_object_set_new(out, "score", json_real(strtod(result + 1, NULL)));
	if ((symbols = strstr(result, "] [")) != NULL)
		put(out, "symbols", upto(arena, symbols + 3, "]"));
	return out;
}

/* "lmtp(a@b.org)<7><SESSION>: Info: sieve: msgid=<…>: stored mail into mailbox 'INBOX'" */
static json_t *
parse_dovecot(struct arena *arena, const char *line)
{
	const char *stored = strstr(line, ": stored mail into mailbox '"), *at, *quote;
	json_t *out = json_keep(arena, json_object());

	if (strncmp(line, "lmtp(", 5) != 0 || stored == NULL || (at = strstr(line, ")<")) == NULL ||
	    (at = strstr(at, "><")) == NULL || at > stored)
		return NULL;
	/* In a session that goes on, ":T2" and so on, as in the answer to Postfix. */
	put(out, "session", upto(arena, at + 1, " "));
	stored += strlen(": stored mail into mailbox '");
	if ((quote = strrchr(stored, '\'')) != NULL)
		put(out, "mailbox", upto(arena, arena_strndup(arena, stored, (size_t)(quote - stored)), "\n"));
	return json_object_size(out) == 2 ? out : NULL;
}

json_t *
trace_line_parse(struct arena *arena, const char *service, const char *line)
{
	if (strcmp(service, "postfix") == 0)
		return parse_postfix(arena, line);
	if (strcmp(service, "rspamd") == 0)
		return parse_rspamd(arena, line);
	if (strcmp(service, "dovecot") == 0)
		return parse_dovecot(arena, line);
	return NULL;
}
