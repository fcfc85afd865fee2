/*
 * `hayloft index`: the index of mail.
 */
#ifndef HTTPD_CMD_INDEX_H
#define HTTPD_CMD_INDEX_H

#include "admin/cli.h"

extern const struct cli_verb index_verbs[];

#endif
