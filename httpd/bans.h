/*
 * Networks whose connections the front closes before it reads a byte: a copy of
 * what the database says (storage/ban.h), which the watcher hands over.
 */
#ifndef HTTPD_BANS_H
#define HTTPD_BANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/socket.h>

struct bans;

/* An empty table; freed by bans_close. */
struct bans *bans_open(void);
void bans_close(struct bans *bans);

/*
 * Lines "allow NETWORK" and "ban NETWORK SECONDS" (since 1970; 0: for ever) into the
 * table; other lines are left out.  TEXT is changed.
 */
void bans_read(struct bans *bans, char *text);

/* Is this address kept out at NOW, seconds since 1970?  Allowed networks never are. */
bool bans_hit(const struct bans *bans, const struct sockaddr *sa, int64_t now);

size_t bans_count(const struct bans *bans);

#endif
