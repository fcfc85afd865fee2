/*
 * What the commands share: verbs and their options as tables, the connection,
 * and one way to show results to people and to scripts.
 *
 * A verb builds a JSON value and hands it to cli_show or cli_list; --json
 * prints it, otherwise it is drawn as lines or as a table.  A verb returns a
 * status; cli_main makes the exit code and the words of it.
 */
#ifndef ADMIN_CLI_H
#define ADMIN_CLI_H

#include <jansson.h>

#include "admin/command.h"
#include "core/conf.h"
#include "core/ctx.h"

#define CLI_ARGS	32

struct cli_option {
	const char	*name;		/* "quota": --quota */
	const char	*value;		/* "SIZE", NULL for a switch */
	const char	*help;
};

struct cli;

struct cli_verb {
	const char	*name;		/* "add"; "" for a command without verbs */
	const char	*arguments;	/* "ADDRESS TARGET..." for the help */
	const char	*summary;
	int		 least, most;	/* arguments */
	const struct cli_option *options;	/* ends with a NULL name; NULL: none */
	enum status	(*run)(struct cli *c);
	bool		 any_schema;	/* runs also while migrations are due */
};

struct cli {
	struct ctx		 cx;
	struct conf		 conf;
	const char		*command;
	const struct cli_verb	*verb;
	const char		*args[CLI_ARGS];
	int			 arg_count;
	struct {
		const char	*name, *value;
	} given[CLI_ARGS];
	int			 given_count;
	bool			 json;
	bool			 told;		/* JSON was printed: scripts read one text, so no error after it */
	bool			 is_bad;	/* it went well, and what was found is not: exit code 1 */
	const char		*config;
};

/* Parse, connect, run, explain.  The actor of audit rows is cli:USER. */
int cli_main(const struct command *command, int argc, char **argv);

/* The value of --NAME (of the last one), NULL when it was not given. */
const char *cli_text(const struct cli *c, const char *name);
bool cli_flag(const struct cli *c, const char *name);

/* All values of --NAME, in order; how many there were. */
size_t cli_texts(struct cli *c, const char *name, const char ***out);

/* Left as it is when --NAME was not given.  ERR_INVALID with words. */
enum status cli_bool(struct cli *c, const char *name, bool *value) NODISCARD;	/* on, off */
enum status cli_number(struct cli *c, const char *name, int64_t *value) NODISCARD;
enum status cli_size(struct cli *c, const char *name, int64_t *value) NODISCARD;

/*
 * A new password by --random (made), --password-stdin (first line) or, on a
 * terminal, by asking twice.  *MADE tells that nobody knows it yet.
 */
enum status cli_password(struct cli *c, const char **password, bool *made) NODISCARD;

/* One object (borrowed, as below). */
void cli_show(struct cli *c, json_t *object);

/* An array of objects; COLUMNS, ended by NULL, are shown in the table. */
void cli_list(struct cli *c, json_t *array, const char *const columns[]);

/* Audit row with the two states; either may be NULL.  */
enum status cli_audit(struct cli *c, int64_t account, const char *event, const char *object,
    const json_t *before, const json_t *after) NODISCARD;

/* The same, and commit. */
enum status cli_commit(struct cli *c, int64_t account, const char *event, const char *object,
    const json_t *before, const json_t *after) NODISCARD;

/* Tell that NAME is gone. */
void cli_show_deleted(struct cli *c, const char *name);

/* The domain that --domain names; 0 when it was not given. */
enum status cli_domain(struct cli *c, int64_t *domain) NODISCARD;

/* admin/size.c: "2G", "512M", "1.5T", "0", "none"; bytes without a letter. */
bool size_parse(const char *text, int64_t *bytes);

/* "2G", "1.5G", "none"; with --json sizes are bytes. */
const char *size_show(struct arena *arena, int64_t bytes);

#endif
