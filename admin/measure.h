/*
 * The server's numbers over time, and for monitors.
 */
#ifndef ADMIN_MEASURE_H
#define ADMIN_MEASURE_H

#include "admin/operation.h"

/*
 * Look at everything (admin/health.h) and keep the numbers.  *TEXT tells the same
 * to Prometheus.  What is beyond a threshold is a line of the log.
 */
enum status measure_take(struct ctx *cx, const char **text) NODISCARD;

/* GET /api/v2/measures?since=&until=&names=a,b&step=60 */
enum status measure_http(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/* A row of the table of operations: get/logs/watchdog/COUNT. */
enum status measure_get_watchdog(struct operation_call *call) NODISCARD;

#endif
