/*
 * Examples that an administrator begins with (get/presets/…): rules for Rspamd's
 * settings (rsetting) and Sieve scripts (filter).
 */
#include "admin/presets.h"

struct preset {
	const char	*headline, *content;
};

static const struct preset rspamd[] = {
	{ "Mail of people who signed in is never marked as spam",
	  "priority = 10;\nauthenticated = yes;\napply {\n  actions {\n    reject = null;\n    \"add header\" = null;\n"
	  "    greylist = null;\n  }\n}\n" },
	{ "All mail for one address comes in, whatever it is",
	  "priority = 10;\nrcpt = \"postmaster@example.org\";\nwant_spam = yes;\n" },
	{ "Mail for one domain is judged less strictly",
	  "priority = 10;\nrcpt = \"/@example\\.org$/\";\napply {\n  actions {\n    \"add header\" = 12;\n    reject = 25;\n"
	  "  }\n}\n" },
	{ "A network that is believed",
	  "priority = 10;\nip = \"192.0.2.0/24\";\nsymbols = [\"FROM_BELIEVED_NETWORK\"];\napply {\n  actions {\n"
	  "    greylist = null;\n  }\n}\n" },
};

static const struct preset sieve[] = {
	{ "Mail of a mailing list goes into a folder of its own",
	  "require [\"fileinto\", \"mailbox\"];\nif header :contains \"List-Id\" \"<news.example.org>\" {\n"
	  "  fileinto :create \"Lists\";\n}\n" },
	{ "Mail by its subject goes into a folder and is marked as read",
	  "require [\"fileinto\", \"mailbox\", \"imap4flags\"];\nif header :contains \"Subject\" \"[report]\" {\n"
	  "  setflag \"\\\\Seen\";\n  fileinto :create \"Reports\";\n}\n" },
	{ "A copy goes to somebody else",
	  "require [\"copy\"];\nif address :is \"from\" \"boss@example.org\" {\n"
	  "  redirect :copy \"deputy@example.org\";\n}\n" },
	{ "Large mail is refused",
	  "require [\"reject\"];\nif size :over 20M {\n  reject \"This is too large for me.\";\n}\n" },
	{ "An answer while away, once in a week to each",
	  "require [\"vacation\"];\nvacation :days 7 :subject \"Away\" \"I am back next week.\";\n" },
};

static enum status
tell(struct operation_call *call, const struct preset *list, size_t count)
{
	call->out = json_keep(call->cx->arena, json_array());
	for (size_t i = 0; i < count; i++)
		json_array_append_new(call->out, json_pack("{s:s, s:s}", "headline", list[i].headline,
		    "content", list[i].content));
	return OK;
}

enum status
presets_get_rspamd(struct operation_call *call)
{
	return tell(call, rspamd, COUNT(rspamd));
}

enum status
presets_get_sieve(struct operation_call *call)
{
	return tell(call, sieve, COUNT(sieve));
}
