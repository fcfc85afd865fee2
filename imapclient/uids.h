/*
 * Sets of message numbers (RFC 9051, sequence-set): sorted ranges without
 * overlap, on an arena.  A set from the server is bounded in ranges.
 */
#ifndef IMAPCLIENT_UIDS_H
#define IMAPCLIENT_UIDS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"

struct imap_range {
	uint32_t	 first, last;	/* both inside */
};

struct imap_uids {
	struct arena		*arena;
	struct imap_range	*ranges;
	size_t			 count, size;
};

#define IMAP_UIDS_ON(a)		((struct imap_uids){ .arena = (a) })
#define IMAP_UIDS_MAX		1000000		/* ranges taken from a server */

/* Cheap in ascending order, right in any. */
void imap_uids_add(struct imap_uids *set, uint32_t uid);
void imap_uids_add_range(struct imap_uids *set, uint32_t first, uint32_t last);

/*
 * For many in no order: push them all, then settle once.  (To add them one by
 * one moves the whole set each time, which a server could make us do for hours.)
 */
void imap_uids_push(struct imap_uids *set, uint32_t first, uint32_t last);
void imap_uids_settle(struct imap_uids *set);

bool imap_uids_has(const struct imap_uids *set, uint32_t uid);

/* How many numbers. */
uint64_t imap_uids_total(const struct imap_uids *set);

/* The smallest number above AFTER, 0 at the end:  for (u = 0; (u = imap_uids_next(&s, u)) != 0; ) */
uint32_t imap_uids_next(const struct imap_uids *set, uint32_t after);

/* The largest number, 0: none. */
uint32_t imap_uids_last(const struct imap_uids *set);

/* At most MAX of the numbers above AFTER, into OUT (on OUT's arena); false when there are none. */
bool imap_uids_slice(const struct imap_uids *set, uint32_t after, size_t max, struct imap_uids *out);

/* "1:3,7".  "*" and 0 are refused: no answer may hold them. */
enum status imap_uids_parse(struct imap_uids *set, const char *s, size_t len) NODISCARD;

/* The numbers in the order in which they stand, as COPYUID pairs them; at most MAX. */
enum status imap_uids_expand(struct arena *arena, const char *s, size_t len, size_t max,
    uint32_t **list, size_t *count) NODISCARD;
char *imap_uids_format(const struct imap_uids *set, struct arena *arena);

#endif
