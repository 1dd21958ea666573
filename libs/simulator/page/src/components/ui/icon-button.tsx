import { Icon, type IconName } from './icon.js';

interface IconButtonProps {
  readonly icon: IconName;
  /** The action: its name for screen readers, and its title. */
  readonly label: string;
  readonly onClick?: () => void;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly type?: 'button' | 'submit';
  readonly class?: string;
  readonly size?: number;
}

/** A button with nothing but an icon. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, onClick, pressed, disabled, type = 'button', size } = props;
  return (
    <button
      type={type}
      class={`icon-button ${props.class ?? ''}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} {...(size === undefined ? {} : { size })} />
    </button>
  );
}
