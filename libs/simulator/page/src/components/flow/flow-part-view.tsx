import type { FlowPart } from '../../flow/flow-part.js';
import { FormattedText } from '../ui/formatted-text.js';
import { Icon } from '../ui/icon.js';
import { FlowFieldView } from './flow-field-view.js';
import { FlowList } from './flow-list.js';
import { FlowPictureView } from './flow-picture-view.js';
import { RichText } from './rich-text.js';

interface FlowPartViewProps {
  readonly part: FlowPart;
  readonly value: unknown;
  /** The reason why the field cannot be sent as it stands. */
  readonly problem: string | undefined;
  /** Whether this is the button that Enter presses. */
  readonly main: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onPress: (action: unknown) => void;
}

/** A heading, a text, a picture, a field, a list or a button of a flow's screen. */
export function FlowPartView({ part, value, problem, main, onChange, onPress }: FlowPartViewProps) {
  switch (part.kind) {
    case 'heading':
      return <h3 class="flow-heading">{part.text}</h3>;
    case 'subheading':
      return <h4>{part.text}</h4>;
    case 'text':
      return <FormattedText text={part.text} />;
    case 'caption':
      return <p class="hint">{part.text}</p>;
    case 'rich-text':
      return <RichText text={part.text} />;
    case 'image':
      return <FlowPictureView picture={part.picture} height={part.height} />;
    case 'carousel':
      return (
        <div class="flow-carousel" role="group" aria-label="Pictures" tabIndex={0}>
          {part.pictures.map((picture, index) => (
            <FlowPictureView key={index} picture={picture} />
          ))}
        </div>
      );
    case 'link':
      return (
        <button type="button" class="link-button" onClick={() => onPress(part.action)}>
          {part.text}
        </button>
      );
    case 'list':
      return <FlowList list={part} onPress={onPress} />;
    case 'field':
      return (
        <FlowFieldView field={part} value={value} problem={problem} onChange={onChange} onPress={onPress} />
      );
    case 'submit':
      return (
        <div class="flow-footer">
          {part.captions.length === 0 ? null : (
            <p class="flow-captions">
              {part.captions.map((caption) => (
                <small key={caption}>{caption}</small>
              ))}
            </p>
          )}
          <button
            class="primary"
            type={main ? 'submit' : 'button'}
            disabled={!part.enabled}
            onClick={main ? undefined : () => onPress(part.action)}
          >
            {part.text}
          </button>
        </div>
      );
    case 'unknown':
    default:
      return (
        <p class="flow-unknown">
          <Icon name="warning" size={16} /> This page does not know the component “{part.type}”.
        </p>
      );
  }
}
