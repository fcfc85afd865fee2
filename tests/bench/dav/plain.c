/*
 * In the place of httpd/plain.c, for the bench alone: the HTTP port serves all
 * that the HTTPS port does, so that TLS can be left out of a figure.
 */
#include "httpd/bridge.h"
#include "httpd/plain.h"

int
plain_on_req(h2o_handler_t *self, h2o_req_t *req)
{
	struct target target;

	if (bridge_target(req->path.base, req->path.len, &target) &&
	    bridge_serve_service(req, &target))
		return 0;
	return bridge_on_req(self, req);
}
