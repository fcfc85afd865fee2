/*
 * Public addresses of calendars and books: read only, revocable, and told apart
 * from any other only by knowing them.
 */
#ifndef DAV_LINK_H
#define DAV_LINK_H

#include "core/http.h"
#include "core/xml.h"
#include "dav/target.h"

/* GET /public/TOKEN.ics, .vcf, .ifb */
enum status dav_public(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/* 404, and 429 to whoever tries many. */
enum status dav_no_such_address(struct ctx *cx, struct reply *re) NODISCARD;

/* POST to a collection: CS:publish-calendar and CS:unpublish-calendar; H:add-link and H:remove-link. */
enum status dav_publish(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t, const struct xml_node *root) NODISCARD;
enum status dav_unpublish(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t, const struct xml_node *root) NODISCARD;
enum status dav_link_add(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t, const struct xml_node *root) NODISCARD;
enum status dav_link_remove(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t, const struct xml_node *root) NODISCARD;

#endif
