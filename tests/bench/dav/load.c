/*
 * One client for all servers: sends prepared requests over kept connections and
 * looks at each answer's status.
 *
 *   load CLIENTS HOST PORT CA|- FILE [ANSWER]
 *
 * FILE holds requests, each as "STATUS LENGTH\n" and so many bytes of HTTP/1.1;
 * STATUS 0 takes any.  With CA it is TLS.  Each client is a process with its own
 * connection and every CLIENTS-th request.  Says seconds, requests, and the median of
 * each request's microseconds; the last body goes to ANSWER.  Exit 1 at the
 * first answer of another status, which is shown.
 */
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <fcntl.h>
#include <openssl/ssl.h>

#define REQUESTS_MAX	200000
#define CLIENTS_MAX	64

struct sent {
	int		 status;
	const char	*data;
	size_t		 len;
};

static struct sent list[REQUESTS_MAX];
static size_t count;
static const char *host, *port;
static SSL_CTX *tls;

/* The connection of this process. */
static int fd = -1;
static SSL *ssl;
static char *in;		/* what was read and not used yet */
static size_t in_len, in_size;

static void
die(const char *why)
{
	fprintf(stderr, "load: %s\n", why);
	exit(1);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
read_file(const char *path)
{
	struct stat st;
	char *at, *end;
	int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file < 0 || fstat(file, &st) < 0)
		die("no file of requests");
	at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	if (at == MAP_FAILED)
		die("no memory");
	for (end = at + st.st_size; at < end && count < REQUESTS_MAX; count++) {
		list[count].status = (int)strtol(at, &at, 10);
		list[count].len = strtoul(at, &at, 10);
		list[count].data = at + 1;
		at += 1 + list[count].len;
	}
}

static void
hang_up(void)
{
	if (ssl != NULL)
		SSL_free(ssl);
	if (fd >= 0)
		close(fd);
	ssl = NULL;
	fd = -1;
	in_len = 0;
}

static void
dial(void)
{
	struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM }, *a;
	int on = 1;

	if (getaddrinfo(host, port, &hints, &a) != 0)
		die("no such host");
	fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (connect(fd, a->ai_addr, a->ai_addrlen) < 0)
		die("no connection");
	freeaddrinfo(a);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	if (tls == NULL)
		return;
	ssl = SSL_new(tls);
	SSL_set_fd(ssl, fd);
	SSL_set_tlsext_host_name(ssl, "localhost");
	if (SSL_connect(ssl) != 1)
		die("no TLS");
}

static bool
put(const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = ssl != NULL ? SSL_write(ssl, data, (int)len) : write(fd, data, len);

		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

/* False at the end of the stream. */
static bool
more(void)
{
	ssize_t n;

	if (in_size - in_len < 65536) {
		in_size = in_size * 2 + 131072;
		if ((in = realloc(in, in_size)) == NULL)
			die("no memory");
	}
	n = ssl != NULL ? SSL_read(ssl, in + in_len, (int)(in_size - in_len - 1)) :
	    read(fd, in + in_len, in_size - in_len - 1);
	if (n <= 0)
		return false;
	in_len += (size_t)n;
	in[in_len] = '\0';
	return true;
}

static void
need_more(void)
{
	if (!more())
		die("the server hung up");
}

/* The value of a header of the answer at IN, or NULL. */
static const char *
header(const char *head_end, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = in; at < head_end; at++)
		if (*at == '\n' && strncasecmp(at + 1, name, len) == 0 && at[1 + len] == ':')
			return at + 2 + len + strspn(at + 2 + len, " ");
	return NULL;
}

static void
until(size_t len)
{
	while (in_len < len)
		need_more();
}

/* Chunks from AT on, joined at AT; where they end in *END. */
static size_t
unchunk(size_t at, size_t *end)
{
	size_t body = at, out = at;

	for (;;) {
		char *line;
		size_t len;

		while ((line = in_len > at ? memchr(in + at, '\n', in_len - at) : NULL) == NULL)
			need_more();
		len = strtoul(in + at, NULL, 16);
		at = (size_t)(line + 1 - in);
		until(at + len + 2);
		memmove(in + out, in + at, len);
		out += len;
		at += len + 2;
		if (len == 0)
			break;
	}
	*end = at;
	return out - body;
}

