/*
 * `hayloft dav`: calendars and contacts.
 */
#ifndef HTTPD_CMD_DAV_H
#define HTTPD_CMD_DAV_H

#include "admin/cli.h"

extern const struct cli_verb dav_verbs[];

#endif
