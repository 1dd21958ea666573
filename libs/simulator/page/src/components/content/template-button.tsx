import type { ButtonView } from '../../../../src/control/api/index.js';
import { act, attempt } from '../../state/actions.js';
import type { IconName } from '../ui/icon.js';
import { BubbleButton } from './bubble-button.js';

interface TemplateButtonProps {
  readonly button: ButtonView;
  readonly messageId: string;
  /** The position of its card, in a carousel. */
  readonly card?: number | undefined;
  /** Opens what needs a form. */
  readonly open: (kind: ButtonView['kind']) => void;
}

const ICONS: Readonly<Record<ButtonView['kind'], IconName>> = {
  reply: 'reply',
  url: 'external',
  phone_number: 'phone',
  copy_code: 'copy',
  flow: 'flow',
  catalog: 'cart',
  call: 'phone',
  other: 'chevron',
};

/** A button of a template. */
export function TemplateButton({ button, messageId, card, open }: TemplateButtonProps) {
  const { kind, text, index, url, code } = button;
  const press = () => {
    if (kind === 'flow' || kind === 'catalog') open(kind);
    else if (kind === 'copy_code') void attempt(navigator.clipboard.writeText(code ?? text));
    else if (kind === 'call') void act({ action: 'call' });
    else if (kind !== 'phone_number')
      void act({ action: 'press_button', messageId, index, ...(card === undefined ? {} : { card }) });
  };
  return (
    <BubbleButton icon={ICONS[kind]} label={text} onPress={press} href={kind === 'url' ? url : undefined} />
  );
}
