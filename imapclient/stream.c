/*
 * The socket is never blocking: each call tries, and poll() waits until the
 * deadline.  OpenSSL works on its own BIO over send(MSG_NOSIGNAL) and recv(),
 * so a peer that leaves costs an error and no signal, in TLS too.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "core/clock.h"
#include "core/guard.h"
#include "imapclient/private.h"

struct stream {
	int		 fd;
	SSL		*ssl;
	int64_t		 deadline;
	uint64_t	 received;
	uint64_t	 budget;	/* received may not pass it; 0: no limit */
	const char	*error;
	bool		 timed_out;
};

static bool
no(struct stream *s, const char *why)
{
	s->error = why;
	return false;
}

/* Wait until the socket is ready for EVENTS; false at the deadline. */
static bool
wait_for(struct stream *s, short events)
{
	for (;;) {
		struct pollfd p = { .fd = s->fd, .events = events };
		int64_t left = s->deadline - clock_steady();
		int n;

		if (left <= 0) {
			s->timed_out = true;
			return no(s, "no answer in time");
		}
		n = poll(&p, 1, left < 3600000 ? (int)left : 3600000);
		if (n > 0)
			return true;
		if (n < 0 && errno != EINTR)
			return no(s, "poll failed");
	}
}

/* --- the BIO ------------------------------------------------------------- */

static int
bio_write(BIO *b, const char *p, int len)
{
	struct stream *s = BIO_get_data(b);
	ssize_t n;

	BIO_clear_retry_flags(b);
	n = send(s->fd, p, (size_t)len, MSG_NOSIGNAL);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		BIO_set_retry_write(b);
	return (int)n;
}

static int
bio_read(BIO *b, char *p, int len)
{
	struct stream *s = BIO_get_data(b);
	ssize_t n;

	BIO_clear_retry_flags(b);
	n = recv(s->fd, p, (size_t)len, 0);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		BIO_set_retry_read(b);
	return (int)n;
}

static long
bio_ctrl(BIO *b, int cmd, long num, void *p)
{
	(void)b, (void)num, (void)p;
	return cmd == BIO_CTRL_FLUSH;
}

static BIO_METHOD *
bio_method(void)
{
	static BIO_METHOD *m;

	if (m == NULL) {
		m = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "stream");
		BIO_meth_set_write(m, bio_write);
		BIO_meth_set_read(m, bio_read);
		BIO_meth_set_ctrl(m, bio_ctrl);
	}
	return m;
}

/*
 * One SSL_CTX per authority file as long as the file stays the same: reading
 * the system's authorities costs more than a handshake.
 */
static SSL_CTX *
trust(const char *ca_file)
{
	static struct {
		char		*file;
		SSL_CTX		*ctx;
		struct timespec	 changed;
	} kept[8];
	static size_t used;
	struct stat sb = { 0 };
	SSL_CTX *ctx;

	if (ca_file == NULL)
		ca_file = "";
	if (*ca_file != '\0' && stat(ca_file, &sb) < 0)
		return NULL;
	for (size_t i = 0; i < used; i++) {
		if (strcmp(kept[i].file, ca_file) != 0)
			continue;
		if (kept[i].changed.tv_sec == sb.st_mtim.tv_sec &&
		    kept[i].changed.tv_nsec == sb.st_mtim.tv_nsec)
			return kept[i].ctx;
		SSL_CTX_free(kept[i].ctx);
		free(kept[i].file);
		kept[i] = kept[--used];
		break;
	}

	if ((ctx = SSL_CTX_new(TLS_client_method())) == NULL)
		return NULL;
	SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION);
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
	    SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	if (*ca_file != '\0' ? !SSL_CTX_load_verify_locations(ctx, ca_file, NULL) :
	    !SSL_CTX_set_default_verify_paths(ctx)) {
		SSL_CTX_free(ctx);
		return NULL;
	}
	if (used == COUNT(kept)) {	/* the oldest makes room; its users hold a reference */
		SSL_CTX_free(kept[0].ctx);
		free(kept[0].file);
		memmove(kept, kept + 1, sizeof kept - sizeof kept[0]);
		used--;
	}
	kept[used].file = strdup(ca_file);
	kept[used].ctx = ctx;
	kept[used].changed = sb.st_mtim;
	return kept[used++].ctx;
}

