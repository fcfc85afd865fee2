/*
 * Response headers that protect the browser and what it shows.
 */
#ifndef HTTPD_CSP_H
#define HTTPD_CSP_H

#include <h2o.h>

enum csp_kind {
	CSP_APP,		/* the app's page */
	CSP_MESSAGE,		/* /frame/message.html: hostile mail, no scripts */
	CSP_EDITOR,		/* /frame/editor.html */
	CSP_FILE,		/* scripts, styles, pictures of ours */
	CSP_API			/* everything that workers answer */
};

/* How many headers a kind has at most. */
#define CSP_MAX	10

/*
 * Fill OUT; names and values are static, or in POOL where they name the host
 * (AUTHORITY).  Returns how many.
 */
size_t csp_headers(enum csp_kind kind, h2o_mem_pool_t *pool, h2o_iovec_t authority,
    h2o_header_t out[static CSP_MAX]);

/* Add them to a response; those that the worker gave itself win. */
void csp_add(h2o_req_t *req, enum csp_kind kind);

#endif
