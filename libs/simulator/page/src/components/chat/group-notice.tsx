import type { GroupNoticeView } from '../../../../src/control/api/index.js';
import { businessName, nameOf } from '../../state/authors.js';

interface GroupNoticeProps {
  readonly notice: GroupNoticeView;
}

/** A line between the bubbles about who came or went. */
export function GroupNotice({ notice: { kind, personId } }: GroupNoticeProps) {
  const name = nameOf(personId) ?? 'Somebody';
  const texts = {
    opened: `${businessName()} opened the group`,
    changed: `${businessName()} changed the group`,
    joined: `${name} joined by the invite link`,
    asked: `${name} asks to join`,
    refused: `${businessName()} did not let ${name} in`,
    left: `${name} left`,
    removed: `${businessName()} removed ${name}`,
  };
  return (
    <div class="notice-row">
      <p class="notice">{texts[kind]}</p>
    </div>
  );
}
