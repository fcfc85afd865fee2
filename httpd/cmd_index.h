#ifndef HTTPD_CMD_INDEX_H
#define HTTPD_CMD_INDEX_H

#include "admin/cli.h"

/* `hayloft index`; returns the exit code. */
int index_main(int argc, char **argv);
extern const char index_usage[];
extern const struct cli_verb index_verbs[];

#endif
