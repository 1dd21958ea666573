import type { FlowPart } from '../../flow/flow-part.js';
import { Icon } from '../ui/icon.js';

interface FlowListProps {
  readonly list: Extract<FlowPart, { readonly kind: 'list' }>;
  readonly onPress: (action: unknown) => void;
}

/** A list whose lines lead to other screens. */
export function FlowList({ list: { label, hint, items }, onPress }: FlowListProps) {
  return (
    <div class="flow-list" role="group" aria-label={label ?? 'List'}>
      {label === undefined ? null : <h4>{label}</h4>}
      {hint === undefined ? null : <p class="hint">{hint}</p>}
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          class="flow-list-item"
          disabled={!item.enabled}
          onClick={() => onPress(item.action)}
        >
          {item.image === undefined ? null : <img src={item.image} alt="" width={40} height={40} />}
          <span class="file-text">
            <b>{item.title}</b>
            {item.description === undefined ? null : <small>{item.description}</small>}
          </span>
          {item.metadata === undefined ? null : <small class="flow-list-end">{item.metadata}</small>}
          <Icon name="chevron" size={16} />
        </button>
      ))}
    </div>
  );
}
