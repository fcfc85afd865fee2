/* Pages of the settings, in the order in which people look for them; those that the server cannot serve are left out. */
import { person } from './connection';
import { canFilter, canPgp, canSecure, canVacation } from './server-extras';

export function settingsSections(): string[] {
	return [
		'appearance', 'mail', 'identities', 'templates', 'labels', ...(canFilter() ? ['filters'] : []), ...(canVacation() ? ['vacation'] : []), 'junk', 'addresses',
		'notifications', 'privacy', 'security', ...(canSecure() ? ['smime'] : []), ...(canPgp() ? ['openpgp'] : []), 'clients', 'shortcuts', 'import',
		...(person.value?.role === 'admin' ? ['server', 'oauth'] : []),
	];
}
