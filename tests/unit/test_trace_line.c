/* What the services say of messages, and what strangers would like them to say. */
#include "admin/trace_line.h"
#include "core/json.h"
#include "tests/unit/unit.h"

static const struct {
	const char	*service, *line, *want;	/* NULL: tells nothing */
} cases[] = {
	{ "postfix", "Nov 20 17:40:27 mail postfix/submission/smtpd[128]: 4jWN0C2ncwz1g5QM: client=unknown[127.0.0.1],"
	  " sasl_method=XOAUTH2, sasl_username=a@b.org",
	  "{\"q\":\"4jWN0C2ncwz1g5QM\",\"via\":\"submission\",\"remote\":\"127.0.0.1\",\"login\":\"a@b.org\"}" },
	{ "postfix", "x postfix/cleanup[1]: 4jWN0C2ncw: message-id=<1@b.org>",
	  "{\"q\":\"4jWN0C2ncw\",\"mid\":\"1@b.org\"}" },
	{ "postfix", "x postfix/qmgr[1]: 4jWN0C2ncw: from=<a@b.org>, size=675, nrcpt=2 (queue active)",
	  "{\"q\":\"4jWN0C2ncw\",\"from\":\"a@b.org\",\"size\":675}" },
	{ "postfix", "x postfix/qmgr[1]: 4jWN0C2ncw: removed", "{\"q\":\"4jWN0C2ncw\",\"removed\":true}" },
	{ "postfix", "x postfix/lmtp[1]: 4jWN0C2ncw: to=<c@d.org>, orig_to=<e@d.org>, relay=mail[/x/lmtp], delay=0.05,"
	  " delays=0/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 <c@d.org> OtguIAyG Saved)",
	  "{\"q\":\"4jWN0C2ncw\",\"to\":\"c@d.org\",\"orig\":\"e@d.org\",\"relay\":\"mail[/x/lmtp]\",\"code\":\"2.0.0\","
	  "\"state\":\"sent\",\"reply\":\"250 2.0.0 <c@d.org> OtguIAyG Saved\",\"session\":\"OtguIAyG\"}" },
	{ "postfix", "x postfix/smtp[1]: 4jWN0C2ncw: to=<c@d.org>, relay=none, dsn=4.4.1, status=deferred (connect to"
	  " d[::1]:25: refused)",
	  "{\"q\":\"4jWN0C2ncw\",\"to\":\"c@d.org\",\"relay\":\"none\",\"code\":\"4.4.1\",\"state\":\"deferred\","
	  "\"reply\":\"connect to d[::1]:25: refused\"}" },
	{ "postfix", "x postfix/smtpd[1]: NOQUEUE: reject: RCPT from mx[192.0.2.1]: 550 5.1.1 <n@b.org>: Recipient address"
	  " rejected: User unknown; from=<s@x.org> to=<n@b.org> proto=ESMTP helo=<mx>",
	  "{\"via\":\"smtpd\",\"remote\":\"192.0.2.1\",\"refused\":\"550 5.1.1 <n@b.org>: Recipient address rejected: User"
	  " unknown\",\"from\":\"s@x.org\",\"to\":\"n@b.org\",\"helo\":\"mx\",\"state\":\"refused\"}" },
	{ "postfix", "x postfix/cleanup[1]: 4jWN0C2ncw: milter-reject: END-OF-MESSAGE from mx[192.0.2.1]: 5.7.1 Gtube;"
	  " from=<s@x.org> to=<n@b.org> proto=ESMTP helo=<mx>",
	  "{\"q\":\"4jWN0C2ncw\",\"remote\":\"192.0.2.1\",\"refused\":\"5.7.1 Gtube\",\"from\":\"s@x.org\",\"to\":\"n@b.org\","
	  "\"helo\":\"mx\",\"state\":\"refused\"}" },
	{ "rspamd", "#45(rspamd_proxy) <d58e79>; proxy; rspamd_task_write_log: id: <1@b.org>, qid: <4EE3CA980A8>, ip:"
	  " 127.0.0.1, user: a@b.org, from: <a@b.org>, (default: F (no action): [-0.50/15.00] [MIME_GOOD(-0.10){text/plain;},"
	  "ARC_NA(0.00){}]), len: 296",
	  "{\"q\":\"4EE3CA980A8\",\"action\":\"no action\",\"score\":-0.5,\"symbols\":\"MIME_GOOD(-0.10){text/plain;},ARC_NA(0.00){}\"}" },
	{ "dovecot", "lmtp(a@b.org)<454><O72aLQ>: Info: sieve: msgid=<1@b.org>: stored mail into mailbox 'Bob's'",
	  "{\"session\":\"O72aLQ\",\"mailbox\":\"Bob's\"}" },
	{ "dovecot", "lmtp(a@b.org)<257><DEdkMkSb:T3>: Info: sieve: msgid=<1@b.org>: stored mail into mailbox 'INBOX'",
	  "{\"session\":\"DEdkMkSb:T3\",\"mailbox\":\"INBOX\"}" },
	/* A stranger's words stay what they are. */
	{ "postfix", "x postfix/cleanup[1]: 4jWN0C2ncw: message-id=<x>, status=sent (250 2.0.0 <a> S Saved)",
	  "{\"q\":\"4jWN0C2ncw\",\"mid\":\"x\"}" },
	{ "postfix", "x postfix/smtp[1]: 4jWN0C2ncw: to=<a>, relay=\"x\\\", dsn=2.0.0, status=sent (\xff\x01)",
	  "{\"q\":\"4jWN0C2ncw\",\"to\":\"a\",\"relay\":\"\\\"x\\\\\\\"\",\"code\":\"2.0.0\",\"state\":\"sent\",\"reply\":\"?\\u0001\"}" },
	{ "postfix", "x postfix/smtpd[1]: NOQUEUE: reject: RCPT from mx[192.0.2.1]: 550 no end", NULL },
	{ "postfix", "x postfix/smtpd[1]: warning: 4jWN0C2ncw: client=mx[192.0.2.1]", NULL },
	{ "postfix", "postfix/smtpd[1]: 4jWN0C2ncw: to=<", NULL },
	{ "postfix", "", NULL },
	{ "rspamd", "rspamd_task_write_log: id: <x>, qid: <undef>, (default: F (no action): [0/15] [])", NULL },
	{ "rspamd", "rspamd_task_write_log: id: <, qid: <4EE3CA980A8>, (default: ", NULL },
	{ "dovecot", "lmtp(a@b.org)<454>: stored mail into mailbox 'x'", NULL },
	{ "dovecot", "imap(a@b.org)<454><O7>: stored mail into mailbox 'x'", NULL },
	{ "nobody", "lmtp(a@b.org)<454><O72aLQ>: stored mail into mailbox 'x'", NULL },
};

static void
test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *arena = arena_open();
		json_t *got = trace_line_parse(arena, cases[i].service, cases[i].line);
		char *text = got != NULL ? json_dumps(got, JSON_COMPACT | JSON_PRESERVE_ORDER) : NULL;

		if (cases[i].want == NULL)
			assert_null(text);
		else
			assert_string_equal(cases[i].want, text != NULL ? text : "nothing");
		free(text);
		arena_close(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
