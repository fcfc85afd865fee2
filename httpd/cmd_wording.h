/*
 * `hayloft wording`: mails that the server writes, as they would come.
 */
#ifndef HTTPD_CMD_WORDING_H
#define HTTPD_CMD_WORDING_H

#include "admin/cli.h"

extern const struct cli_verb wording_verbs[];

#endif
