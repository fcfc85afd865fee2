export function SettingsPage(_: { section: string }) {
	return <main id="main" class="mail" />;
}
