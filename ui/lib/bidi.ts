/*
 * Signs that turn the direction of what follows (Unicode, UAX 9): with them
 * "gpj.exe" reads "exe.jpg". Names of people and files need none; the letters
 * themselves say how they run.
 */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;

export const straight = (text: string): string => text.replace(TURNING, '');
