#include <signal.h>
#include <string.h>

#include "mailcore/service.h"

static const char *const postgresql_worries[] = {
	"ERROR:", "FATAL:", "PANIC:", "WARNING:",
	"!the database system is starting up", "!the database system is not yet accepting",
	"!terminating connection due to", NULL
};
static const char *const redis_worries[] = { "FATAL", "Failed", "error", "Error", NULL };
static const char *const unbound_worries[] = { "error:", "fatal error", NULL };
static const char *const mta_sts_worries[] = { "ERROR", "CRITICAL", "Traceback", NULL };
static const char *const clamav_worries[] = { "ERROR", NULL };
static const char *const rspamd_worries[] = { "failed (2)", "cannot open", "terminated", NULL };
static const char *const dovecot_worries[] = { "Error:", "Fatal:", "Panic:", NULL };
static const char *const postfix_worries[] = { "error:", "fatal:", "panic:", NULL };

/*
 * A milter's first packet (option negotiation, version 6): length, 'O',
 * version, actions, steps.  Rspamd answers with the same kind.
 */
static const unsigned char milter_hello[] = {
	0, 0, 0, 13, 'O', 0, 0, 0, 6, 0, 0, 1, 0xff, 0, 0x1f, 0xff, 0xff
};
static const unsigned char milter_bye[] = { 0, 0, 0, 1, 'Q' };

static char *
below(struct arena *arena, const struct mailcore_model *m, const char *name)
{
	return arena_printf(arena, "%s/%s", m->root, name);
}

static void
describe_postgresql(struct arena *arena, const struct mailcore_model *m, struct service *s)
{
	*s = (struct service){
		.stop_signal = SIGINT,	/* SIGTERM would wait for clients */
		.stop_ms = 10000,
		.reload_signal = SIGHUP,
		.start_ms = 120000,	/* recovery after a crash may take its time */
		.worries = postgresql_worries,
		.stale = "pg/postmaster.pid",
		.command = {
			.user = "postgres",
			.folder = below(arena, m, "pg"),
			.argv = {
				"/usr/lib/postgresql/15/bin/postgres",
				"-D", below(arena, m, "pg"), "-c",
				arena_printf(arena, "config_file=%s/conf/postgresql/postgresql.conf",
				    m->root),
			},
		},
		/* Its probe is a query over a connection that stays (pg_probe.c). */
	};
}

static void
describe_redis(struct arena *arena, const struct mailcore_model *m, struct service *s)
{
	char *say = arena_printf(arena, "AUTH %s\r\nPING\r\n", m->redis_password);

	*s = (struct service){
		.stop_signal = SIGTERM,
		.stop_ms = 3000,
		.start_ms = 60000,
		.worries = redis_worries,
		.command = {
			.user = "redis",
			.folder = below(arena, m, "redis"),
			.argv = { "/usr/bin/redis-server", below(arena, m, "conf/redis/redis.conf") },
		},
		.talks = { {
			.unix_path = below(arena, m, "run/redis/redis.sock"),
			.say = say, .say_len = strlen(say),
			.hear = "+OK\r\n+PONG", .hear_len = 10,
		} },
		.talk_count = 1,
	};
}

static void
describe_unbound(struct arena *arena, const struct mailcore_model *m, struct service *s)
{
	/* ". NS?" over TCP: any answer with our number will do. */
	static const unsigned char question[] = {
		0, 17, 0x48, 0x4c, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1
	};

	*s = (struct service){
		.stop_signal = SIGTERM,
		.stop_ms = 3000,
		.reload_signal = SIGHUP,
		.start_ms = 30000,
		.worries = unbound_worries,
		.command = {
			.argv = {
				"/usr/sbin/unbound", "-d", "-p", "-c",
				below(arena, m, "conf/unbound/unbound.conf"),
			},
		},
		.talks = { {
			.address = "127.0.0.1", .port = m->ports.dns,
			.say = question, .say_len = sizeof question,
			.hear = "HL", .hear_len = 2, .hear_at = 2,
		} },
		.talk_count = 1,
	};
}

/* Which domains promise TLS over HTTPS (RFC 8461); Postfix asks it by socketmap. */
static void
describe_mta_sts(struct arena *arena, const struct mailcore_model *m, struct service *s)
{
	*s = (struct service){
		.stop_signal = SIGTERM,
		.stop_ms = 3000,
		.start_ms = 30000,
		.worries = mta_sts_worries,
		.command = {
			.user = "_mta-sts",
			.folder = below(arena, m, "mta-sts"),
			.argv = {
				"/usr/bin/mta-sts-daemon", "--config",
				below(arena, m, "conf/mta-sts/daemon.yml"),
			},
		},
		.talks = { {
			.unix_path = below(arena, m, "run/mta-sts/socket"),
			/* An address has no policy: it is answered without asking anybody. */
			.say = "17:postfix 127.0.0.1,", .say_len = 21,
			.hear = "9:NOTFOUND ,", .hear_len = 12,
		} },
		.talk_count = 1,
	};
}

/*
 * Its signatures take a gigabyte, and it takes the socket it listens on from us
 * when it is started (as from systemd): so it can come when a mail wants it.
 */
