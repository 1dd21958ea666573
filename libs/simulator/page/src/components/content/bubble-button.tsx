import { Icon, type IconName } from '../ui/icon.js';

interface BubbleButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress?: () => void;
  /** Opens in a new tab instead; http and https only. */
  readonly href?: string | undefined;
}

/** A button at the end of a bubble. */
export function BubbleButton({ icon, label, onPress, href }: BubbleButtonProps) {
  const content = (
    <>
      <Icon name={icon} size={17} />
      {label}
    </>
  );
  if (href !== undefined && /^https?:\/\//i.test(href)) {
    return (
      <a class="bubble-button" href={href} target="_blank" rel="noreferrer noopener" title={href}>
        {content}
      </a>
    );
  }
  return (
    <button type="button" class="bubble-button" onClick={onPress}>
      {content}
    </button>
  );
}
