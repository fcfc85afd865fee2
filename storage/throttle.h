/*
 * Brakes for guessing passwords: by the account as typed and by the client's
 * address (an IPv6 /64 is one address), over a sliding window.  Past the limit
 * each failure doubles the wait, up to the length of the window.
 *
 * An attempt is counted before its password is looked at and given back when
 * it was right, so guesses that run side by side count like guesses in a row.
 * When the table cannot be written nobody signs in.  Sessions and remembered
 * Basic passwords are not looked at here: an attacker cannot end them.  Where
 * an account signed in from before, the account's brake does not hold it
 * either, so its owner gets in while somebody else guesses from elsewhere.
 */
#ifndef STORAGE_THROTTLE_H
#define STORAGE_THROTTLE_H

#include "core/ctx.h"

#define THROTTLE_WINDOW	900	/* seconds */

/* What is known about one key.  Times in seconds. */
struct throttle {
	int64_t	 failures, previous;	/* in this window and in the one before */
	int64_t	 since;			/* when this window began */
	int64_t	 until;			/* no attempt before */
};

/* Failures in the last THROTTLE_WINDOW seconds, the older window by its share. */
int64_t throttle_recent(const struct throttle *t, int64_t now);

/* Seconds to wait after RECENT failures where LIMIT are free: 0, 1, 2, 4 … THROTTLE_WINDOW. */
int64_t throttle_wait(int64_t recent, int64_t limit);

/* Count a failure now. */
void throttle_fail(struct throttle *t, int64_t now, int64_t limit);

/* "r:192.0.2.1", "r:2001:db8:1:2::/64"; IPv4 in IPv6 is IPv4. */
const char *throttle_address_key(struct arena *arena, const char *remote);

/*
 * Somebody is about to try a password.  OK: it is counted (and committed), and *WAIT is
 * what follows if it is wrong.  ERR_LIMIT: not now, come back after *WAIT seconds.
 */
enum status db_throttle_attempt(struct ctx *cx, const char *login, int64_t *wait) NODISCARD;

/* The same where nothing that can be guessed opens LOGIN: only the client's address is held. */
enum status db_throttle_attempt_address(struct ctx *cx, const char *login,
    int64_t *wait) NODISCARD;

/*
 * It was right: take the count back, and remember that LOGIN is at home at
 * this address.  *FIRST: it was not known to be until now.  FIRST is NULL
 * while more must be shown: a password alone makes nobody at home.
 */
enum status db_throttle_forgive(struct ctx *cx, const char *login, bool *first) NODISCARD;

#endif
