/*
 * TLS 1.2 and 1.3 for the front: certificate, ciphers, session tickets, ALPN.
 */
#ifndef HTTPD_TLS_H
#define HTTPD_TLS_H

#include <openssl/ssl.h>

#include "httpd/processes.h"

/* Ends the process when certificate and key make no sense: nobody could be served. */
SSL_CTX *tls_open(const struct inherited *in);

/*
 * Tickets let a client come back without a full handshake, also to another
 * front and after a reload.  Their key is drawn from one that all fronts of
 * this run share and changes every day; call now and then.
 */
void tls_rotate(SSL_CTX *ctx, const struct inherited *in);

#endif
