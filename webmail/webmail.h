/*
 * JMAP for mail (RFC 8620, RFC 8621): what httpd's routes run.  All but
 * jmap_sync need a signed-in account in cx->who and work on its mail only.
 */
#ifndef WEBMAIL_WEBMAIL_H
#define WEBMAIL_WEBMAIL_H

#include "core/http.h"

/* GET /.well-known/jmap */
enum status jmap_session(struct ctx *cx, const struct request *rq, struct reply *re);

/* POST /jmap/api */
enum status jmap_api(struct ctx *cx, const struct request *rq, struct reply *re);

/* POST /jmap/upload/{accountId}/ */
enum status jmap_upload(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET and HEAD /jmap/download/{accountId}/{blobId}/{name}?type={type} */
enum status jmap_download(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET /img?u={address}&k={key}: a remote picture (webmail/image_proxy.c) */
enum status image_proxy(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET /.well-known/openpgpkey/…: keys that people published (webmail/pgp_wkd.c) */
enum status wkd_get(struct ctx *cx, const struct request *rq, struct reply *re);

/* GET /jmap/eventsource?types=&closeafter=&ping= */
enum status jmap_eventsource(struct ctx *cx, const struct request *rq, struct reply *re);

/*
 * POST /internal/sync?account=N: follow that account's mail server for some
 * seconds.  Answers 200 {"complete":true} when the index has everything, else
 * 202 {"complete":false}: ask again.
 */
enum status jmap_sync(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
