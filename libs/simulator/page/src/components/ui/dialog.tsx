import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useId, useRef } from 'preact/hooks';
import { IconButton } from './icon-button.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Controls at the end. */
  readonly footer?: ComponentChildren;
  readonly onSubmit?: () => void;
  /** Before the title: a way back. */
  readonly before?: ComponentChildren;
  readonly class?: string;
}

/** A form over the page; the browser keeps the focus inside, and Escape closes it. */
export function Dialog({ title, onClose, children, footer, onSubmit, before, ...others }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${others.class ?? ''}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <header class="dialog-header">
          {before}
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label="Close" onClick={onClose} />
        </header>
        <div class="dialog-body">{children}</div>
        {footer === undefined ? null : <footer class="dialog-footer">{footer}</footer>}
      </form>
    </dialog>
  );
}
