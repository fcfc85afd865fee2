/*
 * What the JMAP files of this folder share: one request's state, methods and
 * their arguments, ids, errors, limits.
 */
#ifndef WEBMAIL_PRIVATE_H
#define WEBMAIL_PRIVATE_H

#include "core/http.h"
#include "core/json.h"
#include "storage/mail_access.h"
#include "storage/mail_mailbox.h"

/* The limits of the session object (RFC 8620, section 2); enforced where they are named. */
#define JMAP_MAX_REQUEST	(10 * 1000 * 1000)
#define JMAP_MAX_CALLS		64
#define JMAP_MAX_GET		4000
#define JMAP_MAX_SET		1000
#define JMAP_MAX_UPLOADS	4
#define JMAP_MAX_REQUESTS	4
#define JMAP_MAX_DEPTH		100	/* of mailboxes */
#define JMAP_MAX_NAME		108	/* bytes of a mailbox name; the mail server may count 7 for 3 */
#define JMAP_MAX_QUERY		5000	/* ids of one Email/query */
#define JMAP_MAX_FILTER		20	/* depth of a filter */
#define JMAP_MAX_SOURCES 64	/* of one Blob/upload (RFC 9404) */

#define JMAP_CORE	"urn:ietf:params:jmap:core"
#define JMAP_MAIL	"urn:ietf:params:jmap:mail"
#define JMAP_SUBMISSION	"urn:ietf:params:jmap:submission"
#define JMAP_BLOB	"urn:ietf:params:jmap:blob"
#define JMAP_QUOTA	"urn:ietf:params:jmap:quota"
#define JMAP_MDN	"urn:ietf:params:jmap:mdn"
#define JMAP_SMIME	"urn:ietf:params:jmap:smimeverify"
#define JMAP_SMIME_KEYS	"urn:hayloft:params:jmap:smime"
#define JMAP_PGP	"urn:hayloft:params:jmap:openpgp"
#define JMAP_VAPID	"urn:ietf:params:jmap:webpush-vapid"
#define JMAP_IMAGES	"urn:hayloft:jmap:imageproxy"
#define JMAP_UNSUBSCRIBE "urn:hayloft:jmap:unsubscribe"
#define JMAP_PRINCIPALS	"urn:ietf:params:jmap:principals"
#define JMAP_OWNER	"urn:ietf:params:jmap:principals:owner"
#define JMAP_SHARE	"urn:ietf:params:jmap:mail:share"

/* What one may do with a mailbox of another's, once asked for (webmail/mailbox_rights.h). */
struct shared_rights {
	int64_t			 mailbox;
	const char		*letters;
	struct shared_rights	*next;
};

/* One request being answered. */
struct jmap {
	struct ctx	*cx;
	int64_t		 account;	/* whose mail the running method is about */
	bool		 may_write;	/* there */
	bool		 outside;	/* it is the caller's own at another provider */
	const json_t	*using;		/* capabilities that the request names */
	json_t		*created;	/* creation id to id */
	json_t		*responses;	/* methodResponses so far */
	const char	*call_id;

	/* Why the running method failed, in the words of the RFC; NULL: by its status. */
	const char	*error, *error_text;
	bool		 partly;	/* it has changed something that no rollback undoes */

	int64_t		 away;		/* this account's mail server failed in this request, */
	enum status	 away_status;	/* so */
	const char	*away_text;
	int64_t		 followed;	/* this account's index was brought up to date in this request */
	bool		 complete;	/* and has all there is */
	bool		 owed;		/* the own account's index lacks something */
	int64_t		 unpacked;	/* bytes of winmail.dat that were opened in this request */
	const struct smime_keys *keys;	/* the caller's own, once asked for */
	int64_t		 opened;	/* bytes of messages that S/MIME hid */
	int64_t		 verified;	/* bytes of messages whose signature was verified in it */
	struct mail_mailbox *boxes;	/* of the account, once asked for */
	size_t		 box_count;
	struct shared_rights *shared_rights;
};

