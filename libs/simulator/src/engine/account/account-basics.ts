/** The fields of an account that are shown where no fields are asked for, and where it stands in another node. */
export interface AccountBasics {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timezone_id: string;
  readonly message_template_namespace: string;
}

/** The basics of the account with this id. */
export function accountBasics(id: string): AccountBasics {
  return {
    id,
    name: 'Simulated Business',
    currency: 'USD',
    timezone_id: '1',
    message_template_namespace: `namespace_${id}`,
  };
}
