#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/json.h"
#include "httpd/cmd_update.h"
#include "httpd/update_plan.h"
#include "mailcore/files.h"
#include "storage/db.h"
#include "storage/update.h"

#define KEEP		3	/* folders of earlier updates */
#define COPY_SECONDS	600
#define NOTICE_MS	2000	/* in which the guard takes a request */
#define FOLLOW_MS	((int64_t)3 * 3600 * 1000)
#define CHANGES		"changes.json"	/* of each table, as counted when the update was done */

/* ---- folders of updates ------------------------------------------------------------- */

static int
is_number(const struct dirent *e)
{
	return strspn(e->d_name, "0123456789") == strlen(e->d_name);
}

/* Their names, oldest first. */
static size_t
list_folders(struct cli *c, const char ***out)
{
	const char *updates = conf_state_path(&c->conf, c->cx.arena, "updates");
	struct dirent **list;
	int n = scandir(updates, &list, is_number, alphasort);

	*out = arena_array(c->cx.arena, (size_t)(n > 0 ? n : 0) + 1, sizeof **out);
	for (int i = 0; i < n; i++) {
		(*out)[i] = arena_printf(c->cx.arena, "%s/%s", updates, list[i]->d_name);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	return n > 0 ? (size_t)n : 0;
}

static const char *
state_of(struct cli *c, const char *folder)
{
	char *text;
	size_t len;

	if (file_read(&c->cx, arena_printf(c->cx.arena, "%s/state", folder), &text, &len) == OK)
		return text;
	ctx_forgive(&c->cx);
	return "";
}

static enum status
copy(struct cli *c, const char *from, const char *to)
{
	return update_tool(&c->cx, (const char *const[]){ "/bin/cp", "-a", "-L", "--reflink=auto", from, to, NULL },
	    COPY_SECONDS, NULL);
}

/* One at a time; held until the command ends. */
static enum status
take_turn(struct cli *c)
{
	const char *updates = conf_state_path(&c->conf, c->cx.arena, "updates");
	enum status st = file_folder(&c->cx, updates, 0700, NULL, NULL);
	int fd;

	if (st != OK)
		return st;
	fd = open(arena_printf(c->cx.arena, "%s/lock", updates), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0)
		return fault(&c->cx, ERR_LIMIT, "another update is at work here; see %s",
		    conf_state_path(&c->conf, c->cx.arena, UPDATE_LOG));
	return OK;
}

/* All that the guard needs, so that it depends on nothing else once it has begun. */
static enum status
prepare(struct update_plan *p)
{
	struct cli *c = p->c;
	struct arena *arena = c->cx.arena;
	const char **folders, *last, *folder;
	size_t n = list_folders(c, &folders);
	enum status st;

	last = n > 0 ? strrchr(folders[n - 1], '/') + 1 : "0";
	p->u.folder = folder = arena_printf(arena, "%s/%04ld", conf_state_path(&c->conf, arena, "updates"),
	    strtol(last, NULL, 10) + 1);
	if ((st = file_folder(&c->cx, folder, 0700, NULL, NULL)) != OK ||
	    (st = copy(c, arena_printf(arena, "/proc/%d/exe", (int)p->guard), arena_printf(arena, "%s/from", folder))) != OK ||
	    (st = copy(c, p->other, arena_printf(arena, "%s/to", folder))) != OK ||
	    (access(p->u.config, F_OK) == 0 &&
	    (st = copy(c, p->u.config, arena_printf(arena, "%s/hayloft.conf", folder))) != OK))
		return st;
	if (p->other_ui != NULL &&
	    ((st = copy(c, p->u.ui, arena_printf(arena, "%s/ui-from", folder))) != OK ||
	    (st = copy(c, p->other_ui, arena_printf(arena, "%s/ui-to", folder))) != OK))
		return st;
	return file_write(&c->cx, arena_printf(arena, "%s/state", folder), "prepared", 8, 0600, NULL);
}

/* Those that nobody goes back to any more. */
static void
forget_old(struct cli *c, int64_t keep)
{
	const char **folders;
	size_t n = list_folders(c, &folders);

	for (size_t i = 0; n > (size_t)keep && i < n - (size_t)keep; i++) {
		if (update_tool(&c->cx, (const char *const[]){ "/bin/rm", "-rf", folders[i], NULL }, COPY_SECONDS, NULL) != OK)
			fprintf(stderr, "hayloft: %s\n", c->cx.fault_text);
		ctx_forgive(&c->cx);
	}
}

/* ---- asking the guard ---------------------------------------------------------------- */

static bool
agrees(struct cli *c, const char *question)
{
	char line[64];

	if (cli_flag(c, "yes"))
		return true;
	if (!isatty(STDIN_FILENO))
		return false;
	fprintf(stderr, "%s [y/N] ", question);
	fflush(stderr);
	return fgets(line, sizeof line, stdin) != NULL && (line[0] == 'y' || line[0] == 'Y');
}

/* Lines of the log behind AT, for people. */
static void
show_log(struct cli *c, FILE *log)
{
	char line[2048];

	while (log != NULL && fgets(line, sizeof line, log) != NULL)
		if (!c->json)
			fputs(line, stderr);
	if (log != NULL)
		clearerr(log);
}

/* Until the guard has said its last word, which it does whatever becomes of us. */
static enum status
follow(struct update_plan *p, const char **word)
{
	struct cli *c = p->c;
	const char *wanted = conf_state_path(&c->conf, c->cx.arena, UPDATE_WANTED);
	const char *result = conf_state_path(&c->conf, c->cx.arena, UPDATE_RESULT);
	FILE *log = fopen(conf_state_path(&c->conf, c->cx.arena, UPDATE_LOG), "ae+");
	int64_t begun = clock_steady(), asked = 0;
	char *text;
	size_t len;
	enum status st;

	if (log != NULL)
		fseek(log, 0, SEEK_END);
	if ((st = update_ask(&c->cx, &p->u)) != OK) {
		if (log != NULL)
			fclose(log);
		return st;
	}
	while (access(result, F_OK) != 0 && clock_steady() - begun < FOLLOW_MS) {
		struct timespec nap = { .tv_nsec = 200 * 1000000L };

		if (access(wanted, F_OK) == 0 && clock_steady() - asked > NOTICE_MS) {
			asked = clock_steady();
			if (kill(p->guard, SIGUSR2) != 0)
				break;
		}
		if (kill(p->guard, 0) != 0)
			break;
		(void)nanosleep(&nap, NULL);
		show_log(c, log);
	}
	show_log(c, log);
	if (log != NULL)
		fclose(log);
	if (file_read(&c->cx, result, &text, &len) != OK)
		return fault(&c->cx, ERR_INTERNAL, "the Hayloft that ran has ended and said nothing; see %s",
		    conf_state_path(&c->conf, c->cx.arena, UPDATE_LOG));
	text[strcspn(text, "\n")] = '\0';
	*word = text;
	return OK;
}

static enum status
judge(struct cli *c, const char *word, const char *wanted)
{
	if (strncmp(word, wanted, strlen(wanted)) == 0)
		return OK;
	return fault(&c->cx, strncmp(word, "refused", 7) == 0 ? ERR_PRECONDITION : ERR_INTERNAL, "%s", word);
}

/* ---- update -------------------------------------------------------------------------------- */

static void
show_plan(struct update_plan *p)
{
	json_t *row;
	size_t i;

	fprintf(stderr, "from version %s (schema %d) to %s (schema %d): %s\n", p->version, p->schema,
	    p->other_version != NULL ? p->other_version : "?", p->other_schema, p->other);
	json_array_foreach(p->due, i, row)
		fprintf(stderr, "  migration %s\n", json_string_value(row));
	fprintf(stderr, "a copy of the database takes up to %lld MiB of %lld that are free; nothing is served meanwhile\n",
	    (long long)p->database >> 20, (long long)p->room >> 20);
	for (i = 0; i < p->problem_count; i++)
		fprintf(stderr, "problem: %s\n", p->problems[i]);
}

/* From here on changes would be lost by a rollback.  Our own connection is that to a database of before. */
static void
keep_changes(struct update_plan *p)
{
	struct db *db;
	json_t *changes;
	struct ctx cx;
	enum status st;

	ctx_open(&cx, &p->c->conf);
	cx.db = db = db_open(db_conninfo(&p->c->conf, cx.arena, DB_PATIENCE_LONG), 30000);
	if ((st = plan_changes(&cx, &changes)) == OK) {
		const char *text = json_write(&cx, changes, NULL);

		st = file_write(&cx, arena_printf(cx.arena, "%s/" CHANGES, p->u.folder), text, strlen(text), 0600, NULL);
	}
	if (st != OK)
		fprintf(stderr, "hayloft: what is changed from now on cannot be counted: %s\n", cx.fault_text);
	ctx_close(&cx);
	db_close(db);
}

static enum status
update(struct cli *c)
{
	int64_t seconds = 180, keep = KEEP;
	struct update_plan p;
	const char *word;
	json_t *out;
	enum status st;

	if ((st = cli_number(c, "seconds", &seconds)) != OK || (st = cli_number(c, "keep", &keep)) != OK ||
	    (st = plan_running(c, &p)) != OK ||
	    (st = plan_look(&p, c->arg_count > 0 ? c->args[0] : NULL)) != OK)
		return st;
	p.u.seconds = (int)seconds;
	out = plan_json(&p);
	if (!c->json)
		show_plan(&p);
	if (p.problem_count > 0)
		return fault(&c->cx, ERR_PRECONDITION, "%s", p.problems[0]);
	if (cli_flag(c, "check")) {
		if (c->json)
			cli_show(c, out);
		return OK;
	}
	if (!agrees(c, "Update now?"))
		return fault(&c->cx, ERR_PRECONDITION, "nothing was done; --yes agrees without a question");
	if ((st = take_turn(c)) != OK || (st = prepare(&p)) != OK || (st = follow(&p, &word)) != OK || (st = judge(c, word, "done")) != OK)
		return st;
	keep_changes(&p);
	forget_old(c, keep > 0 ? keep : 1);
	json_object_set_new(out, "folder", json_string(p.u.folder));
	if (c->json)
		cli_show(c, out);
	else
		printf("Version %s runs.  `hayloft rollback` goes back to %s.\n", p.other_version, p.version);
	return OK;
}

/* ---- rollback --------------------------------------------------------------------------------- */

/*
 * The newest update that was done and not taken back; or one of which nobody
 * heard the end, because the machine went down in it, but whose copy is whole.
 */
static const char *
find_done(struct cli *c)
{
	const char **folders;

	for (size_t n = list_folders(c, &folders); n > 0; n--) {
		const char *state = state_of(c, folders[n - 1]);

		if (strcmp(state, "done") == 0 || (strcmp(state, "prepared") == 0 &&
		    access(arena_printf(c->cx.arena, "%s/pg", folders[n - 1]), F_OK) == 0))
			return folders[n - 1];
	}
	return NULL;
}

/* What was written since: table -> number of changes; NULL when nobody counted. */
static enum status
count_lost(struct cli *c, const char *folder, json_t **out)
{
	json_t *then, *now, *value;
	const char *name;
	char *text;
	size_t len;
	enum status st;

	*out = NULL;
	if (file_read(&c->cx, arena_printf(c->cx.arena, "%s/" CHANGES, folder), &text, &len) != OK ||
	    json_read(&c->cx, text, len, &then) != OK) {
		ctx_forgive(&c->cx);
		return OK;
	}
	if ((st = plan_changes(&c->cx, &now)) != OK)
		return st;
	*out = json_keep(c->cx.arena, json_object());
	json_object_foreach(now, name, value) {
		json_int_t more = json_integer_value(value) - json_integer_value(json_object_get(then, name));

		if (more > 0)
			json_object_set_new(*out, name, json_integer(more));
	}
	return OK;
}

static void
show_lost(const json_t *lost)
{
	const char *name;
	json_t *value;

	fprintf(stderr, "Mail is kept: mailboxes and the queue stay as they are.\n");
	if (lost == NULL) {
		fprintf(stderr, "What was changed in the database since the update is lost; nobody counted it.\n");
		return;
	}
	fprintf(stderr, json_object_size(lost) > 0 ? "Lost is what was changed in the database since the update:\n" :
	    "Nothing else was changed since the update.\n");
	json_object_foreach((json_t *)(uintptr_t)lost, name, value)
		fprintf(stderr, "  %-24s %lld changes\n", name, (long long)json_integer_value(value));
}

static enum status
rollback(struct cli *c)
{
	int64_t seconds = 180;
	struct update_plan p;
	const char *word;
	json_t *lost, *out;
	enum status st;

	if ((st = cli_number(c, "seconds", &seconds)) != OK || (st = plan_running(c, &p)) != OK)
		return st;
	p.u.seconds = (int)seconds;
	p.u.back = true;
	if ((p.u.folder = find_done(c)) == NULL)
		return fault(&c->cx, ERR_NOT_FOUND, "there is no update to go back from");
	if (access(arena_printf(c->cx.arena, "%s/ui-from", p.u.folder), F_OK) == 0)
		p.u.ui = c->conf.ui;
	if ((st = db_last_id(&c->cx, &p.u.ids)) != OK || (st = count_lost(c, p.u.folder, &lost)) != OK)
		return st;
	if (!c->json)
		show_lost(lost);
	out = json_keep(c->cx.arena, json_pack("{s:s, s:O?}", "folder", p.u.folder, "lost", lost));
	if (cli_flag(c, "check")) {
		if (c->json)
			cli_show(c, out);
		return OK;
	}
	if (!agrees(c, "Go back?"))
		return fault(&c->cx, ERR_PRECONDITION, "nothing was done; --yes agrees without a question");
	/* The program that runs, should going back not work out. */
	if ((st = take_turn(c)) != OK || (st = copy(c, arena_printf(c->cx.arena, "/proc/%d/exe", (int)p.guard),
	    arena_printf(c->cx.arena, "%s/to", p.u.folder))) != OK ||
	    (st = follow(&p, &word)) != OK || (st = judge(c, word, "rolled-back")) != OK)
		return st;
	if (c->json)
		cli_show(c, out);
	else
		printf("The version of before runs.  The database of after is kept in %s/pg.\n", p.u.folder);
	return OK;
}

/* ---- tables -------------------------------------------------------------------------------------- */

static const struct cli_option update_options[] = {
	{ "check", NULL, "only look whether it could be done" },
	{ "yes", NULL, "do not ask" },
	{ "seconds", "NUMBER", "in which it must be ready (180)" },
	{ "keep", "NUMBER", "updates to keep for going back (3)" },
	{ 0 }
};
static const struct cli_option rollback_options[] = {
	{ "check", NULL, "only tell what would be lost" },
	{ "yes", NULL, "do not ask" },
	{ "seconds", "NUMBER", "in which it must be ready (180)" },
	{ 0 }
};

const struct cli_verb update_verbs[] = {
	{ "", "[PROGRAM]", "Puts another version in the place of the one that runs: a program, or a folder that\n"
	  "`make install` filled (bin/hayloft, share/hayloft/ui); without it, what is installed by now.\n"
	  "When it is not ready in time all is put back.", 0, 1, update_options, update, true },
	{ 0 }
};

const struct cli_verb rollback_verbs[] = {
	{ "", "", "Goes back to the program, database and configuration of before the last update.\n"
	  "Mail is kept; what else was changed since is lost, and counted before.", 0, 0, rollback_options,
	  rollback, true },
	{ 0 }
};