/* Arguments of a method: what may stand there. */
enum jmap_kind { ARG_ID, ARG_IDS, ARG_TEXT, ARG_TEXTS, ARG_BOOL, ARG_UINT, ARG_INT, ARG_OBJECT,
	ARG_ARRAY };
enum { ARG_NULL = 1, ARG_MUST = 2 };

struct jmap_arg {
	const char	*name;
	enum jmap_kind	 kind;
	int		 flags;
};

typedef enum status jmap_run(struct jmap *j, json_t *args, json_t **result);

enum {
	METHOD_ACCOUNT = 1,	/* takes accountId */
	METHOD_FOLLOW = 2,	/* the index must be up to date */
	METHOD_WRITE = 4,	/* not where the caller may only read: accountReadOnly */
	METHOD_OWN = 8,		/* only in the caller's own account … */
	METHOD_OUTSIDE = 16,	/* … or in one that he has at another provider */
};

struct jmap_method {
	const char		*name;
	const char		*capability;
	int			 flags;
	jmap_run		*run;
	const struct jmap_arg	*args;		/* ends with a NULL name */
};

/* Ends the method with an error of RFC 8620, section 3.6.2 or RFC 8621. */
enum status jmap_fail(struct jmap *j, const char *error, const char *fmt, ...) PRINTF(3, 4);

/* Does the request name CAPABILITY? */
bool jmap_uses(const struct jmap *j, const char *capability);

/* Run one method and add its responses: for implicit calls (RFC 8621, section 7.5). */
enum status jmap_call(struct jmap *j, const char *name, json_t *args, const char *call_id) NODISCARD;

/* ---- jmap_ref.c: back references (RFC 8620, section 3.7) -------------------- */

/* Replaces "#name" arguments; NULL when one cannot be resolved. */
enum status jmap_resolve(struct jmap *j, json_t *args, json_t **out) NODISCARD;

/* JSON pointer with "*"; a new reference or NULL. */
json_t *jmap_point(json_t *value, const char *path);

/* ---- jmap_args.c --------------------------------------------------------- */

enum status jmap_check_args(struct jmap *j, const struct jmap_arg *args, const json_t *given) NODISCARD;

/* An Id (RFC 8620, section 1.2)? */
bool jmap_is_id(const char *s);

/* "e123" with prefix 'e'; 0 when it is none of ours. */
int64_t jmap_id(char prefix, const char *s);
json_t *jmap_id_json(char prefix, int64_t id);

/* UTCDate and back. */
json_t *jmap_date_json(int64_t seconds);
bool jmap_date(const char *s, int64_t *seconds);

/* A state of ours; false when it cannot be one. */
bool jmap_state(const char *s, int64_t *state);
json_t *jmap_state_json(int64_t state);
const char *jmap_state_text(struct ctx *cx, int64_t state);

/*
 * The ids of a get: decoded into IDS, those that are none of ours into
 * notFound.  *ALL when ids was null.  requestTooLarge beyond the limit.
 */
enum status jmap_get_ids(struct jmap *j, const json_t *args, char prefix, int64_t **ids,
    size_t *count, json_t *not_found, bool *all) NODISCARD;

/* Whether PROPERTIES (null: all) names it. */
bool jmap_wants(const json_t *properties, const char *name);

/* Leave in OBJECT the id, and of the others in KNOWN what PROPERTIES names. */
json_t *jmap_keep_wanted(json_t *object, const char *const *known, const json_t *properties);

/* invalidArguments when PROPERTIES names what is not in KNOWN (ended by NULL). */
enum status jmap_check_properties(struct jmap *j, const json_t *properties,
    const char *const *known) NODISCARD;

/* invalidProperties when OBJECT is none or has what is not in NAMES (ended by NULL). */
json_t *jmap_only(const json_t *object, const char *const *names);

/* A Foo/changes answer; PREFIX of its ids. */
enum status jmap_changes(struct jmap *j, json_t *args, enum mail_type type, char prefix,
    json_t **result) NODISCARD;

