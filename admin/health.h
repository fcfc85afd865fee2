/*
 * How the server is: processes and services with their memory, the queue, the
 * disk.  The API and `hayloft status` say the same.
 */
#ifndef ADMIN_HEALTH_H
#define ADMIN_HEALTH_H

#include "admin/operation.h"

/*
 * Add to what the master says (an object with "processes" and "services", their
 * pids as the master sees them): "rss" and "pss" of each in bytes, of a service
 * with all its processes ("count"), the sum as "pss"; "queue" (messages by
 * queue), "machine" (load1, uptime, mail_total, mail_free, …), and "warnings": texts
 * about what is not as it should be.
 */
enum status health_complete(struct ctx *cx, const char *root, json_t *said) NODISCARD;

/* The same from the beginning. */
enum status health_read(struct ctx *cx, const char *root, json_t **out) NODISCARD;

/* Whether a service or process does its work, or would at once: a row of "services" or "processes". */
bool health_is_well(const json_t *row);

/* GET /api/v2/status */
enum status health_http(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/* Rows of the table of operations. */
enum status health_get_containers(struct operation_call *call) NODISCARD;
enum status health_get_vmail(struct operation_call *call) NODISCARD;
enum status health_get_solr(struct operation_call *call) NODISCARD;
enum status health_get_host(struct operation_call *call) NODISCARD;
enum status health_get_host_ip(struct operation_call *call) NODISCARD;
enum status health_get_version(struct operation_call *call) NODISCARD;

#endif
