/*
 * The access log: one line per request, key=value, in STATE/log/access.log
 * as the master opened it, or on standard error where it could not.
 */
#ifndef HTTPD_ACCESS_H
#define HTTPD_ACCESS_H

#include <h2o.h>

void access_open(void);

/* Log every request that this path configuration serves. */
void access_register(h2o_pathconf_t *path);

/* Write what is gathered. */
void access_flush(void);

#endif
