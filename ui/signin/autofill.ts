/* Passkeys among what the browser offers in the address field (WebAuthn, level 3: conditional mediation). */
import { answerStep, signInWithPasskey, type SignInResult } from '../rest/session';
import { canUseKeys, offerKeys } from './keys';

/* Null when nobody chose one, until SIGNAL is aborted or the browser cannot. */
export async function passkeyByAutofill(signal: AbortSignal): Promise<SignInResult | null> {
	if (!canUseKeys() || !await PublicKeyCredential.isConditionalMediationAvailable?.())
		return null;
	const asked = await signInWithPasskey();
	if (asked.ok || asked.why !== 'step' || !asked.step.key || signal.aborted)
		return null;
	const key = await offerKeys(asked.step.key, signal);
	return key && !signal.aborted ? answerStep(asked.step.step, { key }, false) : null;
}
