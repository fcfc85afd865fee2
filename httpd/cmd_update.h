/*
 * `hayloft update` and `hayloft rollback` (mailcore/update.h says how it goes).
 */
#ifndef HTTPD_CMD_UPDATE_H
#define HTTPD_CMD_UPDATE_H

#include "admin/cli.h"

extern const char update_usage[], rollback_usage[];
extern const struct cli_verb update_verbs[], rollback_verbs[];

int update_main(int argc, char **argv);
int rollback_main(int argc, char **argv);

#endif
