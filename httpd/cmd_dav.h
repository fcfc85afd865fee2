/*
 * `hayloft dav`: calendars and contacts.
 */
#ifndef HTTPD_CMD_DAV_H
#define HTTPD_CMD_DAV_H

#include "admin/cli.h"
#include "storage/account.h"

extern const struct cli_verb dav_verbs[];

/* Whose address was typed; ERR_INVALID, ERR_NOT_FOUND. */
enum status cmd_dav_account(struct cli *c, const char *typed, struct account *out) NODISCARD;

/* cmd_dav_backup.c */
enum status cmd_dav_backup(struct cli *c) NODISCARD;
extern const struct cli_option cmd_dav_restore_options[];
enum status cmd_dav_restore(struct cli *c) NODISCARD;

/* cmd_dav_settings.c */
extern const struct cli_option cmd_dav_settings_options[];
enum status cmd_dav_settings(struct cli *c) NODISCARD;

#endif
