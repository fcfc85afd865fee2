/* How the pages of this server look (REST, /api/v2/look): words, links and pictures of whoever runs it. */
export interface Look {
	title?: string;
	name?: string;
	appsName?: string;
	help?: string;
	footer?: string;
	signInText?: string;
	/* sign in at the provider elsewhere, and by password only when asked for */
	providerOnly?: boolean;
	announcement?: { type: 'info' | 'warning' | 'danger'; text: string };
	links?: { name: string; url: string }[];
	/* versions of the pictures that there are */
	logo?: { light?: string; dark?: string };
}

/* Null where the server does not tell. */
export const askLook = (): Promise<Look | null> => fetch('/api/v2/look', { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
	.then(async r => (r.ok ? await r.json() as Look : null)).catch(() => null);
