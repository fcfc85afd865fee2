/*
 * The program: `hayloft COMMAND …`.  One row per command; those about the
 * running server are here, those about what is in the database in admin/.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/cli.h"
#include "admin/command.h"
#include "core/conf.h"
#include "core/log.h"
#include "httpd/cmd_dav.h"
#include "httpd/cmd_decode.h"
#include "httpd/cmd_index.h"
#include "httpd/cmd_relay.h"
#include "httpd/cmd_update.h"
#include "httpd/cmd_wording.h"
#include "httpd/run.h"
#include "httpd/status.h"

static int run(int argc, char **argv);

/* Those with verbs tell their own help, as those of admin/ do. */
static const struct command commands[] = {
	{ "run", "run Hayloft with its mail core, in the foreground", run_usage, run_main, NULL },
	{ "index", "compare the index of mail with the mail server", "index verify ADDRESS", run, index_verbs },
	{ "update", "put another version in place, or all back", "update [PROGRAM]", run, update_verbs },
	{ "rollback", "the version, database and configuration of before", "rollback", run, rollback_verbs },
	{ "wording", "mails that the server writes, as they would come", "wording preview MAIL [FIELD=TEXT...]", run,
	  wording_verbs },
	{ "relay", "whether a relay host or transport takes mail", "relay test relayhost|transport ID", run, relay_verbs },
	{ "status", "show processes and services of the running Hayloft", status_usage, status_main, NULL },
	{ "dav", "calendars and contacts",
	  "dav verify|list|create|delete|rights|grant|truncate|remove-doubles|backup|restore|settings", run, dav_verbs },
	{ "decode", "words in attachments, for the full-text index", decode_usage, decode_main, NULL },
	{ 0 }
};

static const struct command *
find(const struct command *table, const char *name)
{
	for (; table->name != NULL; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}

static int
run(int argc, char **argv)
{
	return cli_main(find(commands, argv[0]), argc, argv);
}

static void
list(const struct command *table)
{
	for (; table->name != NULL; table++)
		printf("  %-10s %s\n", table->name, table->summary);
}

static int
help(void)
{
	printf("usage: hayloft COMMAND [ARGUMENT…]\n\n");
	list(commands);
	list(admin_commands);
	printf("\n`hayloft COMMAND --help` tells more; every command that shows something takes --json.\n"
	    "Environment: HAYLOFT_STATE (state folder, otherwise var/), HAYLOFT_PORT_BASE, HAYLOFT_BIND.\n"
	    "Exit codes: 0 done, 1 failed, 2 wrong usage; more in hayloft(8).\n");
	return EXIT_DONE;
}

static bool
asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

int
main(int argc, char **argv)
{
	const struct command *command;

	log_open("hayloft", LOG_WARN_);
	if (argc < 2) {
		fprintf(stderr, "usage: hayloft COMMAND [ARGUMENT…]; `hayloft --help` lists them\n");
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
		return help();
	if (strcmp(argv[1], "--version") == 0)
		argv[1] += 2;	/* a command like the others */
	if ((command = find(admin_commands, argv[1])) != NULL)
		return command->main(argc - 1, argv + 1);
	if ((command = find(commands, argv[1])) == NULL) {
		fprintf(stderr, "hayloft: there is no command \"%s\"; `hayloft --help` lists them\n", argv[1]);
		return EXIT_USAGE;
	}
	if (command->verbs == NULL && asks_for_help(argc - 1, argv + 1)) {
		fputs(command->usage, stdout);
		return EXIT_DONE;
	}
	return command->main(argc - 1, argv + 1);
}
