/*
 * A packet is a head, the strings that its kind has (each with its length and
 * a NUL behind it), the headers, and a small body.  Both ends run this file,
 * so numbers are in the machine's own order.
 *
 * Trust: the reader takes nothing for granted.  Lengths are held against what
 * has arrived, strings hold no NUL, a reply's headers are ones that HTTP
 * allows, a descriptor is a plain file as long as it claims to be.  A request's
 * large body is sealed against shrinking before it is mapped; a reply's file
 * is read by the front and never mapped, since a worker may cut it meanwhile.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/pages.h"
#include "httpd/message.h"

#define MAGIC		0x68617901u	/* "hay", layout 1 */
#define ABSENT		UINT32_MAX	/* the length of a string that is NULL */
#define BODY_MAX	((int64_t)4 << 30)
#define SEALS		(F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

enum body_place { BODY_INLINE, BODY_FILE };

struct head {
	uint32_t	magic;
	uint16_t	kind;
	uint8_t		place;		/* enum body_place */
	uint8_t		last;
	int32_t		route;
	int32_t		code;
	int64_t		deadline_ms;
	int64_t		account;
	int64_t		body_start;	/* in the file */
	int64_t		body_len;
	uint32_t	headers;	/* how many */
	uint8_t		stream, close_after_state, pad[2];
	int64_t		stream_account;
	int32_t		stream_ping, pad2;
};

static bool
has_request(int kind)
{
	return kind == MSG_REQUEST || kind == MSG_VERIFY;
}

enum status
message_pair(int fds[2])
{
	int size = MESSAGE_MAX + 4096;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) < 0)
		return ERR_BUSY;
	for (int i = 0; i < 2; i++)
		if (setsockopt(fds[i], SOL_SOCKET, SO_SNDBUF, &size, sizeof size) < 0) {
			close(fds[0]);
			close(fds[1]);
			return ERR_INTERNAL;
		}
	return OK;
}

/* Sending */

struct out {
	unsigned char	*data;
	size_t		 len;
	bool		 full;
};

static void
put(struct out *out, const void *p, size_t len)
{
	if (out->full || len > MESSAGE_MAX - out->len) {
		out->full = true;
		return;
	}
	if (len > 0)
		memcpy(out->data + out->len, p, len);
	out->len += len;
}

static void
put_text(struct out *out, const char *s)
{
	uint32_t len = s != NULL ? (uint32_t)strlen(s) : ABSENT;

	put(out, &len, sizeof len);
	if (s != NULL)
		put(out, s, (size_t)len + 1);
}

static uint32_t
put_headers(struct out *out, const struct header *h)
{
	uint32_t count = 0;

	for (; h != NULL && !out->full; h = h->next) {
		if (h->value == NULL)
			continue;
		put_text(out, h->name);
		put_text(out, h->value);
		count++;
	}
	return count;
}

