/*
 * The watcher saw an account's mail store move: have a mail worker follow it
 * into the index (POST /internal/sync).  At most one such job per account
 * runs and one more waits, however often the store moves.
 */
#ifndef HTTPD_SYNC_H
#define HTTPD_SYNC_H

#include <stdint.h>

void sync_request(int64_t account);

#endif
