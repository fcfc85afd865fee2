/*
 * The server's state in mailcow's shapes.  A service of ours stands under the
 * name of mailcow's container that does the same, so that its monitors go on.
 */
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "admin/health.h"
#include "core/clock.h"
#include "core/conf.h"

static const struct {
	const char	*name, *container;
} containers[] = {
	{ "postgresql", "mysql-mailcow" }, { "redis", "redis-mailcow" },
	{ "unbound", "unbound-mailcow" }, { "clamav", "clamd-mailcow" },
	{ "mta-sts", "postfix-tlspol-mailcow" },
	{ "rspamd", "rspamd-mailcow" }, { "dovecot", "dovecot-mailcow" },
	{ "postfix", "postfix-mailcow" }, { "front", "nginx-mailcow" },
	{ "watcher", "watchdog-mailcow" }, { "operator", "dockerapi-mailcow" },
	{ "worker", "sogo-mailcow" },
};

static const char *
container_of(const char *name)
{
	for (size_t i = 0; i < COUNT(containers); i++)
		if (strcmp(containers[i].name, name) == 0)
			return containers[i].container;
	return NULL;
}

static void
add_rows(struct ctx *cx, json_t *out, const json_t *rows)
{
	json_t *row;
	size_t i;

	json_array_foreach((json_t *)(uintptr_t)rows, i, row) {
		const char *name = json_get_text(row, "name"), *container = container_of(name);
		const char *state = json_get_text(row, "state");
		char since[21];

		/* Of several workers the first one stands for all. */
		if (container == NULL || strcmp(state, "off") == 0 ||
		    json_object_get(out, container) != NULL)
			continue;
		clock_rfc3339(clock_seconds() - json_get_int(row, "seconds", 0), since);
		json_object_set_new(out, container, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}",
		    "type", "info", "container", container, "state", health_is_well(row) ? "running" :
		    state, "started_at", arena_strdup(cx->arena, since), "image", name,
		    "id", name));
	}
}

enum status
health_get_containers(struct operation_call *call)
{
	json_t *said;
	enum status st;

	if ((st = health_read(call->cx, call->cx->conf->root, &said)) != OK)
		return st;
	call->out = json_keep(call->cx->arena, json_object());
	add_rows(call->cx, call->out, json_object_get(said, "services"));
	add_rows(call->cx, call->out, json_object_get(said, "processes"));
	return OK;
}

/* "11G", as df -h writes it. */
static const char *
human(struct arena *arena, int64_t bytes)
{
	static const char units[] = "BKMGTPE";
	double n = (double)bytes;
	size_t unit = 0;

	while (n >= 1024 && unit + 2 < sizeof units) {
		n /= 1024;
		unit++;
	}
	return arena_printf(arena, n < 10 && unit > 0 ? "%.1f%c" : "%.0f%c", n, units[unit]);
}

enum status
health_get_vmail(struct operation_call *call)
{
	struct arena *arena = call->cx->arena;
	json_t *said, *machine;
	int64_t total, used;
	enum status st;

	if ((st = health_read(call->cx, call->cx->conf->root, &said)) != OK)
		return st;
	machine = json_object_get(said, "machine");
	total = json_get_int(machine, "mail_total", 0);
	used = total - json_get_int(machine, "mail_free", 0);
	call->out = json_keep(arena, json_pack("{s:s, s:s?, s:s, s:s, s:s}", "type", "info",
	    "disk", json_get_text(machine, "device"), "used", human(arena, used),
	    "total", human(arena, total), "used_percent", arena_printf(arena, "%lld%%",
	    (long long)(total > 0 ? used * 100 / total : 0))));
	return OK;
}

/* Words in mail are found by Dovecot itself (Xapian); there is no Solr. */
enum status
health_get_solr(struct operation_call *call)
{
	call->out = json_keep(call->cx->arena, json_pack("{s:s, s:b, s:n, s:n}", "type", "info",
	    "solr_enabled", 0, "solr_size", "solr_documents"));
	return OK;
}

enum status
health_get_host(struct operation_call *call)
{
	json_t *said, *machine;
	struct utsname name;
	int64_t total, available, cores;
	char now[40];
	struct tm tm;
	time_t t = clock_seconds();
	enum status st;

	if ((st = health_read(call->cx, call->cx->conf->root, &said)) != OK)
		return st;
	machine = json_object_get(said, "machine");
	total = json_get_int(machine, "memory_total", 0) * 1024;
	available = json_get_int(machine, "memory_available", 0) * 1024;
	cores = json_get_int(machine, "cores", 1);
	gmtime_r(&t, &tm);
	strftime(now, sizeof now, "%d.%m.%Y %H:%M:%S", &tm);
	if (uname(&name) != 0)
		strcpy(name.machine, "unknown");
	call->out = json_keep(call->cx->arena, json_pack(
	    "{s:{s:I, s:f}, s:{s:I, s:f}, s:I, s:s, s:s, s:I}",
	    "cpu", "cores", (json_int_t)cores, "usage",
	    json_real_value(json_object_get(machine, "load1")) * 100 / (double)cores,
	    "memory", "total", (json_int_t)total, "usage",
	    total > 0 ? (double)(total - available) * 100 / (double)total : 0.0,
	    "uptime", (json_int_t)json_get_int(machine, "uptime", 0), "system_time", now,
	    "architecture", name.machine, "pss", (json_int_t)json_get_int(said, "pss", 0)));
	return OK;
}

/* The addresses that we were told of; nobody outside is asked for them. */
enum status
health_get_host_ip(struct operation_call *call)
{
	const char *bind = call->cx->conf->bind;
	bool six = strchr(bind, ':') != NULL;

	call->out = json_keep(call->cx->arena, json_pack("{s:s, s:s}", "ipv4", six ? "" : bind,
	    "ipv6", six ? bind : ""));
	return OK;
}

enum status
health_get_version(struct operation_call *call)
{
	call->out = json_keep(call->cx->arena, json_pack("{s:s}", "version", VERSION));
	return OK;
}
