import { selectedPerson } from '../../state/selection.state.js';
import { Composer } from '../compose/composer.js';
import { Icon } from '../ui/icon.js';
import { ChatHeader } from './chat-header.js';
import { MessageList } from './message-list.js';

/** The open chat. */
export function ChatView() {
  const person = selectedPerson.value;
  if (!person) {
    return (
      <main class="chat no-chat">
        <Icon name="chat" size={48} />
        <p>Choose a person to see the phone as they do, and to write as they would.</p>
      </main>
    );
  }
  return (
    <main class="chat" aria-label={`Chat of ${person.name}`}>
      <ChatHeader person={person} />
      <MessageList key={person.id} person={person} />
      <Composer key={person.id} person={person} />
    </main>
  );
}
