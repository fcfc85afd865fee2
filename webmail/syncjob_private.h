/*
 * What the files of sync jobs share: one slice of a run.
 *
 * Nothing is copied twice, by two rules.  A message there whose number is in a
 * row (sync_mail) was dealt with.  And before the first copy of a slice the
 * messages here are known by their keys (sync_key), those too that a worker
 * copied who died before it could say so.
 */
#ifndef WEBMAIL_SYNCJOB_PRIVATE_H
#define WEBMAIL_SYNCJOB_PRIVATE_H

#include "core/buf.h"
#include "core/pattern.h"
#include "imapclient/fetch.h"
#include "imapclient/folder.h"
#include "storage/sync_job.h"

struct syncjob {
	struct ctx		*cx;
	struct sync_job		 job;
	struct sync_options	 options;
	struct arena		*arena;		/* of the slice: outlives turns */
	struct imap		*there, *here;
	struct imap_folders	 folders_there, folders_here;
	struct pattern		*exclude;	/* NULL: nothing is */
	struct buf		 told;		/* lines for the log */
	struct sync_slice	 did;		/* so far, without the lines */
	int64_t			 until;		/* clock_steady(): then the slice ends */
	int64_t			 begun;
	const char		*outcome;	/* why it failed, in imapsync's words; NULL: by status */
};

/* A mailbox there with what it is copied to. */
struct syncjob_box {
	const struct imap_folder *from;
	const char		*to;		/* here */
	struct sync_folder	 row;
	struct imap_box		 there, here;	/* as of this slice */
	struct imap_uids	 all;		/* messages there */
	struct imap_uids	 at_home;	/* and here, as of the beginning */
	int64_t			 copied, known, left_out, flagged, gone_there, gone_here;
};

void syncjob_tell(struct syncjob *s, const char *fmt, ...) PRINTF(2, 3);

/* What went wrong with one message or mailbox: told, counted and forgiven. */
void syncjob_fault(struct syncjob *s, const char *about);

/* Is it time to let others work, or were so many bytes moved as the job's rate allows? */
bool syncjob_over(const struct syncjob *s);

/* Can the run go on with the next message or mailbox after ST? */
bool syncjob_goes_on(enum status st);

/* syncjob_names.c: the name here of a mailbox there; NULL: it is not copied, WHY. */
const char *syncjob_name(struct syncjob *s, const struct imap_folder *from, const char **why);

/* syncjob_key.c: what a message is known by, SYNC_KEY_LEN digits. */
const char *syncjob_key(struct arena *arena, const struct imap_bytes *header, int64_t size);

/* syncjob_key.c: give keys to messages here that have none; and what is there twice goes. */
enum status syncjob_know(struct syncjob *s, struct syncjob_box *b) NODISCARD;
enum status syncjob_doubles(struct syncjob *s, struct syncjob_box *b) NODISCARD;

/* syncjob_box.c: one mailbox.  *OVER: the slice ended before it was done. */
enum status syncjob_box(struct syncjob *s, const struct imap_folder *from, const char *to,
    bool *over) NODISCARD;

/* syncjob_copy.c: messages that were not looked at.  *OVER as above. */
enum status syncjob_copy(struct syncjob *s, struct syncjob_box *b, bool *over) NODISCARD;

/* syncjob_follow.c: flags that changed there; what went there; what we delete there. */
enum status syncjob_flags(struct syncjob *s, struct syncjob_box *b, bool *over) NODISCARD;
enum status syncjob_gone(struct syncjob *s, struct syncjob_box *b) NODISCARD;
enum status syncjob_take(struct syncjob *s, struct syncjob_box *b) NODISCARD;

/* Flags of a message as rows keep them: sorted, with spaces, those that may be set here. */
const char *syncjob_flag_text(struct arena *arena, const struct imap_message *m);

/* The words of such a text, into OUT (room for MAX). */
size_t syncjob_flag_list(struct arena *arena, const char *text, const char **out, size_t max);

#define SYNCJOB_FLAGS_MAX	64

#endif
