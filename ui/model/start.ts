/* From "signed in" to "the inbox shows": what is fetched first. */
import { connect } from './connection';
import { loadIdentities, reopenLeft } from './composing';
import { startKeepAhead } from './keep-ahead';
import { atLeisure } from './leisure';
import { loadKeptMailboxes, loadMailboxes, startSync } from './sync';

export async function start(): Promise<void> {
	if (!await connect())
		return;
	/* One request: both calls are made in the same microtask. */
	const boxes = loadMailboxes();
	void loadIdentities();
	startSync();
	await boxes.catch(loadKeptMailboxes);
	startKeepAhead();
	atLeisure(() => void reopenLeft());
}
