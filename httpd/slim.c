/*
 * The list of what points into the buffer is that of libh2o 2.2.5's own
 * fixup_request(), which copies these where a body follows the header and may
 * move it; and what the library makes of them before a handler sees them.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "httpd/limits.h"
#include "httpd/slim.h"

struct move {
	const h2o_buffer_t	*from;
	h2o_buffer_t		*to;
};

static void
follow(h2o_iovec_t *s, const struct move *m)
{
	uintptr_t at = (uintptr_t)s->base, begin = (uintptr_t)m->from->bytes;

	if (s->base != NULL && at >= begin && at <= begin + m->from->size)
		s->base = m->to->bytes + (at - begin);
}

void
slim_request(h2o_req_t *req)
{
	h2o_socket_t *sock = limits_client(req->conn)->sock;
	h2o_buffer_t *old = sock->input;
	struct move m = { .from = old };
	h2o_iovec_t *texts[] = {
		&req->input.authority, &req->input.method, &req->input.path, &req->authority,
		&req->method, &req->path, &req->path_normalized, &req->upgrade, &req->entity,
	};

	if (req->version >= 0x200 || old->bytes == NULL || old->_fd != -1 ||
	    old->size > old->capacity / 2)
		return;
	m.to = h2o_mem_alloc(offsetof(h2o_buffer_t, _buf) + old->size);
	*m.to = (h2o_buffer_t){
		.capacity = old->size, .size = old->size, .bytes = m.to->_buf,
		._prototype = old->_prototype, ._fd = -1,
	};
	memcpy(m.to->_buf, old->bytes, old->size);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		follow(texts[i], &m);
	for (size_t i = 0; i < req->headers.size; i++) {
		h2o_header_t *h = &req->headers.entries[i];

		if (!h2o_iovec_is_token(h->name))
			follow(h->name, &m);
		follow(&h->value, &m);
	}
	sock->input = m.to;
	h2o_buffer_dispose(&old);
}
