#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "admin/dns.h"
#include "admin/spf.h"
#include "core/address.h"

#define ASKS_MOST	10	/* mechanisms that ask (RFC 7208, section 4.6.4) */
#define HOSTS_MOST	10	/* of one MX (there, too) */
#define WIDEST_4	8	/* bits of a network that somebody may be trusted with */
#define WIDEST_6	16

struct spf {
	struct ctx	*cx;
	const char	**networks;
	size_t		 count;
	int		 asks;
};

/* "192.0.2.7" with BITS, -1 for all of them. */
static void
add(struct spf *s, const char *address, long bits)
{
	unsigned char raw[16];
	bool four = inet_pton(AF_INET, address, raw) == 1;
	long all = four ? 32 : 128;
	const char *network;

	if ((!four && inet_pton(AF_INET6, address, raw) != 1) || s->count == SPF_NETWORKS)
		return;
	if (bits < 0)
		bits = all;
	if (bits > all || bits < (four ? WIDEST_4 : WIDEST_6))
		return;
	/* PostgreSQL's inet keeps what is beyond the mask: one network, one spelling. */
	for (long i = bits; i < all; i++)
		raw[i / 8] &= (unsigned char)~(0x80 >> i % 8);
	address = inet_ntop(four ? AF_INET : AF_INET6, raw, arena_alloc(s->cx->arena, INET6_ADDRSTRLEN),
	    INET6_ADDRSTRLEN);
	network = bits == all ? address : arena_printf(s->cx->arena, "%s/%ld", address, bits);
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->networks[i], network) == 0)
			return;
	s->networks[s->count++] = network;
}

/* Addresses of NAMES, each as wide as said. */
static enum status
add_hosts(struct spf *s, const char *const *names, size_t count, long bits4, long bits6)
{
	struct dns_question *asked = arena_array(s->cx->arena, 2 * count, sizeof *asked);
	enum status st;

	for (size_t i = 0; i < count; i++) {
		asked[2 * i] = (struct dns_question){ .name = names[i], .type = "A" };
		asked[2 * i + 1] = (struct dns_question){ .name = names[i], .type = "AAAA" };
	}
	if (count == 0 || (st = dns_ask(s->cx, asked, 2 * count)) != OK)
		return count == 0 ? OK : st;
	for (size_t i = 0; i < 2 * count; i++)
		for (size_t k = 0; k < asked[i].count; k++)
			add(s, asked[i].found[k], i % 2 == 0 ? bits4 : bits6);
	return OK;
}

static enum status
add_mx(struct spf *s, const char *domain, long bits4, long bits6)
{
	struct dns_question mx = { .name = domain, .type = "MX" };
	const char *names[HOSTS_MOST];
	size_t count = 0;
	enum status st;

	if ((st = dns_ask(s->cx, &mx, 1)) != OK)
		return st;
	for (size_t i = 0; i < mx.count && count < HOSTS_MOST; i++) {
		const char *name = strchr(mx.found[i], ' ');
		size_t len = name != NULL ? strlen(++name) : 0;

		if (len > 1)
			names[count++] = arena_strndup(s->cx->arena, name, len - (name[len - 1] == '.'));
	}
	return add_hosts(s, names, count, bits4, bits6);
}

/* "a:example.org/24//64" behind the mechanism's name: which domain, how wide. */
static bool
read_domain(struct spf *s, const char *rest, const char *otherwise, const char **domain, long *bits4, long *bits6)
{
	size_t len;

	*domain = otherwise;
	*bits4 = *bits6 = -1;
	if (*rest == ':') {
		len = strcspn(++rest, "/");
		if (domain_parse(s->cx, arena_strndup(s->cx->arena, rest, len), domain) != OK) {
			ctx_forgive(s->cx);
			return false;	/* a macro, mostly */
		}
		rest += len;
	}
	if (rest[0] == '/' && rest[1] != '/')
		*bits4 = strtol(rest + 1, (char **)(uintptr_t)&rest, 10);
	if (rest[0] == '/' && rest[1] == '/')
		*bits6 = strtol(rest + 2, (char **)(uintptr_t)&rest, 10);
	return *rest == '\0';
}

/* "ip4:192.0.2.0/24" */
static void
add_network(struct spf *s, const char *text)
{
	size_t len = strcspn(text, "/");

	add(s, arena_strndup(s->cx->arena, text, len), text[len] == '/' ? strtol(text + len + 1, NULL, 10) : -1);
}

static enum status expand(struct spf *s, const char *domain);

static enum status
mechanism(struct spf *s, const char *domain, const char *word)
{
	const char *named;
	long bits4, bits6;
	bool is_mx = strncasecmp(word, "mx", 2) == 0;
	const char *rest = word + (is_mx ? 2 : 1);

	if (*word == '+')
		return mechanism(s, domain, word + 1);
	if (strncasecmp(word, "ip4:", 4) == 0 || strncasecmp(word, "ip6:", 4) == 0) {
		add_network(s, word + 4);
		return OK;
	}
	if (strncasecmp(word, "include:", 8) == 0 || strncasecmp(word, "redirect=", 9) == 0) {
		word = strpbrk(word, ":=") + 1;
		if (domain_parse(s->cx, word, &named) == OK)
			return ++s->asks > ASKS_MOST ? OK : expand(s, named);
		ctx_forgive(s->cx);
		return OK;
	}
	if ((!is_mx && (*word | 0x20) != 'a') || (*rest != '\0' && *rest != ':' && *rest != '/') ||
	    !read_domain(s, rest, domain, &named, &bits4, &bits6) || ++s->asks > ASKS_MOST)
		return OK;
	return is_mx ? add_mx(s, named, bits4, bits6) : add_hosts(s, &named, 1, bits4, bits6);
}

static enum status
expand(struct spf *s, const char *domain)
{
	struct dns_question txt = { .name = domain, .type = "TXT" };
	enum status st;

	if ((st = dns_ask(s->cx, &txt, 1)) != OK)
		return st;
	for (size_t i = 0; i < txt.count; i++) {
		char *text, *word;

		if (strncasecmp(txt.found[i], "v=spf1", 6) != 0 || (txt.found[i][6] != ' ' && txt.found[i][6] != '\0'))
			continue;
		text = arena_strdup(s->cx->arena, txt.found[i] + 6);
		while ((word = strsep(&text, " ")) != NULL)
			if (*word != '\0' && strchr("-~?", *word) == NULL &&
			    (st = mechanism(s, domain, word)) != OK)
				return st;
		return OK;
	}
	return OK;
}

enum status
spf_networks(struct ctx *cx, const char *domain, const char ***out, size_t *count)
{
	struct spf s = { .cx = cx, .networks = arena_array(cx->arena, SPF_NETWORKS, sizeof *s.networks) };
	enum status st;

	if ((st = expand(&s, domain)) != OK ||
	    (s.count == 0 && (st = add_mx(&s, domain, -1, -1)) != OK) ||
	    (s.count == 0 && (st = add_hosts(&s, &domain, 1, -1, -1)) != OK))
		return st;
	if (s.count == 0)
		return fault(cx, ERR_NOT_FOUND, "%s names no mail servers", domain);
	*out = s.networks;
	*count = s.count;
	return OK;
}
