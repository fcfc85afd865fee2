/*
 * The HTTP port: sends everybody to HTTPS, and answers the challenges of a
 * certificate authority (ACME, RFC 8555, section 8.3).
 */
#ifndef HTTPD_PLAIN_H
#define HTTPD_PLAIN_H

#include <h2o.h>

int plain_on_req(h2o_handler_t *self, h2o_req_t *req);

#endif
