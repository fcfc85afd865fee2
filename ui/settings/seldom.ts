/* The pages of the settings that few people open. */
import type { ComponentType } from 'preact';
import { Junk } from './junk';
import { OAuthClients } from './oauth';
import { Server } from './server';
import { Smime } from './smime';
import { TimedAddresses } from './timed-addresses';

export const PAGES: Record<string, ComponentType> = { junk: Junk, addresses: TimedAddresses, server: Server, oauth: OAuthClients, smime: Smime };
