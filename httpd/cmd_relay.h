/*
 * `hayloft relay`: ways out for mail, tried out.
 */
#ifndef HTTPD_CMD_RELAY_H
#define HTTPD_CMD_RELAY_H

#include "admin/cli.h"

extern const struct cli_verb relay_verbs[];

#endif