/* A memfd that holds the bytes and cannot change any more; -1 when there is no room. */
static int
sealed_file(const char *bytes, size_t len)
{
	int fd = memfd_create("body", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	while (fd >= 0 && len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			close(fd);
			return -1;
		}
		bytes += n;
		len -= (size_t)n;
	}
	if (fd >= 0 && fcntl(fd, F_ADD_SEALS, SEALS) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static enum status
send_packet(int to, const struct out *out, int fd)
{
	union {
		char		space[CMSG_SPACE(sizeof fd)];
		struct cmsghdr	align;
	} control = { 0 };
	struct iovec part = { .iov_base = out->data, .iov_len = out->len };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t n;

	if (fd >= 0) {
		struct cmsghdr *c;

		msg.msg_control = control.space;
		msg.msg_controllen = sizeof control.space;
		c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof fd);
		memcpy(CMSG_DATA(c), &fd, sizeof fd);
	}
	do
		n = sendmsg(to, &msg, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	if (n >= 0)
		return OK;
	switch (errno) {
	case EAGAIN:
	case ENOBUFS:
	case ENOMEM:
	case ETOOMANYREFS:
		return ERR_BUSY;
	case EMSGSIZE:
		return ERR_TOO_LARGE;
	default:
		return ERR_UPSTREAM;
	}
}

enum status
message_send(int to, const struct message *m)
{
	static unsigned char packet[MESSAGE_MAX];
	struct out out = { .data = packet, .len = sizeof(struct head) };
	bool request = has_request(m->kind);
	struct head head = {
		.magic = MAGIC,
		.kind = (uint16_t)m->kind,
		.last = m->last,
		.route = m->route,
		.code = m->re.code,
		.deadline_ms = m->deadline_ms,
		.account = m->account,
	};
	const char *body = request ? m->rq.body : m->re.body;
	size_t len = request ? m->rq.body_len : m->re.body_len;
	int fd = -1, made = -1;
	enum status st;

	if (request) {
		put_text(&out, m->rq.id);
		put_text(&out, m->rq.method);
		put_text(&out, m->rq.path);
		put_text(&out, m->rq.query);
		put_text(&out, m->rq.authority);
		put_text(&out, m->rq.remote);
		head.headers = put_headers(&out, m->rq.headers);
	} else {
		put_text(&out, m->fault != NULL ? m->fault : "");
	}
	if (m->kind == MSG_REPLY) {
		const struct event_stream *s = m->re.stream;

		head.headers = put_headers(&out, m->re.headers);
		if (s != NULL) {
			head.stream = 1;
			head.stream_account = s->account;
			head.stream_ping = s->ping;
			head.close_after_state = s->close_after_state;
			put_text(&out, s->types);
			put_text(&out, s->last_id);
			put_text(&out, s->first);
		}
		if (m->re.body_fd >= 0) {
			fd = m->re.body_fd;
			head.body_start = m->re.body_fd_start;
			head.body_len = m->re.body_fd_len;
		}
	} else if (!request) {
		len = 0;
	}
	if (out.full)
		return ERR_TOO_LARGE;
	if (fd < 0) {
		head.body_len = (int64_t)len;
		if (len <= MESSAGE_INLINE && len <= MESSAGE_MAX - out.len)
			put(&out, body, len);
		else if ((fd = made = sealed_file(body, len)) < 0)
			return ERR_BUSY;
	}
	head.place = fd >= 0 ? BODY_FILE : BODY_INLINE;
	memcpy(packet, &head, sizeof head);
	st = send_packet(to, &out, fd);
	if (made >= 0)
		close(made);
	return st;
}

/* Receiving */

struct in {
	char	*data;
	size_t	 len, at;
	bool	 bad;
};

/* A string in place; NULL when absent. */
static const char *
get_text(struct in *in)
{
	uint32_t len;
	char *s;

	if (in->bad || in->len - in->at < sizeof len) {
		in->bad = true;
		return NULL;
	}
	memcpy(&len, in->data + in->at, sizeof len);
	in->at += sizeof len;
	if (len == ABSENT)
		return NULL;
	s = in->data + in->at;
	if (len >= in->len - in->at || s[len] != '\0' || memchr(s, '\0', len) != NULL) {
		in->bad = true;
		return NULL;
	}
	in->at += (size_t)len + 1;
	return s;
}

static const char *
need_text(struct in *in)
{
	const char *s = get_text(in);

	if (s == NULL)
		in->bad = true;
	return s;
}

/* RFC 9110, 5.1 and 5.5; names in lower case as HTTP/2 wants them. */
static bool
is_header_name(const char *s)
{
	return *s != '\0' &&
	    s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~")] == '\0';
}

static bool
is_header_value(const char *s)
{
	for (; *s != '\0'; s++)
		if (((unsigned char)*s < ' ' && *s != '\t') || *s == 0x7f)
			return false;
	return true;
}

static struct header *
get_headers(struct in *in, struct arena *arena, uint32_t count, bool strict)
{
	struct header *first = NULL, **at = &first;

	/* Each takes two lengths and two NULs at least. */
	if (count > (in->len - in->at) / 10) {
		in->bad = true;
		return NULL;
	}
	for (; count > 0; count--) {
		struct header *h = arena_alloc(arena, sizeof *h);

		h->name = need_text(in);
		h->value = need_text(in);
		if (in->bad || (strict && (!is_header_name(h->name) || !is_header_value(h->value)))) {
			in->bad = true;
			return NULL;
		}
		*at = h;
		at = &h->next;
	}
	return first;
}

static bool
is_file_of(int fd, int64_t start, int64_t len)
{
	struct stat sb;

	return fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) && start >= 0 && len >= 0 &&
	    start <= sb.st_size && len <= sb.st_size - start;
}

static void
get_request(struct in *in, struct arena *arena, const struct head *head, struct request *rq)
{
	rq->id = need_text(in);
	rq->method = need_text(in);
	rq->path = need_text(in);
	rq->query = get_text(in);
	rq->authority = need_text(in);
	rq->remote = need_text(in);
	rq->headers = get_headers(in, arena, head->headers, false);
	if (head->route < 0 || head->deadline_ms < 0)
		in->bad = true;
}

static void
get_reply(struct in *in, struct arena *arena, const struct head *head, struct reply *re)
{
	if (head->code < 200 || head->code > 599)
		in->bad = true;
	re->code = head->code;
	re->headers = get_headers(in, arena, head->headers, true);
	if (head->stream) {
		struct event_stream *s = arena_alloc(arena, sizeof *s);

		*s = (struct event_stream){
			.account = head->stream_account,
			.ping = head->stream_ping,
			.close_after_state = head->close_after_state != 0,
			.types = need_text(in),
			.last_id = need_text(in),
			.first = need_text(in),
		};
		if (s->account <= 0 || s->ping < 0)
			in->bad = true;
		re->stream = s;
	}
}

static enum status
get_inline_body(const struct in *in, const struct head *head, struct message *m)
{
	const char *body = in->data + in->at;	/* the packet's copy has a NUL behind its end */
	size_t len = in->len - in->at;

	if ((uint64_t)head->body_len != len)
		return ERR_INVALID;
	if (has_request(head->kind)) {
		m->rq.body = body;
		m->rq.body_len = len;
		return OK;
	}
	m->re.body = body;
	m->re.body_len = len;
	return head->kind != MSG_REPLY && len > 0 ? ERR_INVALID : OK;
}

/* Whether FD was left for the caller (a reply's body) is told by re.body_fd. */
static enum status
get_file_body(const struct in *in, struct arena *arena, const struct head *head, int fd,
    struct message *m)
{
	int seals;

	if (in->at != in->len || !is_file_of(fd, head->body_start, head->body_len))
		return ERR_INVALID;
	if (head->kind == MSG_REPLY) {
		m->re.body_fd = fd;
		m->re.body_fd_start = head->body_start;
		m->re.body_fd_len = head->body_len;
		return OK;
	}
	seals = fcntl(fd, F_GET_SEALS);
	if (!has_request(head->kind) || head->body_start != 0 || head->body_len == 0 || seals < 0 ||
	    (seals & SEALS) != SEALS)
		return ERR_INVALID;
	m->rq.body = pages_map(arena, fd, (size_t)head->body_len);
	m->rq.body_len = (size_t)head->body_len;
	return m->rq.body != NULL ? OK : ERR_BUSY;
}

static enum status
parse(struct in *in, struct arena *arena, int fd, struct message *m)
{
	struct head head;

	if (in->len < sizeof head)
		return ERR_INVALID;
	memcpy(&head, in->data, sizeof head);
	in->at = sizeof head;
	if (head.magic != MAGIC || head.kind < MSG_REQUEST || head.kind > MSG_READY ||
	    head.place > BODY_FILE || head.last > 1 || head.stream > 1 ||
	    head.body_len < 0 || head.body_len > BODY_MAX || head.account < 0 ||
	    (head.place == BODY_FILE) != (fd >= 0))
		return ERR_INVALID;
	m->kind = (enum message_kind)head.kind;
	m->route = head.route;
	m->deadline_ms = head.deadline_ms;
	m->account = head.account;
	m->last = head.last;
	m->fault = "";

	if (has_request(head.kind))
		get_request(in, arena, &head, &m->rq);
	else
		m->fault = need_text(in);
	if (head.kind == MSG_REPLY)
		get_reply(in, arena, &head, &m->re);
	if (in->bad)
		return ERR_INVALID;
	return head.place == BODY_INLINE ? get_inline_body(in, &head, m) :
	    get_file_body(in, arena, &head, fd, m);
}

/* The one descriptor of a packet, -1 for none; false when there were more. */
static bool
take_fd(struct msghdr *msg, int *fd)
{
	bool good = (msg->msg_flags & MSG_CTRUNC) == 0;

	*fd = -1;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c != NULL; c = CMSG_NXTHDR(msg, c)) {
		size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);

		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		for (size_t i = 0; i < count; i++) {
			int one;

			memcpy(&one, CMSG_DATA(c) + i * sizeof one, sizeof one);
			if (*fd < 0 && good) {
				*fd = one;
			} else {
				close(one);
				good = false;
			}
		}
	}
	if (!good && *fd >= 0) {
		close(*fd);
		*fd = -1;
	}
	return good;
}

