#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/json.h"
#include "httpd/update_plan.h"
#include "mailcore/files.h"
#include "storage/db.h"
#include "storage/migrate.h"
#include "storage/update.h"

#define ANSWER_SECONDS	60
#define ROOM_SPARE	((int64_t)200 << 20)	/* beside a copy of the database */

static PRINTF(2, 3) void
problem(struct update_plan *p, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	text[strcspn(text, "\n")] = '\0';
	if (p->problem_count < PLAN_PROBLEMS)
		p->problems[p->problem_count++] = arena_strdup(p->c->cx.arena, text);
}

/* Where a process' program is installed, also when it was replaced since. */
static enum status
program_of(struct ctx *cx, pid_t pid, const char **out)
{
	static const char gone[] = " (deleted)";
	char path[PATH_MAX];
	ssize_t n = readlink(arena_printf(cx->arena, "/proc/%d/exe", (int)pid), path, sizeof path - 1);

	if (n <= 0)
		return fault(cx, ERR_DENIED, "process %d: %s (be root)", (int)pid, strerror(errno));
	path[n] = '\0';
	if ((size_t)n >= sizeof gone && strcmp(path + n - (sizeof gone - 1), gone) == 0)
		path[n - (ssize_t)(sizeof gone - 1)] = '\0';
	*out = arena_strdup(cx->arena, path);
	return OK;
}

enum status
plan_running(struct cli *c, struct update_plan *p)
{
	const char *config = cli_text(c, "config");
	char *text;
	size_t len;
	enum status st;

	*p = (struct update_plan){ .c = c };
	if ((st = file_read(&c->cx, conf_state_path(&c->conf, c->cx.arena, GUARD_PID), &text, &len)) == OK)
		p->guard = atoi(text);
	if (p->guard <= 1 || kill(p->guard, 0) != 0)
		return fault(&c->cx, ERR_PRECONDITION, "no Hayloft runs with the state folder %s: "
		    "where nothing runs, put the other version in place and start it", c->conf.state);
	if (*c->conf.database != '\0')
		return fault(&c->cx, ERR_PRECONDITION, "the database is another server's (database = ...), "
		    "which cannot be copied with ours: copy it there, then put the other version in place");
	p->u = (struct update){
		.state = c->conf.state,
		.config = config != NULL ? config : conf_state_path(&c->conf, c->cx.arena, "hayloft.conf"),
		.ui = "",
		.seconds = 180,
	};
	return program_of(&c->cx, p->guard, &p->u.program);
}

/* What a `hayloft` command of that program says in JSON. */
static enum status
ask_program(struct update_plan *p, const char *program, const char *command, const char *option, json_t **out)
{
	struct ctx *cx = &p->c->cx;
	struct buf said = BUF_ON(cx->arena);
	const char *argv[10] = {
		"/usr/bin/env", arena_printf(cx->arena, "HAYLOFT_STATE=%s", p->u.state), program, command, "--json",
	};
	size_t n = 5;
	enum status st;

	if (strcmp(command, "status") != 0 && access(p->u.config, F_OK) == 0) {
		argv[n++] = "--config";
		argv[n++] = p->u.config;
	}
	argv[n] = option;
	if ((st = update_tool(cx, argv, ANSWER_SECONDS, &said)) != OK)
		return st;
	return json_read(cx, buf_str(&said), said.len, out);
}

static void
look_at_program(struct update_plan *p)
{
	struct ctx *cx = &p->c->cx;
	json_t *answer, *due;

	/* A command like this reads the configuration, so it says, too, whether that is good. */
	if (ask_program(p, p->other, "version", NULL, &answer) != OK) {
		problem(p, "%s: %s", p->other, cx->fault_text);
		ctx_forgive(cx);
		return;
	}
	p->other_version = json_get_text(answer, "version");
	p->other_schema = (int)json_get_int(answer, "schema", 0);
	if (p->other_version == NULL) {
		problem(p, "%s is no Hayloft", p->other);
		return;
	}
	if (p->other_schema < p->schema) {
		problem(p, "it wants schema %d, and the database has %d already; `hayloft rollback` goes back",
		    p->other_schema, p->schema);
		return;
	}
	if (ask_program(p, p->other, "migrate", "--dry-run", &answer) != OK) {
		problem(p, "%s: %s", p->other, cx->fault_text);
		ctx_forgive(cx);
		return;
	}
	if ((due = json_object_get(answer, "due")) != NULL)
		p->due = due;
}

