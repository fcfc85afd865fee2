/*
 * What happened to a message: administrators of the server see all, those of
 * domains what is from or to their domains.
 */
#ifndef ADMIN_TRACE_H
#define ADMIN_TRACE_H

#include "core/http.h"

/*
 * GET /api/v2/trace?sender=&recipient=&message_id=&queue_id=&state=&since=&until=
 *	&before=ID&limit=100: {"messages": […], "before": ID or null}
 * DELETE /api/v2/trace?days=N: forget what is older; for the server's administrators
 */
enum status trace_http(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

#endif