enum fate { KEPT, CLOSED, LOST };

/* One answer: its body in *BODY until the next call; what becomes of the connection. */
static enum fate
answer(const struct sent *rq, const char **body, size_t *len)
{
	char *head_end;
	const char *value;
	size_t begin, end;
	int status;
	bool keep;

	do {
		while (in_len == 0 || (head_end = strstr(in, "\r\n\r\n")) == NULL)
			if (!more())
				return LOST;
		begin = (size_t)(head_end + 4 - in);
		status = atoi(in + 9);
		if (status == 100) {
			memmove(in, in + begin, in_len - begin + 1);
			in_len -= begin;
		}
	} while (status == 100);
	value = header(head_end, "connection");
	keep = value == NULL ? strncmp(in, "HTTP/1.0", 8) != 0 : strncasecmp(value, "close", 5) != 0;
	if ((value = header(head_end, "transfer-encoding")) != NULL &&
	    strncasecmp(value, "chunked", 7) == 0) {
		*len = unchunk(begin, &end);
	} else if ((value = header(head_end, "content-length")) != NULL || status == 204 ||
	    status == 304) {
		*len = value == NULL || status == 204 || status == 304 ? 0 : strtoul(value, NULL, 10);
		until(end = begin + *len);
	} else {
		while (more())
			;
		keep = false;
		end = in_len;
		*len = end - begin;
	}
	*body = in + begin;
	if (rq->status != 0 && status != rq->status) {
		fprintf(stderr, "load: wanted %d, got:\n%.*s\nfor:\n%.*s\n", rq->status,
		    (int)(end < 2000 ? end : 2000), in, (int)(rq->len < 600 ? rq->len : 600), rq->data);
		exit(1);
	}
	/* One request at a time: nothing can be behind it. */
	in_len = 0;
	return keep ? KEPT : CLOSED;
}

static void
client(size_t first, size_t step, double *times, const char *path)
{
	const char *body = "";
	size_t len = 0;

	for (size_t i = first; i < count; i += step) {
		double begin = now();

		bool fresh = fd < 0;
		enum fate fate;

		if (fresh)
			dial();
		fate = put(list[i].data, list[i].len) ? answer(&list[i], &body, &len) : LOST;
		if (fate == LOST) {
			/* A server may end a connection that it does not need any more. */
			if (fresh)
				die("the server hung up");
			hang_up();
			i -= step;
			continue;
		}
		if (fate == CLOSED)
			hang_up();
		times[i] = now() - begin;
	}
	if (path != NULL && first == (count - 1) % step) {
		FILE *f = fopen(path, "w");

		if (f == NULL || fwrite(body, 1, len, f) != len || fclose(f) != 0)
			die("cannot keep the answer");
	}
	exit(0);
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

int
main(int argc, char **argv)
{
	size_t clients = argc > 5 ? strtoul(argv[1], NULL, 10) : 0;
	pid_t pids[CLIENTS_MAX];
	double *times, begin, seconds;
	bool good = true;

	if (clients < 1 || clients > CLIENTS_MAX)
		die("usage: load CLIENTS HOST PORT CA|- FILE [ANSWER]");
	signal(SIGPIPE, SIG_IGN);
	host = argv[2];
	port = argv[3];
	if (strcmp(argv[4], "-") != 0) {
		tls = SSL_CTX_new(TLS_client_method());
		SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, NULL);
		if (SSL_CTX_load_verify_locations(tls, argv[4], NULL) != 1)
			die("no certificate authority");
	}
	read_file(argv[5]);
	times = mmap(NULL, REQUESTS_MAX * sizeof *times, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (count == 0 || times == MAP_FAILED)
		die("nothing to do");
	begin = now();
	for (size_t i = 0; i < clients; i++)
		if ((pids[i] = fork()) == 0)
			client(i, clients, times, argc > 6 ? argv[6] : NULL);
	for (size_t i = 0; i < clients; i++) {
		int status;

		good = waitpid(pids[i], &status, 0) == pids[i] && status == 0 && good;
	}
	seconds = now() - begin;
	if (!good)
		return 1;
	qsort(times, count, sizeof *times, by_size);
	printf("%.6f %zu %.0f\n", seconds, count, times[count / 2] * 1e6);
	return 0;
}
