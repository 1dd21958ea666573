/** A rule of class-validator that `CompiledRules` does not run stands on a DTO: a mistake in the code, whatever the message. */
export class UnsupportedRuleError extends Error {
  override readonly name = 'UnsupportedRuleError';

  constructor(className: string, property: string, what: string) {
    super(
      `${className}.${property}: ${what} cannot be compiled; write the rule with Check (messages/validation), or teach CompiledRules to run it`,
    );
  }
}
