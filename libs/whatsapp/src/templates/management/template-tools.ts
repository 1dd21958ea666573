import { Injectable } from '@nestjs/common';
import { AccountDirectory } from '../../accounts/index.js';
import { GraphClient } from '../../graph/index.js';
import { TemplateCopies } from '../copy/template-copies.js';

/** The tools that the template services of all accounts share. */
@Injectable()
export class TemplateTools {
  constructor(
    readonly accounts: AccountDirectory,
    readonly graph: GraphClient,
    readonly copies: TemplateCopies,
  ) {}
}
