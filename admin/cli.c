#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/cli.h"
#include "core/address.h"
#include "core/http.h"
#include "core/json.h"
#include "core/log.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/domain.h"
#include "storage/migrate.h"

#define TIMEOUT_MS		30000

static const struct cli_option everywhere[] = {
	{ "json", NULL, "print JSON for scripts" },
	{ "config", "FILE", "configuration file instead of hayloft.conf in the state folder" },
	{ "help", NULL, "print this" },
	{ 0 }
};

static const struct {
	enum status	 st;
	int		 code;
} exit_codes[] = {
	{ OK, EXIT_DONE },
	{ ERR_INVALID, EXIT_INVALID },
	{ ERR_NOT_FOUND, EXIT_NOT_FOUND },
	{ ERR_EXISTS, EXIT_EXISTS },
	{ ERR_BUSY, EXIT_AWAY },
	{ ERR_PRECONDITION, EXIT_REFUSED },
	{ ERR_LIMIT, EXIT_REFUSED },
};

static int
exit_code(enum status st)
{
	for (size_t i = 0; i < COUNT(exit_codes); i++)
		if (exit_codes[i].st == st)
			return exit_codes[i].code;
	return EXIT_FAILED;
}

static void
print_options(const struct cli_option *options)
{
	for (const struct cli_option *o = options; o != NULL && o->name != NULL; o++) {
		int width = printf("  --%s%s%s", o->name, o->value != NULL ? " " : "",
		    o->value != NULL ? o->value : "");

		printf("%*s%s\n", width < 28 ? 28 - width : 1, "", o->help);
	}
}

static void
print_verb(const struct command *command, const struct cli_verb *v)
{
	printf("usage: hayloft %s%s%s%s%s [options]\n\n%s\n\n", command->name,
	    *v->name != '\0' ? " " : "", v->name, *v->arguments != '\0' ? " " : "",
	    v->arguments, v->summary);
	print_options(v->options);
	print_options(everywhere);
}

static void
print_command(const struct command *command, const struct cli_verb *verbs)
{
	if (*verbs->name == '\0') {
		print_verb(command, verbs);
		return;
	}
	printf("usage: hayloft %s\n\n%s\n\n", command->usage, command->summary);
	for (const struct cli_verb *v = verbs; v->name != NULL; v++) {
		int width = printf("  %s %s", v->name, v->arguments);

		printf("%*s%s\n", width < 32 ? 32 - width : 1, "", v->summary);
	}
	printf("\n`hayloft %s VERB --help` lists a verb's options.\n", command->name);
}

static const struct cli_option *
find_option(const struct cli_verb *v, const char *name, size_t len)
{
	const struct cli_option *tables[] = { everywhere, v != NULL ? v->options : NULL };

	for (size_t i = 0; i < COUNT(tables); i++)
		for (const struct cli_option *o = tables[i]; o != NULL && o->name != NULL; o++)
			if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
				return o;
	return NULL;
}

/* "--name value", "--name=value", "--switch", "--" and arguments in any order. */
static int
parse(struct cli *c, int argc, char **argv)
{
	bool only_arguments = false;

	for (int i = 0; i < argc; i++) {
		const struct cli_option *o;
		const char *a = strcmp(argv[i], "-h") == 0 ? "--help" : argv[i], *value = NULL;
		size_t len;

		if (strcmp(a, "--") == 0 && !only_arguments) {
			only_arguments = true;
			continue;
		}
		if (only_arguments || strncmp(a, "--", 2) != 0) {
			if (c->arg_count == CLI_ARGS || c->arg_count == c->verb->most) {
				fprintf(stderr, "hayloft: one argument too many: %s\n", a);
				return EXIT_USAGE;
			}
			c->args[c->arg_count++] = a;
			continue;
		}
		len = strcspn(a + 2, "=");
		if ((o = find_option(c->verb, a + 2, len)) == NULL) {
			fprintf(stderr, "hayloft: unknown option %s\n", a);
			return EXIT_USAGE;
		}
		if (a[2 + len] == '=')
			value = a + 3 + len;
		else if (o->value != NULL && i + 1 < argc)
			value = argv[++i];
		if ((value != NULL) != (o->value != NULL)) {
			fprintf(stderr, o->value != NULL ? "hayloft: --%s takes a value\n" :
			    "hayloft: --%s takes no value\n", o->name);
			return EXIT_USAGE;
		}
		if (c->given_count == CLI_ARGS) {
			fprintf(stderr, "hayloft: too many options\n");
			return EXIT_USAGE;
		}
		c->given[c->given_count].name = o->name;
		c->given[c->given_count++].value = value;
	}
	return EXIT_DONE;
}

