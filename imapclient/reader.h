/*
 * Reads what an IMAP server says, response by response: lines and literals
 * become a tree of atoms, strings and lists.  Iterative, with limits on depth,
 * nodes and bytes.  What goes beyond a limit is read over and left out (cut),
 * so that one monstrous message does not cost the session; what is no IMAP at
 * all ends it.
 *
 * libetpan's own parser loses step for ever at the first item that it does not
 * know, recurses as deep as the server likes, and knows neither VANISHED nor
 * LIST-STATUS, ESEARCH, X-GUID or PREVIEW; so everything after sign-in is read
 * here.
 */
#ifndef IMAPCLIENT_READER_H
#define IMAPCLIENT_READER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/arena.h"

enum imap_kind { IMAP_NIL, IMAP_ATOM, IMAP_STRING, IMAP_LIST };

struct imap_node {
	enum imap_kind	 kind;
	bool		 sunk;		/* a literal that went into the sink, at offset at */
	bool		 skipped;	/* a literal too large for memory and sink; len is true */
	const char	*data;		/* atoms and strings: NUL behind it */
	size_t		 len;
	uint64_t	 at;
	struct imap_node *child, *next;
};

enum imap_response_kind { IMAP_UNTAGGED, IMAP_TAGGED, IMAP_CONTINUE };
enum imap_condition { IMAP_COND_NONE, IMAP_COND_OK, IMAP_COND_NO, IMAP_COND_BAD, IMAP_COND_BYE,
	IMAP_COND_PREAUTH };

struct imap_response {
	enum imap_response_kind	 kind;
	const char		*tag;		/* of a tagged one */
	enum imap_condition	 condition;
	struct imap_node	*code;		/* what stood in […], NULL: nothing */
	const char		*text;		/* human words; what follows "+" */
	struct imap_node	*nodes;		/* of the others: 12 FETCH (…) */
	bool			 cut;		/* went beyond a limit, so something is missing */
};

#define IMAP_DEPTH	100

struct imap_limits {
	size_t		 literal;	/* bytes of one string in memory */
	size_t		 memory;	/* bytes of all strings of one response */
	size_t		 nodes;
	uint64_t	 wire;		/* bytes of one response; beyond it the session ends */
};
extern const struct imap_limits imap_limits_default;

/* At least one byte into P, or -1. */
typedef ssize_t imap_pull_fn(void *arg, void *p, size_t size);

struct imap_reader {
	imap_pull_fn		*pull;
	void			*arg;
	struct imap_limits	 limits;
	char			*buf;		/* its owner's */
	size_t			 size, pos, end;

	/* Literals above sink_above bytes go to sink (when not -1), at most sink_max of them all. */
	int			 sink;
	size_t			 sink_above;
	uint64_t		 sink_max, sink_used;

	const char		*error;		/* why the last read failed; NULL: pull did */
	uint64_t		 wire;		/* bytes of this response so far */
	size_t			 memory, nodes;
};

/* BUF of SIZE bytes (at least 64) is the caller's and must outlive the reader. */
void imap_reader_open(struct imap_reader *r, imap_pull_fn *pull, void *arg, char *buf, size_t size);

/* The next response, on ARENA.  False: the connection is no good any more. */
bool imap_reader_next(struct imap_reader *r, struct arena *arena, struct imap_response *out) NODISCARD;

/* Is N the atom WORD, in any case? */
bool imap_node_is(const struct imap_node *n, const char *word);

/* A number, false when N is none or it does not fit MAX. */
bool imap_node_number(const struct imap_node *n, uint64_t max, uint64_t *value);

/* Atom or string as C string; NULL for NIL, lists, and what holds a NUL or was skipped. */
const char *imap_node_text(const struct imap_node *n);

#endif
