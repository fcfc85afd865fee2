/*
 * Where mail is copied, rewritten and sent through.  Most of it is rows that
 * Postfix reads; here they are held against their form.
 */
#include <arpa/inet.h>
#include <string.h>

#include "admin/categories.h"
#include "admin/spf.h"
#include "core/address.h"
#include "storage/policy.h"

#define MODIFIED(call) \
	if ((call)->verb == API_EDIT) \
		api_column(call, "modified", json_string("now"))

/* BCC maps */

static const struct api_field bcc_fields[] = {
	{ "local_dest", API_TEXT, IN_BOTH | NEEDED, NULL, NULL, 0, 320, NULL, NULL, "whose mail: an address or a domain of ours" },
	{ "bcc_dest", API_TEXT, IN_BOTH | NEEDED, "target", NULL, 0, 320, NULL, NULL, "where the copy goes" },
	{ "type", API_CHOICE, IN_BOTH | NEEDED, "kind", NULL, 0, 0, "sender rcpt", NULL, "what it sends, or what it gets" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

/* "example.org", "@example.org" or an address. */
static enum status
read_local(struct api_call *call, const char *text, const char **out)
{
	enum status st;

	if (strchr(text, '@') != NULL)
		st = address_parse_catchall(call->cx, text, out);
	else if ((st = domain_parse(call->cx, text, out)) == OK)
		*out = arena_printf(call->cx->arena, "@%s", *out);
	return st;
}

static enum status
bcc_prepare(struct api_call *call)
{
	const char *local = api_text(call, "local_dest"), *target = api_text(call, "bcc_dest");
	const char *clean;
	enum status st;

	if (target != NULL && address_parse(call->cx, target, &clean) != OK) {
		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "bcc_must_be_email", target);
	}
	if (target != NULL)
		api_column(call, "target", json_string(clean));
	if (local != NULL) {
		if (read_local(call, local, &clean) != OK) {
			ctx_forgive(call->cx);
			return api_refuse(call, ERR_INVALID, "domain_invalid", local);
		}
		if ((st = api_of_mail_domain(call, address_domain(clean))) != OK ||
		    (st = rights_require(call->cx, &call->rights, WHO_DOMAIN, "bcc_maps",
		    call->domain, 0)) != OK)
			return st;
		api_column(call, "local", json_string(clean));
		api_column(call, "domain_id", json_integer(call->domain));
	}
	MODIFIED(call);
	return OK;
}

const struct api_category cat_bcc = {
	.name = "bcc", .help = "Copies of what somebody sends or gets",
	.view = "api.bcc", .table = "bcc_map", .key_column = "id", .log = "bcc",
	.added = "bcc_saved", .edited = "bcc_edited+", .deleted = "bcc_deleted+",
	.get = WHO_DOMAIN, .add = WHO_DOMAIN, .edit = WHO_DOMAIN, .delete = WHO_DOMAIN,
	.flag = "bcc_maps", .fields = bcc_fields, .prepare = bcc_prepare,
};

/* Recipient maps: they change mail to anywhere, so they are the server's. */

static const struct api_field recipient_fields[] = {
	{ "recipient_map_old", API_TEXT, IN_BOTH | NEEDED, NULL, NULL, 0, 320, NULL, NULL, "an address, or a domain" },
	{ "recipient_map_new", API_TEXT, IN_BOTH | NEEDED, NULL, NULL, 0, 320, NULL, NULL, "what stands for it" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

static enum status
recipient_prepare(struct api_call *call)
{
	static const struct {
		const char	*field, *column, *message;
	} sides[] = {
		{ "recipient_map_old", "old", "invalid_recipient_map_old" },
		{ "recipient_map_new", "new", "invalid_recipient_map_new" },
	};
	const char *clean;

	for (size_t i = 0; i < COUNT(sides); i++) {
		const char *text = api_text(call, sides[i].field);

		if (text == NULL)
			continue;
		if (read_local(call, text, &clean) != OK) {
			ctx_forgive(call->cx);
			return api_refuse(call, ERR_INVALID, sides[i].message, text);
		}
		api_column(call, sides[i].column, json_string(clean));
	}
	MODIFIED(call);
	return OK;
}

const struct api_category cat_recipient_map = {
	.name = "recipient_map", .help = "Recipients that are rewritten, here or outside",
	.view = "api.recipient_map", .table = "recipient_map", .key_column = "id",
	.named = "recipient_map_old", .log = "recipient_map",
	.added = "recipient_map_entry_saved+", .edited = "recipient_map_entry_saved+",
	.deleted = "recipient_map_entry_deleted#",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = recipient_fields, .prepare = recipient_prepare,
};

/* Relay hosts and transports.  A password is written, never read back. */

static const struct api_field relayhost_fields[] = {
	{ "hostname", API_TEXT, IN_BOTH | NEEDED, "hostname", NULL, 1, 255, NULL, NULL, "HOST:PORT, or [HOST]:PORT for no MX look-up" },
	{ "username", API_TEXT, IN_BOTH, "username", "", 0, 255, NULL, NULL, "to sign in there" },
	{ "password", API_SECRET, IN_BOTH, "password", "", 0, 1000, NULL, NULL, "for that" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

/* Postfix' password maps divide at the first colon. */
static enum status
check_login(struct api_call *call)
{
	const char *username = api_text(call, "username");

	if (username != NULL && strchr(username, ':') != NULL)
		return api_refuse(call, ERR_INVALID, "username_invalid", username);
	return OK;
}

const struct api_category cat_relayhost = {
	.name = "relayhost", .help = "Ways out that depend on the sender",
	.view = "api.relayhost", .table = "relayhost", .key_column = "id", .named = "hostname",
	.log = "relayhost", .added = "relayhost_added=", .edited = "object_modified+",
	.deleted = "relayhost_removed#",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = relayhost_fields, .prepare = check_login,
};

static const struct api_field transport_fields[] = {
	{ "destination", API_TEXT, IN_BOTH | NEEDED, "destination", NULL, 1, 255, NULL, NULL, "a domain, .domain for those below it, or *" },
	{ "nexthop", API_TEXT, IN_BOTH | NEEDED, "nexthop", NULL, 1, 255, NULL, NULL, "HOST:PORT, or [HOST]:PORT for no MX look-up" },
	{ "username", API_TEXT, IN_BOTH, "username", "", 0, 255, NULL, NULL, "to sign in there" },
	{ "password", API_SECRET, IN_BOTH, "password", "", 0, 1000, NULL, NULL, "for that" },
	{ "is_mx_based", API_SWITCH, IN_BOTH, "is_mx_based", "0", 0, 0, NULL, NULL, "destination is a pattern for names of MX hosts" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

const struct api_category cat_transport = {
	.name = "transport", .help = "Ways out that depend on the destination",
	.view = "api.transport", .table = "transport", .key_column = "id", .named = "destination",
	.log = "transport", .added = "relayhost_added=", .edited = "object_modified+",
	.deleted = "relayhost_removed#",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = transport_fields, .prepare = check_login,
};

static const struct api_field tls_fields[] = {
	{ "dest", API_TEXT, IN_BOTH | NEEDED, "dest", NULL, 1, 255, NULL, NULL, "a domain, .domain, or [HOST]:PORT" },
	{ "policy", API_CHOICE, IN_BOTH | NEEDED, "policy", NULL, 0, 0, "none may encrypt dane dane-only fingerprint verify secure", NULL, "as Postfix names them" },
	{ "parameters", API_TEXT, IN_BOTH, "parameters", "", 0, 1000, NULL, NULL, "match=, protocols=, …" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

static enum status
tls_prepare(struct api_call *call)
{
	MODIFIED(call);
	return OK;
}

const struct api_category cat_tls_policy_map = {
	.name = "tls-policy-map", .help = "How mail to a destination is encrypted",
	.view = "api.tls_policy", .table = "tls_policy", .key_column = "id", .named = "dest",
	.log = "tls_policy_maps", .added = "tls_policy_map_entry_saved+",
	.edited = "tls_policy_map_entry_saved+", .deleted = "tls_policy_map_entry_deleted#",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = tls_fields, .prepare = tls_prepare,
};

/* Forwarding hosts.  A domain stands for the networks that its SPF record names now. */

static const struct api_field fwdhost_fields[] = {
	{ "hostname", API_TEXT, IN_ADD | NEEDED, NULL, NULL, 1, 255, NULL, NULL, "an address, a network, or a domain, for the networks of its SPF record" },
	{ "filter_spam", API_SWITCH, IN_BOTH, "filter_spam", "0", 0, 0, NULL, NULL, "its spam is still refused" },
	{ 0 }
};

static bool
is_network(struct api_call *call, const char *text)
{
	char *host = arena_strndup(call->cx->arena, text, strcspn(text, "/"));
	unsigned char raw[16];

	return inet_pton(AF_INET, host, raw) == 1 || inet_pton(AF_INET6, host, raw) == 1;
}

/* Name servers are asked before the transaction begins; what they say is part of the answer. */
static enum status
fwdhost_before(struct api_call *call)
{
	const char *text = json_get_text(call->sent, "hostname"), *domain, **networks;
	json_t *list;
	size_t count;

	if (call->verb != API_ADD || call->rights.is != WHO_ADMIN || text == NULL || is_network(call, text))
		return OK;
	if (domain_parse(call->cx, text, &domain) != OK || spf_networks(call->cx, domain, &networks, &count) != OK) {
		const char *why = arena_strdup(call->cx->arena, call->cx->fault_text != NULL ? call->cx->fault_text : "");

		ctx_forgive(call->cx);
		return api_refuse(call, ERR_INVALID, "network_host_invalid", arena_printf(call->cx->arena, "%s: %s", text, why));
	}
	list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_string(networks[i]));
	call->more = json_keep(call->cx->arena, json_pack("{s:o}", "networks", list));
	return OK;
}

static enum status
fwdhost_prepare(struct api_call *call)
{
	const char *text = api_text(call, "hostname");
	const json_t *networks = call->more != NULL ? json_object_get(call->more, "networks") : NULL;

	if (text == NULL)
		return OK;
	if (networks == NULL && !is_network(call, text))
		return api_refuse(call, ERR_INVALID, "network_host_invalid", text);
	call->name = text;
	api_column(call, "host", networks == NULL ? json_string(text) : json_incref(json_array_get(networks, 0)));
	api_column(call, "source", json_string(text));
	return OK;
}

/* The others of a domain; one that is there already stays as it is. */
static enum status
fwdhost_added(struct api_call *call)
{
	const json_t *networks = call->more != NULL ? json_object_get(call->more, "networks") : NULL;
	size_t count = json_array_size(networks);
	const char **list = arena_array(call->cx->arena, count, sizeof *list);

	for (size_t i = 1; i < count; i++)
		list[i - 1] = json_string_value(json_array_get(networks, i));
	return count < 2 ? OK : db_policy_forwarding_add(call->cx, list, count - 1, call->name,
	    api_switch(call, "filter_spam", false));
}

const struct api_category cat_fwdhost = {
	.name = "fwdhost", .item = "forwardinghost", .help = "Hosts that forward mail to us",
	.view = "api.fwdhost", .table = "forwarding_host", .key_column = "host(host)",
	.named = "host", .log = "fwdhost",
	.added = "forwarding_host_added+", .edited = "object_modified+",
	.deleted = "forwarding_host_removed+",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = fwdhost_fields, .before = fwdhost_before, .prepare = fwdhost_prepare,
	.on_add = fwdhost_added, .news = api_news_policy,
};

/* Rspamd's settings */

static const struct api_field rsetting_fields[] = {
	{ "desc", API_TEXT, IN_BOTH | NEEDED, "description", NULL, 1, 255, NULL, NULL, "what it is for" },
	{ "content", API_LONG, IN_BOTH | NEEDED, "content", NULL, 0, 65536, NULL, NULL, "as Rspamd's documentation says" },
	{ "active", API_SWITCH, IN_BOTH, "active", "1", 0, 0, NULL, NULL, "in use" },
	{ 0 }
};

const struct api_category cat_rsetting = {
	.name = "rsetting", .help = "Rspamd's rules for senders and recipients",
	.view = "api.rsetting", .table = "rspamd_setting", .key_column = "id", .named = "desc",
	.log = "rsettings", .added = "rsettings_saved", .edited = "rsettings_saved",
	.deleted = "rsettings_removed#",
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = rsetting_fields, .news = api_news_policy,
};
