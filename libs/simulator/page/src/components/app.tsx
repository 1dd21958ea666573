import { problem } from '../state/actions.js';
import { panelOpen, selectedGroupId, selectedPersonId } from '../state/selection.state.js';
import { ChatView } from './chat/chat-view.js';
import { Panel } from './panel/panel.js';
import { PeopleList } from './people/people-list.js';
import { IconButton } from './ui/icon-button.js';
import { Icon } from './ui/icon.js';

/** People, chat and panel beside each other; on a phone one of them at a time. */
export function App() {
  const layout = [
    'layout',
    panelOpen.value ? 'with-panel' : '',
    (selectedPersonId.value ?? selectedGroupId.value) === undefined ? '' : 'with-chat',
  ];
  return (
    <div class={layout.join(' ')}>
      <PeopleList />
      <ChatView />
      {panelOpen.value ? <Panel /> : null}
      {problem.value === undefined ? null : (
        <div class="problem" role="alert">
          <Icon name="warning" />
          <span>{problem.value}</span>
          <IconButton icon="close" size={16} label="Close" onClick={() => (problem.value = undefined)} />
        </div>
      )}
    </div>
  );
}
