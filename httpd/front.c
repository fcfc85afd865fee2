/*
 * The front process: the loop, the sockets, who hears what from the master.
 *
 * Start.  The listening sockets are inherited and shared with other fronts, so
 * they are non-blocking and whoever is first accepts.  Once the loop runs the
 * master is told (CONTROL_UP).
 *
 * Drain.  Accept no more; HTTP/2 connections get GOAWAY, those of HTTP/1 close
 * behind their next answer; event streams end (their clients connect again, to
 * the new front); what runs may finish, within a bound.  Then CONTROL_DRAINED.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <h2o.h>
#include <h2o/http1.h>
#include <h2o/http2.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/log.h"
#include "httpd/access.h"
#include "httpd/assets.h"
#include "httpd/bridge.h"
#include "httpd/events.h"
#include "httpd/front.h"
#include "httpd/guard.h"
#include "httpd/limits.h"
#include "httpd/metrics.h"
#include "httpd/plain.h"
#include "httpd/pool.h"
#include "httpd/sync.h"
#include "httpd/tls.h"

#define ACCEPT_AT_ONCE	64
#define BODY_IN_MEMORY	(1 << 20)	/* bytes; larger bodies wait in a file */
#define DRAIN_MOST	10000		/* ms beyond the longest handler */
#define HOUR		3600000

struct front front;

struct listener {
	h2o_accept_ctx_t	 accept;
	h2o_hostconf_t		*hosts[2];
	h2o_socket_t		*sock;
};

struct letter {
	struct letter	*next;
	struct control	 c;
};

static struct listener https, http;
static int master = -1, watcher = -1;
static h2o_socket_t *watcher_sock;
static struct letter *letters, **letters_end = &letters;
static h2o_timeout_t second;
static h2o_timeout_entry_t tick_entry;
static int64_t drain_started;
static volatile sig_atomic_t terminated;

static void on_watcher(h2o_socket_t *sock, const char *err);

/* To master and watcher */

static void
send_letters(void)
{
	while (letters != NULL && control_send(master, &letters->c) != ERR_BUSY) {
		struct letter *sent = letters;

		if ((letters = sent->next) == NULL)
			letters_end = &letters;
		free(sent);
	}
}

void
front_tell_master(const struct control *c)
{
	struct letter *letter;

	send_letters();
	if (letters == NULL && control_send(master, c) != ERR_BUSY)
		return;
	letter = h2o_mem_alloc(sizeof *letter);
	*letter = (struct letter){ .c = *c };
	*letters_end = letter;
	letters_end = &letter->next;
}

/*
 * A watcher that does not read is lost sooner or later; the one that follows is
 * told everything again.
 */
void
front_tell_watcher(const struct control *c)
{
	if (watcher >= 0 && control_send(watcher, c) == ERR_BUSY)
		log_warn("watcher", "does not listen");
}

static void
close_watcher(void)
{
	if (watcher_sock != NULL)
		h2o_socket_close(watcher_sock);
	watcher_sock = NULL;
	watcher = -1;
}

static void
use_watcher(int fd)
{
	close_watcher();
	watcher = fd;
	watcher_sock = h2o_evloop_socket_create(front.loop, fd, H2O_SOCKET_FLAG_DONT_READ);
	h2o_socket_read_start(watcher_sock, on_watcher);
	events_watch_again();
}

static void
on_watcher(h2o_socket_t *sock, const char *err)
{
	struct control c;
	enum status st;

	(void)sock;
	(void)err;
	while ((st = control_recv(watcher, &c)) == OK) {
		if (c.kind == CONTROL_SYNC && !front.draining)
			sync_request(c.account, SYNC_INDEX);
		else if (c.kind == CONTROL_TASKS && !front.draining)
			sync_request(c.account, SYNC_TASKS);
		else if (c.kind == CONTROL_SLOW && !front.draining)
			sync_request(c.account, SYNC_SLOW);
		else if (c.kind == CONTROL_NEWS)
			events_news(c.account, c.text);
		else if (c.kind == CONTROL_BANS)
			limits_ban(c.fd);
		else if (c.kind == CONTROL_MEASURES)
			metrics_take(c.fd);
		if (c.fd >= 0)
			close(c.fd);
	}
	if (st != ERR_BUSY)
		close_watcher();	/* the master sends the socket to the next one */
}

