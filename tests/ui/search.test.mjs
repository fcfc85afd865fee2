import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { deliver, openMail, personPage, row, shot, unique, until } from './support.mjs';

test('search finds words of subject, text and sender; operators narrow; back leads to the inbox', { timeout: 600_000 }, async () => {
	const word = `w${randomBytes(5).toString('hex')}`;
	const [one, two] = [unique(`Budget ${word}`), unique('Other matter')];
	await deliver({ to: 'carol', subject: one, headers: { From: 'Finn <finn@outside.example>' } });
	await deliver({ to: 'carol', subject: two, text: `The body says ${word} too.`, headers: { From: 'Greta <greta@outside.example>' } });
	const page = await personPage('carol');
	await row(page, one).waitFor();
	await row(page, two).waitFor();
	const search = async typed => {
		await page.keyboard.press('Escape');
		await page.getByRole('heading', { name: 'Inbox' }).waitFor();
		await page.getByRole('searchbox', { name: 'Search mail' }).fill(typed);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Search' }).waitFor();
	};
	await search(word);
	await row(page, one).waitFor();
	await row(page, two).waitFor();
	await shot(page, 'search');
	await search(`from:greta ${word}`);
	await until('only Greta', async () => await row(page, two).count() === 1 && await row(page, one).count() === 0);
	await search(`subject:${word}`);
	await until('only the subject', async () => await row(page, one).count() === 1 && await row(page, two).count() === 0);
	await search(`${word} -from:finn`);
	await until('without Finn', async () => await row(page, two).count() === 1 && await row(page, one).count() === 0);
	assert.match(page.url(), /\/mail\/search\?q=/);
	await page.reload();
	await openMail(page, two);
	await page.goBack();
	await search(`nothing-has-this-${word}`);
	await page.getByText(/^Nothing found for/).waitFor();
	await page.getByRole('button', { name: 'Clear search' }).click();
	await page.getByRole('heading', { name: 'Inbox' }).waitFor();
});
