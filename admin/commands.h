/*
 * The tables of verbs, one in each admin/cmd_*.c.
 */
#ifndef ADMIN_COMMANDS_H
#define ADMIN_COMMANDS_H

#include "admin/cli.h"

extern const struct cli_verb user_verbs[], domain_verbs[], alias_verbs[], dns_verbs[], quarantine_verbs[],
    queue_verbs[], logs_verbs[], look_verbs[], trace_verbs[], ban_verbs[],
    apikey_verbs[], group_verbs[], sealkey_verbs[], mailaccess_verbs[], garbage_verbs[], api_verbs[], config_verbs[], migrate_verbs[], setup_verbs[], version_verbs[];

/* The keys of secrets, for commands that seal or open some (cmd_sealkey.c). */
enum status cli_seal_keys(struct cli *c) NODISCARD;

#endif
