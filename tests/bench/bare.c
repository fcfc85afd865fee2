/*
 * The yardstick: libh2o with nothing around it answering one short text over
 * TLS, on one loop as a front has.   bare PORT CERTIFICATE KEY
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <h2o.h>
#include <openssl/ssl.h>

static h2o_globalconf_t global;
static h2o_context_t context;
static h2o_accept_ctx_t accept_ctx;

static int
on_req(h2o_handler_t *self, h2o_req_t *req)
{
	static h2o_generator_t generator;
	static const char text[] = "hello, world\n";
	h2o_iovec_t body = h2o_iovec_init(text, sizeof text - 1);

	(void)self;
	req->res.status = 200;
	req->res.reason = "OK";
	req->res.content_length = body.len;
	h2o_add_header(&req->pool, &req->res.headers, H2O_TOKEN_CONTENT_TYPE, NULL,
	    H2O_STRLIT("text/plain"));
	h2o_start_response(req, &generator);
	h2o_send(req, &body, 1, H2O_SEND_STATE_FINAL);
	return 0;
}

static void
on_accept(h2o_socket_t *listener, const char *err)
{
	h2o_socket_t *sock;

	if (err == NULL && (sock = h2o_evloop_socket_accept(listener)) != NULL)
		h2o_accept(&accept_ctx, sock);
}

int
main(int argc, char **argv)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
	h2o_hostconf_t *host;
	h2o_socket_t *listener;
	SSL_CTX *tls = SSL_CTX_new(TLS_server_method());

	if (argc != 4 || SSL_CTX_use_certificate_chain_file(tls, argv[2]) != 1 ||
	    SSL_CTX_use_PrivateKey_file(tls, argv[3], SSL_FILETYPE_PEM) != 1) {
		fprintf(stderr, "usage: bare PORT CERTIFICATE KEY\n");
		return 2;
	}
	at.sin_port = htons((uint16_t)atoi(argv[1]));
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, 1024) < 0) {
		perror("bare");
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	h2o_config_init(&global);
	global.max_request_entity_size = 1 << 20;
	host = h2o_config_register_host(&global, h2o_iovec_init(H2O_STRLIT("default")), 65535);
	h2o_create_handler(h2o_config_register_path(host, "/", 0), sizeof(h2o_handler_t))->on_req =
	    on_req;
	h2o_context_init(&context, h2o_evloop_create(), &global);
	h2o_ssl_register_alpn_protocols(tls, h2o_http2_alpn_protocols);
	accept_ctx = (h2o_accept_ctx_t){ .ctx = &context, .hosts = global.hosts, .ssl_ctx = tls };
	listener = h2o_evloop_socket_create(context.loop, fd, H2O_SOCKET_FLAG_DONT_READ);
	h2o_socket_read_start(listener, on_accept);
	for (;;)
		h2o_evloop_run(context.loop, INT32_MAX);
}
