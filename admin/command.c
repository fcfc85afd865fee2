#include <string.h>

#include "admin/commands.h"

static int run(int argc, char **argv);

const struct command admin_commands[] = {
	{ "migrate", "bring the database up to date", "migrate [--to NUMBER]", run },
	{ "user", "accounts and their passwords",
	  "user add|list|show|edit|delete|password|sign-out|app-add|app-list|app-delete", run },
	{ "domain", "mail domains and their DKIM records", "domain add|list|show|edit|delete", run },
	{ "alias", "where mail for other addresses goes", "alias add|list|show|edit|delete", run },
	{ "dns", "DNS records: what they should be and what they are", "dns check|zone DOMAIN", run },
	{ "mailaccess", "whose mail others may see", "mailaccess add|list|delete", run },
	{ "quarantine", "mail that was refused", "quarantine list|show|release|delete", run },
	{ "apikey", "keys for scripts", "apikey add|list|show|edit|delete", run },
	{ "garbage", "mail of deleted accounts", "garbage list|erase", run },
	{ "api", "every call of the administration API",
	  "api list|fields|get|add|edit|delete|docs", run },
	{ "version", "which version this is", "version", run },
	{ 0 }
};

static const struct cli_verb *const verbs[] = {
	migrate_verbs, user_verbs, domain_verbs, alias_verbs, dns_verbs, mailaccess_verbs,
	quarantine_verbs, apikey_verbs, garbage_verbs, api_verbs, version_verbs
};

_Static_assert(COUNT(verbs) == COUNT(admin_commands) - 1, "a row here for each row there");

static int
run(int argc, char **argv)
{
	size_t i = 0;

	while (strcmp(admin_commands[i].name, argv[0]) != 0)
		i++;
	return cli_main(&admin_commands[i], verbs[i], argc, argv);
}
