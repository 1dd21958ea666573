import { dig, listAt, textAt } from '../../format/read-json.js';

interface PaymentDetailsProps {
  readonly parameters: unknown;
}

/** The order that a payment message is about. */
export function PaymentDetails({ parameters }: PaymentDetailsProps) {
  const currency = textAt(parameters, 'currency') ?? '';
  const total = amount(dig(parameters, 'total_amount'));
  return (
    <div class="order">
      <p class="order-head">
        <b>{textAt(parameters, 'reference_id')}</b>
        <span class="status-word">
          {[textAt(parameters, 'order', 'status'), textAt(parameters, 'payment', 'status')]
            .filter((status) => status !== undefined)
            .join(' · ')}
        </span>
      </p>
      <ul>
        {listAt(parameters, 'order', 'items').map((item, index) => (
          <li key={index}>
            <span>
              {textAt(item, 'quantity')} × {textAt(item, 'name')}
            </span>
            <span>{amount(dig(item, 'sale_amount') ?? dig(item, 'amount'))}</span>
          </li>
        ))}
      </ul>
      {total === '' ? null : (
        <p class="order-total">
          Total {total} {currency}
        </p>
      )}
    </div>
  );
}

function amount(value: unknown): string {
  const units = Number(textAt(value, 'value'));
  const offset = Number(textAt(value, 'offset') ?? 100);
  return Number.isFinite(units) ? (units / offset).toFixed(2) : '';
}
