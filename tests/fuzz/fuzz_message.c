/* Packets that a worker taken over by a mail might send to the front. */
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "httpd/message.h"
#include "tests/fuzz/fuzz.h"

static void
send_packet(int fd, const uint8_t *data, size_t size, int with)
{
	union { struct cmsghdr head; char room[CMSG_SPACE(sizeof(int))]; } control = { 0 };
	struct iovec iov = { (void *)(uintptr_t)data, size };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (with >= 0) {
		struct cmsghdr *c;

		mh.msg_control = control.room;
		mh.msg_controllen = sizeof control.room;
		c = CMSG_FIRSTHDR(&mh);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof with);
		memcpy(CMSG_DATA(c), &with, sizeof with);
	}
	if (sendmsg(fd, &mh, MSG_NOSIGNAL) < 0)
		return;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct message m = { .kind = MSG_READY };
	int fds[2], body = -1;
	struct ctx cx;

	if (size < 1 || message_pair(fds) != OK)
		return 0;
	ctx_open(&cx, NULL);
	if (data[0] & 1) {
		body = memfd_create("body", MFD_CLOEXEC);
		REQUIRE(write(body, data, size) == (ssize_t)size);
	}
	send_packet(fds[0], data + 1, size - 1, body);
	shutdown(fds[0], SHUT_WR);
	if (message_recv(fds[1], cx.arena, &m) == OK) {
		if (m.kind == MSG_REQUEST || m.kind == MSG_VERIFY) {
			REQUIRE(m.rq.method != NULL && m.rq.path != NULL && m.rq.body != NULL);
			REQUIRE(m.rq.body[m.rq.body_len] == '\0');
			for (const struct header *h = m.rq.headers; h != NULL; h = h->next)
				REQUIRE(strlen(h->name) + strlen(h->value) < MESSAGE_MAX);
		}
		if (m.kind == MSG_REPLY) {
			for (const struct header *h = m.re.headers; h != NULL; h = h->next)
				REQUIRE(strlen(h->name) + strlen(h->value) < MESSAGE_MAX);
			if (m.re.body_fd > 2)
				close(m.re.body_fd);
		}
	}
	ctx_close(&cx);
	close(fds[0]);
	close(fds[1]);
	if (body >= 0)
		close(body);
	return 0;
}
