#include <string.h>

#include "admin/commands.h"

static int run(int argc, char **argv);

const struct command admin_commands[] = {
	{ "migrate", "bring the database up to date", "migrate [--to NUMBER]", run,
	  migrate_verbs },
	{ "setup", "the configuration file of a new server", "setup [--yes --host NAME --admin ADDRESS]", run,
	  setup_verbs },
	{ "config", "what the configuration says, defaults included", "config [--changed]", run,
	  config_verbs },
	{ "user", "accounts and their passwords",
	  "user add|list|show|edit|delete|password|sign-out|expire-sessions|reset-factors|login-as|app-add|app-list|app-delete", run,
	  user_verbs },
	{ "domain", "mail domains and their DKIM records", "domain add|list|show|edit|delete", run,
	  domain_verbs },
	{ "alias", "where mail for other addresses goes", "alias add|list|show|edit|delete", run,
	  alias_verbs },
	{ "group", "people to whom something is shared at once", "group add|list|show|set|delete", run,
	  group_verbs },
	{ "dns", "DNS records: what they should be and what they are", "dns check|zone DOMAIN", run,
	  dns_verbs },
	{ "mailaccess", "whose mail others may see", "mailaccess add|list|delete", run,
	  mailaccess_verbs },
	{ "sealkey", "keys that secrets in the database are sealed by", "sealkey add|finish", run,
	  sealkey_verbs },
	{ "quarantine", "mail that was refused", "quarantine list|show|release|delete", run,
	  quarantine_verbs },
	{ "queue", "mail that waits",
	  "queue list|show|hold|release|requeue|deliver|delete|flush", run,
	  queue_verbs },
	{ "trace", "what happened to a message", "trace list|purge", run,
	  trace_verbs },
	{ "ban", "who is kept out", "ban list|add|lift|allow|deny|forget|settings", run,
	  ban_verbs },
	{ "logs", "what the services say", "logs NAME", run,
	  logs_verbs },
	{ "look", "names, pictures and announcements of the pages", "look show|logo|reset|announce", run,
	  look_verbs },
	{ "apikey", "keys for scripts", "apikey add|list|show|edit|delete", run,
	  apikey_verbs },
	{ "garbage", "mail of deleted accounts", "garbage list|erase", run,
	  garbage_verbs },
	{ "api", "every call of the administration API",
	  "api list|fields|get|add|edit|delete|docs", run,
	  api_verbs },
	{ "version", "which version this is", "version", run,
	  version_verbs },
	{ 0 }
};

static int
run(int argc, char **argv)
{
	const struct command *c = admin_commands;

	while (strcmp(c->name, argv[0]) != 0)
		c++;
	return cli_main(c, argc, argv);
}
