/*
 * Who asks, when a reverse proxy stands between (proxy.trusted): what its own
 * X-Forwarded-For says.  From anybody else that header is no more than words.
 */
#ifndef HTTPD_FORWARDED_H
#define HTTPD_FORWARDED_H

#include <stdbool.h>

#include <h2o.h>

/* Is this the address of a proxy that is believed? */
bool forwarded_is_proxy(const struct sockaddr *sa);

/*
 * The address behind the proxies: the last one in X-Forwarded-For that is none
 * of them.  False: nobody stands between.  AF_UNSPEC: the proxy did not say
 * anything that makes sense, so whatever is counted is not counted against it.
 */
bool forwarded_peer(h2o_req_t *req, struct sockaddr_storage *out);

/*
 * X-Forwarded-For, its fields joined by commas, read from the end; hops of LIST (as
 * guard_is_listed() takes it) are passed over.  For tests and forwarded_peer.
 */
void forwarded_read(const char *list, const char *value, size_t len, struct sockaddr_storage *out);

#endif
