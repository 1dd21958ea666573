import { hueOf } from '../../format/hue.js';
import { Icon, type IconName } from './icon.js';

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  /** Shows the dot of presence. */
  readonly online?: boolean;
  /** The icon in place of the initials. */
  readonly icon?: IconName;
  readonly size?: number;
}

/** A person's initials on a colour of their own. */
export function Avatar({ id, name, online, icon, size = 44 }: AvatarProps) {
  return (
    <span class="avatar" style={{ '--hue': hueOf(id), '--size': `${size}px` }} aria-hidden="true">
      {icon === undefined ? initials(name) : <Icon name={icon} size={Math.round(size / 2)} />}
      {online === undefined ? null : <span class={online ? 'presence online' : 'presence'} />}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : '';
  return (firstLetter(words[0]) + last).toUpperCase();
}

function firstLetter(word = '?'): string {
  return String.fromCodePoint(word.codePointAt(0) ?? 0x3f);
}