static void
describe_clamav(struct arena *arena, const struct mailcore_model *m, struct service *s)
{
	*s = (struct service){
		.stop_signal = SIGTERM,
		.stop_ms = 5000,
		.reload_signal = SIGUSR2,	/* reads the signatures again */
		/* Millions of signatures take their time. */
		.start_ms = 180000,
		.worries = clamav_worries,
		.command = {
			.user = "clamav",
			.argv = {
				"/usr/sbin/clamd", "--foreground",
				arena_printf(arena, "--config-file=%s/conf/clamav/clamd.conf", m->root),
			},
		},
		.talks = { {
			.unix_path = below(arena, m, "run/clamav/clamd.sock"),
			.say = "zPING", .say_len = 6,
			.hear = "PONG", .hear_len = 4,
		} },
		.talk_count = 1,
	};
	if (m->clamav_idle > 0) {
		s->demand = s->talks[0].unix_path;
		s->used = "instream(";
		s->idle_ms = m->clamav_idle * 1000;
	}
}

static void
describe_rspamd(struct arena *arena, const struct mailcore_model *m, struct service *s)
{
	*s = (struct service){
		.needs = NEEDS(SERVICE_REDIS) | NEEDS(SERVICE_UNBOUND) | NEEDS(SERVICE_CLAMAV),
		.stop_signal = SIGTERM,
		.stop_ms = 3000,
		.reload_signal = SIGHUP,
		/* The very first start compiles all patterns. */
		.start_ms = 180000,
		.worries = rspamd_worries,
		.command = {
			.argv = {
				"/usr/bin/rspamd", "-f", "-u", "_rspamd", "-g", "_rspamd",
				"-c", "/etc/rspamd/rspamd.conf",
				arena_printf(arena, "--var=LOCAL_CONFDIR=%s/conf/rspamd", m->root),
				arena_printf(arena, "--var=DBDIR=%s/rspamd", m->root),
				arena_printf(arena, "--var=RUNDIR=%s/run/rspamd", m->root),
				arena_printf(arena, "--var=LOGDIR=%s/log", m->root),
			},
		},
		.talks = { {
			.unix_path = below(arena, m, "run/rspamd/milter.sock"),
			.say = milter_hello, .say_len = sizeof milter_hello,
			.hear = "O", .hear_len = 1, .hear_at = 4,
			.bye = milter_bye, .bye_len = sizeof milter_bye,
		} },
		.talk_count = 1,
	};
}

static void
describe_dovecot(struct arena *arena, const struct mailcore_model *m, struct service *s)
{
	*s = (struct service){
		.needs = NEEDS(SERVICE_POSTGRESQL),
		.stop_signal = SIGTERM,
		.stop_ms = 3000,
		.reload_signal = SIGHUP,
		.start_ms = 30000,
		.worries = dovecot_worries,
		.stale = "run/dovecot/master.pid",
		.command = {
			.argv = {
				"/usr/sbin/dovecot", "-F", "-c",
				below(arena, m, "conf/dovecot/dovecot.conf"),
			},
		},
		.talks = { {
			.address = mailcore_model_reach(m), .port = m->ports.imap,
			.hear = "* OK", .hear_len = 4,
			.bye = "a LOGOUT\r\n", .bye_len = 10,
		}, {
			.unix_path = below(arena, m, "run/dovecot/lmtp"),
			.hear = "220 ", .hear_len = 4,
			.bye = "QUIT\r\n", .bye_len = 6,
		} },
		.talk_count = 2,
	};
}

static void
describe_postfix(struct arena *arena, const struct mailcore_model *m, struct service *s)
{
	*s = (struct service){
		.needs = NEEDS(SERVICE_POSTGRESQL) | NEEDS(SERVICE_UNBOUND) | NEEDS(SERVICE_DOVECOT) |
		    NEEDS(SERVICE_RSPAMD),
		.stop_signal = SIGTERM,
		.stop_ms = 3000,
		.reload_signal = SIGHUP,
		.start_ms = 30000,
		.worries = postfix_worries,
		.command = {
			/*
			 * Not `postfix start-fg`: that is a shell whose master
			 * sits in another session and survives it.
			 */
			.argv = {
				"/usr/lib/postfix/sbin/master", "-c",
				below(arena, m, "conf/postfix"), "-s",
			},
		},
		.talks = { {
			.address = mailcore_model_reach(m), .port = m->ports.smtp,
			.hear = "220", .hear_len = 3,
			.bye = "QUIT\r\n", .bye_len = 6,
		} },
		.talk_count = 1,
	};
}

struct service *
service_describe(struct arena *arena, const struct mailcore_model *m, enum mailcore_service id)
{
	static void (*const describe[SERVICE_COUNT])(struct arena *,
	    const struct mailcore_model *, struct service *) = {
		[SERVICE_POSTGRESQL] = describe_postgresql,
		[SERVICE_REDIS] = describe_redis,
		[SERVICE_UNBOUND] = describe_unbound,
		[SERVICE_MTA_STS] = describe_mta_sts,
		[SERVICE_CLAMAV] = describe_clamav,
		[SERVICE_RSPAMD] = describe_rspamd,
		[SERVICE_DOVECOT] = describe_dovecot,
		[SERVICE_POSTFIX] = describe_postfix,
	};
	struct service *s = arena_alloc(arena, sizeof *s);

	describe[id](arena, m, s);
	s->id = id;
	s->name = mailcore_service_name(id);
	return s;
}

bool
service_may_start(const struct service *s, unsigned ready, unsigned on)
{
	return (s->needs & on & ~ready) == 0;
}

bool
service_may_stop(enum mailcore_service id, struct service *const all[SERVICE_COUNT],
    unsigned running)
{
	for (int i = 0; i < SERVICE_COUNT; i++)
		if ((running & NEEDS(i)) != 0 && (all[i]->needs & NEEDS(id)) != 0)
			return false;
	return true;
}