static bool
is_address(const char *name)
{
	unsigned char a[16];

	return inet_pton(AF_INET, name, a) == 1 || inet_pton(AF_INET6, name, a) == 1;
}

/* After an SSL call that gave RC: wait and say "again", or false. */
static bool
ssl_again(struct stream *s, int rc)
{
	switch (SSL_get_error(s->ssl, rc)) {
	case SSL_ERROR_WANT_READ:
		return wait_for(s, POLLIN);
	case SSL_ERROR_WANT_WRITE:
		return wait_for(s, POLLOUT);
	case SSL_ERROR_ZERO_RETURN:
		return no(s, "closed by the server");
	default:
		return no(s, "the connection broke");
	}
}

enum status
stream_secure(struct ctx *cx, struct stream *s, const struct stream_to *to)
{
	const char *name = to->name != NULL ? to->name : to->host;
	SSL_CTX *ctx = trust(to->ca_file);
	X509_VERIFY_PARAM *param;
	BIO *bio;
	int rc;

	if (ctx == NULL || (s->ssl = SSL_new(ctx)) == NULL)
		return fault(cx, ERR_INTERNAL, "cannot read the authorities in %s",
		    to->ca_file != NULL ? to->ca_file : "the system's store");
	param = SSL_get0_param(s->ssl);
	if (is_address(name) ? !X509_VERIFY_PARAM_set1_ip_asc(param, name) :
	    !SSL_set1_host(s->ssl, name) || !SSL_set_tlsext_host_name(s->ssl, name))
		return fault(cx, ERR_INVALID, "%s: no host name", name);
	if ((bio = BIO_new(bio_method())) == NULL)
		return fault(cx, ERR_INTERNAL, "no TLS");
	BIO_set_data(bio, s);
	BIO_set_init(bio, 1);
	SSL_set_bio(s->ssl, bio, bio);

	ERR_clear_error();
	while ((rc = SSL_connect(s->ssl)) != 1) {
		long why;

		if (ssl_again(s, rc))
			continue;
		why = SSL_get_verify_result(s->ssl);
		ERR_clear_error();
		if (why != X509_V_OK)
			return fault(cx, ERR_UPSTREAM, "%s: the certificate does not hold: %s",
			    to->host, X509_verify_cert_error_string(why));
		return fault(cx, s->timed_out ? ERR_BUSY : ERR_UPSTREAM,
		    "%s: no TLS: %s", to->host, s->error);
	}
	return OK;
}

/* --- connect --------------------------------------------------------------- */

static bool
connect_to(struct stream *s, const struct sockaddr *sa, socklen_t len)
{
	int error = 0, on = 1;
	socklen_t size = sizeof error;

	s->fd = socket(sa->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s->fd < 0)
		return no(s, "no socket");
	if (connect(s->fd, sa, len) < 0) {
		if (errno != EINPROGRESS)
			error = errno;
		else if (!wait_for(s, POLLOUT))
			error = ETIMEDOUT;
		else if (getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
			error = errno;
	}
	if (error != 0) {
		close(s->fd);
		s->fd = -1;
		return no(s, error == ETIMEDOUT ? "no answer in time" :
		    error == ECONNREFUSED ? "connection refused" :
		    error == ENOENT ? "no such socket" : "cannot be reached");
	}
	if (sa->sa_family != AF_UNIX) {
		setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		setsockopt(s->fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	}
	return true;
}

static bool
connect_unix(struct stream *s, const char *path)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof sun.sun_path)
		return no(s, "the path of the socket is too long");
	strcpy(sun.sun_path, path);
	return connect_to(s, (struct sockaddr *)&sun, sizeof sun);
}

