import { ValidateBy } from 'class-validator';

/** The secret of a Meta app, or a list of at least one. */
export function IsAppSecret(): PropertyDecorator {
  return ValidateBy({
    name: 'isAppSecret',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) ? value.length > 0 && value.every(isSecret) : isSecret(value),
      defaultMessage: () =>
        'expected the secret of the Meta app, or a list of secrets: each one word, without white space',
    },
  });
}

function isSecret(value: unknown): boolean {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
