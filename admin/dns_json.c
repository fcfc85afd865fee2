#include <string.h>

#include "admin/dns_json.h"
#include "admin/setup.h"
#include "core/json.h"

json_t *
dns_json(struct ctx *cx, const struct dns_record *records, size_t count)
{
	json_t *out = json_keep(cx->arena, json_array());

	for (size_t i = 0; i < count; i++) {
		const struct dns_record *r = &records[i];
		json_t *found = json_array();

		for (size_t k = 0; k < r->found_count; k++)
			json_array_append_new(found, json_string(r->found[k]));
		json_array_append_new(out, json_pack("{s:s, s:s, s:s?, s:s, s:b, s:s, s:s, s:o}",
		    "name", r->name, "type", r->type, "expected", r->value, "purpose", r->purpose,
		    "optional", r->optional, "state", dns_state_name(r->state), "why", r->why,
		    "found", found));
	}
	return out;
}

enum status
dns_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *asked = http_query(cx, rq, "check"), *text;
	struct dns_record *records;
	struct path path;
	struct domain d;
	size_t count, len;
	enum status st;

	if ((st = http_path(cx, rq->path, &path)) != OK)
		return st;
	if (path.count != 5 || strcmp(path.segment[4], "dns") != 0)
		return fault(cx, ERR_NOT_FOUND, "no such path");
	if ((st = setup_domain(cx, path.segment[3], &d)) != OK ||
	    (st = dns_expected(cx, &d, &records, &count)) != OK)
		return st;
	if ((asked == NULL || strcmp(asked, "no") != 0) &&
	    (st = dns_check(cx, records, count)) != OK)
		return st;
	text = json_write(cx, json_keep(cx->arena, json_pack("{s:O, s:s}", "records",
	    dns_json(cx, records, count), "zone", dns_zone(cx, &d, records, count))), &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-store");
	return OK;
}