/* Draining */

static void
stop_listening(struct listener *l)
{
	if (l->sock != NULL)
		h2o_socket_close(l->sock);
	l->sock = NULL;
}

static void
drain(void)
{
	if (front.draining)
		return;
	front.draining = true;
	drain_started = clock_steady();
	stop_listening(&https);
	stop_listening(&http);
	h2o_context_request_shutdown(&front.ctx);
	events_end_all();
}

_Noreturn static void
leave(int code)
{
	access_flush();
	_exit(code);
}

static void
finish_draining(int64_t now)
{
	struct control c = { .kind = CONTROL_DRAINED, .fd = -1 };
	bool late = now - drain_started > front.conf->deadline * 1000 + DRAIN_MOST;

	if (!late && (limits_connections() > 0 || pool_busy() > 0))
		return;
	if (late)
		log_warn("drain", "left %zu connections and %zu requests behind",
		    limits_connections(), pool_busy());
	front_tell_master(&c);
	leave(0);
}

/* From the master */

static void
on_master(h2o_socket_t *sock, const char *err)
{
	struct control c;
	enum status st;

	(void)sock;
	(void)err;
	while ((st = control_recv(master, &c)) == OK) {
		switch (c.kind) {
		case CONTROL_WORKER:
			pool_add((enum pool_name)c.pool, c.pid, c.fd);
			break;
		case CONTROL_NO_WORKER:
			pool_none((enum pool_name)c.pool);
			break;
		case CONTROL_DRAIN:
			drain();
			break;
		case CONTROL_WATCHER:
			use_watcher(c.fd);
			break;
		default:
			if (c.fd >= 0)
				close(c.fd);
			break;
		}
	}
	if (st != ERR_BUSY) {
		/* Without its master a front can replace nothing and nobody would end it. */
		log_error("master", "is gone");
		leave(1);
	}
}

/* Connections */

static void
on_accept(h2o_socket_t *sock, const char *err)
{
	struct listener *l = sock->data;

	if (err != NULL)
		return;
	for (int i = 0; i < ACCEPT_AT_ONCE; i++) {
		h2o_socket_t *client = h2o_evloop_socket_accept(sock);

		if (client == NULL)
			return;
		if (limits_admit(client))
			h2o_accept(&l->accept, client);
		else
			h2o_socket_close(client);
	}
}

static void
listen_on(struct listener *l, int fd, const char *name, SSL_CTX *tls,
    int (*on_req)(h2o_handler_t *, h2o_req_t *))
{
	h2o_hostconf_t *host = h2o_config_register_host(&front.global,
	    h2o_iovec_init(name, strlen(name)), 65535);
	h2o_pathconf_t *path = h2o_config_register_path(host, "/", 0);

	h2o_create_handler(path, sizeof(h2o_handler_t))->on_req = on_req;
	access_register(path);
	/* "*" and other targets that are no path. */
	h2o_create_handler(&host->fallback_path, sizeof(h2o_handler_t))->on_req = on_req;
	access_register(&host->fallback_path);
	l->hosts[0] = host;
	l->accept = (h2o_accept_ctx_t){ .ctx = &front.ctx, .hosts = l->hosts, .ssl_ctx = tls };
	if (fd < 0)
		return;
	l->sock = h2o_evloop_socket_create(front.loop, fd, H2O_SOCKET_FLAG_DONT_READ);
	l->sock->data = l;
}

/* Once a second */

static void
on_tick(h2o_timeout_entry_t *entry)
{
	int64_t now = clock_steady();

	h2o_timeout_link(front.loop, &second, entry);
	send_letters();
	pool_tick(now);
	sync_tick(now);
	events_tick(now);
	limits_tick(now);
	access_flush();
	if (https.accept.ssl_ctx != NULL)
		tls_rotate(https.accept.ssl_ctx, front.in);
	if (terminated)
		drain();
	if (front.draining)
		finish_draining(now);
}

