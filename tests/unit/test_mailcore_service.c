/*
 * The order in which services start and stop, the delay before they start
 * again, and how one sees that they answer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "mailcore/restart.h"
#include "mailcore/service.h"

#define PG	NEEDS(SERVICE_POSTGRESQL)
#define REDIS	NEEDS(SERVICE_REDIS)
#define RSPAMD	NEEDS(SERVICE_RSPAMD)
#define DOVECOT	NEEDS(SERVICE_DOVECOT)
#define POSTFIX	NEEDS(SERVICE_POSTFIX)
#define ALL	(PG | REDIS | RSPAMD | DOVECOT | POSTFIX)

static const struct mailcore_model model = {
	.root = "/run/hayloft",
	.bind = "*",
	.ports = { .smtp = 8025, .imap = 8143 },
	.redis_password = "secret",
};

static void
describe(struct arena *arena, struct service *all[SERVICE_COUNT])
{
	for (int i = 0; i < SERVICE_COUNT; i++)
		all[i] = service_describe(arena, &model, (enum mailcore_service)i);
}

static void
test_start_order(void **state)
{
	static const struct {
		enum mailcore_service	 id;
		unsigned		 ready, on;
		bool			 want;
	} cases[] = {
		{ SERVICE_POSTGRESQL, 0, ALL, true },
		{ SERVICE_REDIS, 0, ALL, true },
		{ SERVICE_RSPAMD, PG, ALL, false },
		{ SERVICE_RSPAMD, REDIS, ALL, true },
		{ SERVICE_DOVECOT, REDIS, ALL, false },
		{ SERVICE_DOVECOT, PG, ALL, true },
		{ SERVICE_POSTFIX, PG | DOVECOT, ALL, false },
		{ SERVICE_POSTFIX, PG | DOVECOT | RSPAMD, ALL, true },
		/* What is switched off is not waited for. */
		{ SERVICE_POSTFIX, PG | DOVECOT, ALL & ~RSPAMD, true },
		{ SERVICE_DOVECOT, 0, ALL & ~PG, true },
	};
	struct service *all[SERVICE_COUNT];
	struct arena *arena = arena_open();

	(void)state;
	describe(arena, all);
	for (size_t i = 0; i < COUNT(cases); i++)
		if (service_may_start(all[cases[i].id], cases[i].ready, cases[i].on) != cases[i].want)
			fail_msg("case %zu", i);
	arena_close(arena);
}

static void
test_stop_order(void **state)
{
	static const struct {
		enum mailcore_service	 id;
		unsigned		 running;
		bool			 want;
	} cases[] = {
		{ SERVICE_POSTFIX, ALL, true },
		{ SERVICE_DOVECOT, ALL, false },
		{ SERVICE_RSPAMD, ALL, false },
		{ SERVICE_REDIS, ALL, false },
		{ SERVICE_POSTGRESQL, ALL, false },
		{ SERVICE_DOVECOT, ALL & ~POSTFIX, true },
		{ SERVICE_RSPAMD, ALL & ~POSTFIX, true },
		{ SERVICE_POSTGRESQL, PG | DOVECOT, false },
		{ SERVICE_POSTGRESQL, PG | REDIS | RSPAMD, true },
		{ SERVICE_REDIS, REDIS | RSPAMD, false },
		{ SERVICE_REDIS, REDIS, true },
	};
	struct service *all[SERVICE_COUNT];
	struct arena *arena = arena_open();

	(void)state;
	describe(arena, all);
	for (size_t i = 0; i < COUNT(cases); i++)
		if (service_may_stop(cases[i].id, all, cases[i].running) != cases[i].want)
			fail_msg("case %zu", i);
	arena_close(arena);
}

/* Every service has what the supervisor relies on. */
static void
test_descriptions(void **state)
{
	struct service *all[SERVICE_COUNT];
	struct arena *arena = arena_open();

	(void)state;
	describe(arena, all);
	for (int i = 0; i < SERVICE_COUNT; i++) {
		assert_true(all[i]->stop_signal > 0 && all[i]->stop_ms > 0);
		assert_true(all[i]->start_ms > 0);
		assert_non_null(all[i]->worries);
		assert_int_equal('/', all[i]->command.argv[0][0]);
		assert_true(i == SERVICE_POSTGRESQL || all[i]->talk_count > 0);
		assert_true((all[i]->needs & NEEDS(i)) == 0);
	}
	arena_close(arena);
}

