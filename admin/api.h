/*
 * The administration API: one table for everything that is administered
 * (admin/api_table.c).  A row is a category (domain, mailbox, alias, …) with
 * its fields; from it come the calls under /api/v1 in mailcow's shapes, those
 * under /api/v2, the command `hayloft api`, the OpenAPI document and
 * docs/api.md.
 *
 * A call on one object runs in one transaction: read what was sent by the
 * fields' types, see the object as it is (a row of the category's view), ask
 * for rights (admin/rights.h), write, see it again, write the audit row with
 * both, commit, tell the services.  Where a category needs no more than its
 * columns, that is all of it; otherwise its functions do their part.
 */
#ifndef ADMIN_API_H
#define ADMIN_API_H

#include "admin/rights.h"
#include "core/http.h"
#include "core/json.h"

enum api_verb { API_GET, API_ADD, API_EDIT, API_DELETE };

enum api_type {
	API_TEXT,		/* one line */
	API_LONG,		/* lines */
	API_SWITCH,		/* "0", "1", 0, 1, true, false */
	API_NUMBER,
	API_MIB,		/* sent in MiB, kept in bytes */
	API_CHOICE,		/* one of a few words */
	API_LIST,		/* texts: an array, or text with commas */
	API_DOMAIN,		/* A-labels after reading */
	API_ADDRESS,
	API_CATCHALL,		/* an address, or @domain */
	API_SECRET,		/* a text that is never shown */
	API_OBJECT
};

enum {
	IN_ADD = 1 << 0, IN_EDIT = 1 << 1, IN_BOTH = IN_ADD | IN_EDIT,
	NEEDED = 1 << 2,	/* add without it is an error */
	SERVER_ONLY = 1 << 3,	/* a domain's administrator may not set it */
	LINES = 1 << 4,		/* a secret of several lines */
	PLACES = 1 << 5		/* a list that belongs to others: a part may be empty or come again */
};

struct api_field {
	const char	*name;		/* as it is sent */
	enum api_type	 type;
	unsigned	 when;		/* IN_… */
	const char	*column;	/* of the category's table; NULL: its functions read it */
	const char	*otherwise;	/* for add, as it would be sent; NULL: left out */
	int64_t		 least, most;	/* of numbers; most: bytes of texts, parts of lists; 0: usual */
	const char	*choices;	/* "s m h d" */
	const char	*flag;		/* which a domain's administrator needs to set it */
	const char	*help;
};

struct api_call;
typedef enum status api_function(struct api_call *call);

struct api_category {
	const char	*name;		/* "alias-domain", as paths say */
	const char	*help;		/* "Another name for a whole domain" */
	const char	*view;		/* "api.alias_domain"; NULL: nothing is shown */
	const char	*light;		/* as in record_filter */
	const char	*table;		/* NULL: the functions write */
	const char	*key_column;	/* what _key is in it */
	const char	*log;		/* "mailbox alias_domain": first words of a reply's log */
	const char	*added, *edited, *deleted;	/* message keys; with a final "+" the object's name follows */
	const char	*named;		/* the member that names an object in messages and audit; NULL: its key */
	const char	*only;		/* the key of the one object there is; calls need not name it */
	const char	*item;		/* what mailcow's log calls those that were named; NULL: "id" */
	enum admin_who	 get, add, edit, delete;	/* who may; WHO_NOBODY: no such call */
	const char	*flag;		/* which a domain's administrator or a person needs to change it */
	const struct api_field *fields;			/* end with a NULL name */
	/*
	 * Look at call->in, fill call->columns with what is no field's column, and
	 * call->domain and call->account with whose it will be.  Before rights
	 * are asked on add; afterwards on edit.
	 */
	api_function	*prepare;
	api_function	*before;		/* first of all, outside the transaction */
	api_function	*on_add, *on_edit;	/* after the row; all there is when there is no table */
	api_function	*on_delete;		/* instead of the row */
	const char	*template;	/* the kind of templates that add may name; NULL: none */
	const char	*each;		/* a field of add that may name several, with commas: a call for each */
	void		(*news)(struct api_call *call);	/* after the commit */
};

