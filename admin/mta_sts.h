/*
 * MTA-STS (RFC 8461): where a domain tells that mail to it wants TLS.
 */
#ifndef ADMIN_MTA_STS_H
#define ADMIN_MTA_STS_H

#include "core/http.h"

/* GET /.well-known/mta-sts.txt for the host mta-sts.DOMAIN; 404 where there is no policy. */
enum status mta_sts_get(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