static void
test_restart_delay(void **state)
{
	struct restart r = { 0 };
	int last = 0;

	(void)state;
	/* A kill after a quiet time is repaired at once. */
	assert_int_equal(0, restart_delay(&r, 3600000));
	for (int i = 0; i < 20; i++) {
		int delay = restart_delay(&r, 10);

		assert_true(delay >= last);
		assert_true(delay > 0 && delay <= RESTART_DELAY_MAX_MS);
		last = delay;
	}
	assert_int_equal(RESTART_DELAY_MAX_MS, last);
	assert_int_equal(0, restart_delay(&r, RESTART_CALM_MS));
	assert_true(restart_delay(&r, RESTART_CALM_MS - 1) > 0);
}

/* ---- probes, against a socket that the test itself answers ------------------- */

static char folder[64], path[96];

static int
make_listener(void **state)
{
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	int *fd = malloc(sizeof *fd);

	snprintf(folder, sizeof folder, "/tmp/hayloft-probe-XXXXXX");
	if (fd == NULL || mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/s", folder);
	memcpy(un.sun_path, path, strlen(path) + 1);
	*fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	*state = fd;
	return bind(*fd, (struct sockaddr *)&un, sizeof un) == 0 && listen(*fd, 4) == 0 ? 0 : -1;
}

static int
end_listener(void **state)
{
	close(*(int *)*state);
	free(*state);
	unlink(path);
	return rmdir(folder);
}

static void
test_probe(void **state)
{
	static const struct {
		const char		*answer;	/* NULL: hang up */
		enum probe_state	 want;
	} cases[] = {
		{ "+OK\r\n+PONG\r\n", PROBE_PASSED },
		{ "+OK\r\n+PO", PROBE_RUNNING },
		{ "", PROBE_RUNNING },
		{ "-ERR invalid password\r\n", PROBE_FAILED },
		{ NULL, PROBE_FAILED },
	};
	const struct probe_talk talk = {
		.unix_path = path,
		.say = "PING\r\n", .say_len = 6,
		.hear = "+OK\r\n+PONG", .hear_len = 10,
	};
	int listener = *(int *)*state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct probe p = PROBE_NONE;
		char heard[16] = "";
		int fd;

		probe_start(&p, &talk, 60000);
		assert_int_equal(PROBE_RUNNING, probe_step(&p));
		fd = accept(listener, NULL, NULL);
		assert_true(fd >= 0);
		assert_int_equal(6, recv(fd, heard, sizeof heard - 1, 0));
		assert_string_equal("PING\r\n", heard);
		if (cases[i].answer != NULL)
			assert_int_equal((ssize_t)strlen(cases[i].answer),
			    send(fd, cases[i].answer, strlen(cases[i].answer), MSG_NOSIGNAL));
		else
			close(fd);
		assert_int_equal(cases[i].want, probe_step(&p));
		probe_end(&p);
		if (cases[i].answer != NULL)
			close(fd);
	}
}

static void
test_probe_gives_up(void **state)
{
	const struct probe_talk silent = { .unix_path = path, .hear = "220", .hear_len = 3 };
	const struct probe_talk nobody = { .unix_path = "/nonexistent/s", .hear = "2", .hear_len = 1 };
	struct probe p = PROBE_NONE;

	(void)state;
	probe_start(&p, &silent, 0);
	assert_int_equal(PROBE_FAILED, probe_step(&p));
	assert_non_null(strstr(p.why, "in time"));
	probe_start(&p, &nobody, 60000);
	assert_int_equal(PROBE_FAILED, probe_step(&p));
	assert_non_null(strstr(p.why, "/nonexistent/s"));
	assert_int_equal(-1, p.fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_start_order),
		cmocka_unit_test(test_stop_order),
		cmocka_unit_test(test_descriptions),
		cmocka_unit_test(test_restart_delay),
		cmocka_unit_test_setup_teardown(test_probe, make_listener, end_listener),
		cmocka_unit_test_setup_teardown(test_probe_gives_up, make_listener, end_listener),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