struct api_call {
	struct ctx		*cx;
	const struct api_category *category;
	enum api_verb		 verb;
	struct rights		 rights;
	const json_t		*sent;		/* as it came */
	json_t			*in;		/* by field name, of the fields' types */
	json_t			*columns;	/* by column name, to be written */
	const char		*key;		/* of the object; after add of the new one */
	bool			 strict;	/* a member that no field has is an error */
	const char		*if_match;	/* entity tag that it must have, NULL: any */
	struct record		 before;	/* edit and delete: as it is */
	json_t			*was;		/* the same, read */
	int64_t			 domain, account;	/* whose it is or will be */
	const char		*name;		/* for messages and audit */
	const char		*message;	/* mailcow's key of a refusal; NULL: by status */
	const char		*message_about;
	const char		*done;		/* mailcow's key of success; NULL: the category's */
	int64_t			 other;		/* a second object, for functions */
	const char		**shut;		/* logins whose way in may have been taken back */
	size_t			 shut_count;
	json_t			*more;		/* members for the answer that are shown once */
};

/* The table; ends with NULL. */
extern const struct api_category *const api_categories[];

/*
 * A path below /api/v1/get/ that reads a category's objects: all, one by its
 * key, those of a domain or a mailbox, or the newest.
 */
enum api_narrow { BY_KEY, BY_DOMAIN, BY_OWNER, BY_COUNT };

struct api_read {
	const char	*path;		/* "policy_wl_domain" */
	const struct api_category *category;
	const char	*view;		/* NULL: the category's */
	const char	*where;		/* as in record_filter */
	const char	*key;		/* of the only one there is, which a path need not name; NULL: it must */
	enum api_narrow	 by;		/* what the name behind the path means */
	enum api_narrow	 all_by;	/* what a name behind "all/" means; BY_KEY: none is taken */
	bool		 paths_with_all;	/* "all" may stand there */
};

extern const struct api_read api_reads[];	/* ends with a NULL path */

/* mailcow's calls that we do not serve yet: "get/logs/acme/{count}"; ends with NULL. */
extern const char *const api_not_yet[];

/* The entity tag of what a view shows. */
const char *api_etag(struct ctx *cx, const char *shown);
const struct api_category *api_category_find(const char *name);
const char *api_verb_name(enum api_verb verb);
enum admin_who api_who_may(const struct api_category *category, enum api_verb verb);

/*
 * One object: KEY for edit and delete, SENT (an object) for add and edit.  When
 * it fails nothing was written, and call->message says why in mailcow's word.
 */
enum status api_run(struct api_call *call) NODISCARD;

/* Start a call for cx->who: loads rights, asks the key's scope. */
enum status api_call_open(struct api_call *call, struct ctx *cx,
    const struct api_category *category, enum api_verb verb) NODISCARD;

/* fault(), with mailcow's word for it. */
enum status api_refuse(struct api_call *call, enum status st, const char *message,
    const char *about) NODISCARD;

/* Read SENT by the fields into call->in and call->columns (admin/api_field.c). */
enum status api_read(struct api_call *call) NODISCARD;

/* What was sent, with "*" for secrets, for logs (a copy). */
json_t *api_masked(const struct api_category *category, const json_t *sent);

/* Members of call->in. */
bool api_given(const struct api_call *call, const char *name);
const char *api_text(const struct api_call *call, const char *name);	/* NULL when not given */
int64_t api_number(const struct api_call *call, const char *name, int64_t otherwise);
bool api_switch(const struct api_call *call, const char *name, bool otherwise);
const char **api_list(const struct api_call *call, const char *name, size_t *count);

/* A list of domains as they are kept; refused ("domain_invalid") with the first that is none. */
enum status api_domain_list(struct api_call *call, const char *name, const char ***out, size_t *count) NODISCARD;

/* The same, as the column of that name; nothing when it was not sent. */
enum status api_domains_column(struct api_call *call, const char *name) NODISCARD;

/* A column beside those of fields; VALUE is taken over. */
void api_column(struct api_call *call, const char *column, json_t *value);

/* Will COLUMN be written with something else than what the view SHOWED? */
bool api_changes(const struct api_call *call, const char *column, const char *shown);

/* The two passwords of a body must agree; NULL when none is meant. */
enum status api_password(struct api_call *call, bool needed, const char **password) NODISCARD;

/* Is PASSWORD of ADDRESS good enough by DOMAIN's rule (storage/password_rule.h)? */
enum status api_password_rule(struct api_call *call, int64_t domain, const char *password,
    const char *address) NODISCARD;

/* Put what the template that was sent by name says where nothing was sent (admin/cat_template.c). */
enum status api_template(struct api_call *call) NODISCARD;

/* call->domain or call->account from a name that was sent. */
enum status api_of_domain(struct api_call *call, const char *name) NODISCARD;
/* The same, where NAME may be an alias domain. */
enum status api_of_mail_domain(struct api_call *call, const char *name) NODISCARD;
enum status api_of_account(struct api_call *call, const char *address) NODISCARD;

#endif
