/* A view that is drawn again only for other props, or a signal that it read. */
import { Component, h, type ComponentType, type FunctionComponent } from 'preact';

export function memo<P extends object>(view: FunctionComponent<P>): ComponentType<P> {
	return class extends Component<P> {
		override shouldComponentUpdate(next: P): boolean {
			const a = this.props as Record<string, unknown>;
			const b = next as Record<string, unknown>;
			return Object.keys(b).some(k => a[k] !== b[k]);
		}

		override render() {
			return h(view, this.props as P);
		}
	};
}
