/*
 * One set of headers for each kind of thing we send.  Mail is hostile, so what
 * could run is named positively: our own scripts and styles, nothing inline,
 * nothing from elsewhere.  The message frame has no scripts at all; it can load
 * remote pictures through our proxy only.
 */
#include <string.h>

#include "core/status.h"
#include "httpd/csp.h"

#define NAME(s)		(&(h2o_iovec_t){ (char *)(uintptr_t)("" s), sizeof(s) - 1 })
#define TEXT(s)		{ (char *)(uintptr_t)("" s), sizeof(s) - 1 }

#define NOSNIFF		{ NAME("x-content-type-options"), NULL, TEXT("nosniff") }
#define HSTS		{ NAME("strict-transport-security"), NULL, TEXT("max-age=31536000") }
#define CORP		{ NAME("cross-origin-resource-policy"), NULL, TEXT("same-origin") }
#define COOP		{ NAME("cross-origin-opener-policy"), NULL, TEXT("same-origin") }
#define REFERRER(p)	{ NAME("referrer-policy"), NULL, TEXT(p) }
#define POLICY(p)	{ NAME("content-security-policy"), NULL, TEXT(p) }
#define PERMISSIONS	{ NAME("permissions-policy"), NULL, \
	TEXT("camera=(), microphone=(), geolocation=(), payment=(), usb=()") }

static const h2o_header_t app[] = {
	POLICY("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
	    "connect-src 'self'; media-src 'self' blob:; frame-src 'self' blob:; worker-src 'self'; "
	    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
	    "require-trusted-types-for 'script'; trusted-types dompurify app"),
	COOP, CORP, NOSNIFF, REFERRER("same-origin"), PERMISSIONS, HSTS,
};

/* Its policy names our host and is made per request. */
static const h2o_header_t message[] = {
	CORP, NOSNIFF, REFERRER("no-referrer"), PERMISSIONS, HSTS,
};

static const h2o_header_t editor[] = {
	POLICY("default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; "
	    "img-src 'self' blob: data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"),
	CORP, NOSNIFF, REFERRER("no-referrer"), PERMISSIONS, HSTS,
};

static const h2o_header_t file[] = { CORP, NOSNIFF, HSTS };

/* Should a browser ever show an answer of the API as a page, it can do nothing there. */
static const h2o_header_t api[] = {
	POLICY("default-src 'none'; frame-ancestors 'none'; sandbox"),
	CORP, NOSNIFF, REFERRER("no-referrer"), HSTS,
	{ NAME("cache-control"), NULL, TEXT("no-store") },
};

static const struct {
	const h2o_header_t	*list;
	size_t			 count;
} sets[] = {
	[CSP_APP] = { app, COUNT(app) },
	[CSP_MESSAGE] = { message, COUNT(message) },
	[CSP_EDITOR] = { editor, COUNT(editor) },
	[CSP_FILE] = { file, COUNT(file) },
	[CSP_API] = { api, COUNT(api) },
};

size_t
csp_headers(enum csp_kind kind, h2o_mem_pool_t *pool, h2o_iovec_t authority,
    h2o_header_t out[static CSP_MAX])
{
	static const char head[] = "default-src 'none'; style-src 'unsafe-inline'; img-src blob: data: https://";
	static const char tail[] = "/img; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "
	    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";
	size_t count = sets[kind].count;

	memcpy(out, sets[kind].list, count * sizeof *out);
	/* libh2o compares the names it knows by address. */
	for (size_t i = 0; i < count; i++) {
		const h2o_token_t *token = h2o_lookup_token(out[i].name->base, out[i].name->len);

		if (token != NULL)
			out[i].name = (h2o_iovec_t *)(uintptr_t)&token->buf;
	}
	if (kind == CSP_MESSAGE) {
		static h2o_iovec_t name = TEXT("content-security-policy");

		out[count++] = (h2o_header_t){ &name, NULL,
		    h2o_concat(pool, h2o_iovec_init(head, sizeof head - 1), authority,
			h2o_iovec_init(tail, sizeof tail - 1)) };
	}
	return count;
}

void
csp_add(h2o_req_t *req, enum csp_kind kind)
{
	h2o_headers_t *to = &req->res.headers;
	h2o_header_t list[CSP_MAX];
	size_t given = to->size, count = csp_headers(kind, &req->pool, req->authority, list);

	h2o_vector_reserve(&req->pool, to, given + count);
	for (size_t i = 0; i < count; i++) {
		size_t j;

		for (j = 0; j < given; j++)
			if (h2o_memis(to->entries[j].name->base, to->entries[j].name->len,
			    list[i].name->base, list[i].name->len))
				break;
		if (j == given)
			to->entries[to->size++] = list[i];
	}
}