/* ---- jmap_get.c: a Foo/get over objects that were all read ------------------- */

struct jmap_get {
	struct jmap		*j;
	const char *const	*properties;	/* that there are, ended by NULL */
	char			 prefix;	/* of the ids */
	const json_t		*wanted;	/* of the properties; null: all */
	int64_t			*ids;		/* that were asked for and not met yet */
	size_t			 count;
	bool			 all;
	json_t			*list, *not_found;
};

enum status jmap_get_begin(struct jmap *j, const json_t *args, char prefix,
    const char *const *properties, struct jmap_get *get) NODISCARD;

/* Is this one asked for?  Then it is to be put. */
bool jmap_get_asks(struct jmap_get *get, int64_t id);

/* Takes OBJECT over, and out of it what nobody wanted. */
void jmap_get_put(struct jmap_get *get, json_t *object);

json_t *jmap_get_end(struct jmap_get *get, const json_t *args, const char *state);

/* ---- jmap_query.c: queries over objects that were all read -------------------- */

/* A condition that a filter may have, and what its value is; a table of them ends with no key. */
struct jmap_condition {
	const char	*key;
	enum { CONDITION_TEXT, CONDITION_TEXT_OR_NULL, CONDITION_BOOLEAN, CONDITION_IDS, CONDITION_DATE } is;
};
typedef bool jmap_condition_holds(struct jmap *j, const char *key, const json_t *value,
    const void *row);

/* Operators and conditions; no filter, or null, is one that all pass. */
enum status jmap_filter_check(struct jmap *j, const json_t *filter,
    const struct jmap_condition *conditions) NODISCARD;
bool jmap_filter_holds(struct jmap *j, const json_t *filter, jmap_condition_holds *holds,
    const void *row);

struct jmap_sort {
	int	(*order)(const void *a, const void *b, int by);	/* ascending */
	struct {
		int	 by;		/* its place in NAMES */
		bool	 descending;
	} keys[8];
	size_t	 count;
};

/* The comparators of ARGS, by NAMES (ended by NULL).  unsupportedSort */
enum status jmap_sort_read(struct jmap *j, const json_t *args, const char *const *names,
    struct jmap_sort *out) NODISCARD;
int jmap_sort_order(const struct jmap_sort *sort, const void *a, const void *b);

/* What matches, in order. */
struct jmap_found {
	const int64_t	*ids;
	size_t		 count;
	char		 prefix;
	const char	*state;
	bool		 can_calculate;	/* /queryChanges can tell what changes */
};

/* The window of it that ARGS ask for.  anchorNotFound */
enum status jmap_query_answer(struct jmap *j, const json_t *args, const struct jmap_found *found,
    json_t **result) NODISCARD;

/*
 * For /queryChanges: what changed since.  cannotCalculateChanges also beyond MAX.
 * Until jmap_query_changed() all that is asked is of the same snapshot.
 */
enum status jmap_query_since(struct jmap *j, const json_t *args, enum mail_type type, int64_t max,
    struct mail_changes *out) NODISCARD;

/* Its answer.  tooManyChanges */
enum status jmap_query_changed(struct jmap *j, const json_t *args, int64_t state, json_t *removed,
    json_t *added, int64_t total, json_t **result) NODISCARD;

/* ---- jmap_set.c ------------------------------------------------------------ */

/* A SetError (RFC 8620, section 5.3); PROPERTIES ended by NULL or NULL. */
json_t *jmap_set_error(const char *type, const char *description, const char *const *properties);
json_t *jmap_set_fault(struct jmap *j, enum status st);	/* by status, and forgives it */
json_t *jmap_bad_property(const char *property, const char *description);

/* maxObjectsInSet and ifInState. */
enum status jmap_set_begin(struct jmap *j, json_t *args, int64_t state) NODISCARD;
enum status jmap_set_begin_at(struct jmap *j, json_t *args, const char *state) NODISCARD;

