/*
 * `hayloft dns`: what a domain's DNS should say, and what it says.
 */
#include "admin/commands.h"
#include "admin/dns_json.h"
#include "core/address.h"

static enum status
read_domain(struct cli *c, struct domain *out)
{
	const char *name;
	enum status st;

	if ((st = domain_parse(&c->cx, c->args[0], &name)) != OK)
		return st;
	return db_domain_find(&c->cx, name, out);
}

static enum status
check(struct cli *c)
{
	static const char *const columns[] = { "state", "type", "name", "expected", "found", "why", NULL };
	struct dns_record *records;
	struct domain d;
	size_t count;
	enum status st;

	if ((st = read_domain(c, &d)) != OK ||
	    (st = dns_expected(&c->cx, &d, &records, &count)) != OK ||
	    (st = dns_check(&c->cx, records, count)) != OK)
		return st;
	cli_list(c, dns_json(&c->cx, records, count), columns);
	for (size_t i = 0; i < count; i++)
		if (!records[i].optional && records[i].state != DNS_GOOD && records[i].state != DNS_WEAK)
			return fault(&c->cx, ERR_PRECONDITION, "%s %s is %s", records[i].name,
			    records[i].type, dns_state_name(records[i].state));
	return OK;
}

static enum status
zone(struct cli *c)
{
	struct dns_record *records;
	struct domain d;
	size_t count;
	enum status st;

	if ((st = read_domain(c, &d)) != OK ||
	    (st = dns_expected(&c->cx, &d, &records, &count)) != OK)
		return st;
	if (c->json)
		cli_show(c, dns_json(&c->cx, records, count));
	else
		fputs(dns_zone(&c->cx, &d, records, count), stdout);
	return OK;
}

const struct cli_verb dns_verbs[] = {
	{ "check", "DOMAIN", "Asks for every record that the domain needs, and compares.  Exit code 7 when one"
	  " that mail needs is not as it should be.", 1, 1, NULL, check, false },
	{ "zone", "DOMAIN", "Prints the records as lines of a zone file.", 1, 1, NULL, zone, false },
	{ 0 }
};
