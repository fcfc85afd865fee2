/*
 * What an open event stream need not hold: libh2o keeps the buffer that a
 * request of HTTP/1 was read into until its response ends, 4 KiB of which the
 * request filled some hundred bytes.
 */
#ifndef HTTPD_SLIM_H
#define HTTPD_SLIM_H

#include <h2o.h>

/* Give it a buffer of the request's own size; nobody reads from the connection now. */
void slim_request(h2o_req_t *req);

#endif
