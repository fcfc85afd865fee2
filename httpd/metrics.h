/*
 * Counters for /metrics (Prometheus text format).
 */
#ifndef HTTPD_METRICS_H
#define HTTPD_METRICS_H

#include <h2o.h>

/* A request has ended.  ROUTE is static text. */
void metrics_count(const char *route, int code, int64_t ms);

/* The numbers of the whole server, a file of text that stays the caller's (admin/measure.h). */
void metrics_take(int fd);

/* Serve /metrics to the addresses that conf->metrics_allow names. */
void metrics_serve(h2o_req_t *req);

#endif