static bool
connect_tcp(struct stream *s, const char *host, int port)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG }, *list;
	char service[16];
	bool done = false;

	if (is_address(host))
		hints.ai_flags = AI_NUMERICHOST;
	snprintf(service, sizeof service, "%d", port);
	if (getaddrinfo(host, service, &hints, &list) != 0)
		return no(s, "no such host");
	for (struct addrinfo *a = list; a != NULL && !done && !s->timed_out; a = a->ai_next)
		done = connect_to(s, a->ai_addr, a->ai_addrlen);
	freeaddrinfo(list);
	return done;
}

static enum status
connect_guarded(struct ctx *cx, struct stream *s, const struct stream_to *to, bool *done)
{
	struct guard_address at[GUARD_ADDRESSES];
	size_t count;
	enum status st;

	*done = false;
	if ((st = guard_resolve(cx, to->host, to->port, at, &count)) != OK)
		return st;
	for (size_t i = 0; i < count && !*done && !s->timed_out; i++)
		*done = connect_to(s, (struct sockaddr *)&at[i].sa, at[i].len);
	return OK;
}

/*
 * A loopback address, or the same address at both ends: then it is this
 * machine that speaks with itself, and nobody listens in between.
 */
bool
stream_stays_here(const struct sockaddr *here, const struct sockaddr *there)
{
	const struct sockaddr_in *h4 = (const void *)here, *t4 = (const void *)there;
	const struct sockaddr_in6 *h6 = (const void *)here, *t6 = (const void *)there;

	if (here->sa_family != there->sa_family)
		return false;
	switch (there->sa_family) {
	case AF_UNIX:
		return true;
	case AF_INET:
		return ntohl(t4->sin_addr.s_addr) >> 24 == 127 ||
		    t4->sin_addr.s_addr == h4->sin_addr.s_addr;
	case AF_INET6:
		return IN6_IS_ADDR_LOOPBACK(&t6->sin6_addr) ||
		    (IN6_IS_ADDR_V4MAPPED(&t6->sin6_addr) && t6->sin6_addr.s6_addr[12] == 127) ||
		    IN6_ARE_ADDR_EQUAL(&t6->sin6_addr, &h6->sin6_addr);
	default:
		return false;
	}
}

static bool
is_local(const struct stream *s)
{
	struct sockaddr_storage here = { 0 }, there = { 0 };
	socklen_t here_len = sizeof here, there_len = sizeof there;

	return getsockname(s->fd, (struct sockaddr *)&here, &here_len) == 0 &&
	    getpeername(s->fd, (struct sockaddr *)&there, &there_len) == 0 &&
	    stream_stays_here((struct sockaddr *)&here, (struct sockaddr *)&there);
}

/* An address that the administrator lists is in a network that he answers for. */
static bool
is_trusted(const struct ctx *cx, struct stream *s)
{
	struct sockaddr_storage there;
	socklen_t len = sizeof there;

	return getpeername(s->fd, (struct sockaddr *)&there, &len) == 0 &&
	    guard_is_listed(cx->conf->fetch_allow, (struct sockaddr *)&there);
}

enum status
stream_open(struct ctx *cx, const struct stream_to *to, int64_t deadline, struct stream **out)
{
	struct stream *s = calloc(1, sizeof *s);
	enum status st = OK;
	bool done = false;

	if (s == NULL)
		abort();
	s->fd = -1;
	s->deadline = deadline;
	if (to->guarded)
		st = connect_guarded(cx, s, to, &done);
	else
		done = to->host[0] == '/' ? connect_unix(s, to->host) :
		    connect_tcp(s, to->host, to->port);
	if (st == OK && !done)
		st = fault(cx, ERR_BUSY, "mail server %s port %d: %s", to->host, to->port, s->error);
	else if (st == OK && to->tls == STREAM_TLS)
		st = stream_secure(cx, s, to);
	else if (st == OK && to->tls == STREAM_PLAIN && !is_local(s) && !(to->guarded && is_trusted(cx, s)))
		st = fault(cx, ERR_DENIED, "mail server %s: no TLS, and not on this machine", to->host);
	if (st != OK) {
		stream_close(s);
		return st;
	}
	*out = s;
	return OK;
}

