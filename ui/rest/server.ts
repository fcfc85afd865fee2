/* How the server is, for its administrators (REST: /api/v2/status, measures, bans, domains). */
import { ask, listObjects } from './objects';

export interface Service {
	name: string;
	state: string;
	pss: number;
	restarts: number;
}

export interface ServerStatus {
	services: Service[];
	warnings: string[];
	pss: number;
	queue: Record<string, number>;
	machine: { mail_total?: number; mail_free?: number; load1?: number; cores?: number; uptime?: number };
}

export const serverStatus = (): Promise<ServerStatus> => ask('GET', '/api/v2/status');

/* Means of each step, by name: [seconds since 1970, value]. */
export type Series = Record<string, [number, number][]>;

export const HOUR = 3600;

/* One day in hours. */
export const lastDay = (names: readonly string[]): Promise<Series> =>
	ask<{ series: Series }>('GET', `/api/v2/measures?step=${HOUR}&names=${names.join()}&since=${encodeURIComponent(new Date(Date.now() - 23 * HOUR * 1000).toISOString())}`)
		.then(r => r.series);

export interface Ban {
	network: string;
	until: string;
	reason: string;
}

export const bans = (): Promise<Ban[]> => ask<{ bans: Ban[] }>('GET', '/api/v2/bans').then(r => r.bans);

export const domains = async (): Promise<string[]> => (await listObjects('domain')).map(d => String(d['domain_name'] ?? d['domain']));

/* States of a domain's DNS records: good, missing, wrong, weak; unknown where nobody answers. */
export interface DnsRecord {
	name: string;
	type: string;
	state: string;
	why?: string;
	optional: boolean;
}

export const dnsCheck = (domain: string): Promise<DnsRecord[]> =>
	ask<{ records: DnsRecord[] }>('GET', `/api/v2/domains/${encodeURIComponent(domain)}/dns`).then(r => r.records);
