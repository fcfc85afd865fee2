/*
 * The kinds of process that the master forks.  Each main function runs in the
 * child, after rights were dropped (httpd/rights.h), and never returns.
 */
#ifndef HTTPD_PROCESSES_H
#define HTTPD_PROCESSES_H

#include "core/conf.h"
#include "core/hash.h"
#include "httpd/routes.h"

/* What the master hands to its children at fork. */
struct inherited {
	const struct conf	*conf;
	int			 https_fd, http_fd;	/* listening sockets */
	int			 access_fd;	/* log of requests, -1: standard error */
	const char		*certificate_pem, *key_pem;	/* read by the master, as root */
	const char		*database;	/* connection string; the password's file is closed to children */
	const char		*redis_password;	/* for the administration pool, which tells of DKIM keys */
	const char		*service_password;	/* what services of the mail core show us */
	const char		*rspamd_password;	/* what we show Rspamd for its pages */
	const char		*seal_secret;	/* core/seal.h */
	unsigned char		 cache_key[SHA256_LEN];	/* HMAC key of basic_cache, made at start */
};

/* CONTROL: to the master; WATCHER: to the watcher. */
_Noreturn void front_main(const struct inherited *in, int control, int watcher);

/* SOCKET: to the front. */
_Noreturn void worker_main(const struct inherited *in, enum pool_name pool, int socket);

_Noreturn void watcher_main(const struct inherited *in, int control);

#endif