void
stream_close(struct stream *s)
{
	if (s == NULL)
		return;
	if (s->ssl != NULL) {
		ERR_clear_error();
		if (s->error == NULL)
			SSL_shutdown(s->ssl);	/* says goodbye, waits for nothing */
		SSL_free(s->ssl);
		ERR_clear_error();
	}
	if (s->fd >= 0)
		close(s->fd);
	free(s);
}

/* --- bytes ------------------------------------------------------------------- */

static ssize_t
read_some(struct stream *s, void *p, size_t size, bool wait)
{
	if (s->budget != 0) {
		if (s->received >= s->budget) {
			no(s, "the server says too much");
			return -1;
		}
		if (size > s->budget - s->received)
			size = (size_t)(s->budget - s->received);
	}
	if (size > INT32_MAX)
		size = INT32_MAX;
	for (;;) {
		ssize_t n;

		if (s->ssl != NULL) {
			ERR_clear_error();
			n = SSL_read(s->ssl, p, (int)size);
			if (n <= 0) {
				int e = SSL_get_error(s->ssl, (int)n);

				if (!wait && (e == SSL_ERROR_WANT_READ || e == SSL_ERROR_WANT_WRITE))
					return 0;
				if (ssl_again(s, (int)n))
					continue;
				return -1;
			}
		} else {
			n = recv(s->fd, p, size, 0);
			if (n == 0) {
				no(s, "closed by the server");
				return -1;
			}
			if (n < 0 && errno == EINTR)
				continue;
			if (n < 0 && errno == EAGAIN) {
				if (!wait)
					return 0;
				if (wait_for(s, POLLIN))
					continue;
				return -1;
			}
			if (n < 0) {
				no(s, "the connection broke");
				return -1;
			}
		}
		s->received += (uint64_t)n;
		return n;
	}
}

ssize_t
stream_read(struct stream *s, void *p, size_t size)
{
	return read_some(s, p, size, true);
}

ssize_t
stream_peel(struct stream *s, void *p, size_t size)
{
	return read_some(s, p, size, false);
}

bool
stream_write(struct stream *s, const void *p, size_t len)
{
	const char *from = p;

	while (len > 0) {
		ssize_t n;

		if (s->ssl != NULL) {
			ERR_clear_error();
			n = SSL_write(s->ssl, from, len < INT32_MAX ? (int)len : INT32_MAX);
			if (n <= 0) {
				if (ssl_again(s, (int)n))
					continue;
				return false;
			}
		} else {
			n = send(s->fd, from, len, MSG_NOSIGNAL);
			if (n < 0 && errno == EINTR)
				continue;
			if (n < 0 && errno == EAGAIN) {
				if (wait_for(s, POLLOUT))
					continue;
				return false;
			}
			if (n < 0)
				return no(s, "the connection broke");
		}
		from += n;
		len -= (size_t)n;
	}
	return true;
}

void
stream_set_deadline(struct stream *s, int64_t deadline)
{
	s->deadline = deadline;
}

void
stream_set_budget(struct stream *s, uint64_t cap)
{
	s->budget = cap == 0 ? 0 : s->received + cap;
}

const char *
stream_error(const struct stream *s)
{
	return s->error != NULL ? s->error : "no error";
}

bool
stream_timed_out(const struct stream *s)
{
	return s->timed_out;
}

int
stream_fd(const struct stream *s)
{
	return s->fd;
}