static enum status
find_other(struct update_plan *p, const char *program)
{
	struct ctx *cx = &p->c->cx;
	struct stat st;

	p->other = program != NULL ? realpath(program, NULL) : p->u.program;
	if (p->other == NULL)
		return fault(cx, ERR_NOT_FOUND, "%s: %s", program, strerror(errno));
	if (program != NULL)
		p->other = arena_adopt(cx->arena, (char *)(uintptr_t)p->other, free);
	if (stat(p->other, &st) == 0 && S_ISDIR(st.st_mode)) {
		const char *folder = p->other;

		p->other = arena_printf(cx->arena, "%s/bin/hayloft", folder);
		p->other_ui = arena_printf(cx->arena, "%s/share/hayloft/ui", folder);
		if (access(p->other_ui, F_OK) != 0)
			p->other_ui = NULL;
		else
			p->u.ui = p->c->conf.ui;
	}
	return access(p->other, X_OK) == 0 ? OK :
	    fault(cx, ERR_NOT_FOUND, "%s: %s", p->other, strerror(errno));
}

static void
look_at_services(struct update_plan *p)
{
	struct ctx *cx = &p->c->cx;
	json_t *services, *row;
	const char *text, *self;
	size_t i;

	if (program_of(cx, getpid(), &self) != OK || ask_program(p, self, "status", NULL, &services) != OK) {
		problem(p, "not everything answers: %s", cx->fault_text);
		ctx_forgive(cx);
		return;
	}
	json_array_foreach(json_object_get(services, "services"), i, row)
		if ((text = json_get_text(row, "state")) != NULL && strcmp(text, "ready") != 0 &&
		    strcmp(text, "off") != 0 && strcmp(text, "asleep") != 0)
			problem(p, "%s is %s", json_get_text(row, "name"), text);
}

enum status
plan_look(struct update_plan *p, const char *program)
{
	struct cli *c = p->c;
	struct statvfs disk;
	enum status st;

	p->version = VERSION;
	p->due = json_keep(c->cx.arena, json_array());
	if ((st = find_other(p, program)) != OK ||
	    (st = db_schema_version(&c->cx, &p->schema)) != OK ||
	    (st = db_cluster_size(&c->cx, &p->database)) != OK ||
	    (st = db_last_id(&c->cx, &p->u.ids)) != OK)
		return st;
	look_at_program(p);
	look_at_services(p);
	if (statvfs(c->conf.state, &disk) == 0)
		p->room = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
	if (p->room < p->database + ROOM_SPARE)
		problem(p, "a copy of the database needs %lld MiB, and %lld are free below %s",
		    (long long)(p->database + ROOM_SPARE) >> 20, (long long)p->room >> 20, c->conf.state);
	return OK;
}

json_t *
plan_json(struct update_plan *p)
{
	json_t *problems = json_array();

	for (size_t i = 0; i < p->problem_count; i++)
		json_array_append_new(problems, json_string(p->problems[i]));
	return json_keep(p->c->cx.arena, json_pack("{s:s, s:s, s:s?, s:i, s:i, s:O, s:I, s:I, s:o}", "program", p->other,
	    "version", p->version, "new_version", p->other_version, "schema", p->schema, "new_schema", p->other_schema,
	    "migrations", p->due, "database", (json_int_t)p->database, "free", (json_int_t)p->room, "problems", problems));
}

enum status
plan_changes(struct ctx *cx, json_t **out)
{
	struct table_changes *tables;
	size_t count;
	enum status st;

	if ((st = db_changes(cx, &tables, &count)) != OK)
		return st;
	*out = json_keep(cx->arena, json_object());
	for (size_t i = 0; i < count; i++)
		json_object_set_new(*out, tables[i].name, json_integer(tables[i].changes));
	return OK;
}
