/*
 * From the configuration to the model, and every template through it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/embed.h"
#include "mailcore/service.h"
#include "mailcore/template.h"

extern const struct embedded mailcore_templates[];

static struct mailcore_model
example(void)
{
	return (struct mailcore_model){
		.root = "/run/hayloft",
		.hostname = "mail.example.org",
		.bind = "127.0.0.1",
		.ports = { 8025, 8587, 8465, 8143, 8993, 8110, 8995, 12190, 8590 },
		.service = { true, true, true, true, true, true, true, true },
		.message_mb = 100,
		.uid_mail = 5000, .uid_decoder = 5004, .program = "/usr/bin/hayloft",
		.uid_worker = 5002,
		.dovecot_version = "2.3",
		.clamav_signatures = "", .macros = "junk", .srs_domain = "", .dns_forward = "",
		.proxy_bind = "", .proxy_trusted = "", .port_base = 8000,
		.tls_cert = "/run/hayloft/tls/server.crt",
		.tls_key = "/run/hayloft/tls/server.key",
		.hayloft_password = "one", .mail_password = "two", .redis_password = "three",
		.service_password = "four", .rspamd_password = "five",
	};
}

static void
test_texts(void **state)
{
	static const struct {
		const char	*bind, *name, *want;
	} cases[] = {
		{ "127.0.0.1", "bind_smtp", "127.0.0.1:8025" },
		{ "::1", "bind_smtp", "[::1]:8025" },
		{ "*", "bind_smtp", "8025" },
		{ "0.0.0.0", "bind_submissions", "8465" },
		{ "::", "dovecot_listen", "*, ::" },
		{ "10.0.0.7", "dovecot_listen", "10.0.0.7" },
		{ "*", "port_reinject", "8590" },
		{ "*", "message_bytes", "104857600" },
		{ "*", "mail_crypt_version", "0" },
		{ "*", "proxy_imaps", "18993" },
		{ "*", "dns_forward_tls", "no" },
		{ "*", "no_such_name", NULL },
		{ "*", "hayloft_password", NULL },	/* no service needs the owner's */
	};
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct mailcore_model m = example();
		const char *text;

		m.bind = cases[i].bind;
		text = mailcore_model_text(arena, &m, cases[i].name);
		if (cases[i].want == NULL)
			assert_null(text);
		else
			assert_string_equal(cases[i].want, text);
	}
	arena_close(arena);
}

static void
test_loopback(void **state)
{
	static const struct {
		const char	*bind;
		bool		 want;
	} cases[] = {
		{ "127.0.0.1", true }, { "127.1.2.3", true }, { "::1", true },
		{ "*", false }, { "0.0.0.0", false }, { "::", false },
		{ "10.0.0.7", false }, { "1.127.0.0", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct mailcore_model m = example();
		bool on;

		m.bind = cases[i].bind;
		assert_int_equal(cases[i].want, mailcore_model_loopback(&m));
		assert_true(mailcore_model_switch(&m, "public", &on));
		assert_int_equal(!cases[i].want, on);
	}
}

/* Every template with every mix of switches: no unknown name, no tag left. */
static void
test_every_template(void **state)
{
	(void)state;
	assert_non_null(mailcore_templates[0].name);
	for (int mix = 0; mix < 64; mix++) {
		struct mailcore_model m = example();

		m.offline = mix & 1;
		m.postscreen = mix & 2;
		m.fts = mix & 4;
		m.attachments = mix & 4 && mix & 8;
		m.bind = mix & 8 ? "*" : "127.0.0.1";
		m.service[SERVICE_RSPAMD] = mix & 16;
		m.mail_keys = mix & 16 ? 2 : 0;
		m.service[SERVICE_DOVECOT] = mix & 32;
		m.proxy_bind = mix & 32 ? "10.0.0.7" : "";
		m.dns_forward = mix & 1 ? "9.9.9.9@853#dns.example 192.0.2.1" : "";
		for (const struct embedded *e = mailcore_templates; e->name != NULL; e++) {
			struct buf out;
			struct ctx cx;

			ctx_open(&cx, NULL);
			out = BUF_ON(cx.arena);
			if (template_render(&cx, &m, e->name, e->data,
			    (size_t)(e->end - e->data), &out) != OK)
				fail_msg("%s", cx.fault_text);
			if (strstr(buf_str(&out), "{{") != NULL)
				fail_msg("%s: a tag is left", e->name);
			ctx_close(&cx);
		}
	}
}

/* What must hold whatever else is configured: a text that is always there. */
static void
test_promises(void **state)
{
	static const struct {
		const char	*file, *line;
	} cases[] = {
		{ "postfix-main.cf", "\ndisable_vrfy_command = yes\n" },
		{ "postfix-main.cf", "\nsmtpd_forbid_bare_newline = yes\n" },
		{ "postfix-main.cf", "\nmynetworks =\n" },
		{ "postfix-main.cf", "\ndefault_transport = error:5.7.1 this Hayloft runs offline" },
		{ "postfix-main.cf", "\nmilter_default_action = tempfail\n" },
		{ "postfix-main.cf", "\nmessage_size_limit = 104857600\n" },
		{ "dovecot.conf", "\ndisable_plaintext_auth = yes\n" },
		{ "dovecot.conf", "\nsubmission_host = 127.0.0.1:8590\n" },
		{ "postgresql.conf", "\nlisten_addresses = ''\n" },
		{ "redis.conf", "\nport 0\n" },
	};
	struct mailcore_model m = example();

	(void)state;
	m.offline = true;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct embedded *e = mailcore_templates;
		struct buf out;
		struct ctx cx;

		while (e->name != NULL && strcmp(e->name, cases[i].file) != 0)
			e++;
		assert_non_null(e->name);
		ctx_open(&cx, NULL);
		out = BUF_ON(cx.arena);
		assert_int_equal(OK, template_render(&cx, &m, e->name, e->data,
		    (size_t)(e->end - e->data), &out));
		if (strstr(buf_str(&out), cases[i].line) == NULL)
			fail_msg("%s lacks %s", cases[i].file, cases[i].line);
		ctx_close(&cx);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_every_template),
		cmocka_unit_test(test_promises),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
