import { entriesAt, textAt } from '../../format/read-json.js';

interface InteractiveAnswerProps {
  readonly content: unknown;
  readonly type: string;
}

/** The answer of a person to a button, a list or a form. */
export function InteractiveAnswer({ content, type }: InteractiveAnswerProps) {
  if (type === 'nfm_reply') {
    return (
      <div class="answer">
        <b>{textAt(content, type, 'body') ?? 'Form sent'}</b>
        <dl>
          {entriesAt(parse(textAt(content, type, 'response_json'))).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
    );
  }
  if (type === 'call_permission_reply') {
    const accepted = textAt(content, type, 'response') === 'accept';
    return <p>{accepted ? 'Calls are allowed' : 'Calls are not allowed'}</p>;
  }
  const description = textAt(content, type, 'description');
  return (
    <div class="answer">
      <p>{textAt(content, type, 'title') ?? type.replaceAll('_', ' ')}</p>
      {description === undefined ? null : <small>{description}</small>}
    </div>
  );
}

function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '{}');
  } catch {
    return {};
  }
}
