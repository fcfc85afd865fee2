/*
 * What the master tells people: that it is ready, with the addresses and the
 * accounts of a demo, and what `hayloft status` shows.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/json.h"
#include "core/log.h"
#include "httpd/master.h"
#include "httpd/status.h"

static const char *const phase_names[] = {
	[STARTING] = "starting", [READY] = "ready", [DRAINING] = "stopping",
	[STOPPING] = "stopping", [STOPPED] = "stopped",
};

static const char *
url(struct master *m, struct arena *arena)
{
	const char *host = mailcore_model_loopback(&m->model) ? "localhost" : m->conf->host;
	int port = conf_port(m->conf, 443);

	return port == 443 ? arena_printf(arena, "https://%s/", host) :
	    arena_printf(arena, "https://%s:%d/", host, port);
}

static void
print_credentials(struct master *m, struct arena *arena)
{
	FILE *f = fopen(conf_root_path(m->conf, arena, "credentials"), "re");
	char line[512], *space;

	if (f == NULL)
		return;
	printf("\nDemo accounts (also in %s):\n", conf_state_path(m->conf, arena, "credentials"));
	while (fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if ((space = strchr(line, ' ')) != NULL)
			printf("  %-24.*s %s\n", (int)(space - line), line, space + 1);
	}
	fclose(f);
}

void
tell_ready(struct master *m)
{
	struct arena *arena = arena_open();
	FILE *f = fopen(conf_root_path(m->conf, arena, "ready"), "we");

	if (f != NULL) {
		fprintf(f, "%s\n", url(m, arena));
		fclose(f);
	}
	printf("Hayloft is ready: %s\n", url(m, arena));
	print_credentials(m, arena);
	printf("\nsmtp %d  submission %d  submissions %d  imap %d  imaps %d%s  managesieve %d\n"
	    "Certificate authority: %s\n"
	    "Logs: %s   Stop: Ctrl-C\n",
	    m->model.ports.smtp, m->model.ports.submission, m->model.ports.submissions,
	    m->model.ports.imap, m->model.ports.imaps,
	    m->model.ports.pop3s != 0 ? arena_printf(arena, "  pop3s %d", m->model.ports.pop3s) : "", m->model.ports.sieve,
	    conf_state_path(m->conf, arena, "tls/ca.crt"), conf_state_path(m->conf, arena, "log/"));
	fflush(stdout);
	log_event(LOG_INFO_, "ready", "ms", "%lld", (long long)(clock_steady() - m->since), NULL);
	arena_close(arena);
}

void
tell_gone(struct master *m)
{
	struct arena *arena = arena_open();

	unlink(conf_root_path(m->conf, arena, "ready"));
	arena_close(arena);
}

static json_t *
describe_process(const struct children *ch, const struct process *pr)
{
	const struct patience *p = children_patience(ch, pr);
	json_t *row = json_pack("{s:s, s:i, s:s, s:I, s:i}", "name", process_name(pr->kind),
	    "pid", (int)pr->pid, "state", pr->draining ? "draining" :
	    pr->kind == PROCESS_FRONT && !pr->up ? "starting" : "up",
	    "seconds", (json_int_t)(clock_steady() - pr->since) / 1000,
	    "restarts", (int)p->restarts);

	if (pr->kind == PROCESS_WORKER)
		json_object_set_new(row, "pool", json_string(pool_label(pr->pool)));
	if (pr->kind == PROCESS_FRONT)
		json_object_set_new(row, "generation", json_integer(pr->generation));
	return row;
}

static json_t *
describe_service(struct master *m, enum mailcore_service service)
{
	static const char *const states[] = {
		[SERVICE_OFF] = "off", [SERVICE_WAITING] = "waiting",
		[SERVICE_STARTING] = "starting", [SERVICE_READY] = "ready",
		[SERVICE_ASLEEP] = "asleep",
		[SERVICE_STOPPING] = "stopping", [SERVICE_STOPPED] = "stopped",
	};
	struct service_status s;

	supervisor_status(m->sv, service, &s);
	return json_pack("{s:s, s:i, s:s, s:I, s:i, s:s}", "name", s.name, "pid", (int)s.pid,
	    "state", states[s.state], "seconds", (json_int_t)(clock_steady() - s.since) / 1000,
	    "restarts", (int)s.restarts, "trouble", s.trouble != NULL ? s.trouble : "");
}

void
tell_status(struct master *m)
{
	const struct mailcore_ports *p = &m->model.ports;
	json_t *processes = json_array(), *services = json_array(), *answer;
	struct ctx cx;

	ctx_open(&cx, m->conf);
	for (const struct process *pr = m->children.list; pr != NULL; pr = pr->next)
		json_array_append_new(processes, describe_process(&m->children, pr));
	for (int i = 0; i < SERVICE_COUNT; i++)
		json_array_append_new(services, describe_service(m, (enum mailcore_service)i));
	answer = json_keep(cx.arena, json_pack("{s:s, s:s, s:s, s:s, s:I, s:o, s:o}",
	    "version", VERSION, "state", phase_names[m->phase], "url", url(m, cx.arena),
	    "folder", m->conf->state, "seconds", (json_int_t)(clock_steady() - m->since) / 1000,
	    "processes", processes, "services", services));
	json_object_set_new(answer, "ports", json_pack(
	    "{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}",
	    "https", conf_port(m->conf, 443), "http", conf_port(m->conf, 80),
	    "smtp", p->smtp, "submission", p->submission, "submissions", p->submissions,
	    "imap", p->imap, "imaps", p->imaps, "pop3", p->pop3, "pop3s", p->pop3s,
	    "managesieve", p->sieve));
	status_answer(m->status, json_write(&cx, answer, NULL));
	ctx_close(&cx);
}
