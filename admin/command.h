/*
 * The commands of `hayloft` that change what is in the database.  One row and
 * one file (admin/cmd_*.c) each; main finds them by name.
 */
#ifndef ADMIN_COMMAND_H
#define ADMIN_COMMAND_H

struct cli_verb;

struct command {
	const char	*name;		/* "user" */
	const char	*summary;	/* one line for `hayloft --help` */
	const char	*usage;		/* the text of `hayloft user --help` */
	int		(*main)(int argc, char **argv);	/* argv[0] is the name; returns the exit code */
	const struct cli_verb *verbs;	/* of admin/cli.h; NULL for those that httpd/main.c has itself */
};

/* Ends with a NULL name. */
extern const struct command admin_commands[];

/* Exit codes of every command; documented in hayloft(8). */
enum {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_NOT_FOUND = 3,
	EXIT_EXISTS = 4,
	EXIT_AWAY = 5,		/* the database does not answer */
	EXIT_INVALID = 6,	/* a value makes no sense */
	EXIT_REFUSED = 7	/* something else must go or change first */
};

#endif
