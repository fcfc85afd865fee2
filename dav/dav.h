/*
 * WebDAV, CalDAV, CardDAV: the handlers that httpd/routes.c names.
 */
#ifndef DAV_DAV_H
#define DAV_DAV_H

#include "core/http.h"

/* Every method below /dav/ and /SOGo/dav/. */
enum status dav_handle(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/* Before it is known who asks: what will be asked of the database next if it is ACCOUNT; 0: nothing. */
void dav_foresee(struct ctx *cx, const struct request *rq, int64_t account);

/*
 * /.well-known/caldav and /.well-known/carddav (RFC 6764, section 5), and
 * /principals/, where Apple looks as well.
 */
enum status dav_wellknown(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/*
 * Once, before processes give up their rights: time zones and tables, which
 * workers inherit.
 */
enum status dav_prepare(struct ctx *cx) NODISCARD;

#endif
