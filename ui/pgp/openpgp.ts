/* The library with our bounds: nothing without integrity, nothing that grows without end. */
import { config, enums } from 'openpgp/lightweight';

/* of a message, packed and unpacked */
export const LARGEST = 50_000_000;

config.allowUnauthenticatedMessages = false;
config.allowUnauthenticatedStream = false;
config.maxDecompressedMessageSize = LARGEST;
config.showVersion = false;
config.showComment = false;
/* Argon2 asks for WebAssembly, which the page forbids itself. */
config.s2kType = enums.s2k.iterated;

export * from 'openpgp/lightweight';