enum status
message_recv(int from, struct arena *arena, struct message *m)
{
	static char packet[MESSAGE_MAX];
	union {
		char		space[CMSG_SPACE(4 * sizeof(int))];
		struct cmsghdr	align;
	} control;
	struct iovec part = { .iov_base = packet, .iov_len = sizeof packet };
	struct msghdr msg = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = control.space,
		.msg_controllen = sizeof control.space,
	};
	struct in in = { 0 };
	enum status st;
	ssize_t n;
	int fd;

	*m = (struct message){ .re.body_fd = -1 };
	do
		n = recvmsg(from, &msg, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == EAGAIN ? ERR_BUSY : ERR_NOT_FOUND;
	if (n == 0)
		return ERR_NOT_FOUND;
	if (!take_fd(&msg, &fd))
		return ERR_INVALID;
	if (msg.msg_flags & MSG_TRUNC) {
		st = ERR_INVALID;
	} else {
		in.data = arena_alloc(arena, (size_t)n + 1);
		memcpy(in.data, packet, (size_t)n);
		in.len = (size_t)n;
		st = parse(&in, arena, fd, m);
	}
	if (fd >= 0 && (st != OK || m->re.body_fd != fd))
		close(fd);
	if (st != OK)
		*m = (struct message){ .re.body_fd = -1 };
	return st;
}
