/*
 * The administration API over HTTP.  Route need NEED_API: somebody is known,
 * what they may is asked here.
 */
#ifndef ADMIN_API_HTTP_H
#define ADMIN_API_HTTP_H

#include "core/http.h"

/* /api/v1/…: mailcow's paths, bodies, replies and codes. */
enum status api_v1(struct ctx *cx, const struct request *rq, struct reply *re);

/* /api/v2/objects/…: the same objects with plain HTTP: codes, problem+json, pages, ETag. */
enum status api_v2(struct ctx *cx, const struct request *rq, struct reply *re);

/* What a browser asks before a page elsewhere may call them; the answer to the call itself. */
enum status api_options(struct ctx *cx, const struct request *rq, struct reply *re);
void api_cors(struct ctx *cx, const struct request *rq, struct reply *re);

/* /api/openapi.json and /api/: what there is, for programs and for people. */
enum status api_openapi(struct ctx *cx, const struct request *rq, struct reply *re);
enum status api_page(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
