/*
 * `hayloft update` and `hayloft rollback` (mailcore/update.h says how it goes).
 */
#ifndef HTTPD_CMD_UPDATE_H
#define HTTPD_CMD_UPDATE_H

#include "admin/cli.h"

extern const struct cli_verb update_verbs[], rollback_verbs[];

#endif
