/*
 * The built browser side, read into memory when the front starts.
 */
#ifndef HTTPD_ASSETS_H
#define HTTPD_ASSETS_H

#include <h2o.h>
#include <stdbool.h>

/* Reads conf->ui; a missing folder is logged and serves nothing. */
void assets_open(void);

/* Serve PATH when it is one of the files; false when it is none. */
bool assets_serve(h2o_req_t *req, h2o_iovec_t path);

/* Serve the page of the app when PATH is one of its own; false otherwise. */
bool assets_serve_shell(h2o_req_t *req, h2o_iovec_t path);

/* The encodings that a client takes ("gzip, br;q=0.5"). */
enum { ENCODING_GZIP = 1, ENCODING_BROTLI = 2 };
int assets_encodings(const char *accept, size_t len);

#endif