const char *
cli_text(const struct cli *c, const char *name)
{
	for (int i = c->given_count - 1; i >= 0; i--)
		if (strcmp(c->given[i].name, name) == 0)
			return c->given[i].value;
	return NULL;
}

bool
cli_flag(const struct cli *c, const char *name)
{
	for (int i = 0; i < c->given_count; i++)
		if (strcmp(c->given[i].name, name) == 0)
			return true;
	return false;
}

size_t
cli_texts(struct cli *c, const char *name, const char ***out)
{
	size_t n = 0;

	*out = arena_array(c->cx.arena, (size_t)c->given_count + 1, sizeof **out);
	for (int i = 0; i < c->given_count; i++)
		if (strcmp(c->given[i].name, name) == 0)
			(*out)[n++] = c->given[i].value;
	return n;
}

enum status
cli_bool(struct cli *c, const char *name, bool *value)
{
	const char *text = cli_text(c, name);

	if (text == NULL)
		return OK;
	if (strcmp(text, "on") != 0 && strcmp(text, "off") != 0)
		return fault(&c->cx, ERR_INVALID, "--%s takes on or off, not \"%s\"", name, text);
	*value = strcmp(text, "on") == 0;
	return OK;
}

enum status
cli_number(struct cli *c, const char *name, int64_t *value)
{
	const char *text = cli_text(c, name);
	char *end;
	long n;

	if (text == NULL)
		return OK;
	errno = 0;
	n = strtol(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0 || n < 0 || n > 2000000000)
		return fault(&c->cx, ERR_INVALID,
		    "--%s takes a number from 0 (no bound) to 2000000000, not \"%s\"", name, text);
	*value = n;
	return OK;
}

enum status
cli_size(struct cli *c, const char *name, int64_t *value)
{
	const char *text = cli_text(c, name);

	if (text != NULL && !size_parse(text, value))
		return fault(&c->cx, ERR_INVALID,
		    "--%s takes a size like 500M, 2G or none, not \"%s\"", name, text);
	return OK;
}

enum status
cli_audit(struct cli *c, int64_t account, const char *event, const char *object,
    const json_t *before, const json_t *after)
{
	return db_audit(&c->cx, &(struct audit){
		.account = account,
		.event = event,
		.object = object,
		.before = before != NULL ? json_write(&c->cx, before, NULL) : NULL,
		.after = after != NULL ? json_write(&c->cx, after, NULL) : NULL,
	});
}

enum status
cli_commit(struct cli *c, int64_t account, const char *event, const char *object,
    const json_t *before, const json_t *after)
{
	enum status st;

	if ((st = cli_audit(c, account, event, object, before, after)) != OK)
		return st;
	return db_commit(&c->cx);
}

void
cli_show_deleted(struct cli *c, const char *name)
{
	cli_show(c, json_keep(c->cx.arena, json_pack("{s:s}", "deleted", name)));
}

enum status
cli_domain(struct cli *c, int64_t *domain)
{
	const char *name = cli_text(c, "domain");
	struct domain d = { .id = 0 };
	enum status st;

	if (name != NULL && ((st = domain_parse(&c->cx, name, &name)) != OK ||
	    (st = db_domain_find(&c->cx, name, &d)) != OK))
		return st;
	*domain = d.id;
	return OK;
}

static enum status
require_schema(struct cli *c)
{
	int version;
	enum status st;

	if (c->verb->any_schema)
		return OK;
	if ((st = db_schema_version(&c->cx, &version)) != OK)
		return st;
	if (version < db_schema_newest())
		return fault(&c->cx, ERR_PRECONDITION,
		    "the database is at version %d and this program wants %d; run `hayloft migrate`",
		    version, db_schema_newest());
	return OK;
}