static void
on_terminate(int signal)
{
	(void)signal;
	terminated = 1;
}

static void
catch_signals(void)
{
	struct sigaction sa = { .sa_handler = SIG_IGN };

	sigaction(SIGPIPE, &sa, NULL);
	/* Ctrl-C reaches the whole group; the master says what to do. */
	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGHUP, &sa, NULL);
	sa.sa_handler = on_terminate;
	sigaction(SIGTERM, &sa, NULL);
}

/*
 * Large bodies wait in unlinked files of a folder of our own, not in the
 * memory that all share nor in /tmp.
 */
static void
choose_body_folder(void)
{
	struct arena *arena = arena_open();
	const char *folder = conf_root_path(front.conf, arena, "tmp");
	char *template = h2o_socket_buffer_mmap_settings.fn_template;
	size_t size = sizeof h2o_socket_buffer_mmap_settings.fn_template;

	if (access(folder, W_OK | X_OK) == 0 &&
	    (size_t)snprintf(template, size, "%s/body.XXXXXX", folder) < size) {
		h2o_socket_buffer_mmap_settings.threshold = BODY_IN_MEMORY;
	} else {
		log_warn("bodies", "cannot write in %s: large bodies stay in memory", folder);
		h2o_socket_buffer_mmap_settings.threshold = SIZE_MAX;
	}
	arena_close(arena);
}

static void
configure(const struct conf *conf)
{
	h2o_globalconf_t *g = &front.global;

	h2o_config_init(g);
	g->server_name = h2o_iovec_init("", 0);
	g->max_request_entity_size = (size_t)conf->max_body;
	g->handshake_timeout = 10000;
	/* limits.c has finer clocks than these two. */
	g->http1.req_timeout = HOUR;
	g->http2.idle_timeout = (uint64_t)conf->request_timeout * 1000;
	/* HTTP/2 only where ALPN chose it: the defences of guard.c count on TLS. */
	g->http1.upgrade_to_http2 = 0;
	g->http2.graceful_shutdown_timeout = (uint64_t)conf->deadline * 1000;
}

_Noreturn void
front_main(const struct inherited *in, int control, int watcher_fd)
{
	struct control up = { .kind = CONTROL_UP, .fd = -1 };
	h2o_socket_t *master_sock;
	SSL_CTX *tls;

	catch_signals();
	front.conf = in->conf;
	front.in = in;
	master = control;
	guard_open();
	configure(in->conf);
	/* Two for each connection, for as long as it is open: a thousand event streams hold them. */
	h2o_socket_buffer_prototype._initial_buf.capacity = H2O_SOCKET_INITIAL_INPUT_BUFFER_SIZE;
	front.loop = h2o_evloop_create();
	limits_open();
	access_open();
	assets_open();
	choose_body_folder();
	pool_open();
	events_open();
	tls = tls_open(in);
	listen_on(&https, in->https_fd, "https", tls, bridge_on_req);
	listen_on(&http, in->http_fd, "http", NULL, plain_on_req);
	/* Hosts must stand before the context is made. */
	h2o_context_init(&front.ctx, front.loop, &front.global);

	master_sock = h2o_evloop_socket_create(front.loop, master, H2O_SOCKET_FLAG_DONT_READ);
	h2o_socket_read_start(master_sock, on_master);
	if (watcher_fd >= 0)
		use_watcher(watcher_fd);
	h2o_timeout_init(front.loop, &second, 1000);
	tick_entry.cb = on_tick;
	on_tick(&tick_entry);
	if (https.sock != NULL)
		h2o_socket_read_start(https.sock, on_accept);
	if (http.sock != NULL)
		h2o_socket_read_start(http.sock, on_accept);
	front_tell_master(&up);
	for (;;)
		/* -1 for a signal: on_tick() looks at it. */
		(void)h2o_evloop_run(front.loop, INT32_MAX);
}
