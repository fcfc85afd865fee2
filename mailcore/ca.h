/*
 * A small certificate authority of our own under ROOT/tls, for machines
 * without certificates from elsewhere: ca.crt (people may import it), ca.key,
 * and server.crt with server.key, made again before it expires or when the
 * names change.
 */
#ifndef MAILCORE_CA_H
#define MAILCORE_CA_H

#include "core/ctx.h"

/*
 * Make what is missing.  The server's certificate is for localhost, 127.0.0.1,
 * ::1, HOSTNAME, and HOSTNAME's parent domain (mail.example.org: example.org).
 */
enum status ca_ensure(struct ctx *cx, const char *root, const char *hostname) NODISCARD;

#endif
