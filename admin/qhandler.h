/*
 * The links of a quarantine's digest (storage/quarantine_link.h).
 */
#ifndef ADMIN_QHANDLER_H
#define ADMIN_QHANDLER_H

#include "core/http.h"

/*
 * /qhandler/ACTION?t=TOKEN.  GET asks whether one is sure, since programs that look
 * at mail follow links; POST, which the page's button sends, does it.
 */
enum status qhandler(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

#endif
