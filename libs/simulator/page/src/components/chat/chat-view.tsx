import { selectedGroup, selectedPerson } from '../../state/selection.state.js';
import { Composer } from '../compose/composer.js';
import { Icon } from '../ui/icon.js';
import { CallBanners } from './call-banners.js';
import { ChatHeader } from './chat-header.js';
import { GroupHeader } from './group-header.js';
import { MessageList } from './message-list.js';

/** The open chat. */
export function ChatView() {
  const person = selectedPerson.value;
  const group = selectedGroup.value;
  if (group) {
    return (
      <main class="chat" aria-label={`Group ${group.subject}`}>
        <GroupHeader group={group} />
        <CallBanners />
        <MessageList chatId={group.id} name={group.subject} about={group.description || undefined} />
        {person ? (
          <Composer key={group.id} person={person} />
        ) : (
          <p class="composer hint">Nobody is in this group. People join by its invite link: see the panel.</p>
        )}
      </main>
    );
  }
  if (!person) {
    return (
      <main class="chat no-chat">
        <CallBanners />
        <Icon name="chat" size={48} />
        <p>Choose a person to see the phone as they do, and to write as they would.</p>
      </main>
    );
  }
  return (
    <main class="chat" aria-label={`Chat of ${person.name}`}>
      <ChatHeader person={person} />
      <CallBanners />
      <MessageList chatId={person.id} name={person.name} about={person.about} />
      <Composer key={person.id} person={person} />
    </main>
  );
}
