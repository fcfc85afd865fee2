/*
 * Records as JSON, for `hayloft dns` and the API.
 */
#ifndef ADMIN_DNS_JSON_H
#define ADMIN_DNS_JSON_H

#include <jansson.h>

#include "admin/dns.h"
#include "core/http.h"

/* [{"name", "type", "expected", "purpose", "optional", "state", "why", "found": […]}], kept on the arena. */
json_t *dns_json(struct ctx *cx, const struct dns_record *records, size_t count);

/* GET /api/v2/domains/NAME/dns: {"records": …, "zone": "…"}; ?check=no leaves the network alone. */
enum status dns_get(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
