import assert from 'node:assert/strict';
import test from 'node:test';
import { Fault, refusal } from '../jmap/fault';
import { RestFault } from '../rest/objects';
import { why } from '../model/refused';

/* Without a catalogue a text is its key. */
const cases: [unknown, string][] = [
	[refusal({ type: 'overQuota', description: 'too many filters' }), 'why-full'],
	[refusal({ type: 'invalidProperties', properties: ['name'], description: 'a name has at most 200 bytes' }), 'why-invalid-in'],
	[refusal({ type: 'invalidProperties' }), 'why-invalid'],
	[refusal({ type: 'invalidRecipients', invalidRecipients: ['x@y.example'], description: '550 no' }), 'why-recipients'],
	[refusal({ type: 'invalidRecipients', description: '550 no' }), '550 no'],
	[refusal({ type: 'madeUpLater', description: 'The server says so.' }), 'The server says so.'],
	[refusal(undefined), 'why-server'],
	[new Fault('offline', 'network', 'Failed to fetch'), 'why-offline'],
	[new Fault('busy', '503', 'the server is busy, please try again'), 'why-busy'],
	[new RestFault(400, 'it needs 12 characters at least', '/api/#password_complexity', 'length=12'), 'why-password-length'],
	[new RestFault(400, 'it is too plain', '/api/#password_complexity', 'plain'), 'it is too plain'],
	[new RestFault(409, 'there is one', '/api/#object_exists', 'x'), 'why-exists'],
	[new RestFault(404, 'not found', 'about:blank'), 'why-gone'],
	[new RestFault(418, 'a teapot', 'about:blank'), 'a teapot'],
	[new Error('what the browser says'), 'what the browser says'],
];
for (const [fault, words] of cases)
	test(`why: ${(fault as Error).message} ${words}`, () => assert.equal(why(fault), words));
