/* The text of a plain message. Pasted files become attachments. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../lib/i18n';

export function Text({ value, onInput, onFiles }: { value: string; onInput: (text: string) => void; onFiles: (files: FileList) => void }) {
	const ref = useRef<HTMLTextAreaElement>(null);
	/* An answer is written above the quote. */
	useLayoutEffect(() => {
		ref.current?.setSelectionRange(0, 0);
		if (ref.current)
			ref.current.scrollTop = 0;
	}, []);
	return (
		<textarea
			ref={ref}
			class="bd"
			dir="auto"
			aria-label={t('message-text')}
			value={value}
			onInput={e => onInput(e.currentTarget.value)}
			onPaste={e => {
				if (e.clipboardData?.files.length) {
					e.preventDefault();
					onFiles(e.clipboardData.files);
				}
			}}
		/>
	);
}
