/*
 * What boot.ts asks the server for while the app's script is still on its
 * way. An answer is for whoever asks for the same first, and for nobody after.
 */
export function ahead(url: string): Promise<Response> | undefined {
	const answer = globalThis.askedAhead?.[url];
	delete globalThis.askedAhead?.[url];
	return answer;
}