/* An answer of a set method without newState, on the arena; what has nothing in it stays null. */
json_t *jmap_set_result(struct jmap *j, const json_t *args, const char *state);
void jmap_set_note(json_t *result, const char *list, const char *key, json_t *value);
void jmap_set_destroyed(json_t *result, const char *id);

/* What a /set does with each that ARGS name, in the order of the RFC. */
struct jmap_set_steps {
	enum status	(*create)(void *arg, const char *creation, const json_t *object);
	enum status	(*update)(void *arg, const char *id, const json_t *patch);
	enum status	(*destroy)(void *arg, const char *id);
};

/* Ends with the first that is not OK. */
enum status jmap_set_each(const json_t *args, const struct jmap_set_steps *steps, void *arg) NODISCARD;

/* "#creationId" or an id, as an id; NULL when the creation id is unknown. */
const char *jmap_created(struct jmap *j, const char *id);
void jmap_note_created(struct jmap *j, const char *creation, json_t *id);

/* Apply a patch (RFC 8620, section 5.3) to a copy of OBJECT; NULL: invalidPatch. */
json_t *jmap_patch(const json_t *object, const json_t *patch);

/* ---- Mailboxes ------------------------------------------------------------ */

/* All of the account, read once per request unless FRESH. */
enum status jmap_boxes(struct jmap *j, bool fresh) NODISCARD;
struct mail_mailbox *jmap_box(struct jmap *j, int64_t id);
struct mail_mailbox *jmap_box_role(struct jmap *j, const char *role);
bool mailbox_is_inbox(const struct mail_mailbox *m);
int64_t mailbox_order(const struct mail_mailbox *m);

/* Mailbox objects of LIST with the properties WANTED (null: all), into the array INTO. */
enum status mailbox_json(struct jmap *j, const struct mail_mailbox *const *list, size_t count,
    const json_t *wanted, json_t *into) NODISCARD;

/*
 * The account that an URL or an argument names, as far as the caller may see it
 * (storage/mail_access.h).  ERR_NOT_FOUND.
 */
enum status jmap_account(struct ctx *cx, const char *account_id, struct mail_access *out) NODISCARD;

/* The state of the session object (RFC 8620, section 3.4). */
enum status jmap_session_state(struct ctx *cx, const char **state) NODISCARD;

/* The key in addresses of the proxy for pictures that this account's mail is shown with. */
enum status image_proxy_key(struct ctx *cx, const char **key) NODISCARD;

/* Whether the session object tells of it. */
bool jmap_is_capability(const char *name);

/* ---- Methods, each in its file ---------------------------------------------- */

jmap_run core_echo, mdn_send, mdn_parse, push_get, push_set, mailbox_get, mailbox_changes, mailbox_query, mailbox_query_changes, mailbox_set,
    thread_get, thread_changes, email_get, email_changes, email_query, email_query_changes,
    blob_copy, blob_upload, blob_get, blob_lookup, email_copy, quota_get, quota_changes, quota_query,
    quota_query_changes, email_unsubscribe, email_set, email_import, email_parse, snippet_get, identity_get, identity_changes, identity_set,
    principal_get, principal_changes, principal_query, principal_query_changes, principal_set,
    share_notification_get, share_notification_changes, share_notification_query,
    share_notification_query_changes, share_notification_set,
    submission_get, submission_changes, submission_query, submission_set, smime_key_get, smime_key_set, smime_lookup,
    pgp_key_get, pgp_key_set, pgp_lookup;
extern const struct jmap_arg mailbox_set_args[], email_get_args[], email_query_args[],
    email_query_changes_args[], email_copy_args[], blob_copy_args[], blob_upload_args[],
    blob_get_args[], mdn_send_args[], mdn_parse_args[], push_set_args[], unsubscribe_args[], blob_lookup_args[], quota_query_args[], email_import_args[], email_parse_args[], snippet_args[],
    submission_set_args[], smime_lookup_args[], pgp_lookup_args[];

#endif
