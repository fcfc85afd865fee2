/*
 * What the services say in their logs, as far as the watcher cares: of mail that
 * was submitted here (webmail/delivery_log.h), and the trace of every message
 * (storage/trace.h).
 */
#ifndef HTTPD_LINES_H
#define HTTPD_LINES_H

#include "core/ctx.h"

struct lines;

/* For the life of the process; CONF must outlive it. */
struct lines *lines_open(const struct conf *conf);

/* "SERVICE LINE".  Keeps what it tells; never waits. */
void lines_hear(struct lines *lines, const char *text);

/* Write what is due; when there will be something (clock_steady()). */
int64_t lines_work(struct lines *lines, struct db *db, int64_t now);

#endif
