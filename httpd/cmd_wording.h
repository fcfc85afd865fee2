#ifndef HTTPD_CMD_WORDING_H
#define HTTPD_CMD_WORDING_H

#include "admin/cli.h"

/* `hayloft wording`; returns the exit code. */
int wording_main(int argc, char **argv);
extern const char wording_usage[];
extern const struct cli_verb wording_verbs[];

#endif