/* Who typed it: the name, also behind sudo. */
static const char *
user_name(struct arena *arena)
{
	const char *sudo = getenv("SUDO_USER");
	const struct passwd *pw = getpwuid(getuid());

	if (getuid() == 0 && sudo != NULL && *sudo != '\0' && utf8_valid(sudo, strlen(sudo)))
		return arena_strdup(arena, sudo);
	if (pw != NULL)
		return arena_strdup(arena, pw->pw_name);
	return arena_printf(arena, "%u", (unsigned)getuid());
}

static void
explain(struct cli *c, enum status st)
{
	const char *words = c->cx.fault_text != NULL ? c->cx.fault_text : status_name(st);

	if (c->json && !c->told)
		cli_show(c, json_keep(c->cx.arena, json_pack("{s:{s:s, s:s}}", "error",
		    "status", status_name(st), "detail",
		    utf8_valid(words, strlen(words)) ? words : "")));
	fprintf(stderr, "hayloft: %.*s\n", (int)strcspn(words, "\n"), words);
	if (st == ERR_BUSY && *c->conf.database == '\0')
		fprintf(stderr, "hayloft: is `hayloft run` up with the state folder %s?\n",
		    c->conf.state);
}

static enum status
run(struct cli *c)
{
	enum status st;

	for (int i = 0; i < c->arg_count; i++)
		if (!utf8_valid(c->args[i], strlen(c->args[i])))
			return fault(&c->cx, ERR_INVALID, "an argument is not UTF-8");
	for (int i = 0; i < c->given_count; i++)
		if (c->given[i].value != NULL &&
		    !utf8_valid(c->given[i].value, strlen(c->given[i].value)))
			return fault(&c->cx, ERR_INVALID, "--%s is not UTF-8", c->given[i].name);
	if ((st = require_schema(c)) != OK)
		return st;
	return c->verb->run(c);
}

static int
work(struct cli *c)
{
	struct db *db;
	enum status st;

	if (conf_load(&c->conf, cli_text(c, "config")) != OK) {
		conf_close(&c->conf);
		return EXIT_INVALID;
	}
	log_open("command", LOG_WARN_);
	ctx_open(&c->cx, &c->conf);
	c->json = cli_flag(c, "json");
	db = db_open(db_conninfo(&c->conf, c->cx.arena, DB_PATIENCE_LONG), TIMEOUT_MS);
	c->cx.db = db;
	c->cx.who = (struct principal){
		.address = arena_printf(c->cx.arena, "cli:%s", user_name(c->cx.arena)),
		.role = ROLE_ADMIN,
		.proof = PROOF_INTERNAL,
	};
	st = run(c);
	if (st != OK)
		explain(c, st);
	ctx_close(&c->cx);
	db_close(db);
	conf_close(&c->conf);
	if (st == OK && c->is_bad)
		return EXIT_FAILED;
	return fflush(stdout) == 0 ? exit_code(st) : EXIT_FAILED;
}

int
cli_main(const struct command *command, int argc, char **argv)
{
	const struct cli_verb *verbs = command->verbs;
	struct cli c = { .command = command->name, .verb = verbs };
	int code;

	argc--;
	argv++;
	if (*verbs->name != '\0') {
		if (argc > 0 && (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0)) {
			print_command(command, verbs);
			return EXIT_DONE;
		}
		while (c.verb->name != NULL &&
		    (argc == 0 || strcmp(c.verb->name, argv[0]) != 0))
			c.verb++;
		if (c.verb->name == NULL) {
			if (argc > 0)
				fprintf(stderr, "hayloft %s: unknown verb %s\n",
				    command->name, argv[0]);
			fprintf(stderr, "usage: hayloft %s\n", command->usage);
			return EXIT_USAGE;
		}
		argc--;
		argv++;
	}
	if ((code = parse(&c, argc, argv)) != EXIT_DONE)
		return code;
	if (cli_flag(&c, "help")) {
		print_verb(command, c.verb);
		return EXIT_DONE;
	}
	if (c.arg_count < c.verb->least) {
		fprintf(stderr, "usage: hayloft %s%s%s %s [options]\n", command->name,
		    *c.verb->name != '\0' ? " " : "", c.verb->name, c.verb->arguments);
		return EXIT_USAGE;
	}
	return work(&c);
}
