/* Pages of the settings, in the order in which people look for them; those that the server cannot serve are left out. */
import { canSieve, canVacation } from './server-extras';

export function settingsSections(): string[] {
	return [
		'appearance', 'mail', 'identities', 'templates', 'labels', ...(canSieve() ? ['filters'] : []), ...(canVacation() ? ['vacation'] : []),
		'notifications', 'privacy', 'security', 'clients', 'shortcuts', 'import',
	];
}
