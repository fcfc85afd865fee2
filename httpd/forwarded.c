#include <arpa/inet.h>
#include <string.h>

#include "core/guard.h"
#include "httpd/forwarded.h"
#include "httpd/front.h"
#include "httpd/limits.h"

/* "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]:4711" */
static bool
read_hop(const char *p, size_t len, struct sockaddr_storage *out)
{
	struct sockaddr_in *four = (struct sockaddr_in *)(void *)out;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)(void *)out;
	char text[INET6_ADDRSTRLEN + 16], *end, *start = text;

	*out = (struct sockaddr_storage){ .ss_family = AF_UNSPEC };
	if (len == 0 || len >= sizeof text)
		return false;
	memcpy(text, p, len);
	text[len] = '\0';
	if (*text == '[' && (end = strchr(text, ']')) != NULL) {
		*end = '\0';
		start = text + 1;
	} else if ((end = strchr(text, ':')) != NULL && strchr(end + 1, ':') == NULL) {
		*end = '\0';
	}
	if (inet_pton(AF_INET, start, &four->sin_addr) == 1)
		out->ss_family = AF_INET;
	else if (inet_pton(AF_INET6, start, &six->sin6_addr) == 1)
		out->ss_family = AF_INET6;
	return out->ss_family != AF_UNSPEC;
}

void
forwarded_read(const char *list, const char *value, size_t len, struct sockaddr_storage *out)
{
	static const char space[] = " \t";

	*out = (struct sockaddr_storage){ .ss_family = AF_UNSPEC };
	while (len > 0) {
		size_t start = len, end = len;

		while (start > 0 && value[start - 1] != ',')
			start--;
		len = start > 0 ? start - 1 : 0;
		while (start < end && strchr(space, value[start]) != NULL)
			start++;
		while (end > start && strchr(space, value[end - 1]) != NULL)
			end--;
		if (!read_hop(value + start, end - start, out) ||
		    !guard_is_listed(list, (struct sockaddr *)out))
			return;
	}
}

bool
forwarded_is_proxy(const struct sockaddr *sa)
{
	return *front.conf->proxy_trusted != '\0' && guard_is_listed(front.conf->proxy_trusted, sa);
}

bool
forwarded_peer(h2o_req_t *req, struct sockaddr_storage *out)
{
	static const char name[] = "x-forwarded-for";
	h2o_iovec_t all = { NULL, 0 };
	ssize_t at = -1;

	if (h2o_socket_getpeername(limits_client(req->conn)->sock, (struct sockaddr *)out) == 0 ||
	    !forwarded_is_proxy((struct sockaddr *)out))
		return false;
	while ((at = h2o_find_header_by_str(&req->headers, name, sizeof name - 1, at)) >= 0) {
		h2o_iovec_t one = req->headers.entries[at].value;

		all = all.base == NULL ? one : h2o_concat(&req->pool, all, h2o_iovec_init(H2O_STRLIT(",")), one);
	}
	forwarded_read(front.conf->proxy_trusted, all.base, all.len, out);
	return true;
}
