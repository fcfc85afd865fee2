#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "admin/dns_compare.h"
#include "core/conf.h"

static void
judge(struct dns_record *r, enum dns_state state, const char *why)
{
	r->state = state;
	r->why = why;
}

/* The part behind the last blank: the host of MX and SRV. */
static const char *
last_word(const char *s)
{
	const char *blank = strrchr(s, ' ');

	return blank != NULL ? blank + 1 : s;
}

static void
compare_mx(struct dns_record *r)
{
	bool ours = false, others = false;

	for (size_t i = 0; i < r->found_count; i++)
		if (strcasecmp(last_word(r->found[i]), last_word(r->value)) == 0)
			ours = true;
		else
			others = true;
	if (!ours)
		judge(r, DNS_WRONG, "mail goes elsewhere");
	else
		judge(r, DNS_GOOD, others ? "other servers take mail for the domain, too" : "");
}

/* "0 1 993 mail.example.org.": port and host count, priority and weight are yours. */
static void
compare_srv(struct dns_record *r)
{
	const char *want = strchr(strchr(r->value, ' ') + 1, ' ') + 1;

	judge(r, DNS_WRONG, "it leads elsewhere");
	for (size_t i = 0; i < r->found_count; i++) {
		const char *have = strchr(strchr(r->found[i], ' ') + 1, ' ') + 1;

		if (strcasecmp(have, want) == 0)
			judge(r, DNS_GOOD, "");
	}
}

static void
compare_exactly(struct dns_record *r, const char *otherwise)
{
	judge(r, DNS_WRONG, otherwise);
	for (size_t i = 0; i < r->found_count; i++)
		if (strcasecmp(r->found[i], r->value) == 0)
			judge(r, DNS_GOOD, "");
}

/* Others may be allowed beside ours; records of other kinds (iodef) forbid nothing. */
static void
compare_caa(struct dns_record *r)
{
	const char *want = strchr(r->value, '"');	/* "letsencrypt.org" in quotes */
	size_t len = strlen(want) - 1;	/* without the last quote: parameters may follow */
	bool bounded = false;

	judge(r, DNS_GOOD, "");
	for (size_t i = 0; i < r->found_count; i++) {
		const char *have = strchr(r->found[i], '"');

		if (strncasecmp(strchr(r->found[i], ' ') + 1, "issue ", 6) != 0)
			continue;
		if (strncasecmp(have, want, len) == 0 && strchr("\"; ", have[len]) != NULL)
			return;
		bounded = true;
	}
	if (bounded)
		judge(r, DNS_WRONG, "the authority of our certificate may not issue another one");
}

/* ---- TXT ------------------------------------------------------------------------- */

/* The value of a tag in "v=DKIM1; k=rsa; p=…" without blanks; NULL when missing. */
static const char *
tag(struct arena *arena, const char *record, const char *name)
{
	size_t len = strlen(name);

	for (const char *s = record; *s != '\0'; s += *s == ';') {
		s += strspn(s, " \t");
		if (strncasecmp(s, name, len) == 0 && s[len + strspn(s + len, " ")] == '=') {
			char *out = arena_alloc(arena, strlen(s) + 1), *end = out;

			for (s = strchr(s, '=') + 1; *s != '\0' && *s != ';'; s++)
				if (*s != ' ' && *s != '\t')
					*end++ = *s;
			*end = '\0';
			return out;
		}
		s += strcspn(s, ";");
	}
	return NULL;
}

/* A term of an SPF record, with any qualifier but "-". */
static bool
has_term(const char *record, const char *term)
{
	size_t len = strlen(term);

	for (const char *s = record; *s != '\0'; s += strcspn(s, " "), s += strspn(s, " ")) {
		const char *t = s + (strchr("+?~", *s) != NULL);

		if (strncasecmp(t, term, len) == 0 && (t[len] == ' ' || t[len] == '\0' || t[len] == '/'))
			return true;
	}
	return false;
}

