/** A fault of a template message, with the code that Meta would refuse it with. */
export interface TemplateIssue {
  /**
   * 131008 a button's parameter is missing, 131062 the recipient must be a phone number, 132000 number of parameters, 132001 no such
   * template or language, 132005 too long, 132012 kind or name of a parameter, 132015 paused, 132016 disabled, 132018 characters,
   * 134100 not for marketing.
   */
  readonly code: 131008 | 131062 | 132000 | 132001 | 132005 | 132012 | 132015 | 132016 | 132018 | 134100;
  /** The path of the fault in the message: `template.components[1].parameters[0]`. */
  readonly path: string;
  /** The variable that it is about, as the template names it: `2`, `first_name`. */
  readonly parameter?: string;
  readonly message: string;
}