static void
compare_spf(struct ctx *cx, struct dns_record *r)
{
	const char *record = r->found[0], *host = cx->conf->host;

	if (strstr(record, " +all") != NULL || strstr(record, " all") != NULL)
		judge(r, DNS_WRONG, "it lets everybody send for the domain");
	else if (!has_term(record, "mx") && !has_term(record, "a") &&
	    !has_term(record, arena_printf(cx->arena, "a:%s", host)) &&
	    strstr(record, " ip4:") == NULL && strstr(record, " ip6:") == NULL &&
	    strstr(record, " include:") == NULL && strstr(record, " redirect=") == NULL)
		judge(r, DNS_WRONG, "it does not let this server send");
	else if (strstr(record, " -all") == NULL && strstr(record, " ~all") == NULL &&
	    strstr(record, " redirect=") == NULL)
		judge(r, DNS_WEAK, "it says nothing about the others: end it with -all");
	else
		judge(r, DNS_GOOD, "");
}

static void
compare_dkim(struct ctx *cx, struct dns_record *r)
{
	const char *want = tag(cx->arena, r->value, "p"), *have = tag(cx->arena, r->found[0], "p");

	if (have == NULL || strcmp(have, want) != 0)
		judge(r, DNS_WRONG, "another key: our signatures do not hold");
	else
		judge(r, DNS_GOOD, "");
}

static void
compare_dmarc(struct ctx *cx, struct dns_record *r)
{
	const char *policy = tag(cx->arena, r->found[0], "p");

	if (policy == NULL)
		judge(r, DNS_WRONG, "it names no policy (p=)");
	else if (strcasecmp(policy, "none") == 0)
		judge(r, DNS_WEAK, "p=none: forged mail is delivered all the same");
	else
		judge(r, DNS_GOOD, "");
}

static void
compare_any(struct ctx *cx, struct dns_record *r)
{
	(void)cx;
	judge(r, DNS_GOOD, "");
}

static void
compare_path(struct ctx *cx, struct dns_record *r)
{
	(void)cx;
	compare_exactly(r, "not what it should be");
}

/* How a record of its kind begins; a name can have TXT of many kinds. */
static const struct {
	const char	*begin;
	void		(*compare)(struct ctx *cx, struct dns_record *r);
} texts[] = {
	{ "v=spf1", compare_spf },
	{ "v=DKIM1", compare_dkim },
	{ "v=DMARC1", compare_dmarc },
	{ "v=TLSRPTv1", compare_any },
	{ "v=STSv1", compare_path },
	{ "path=", compare_path },
};

static void
compare_txt(struct ctx *cx, struct dns_record *r)
{
	size_t kind = 0, n = 0;

	while (strncmp(r->value, texts[kind].begin, strlen(texts[kind].begin)) != 0)
		kind++;
	for (size_t i = 0; i < r->found_count; i++)
		if (strncasecmp(r->found[i], texts[kind].begin, strlen(texts[kind].begin)) == 0 ||
		    /* RFC 6376, section 3.6.1: v= may be left out. */
		    (texts[kind].compare == compare_dkim && tag(cx->arena, r->found[i], "p") != NULL))
			r->found[n++] = r->found[i];
	r->found_count = n;
	if (n == 0)
		judge(r, DNS_MISSING, "");
	else if (n > 1)
		judge(r, DNS_WRONG, "several of them: receivers take none");
	else
		texts[kind].compare(cx, r);
}

void
dns_compare(struct ctx *cx, struct dns_record *r)
{
	if (r->value == NULL)
		judge(r, DNS_GOOD, "");
	else if (strcmp(r->type, "MX") == 0)
		compare_mx(r);
	else if (strcmp(r->type, "SRV") == 0)
		compare_srv(r);
	else if (strcmp(r->type, "TXT") == 0)
		compare_txt(cx, r);
	else if (strcmp(r->type, "CAA") == 0)
		compare_caa(r);
	else if (strcmp(r->type, "TLSA") == 0)
		compare_exactly(r, "another key: servers that check DANE refuse to send to us");
	else
		compare_exactly(r, "it leads elsewhere");
}
