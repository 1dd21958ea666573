import { Logger } from '@nestjs/common';
import type { WhatsAppAccount } from '../../accounts/index.js';
import { WhatsAppConfigurationError, WhatsAppValidationError } from '../../errors/index.js';
import { assertGraphId, graphPathOf } from '../../graph/internal.js';
import { assertCallOptions, assertObject, assertTexts, readPlainJson } from '../../messages/internal.js';
import { isRecord } from '../../common/internal.js';
import { textOf, type JsonPart } from '../definition/message-template.js';
import { isMessageTemplate, TEMPLATE_FIELDS, type MessageTemplate } from '../definition/message-template.js';
import { pagesOf } from '../definition/template-pages.js';
import type {
  CreatedTemplate,
  NewTemplate,
  TemplateChanges,
  TemplateDeletion,
  TemplateLibraryQuery,
  TemplateQuery,
} from './template-requests.js';
import type { TemplateTools } from './template-tools.js';
import { variableWarnings } from './variable-warnings.js';

/** Stops a call. */
export interface TemplateCallOptions {
  readonly signal?: AbortSignal;
}

/**
 * The message templates of one account's WhatsApp Business Account. Needs the option `businessAccountId` and a token with
 * `whatsapp_business_management`. Meta allows 100 creations an hour.
 *
 * Every method that takes an id throws WhatsAppValidationError where that cannot be one, before anything is asked.
 * Every method may throw GraphApiError, RequestNotSentError and SendCancelledError; those that only read, and `delete`,
 * GraphCallFailedError where no answer came, and those that change something SendOutcomeUnknownError.
 *
 * @publicApi
 */
export class WhatsAppTemplatesService {
  private readonly logger = new Logger('WhatsAppTemplates');

  constructor(
    private readonly tools: TemplateTools,
    private readonly account?: string,
  ) {}

  /**
   * Creates a template; Meta reviews it, and tells the result by the webhook `message_template_status_update`. Variables that do not fit
   * `parameter_format` are logged as warnings. Fields that are `null` count as left out.
   *
   * @throws WhatsAppValidationError where the name, the language or the category is missing
   */
  async create(template: NewTemplate, options: TemplateCallOptions = {}): Promise<CreatedTemplate> {
    assertCallOptions(options);
    const body = definitionOf(template, 'an object such as { name, language, category, components }');
    assertTexts(body, 'name', 'language', 'category');
    const { account, businessAccountId } = await this.owner();
    this.warnOfVariables(template.name, template.components, template.parameter_format);
    const created = await this.tools.graph.post(
      account,
      `${businessAccountId}/message_templates`,
      JSON.stringify(body),
      { ...options, accept: readCreated },
    );
    await this.tools.copies.forget(businessAccountId, template.name);
    return created;
  }

  /** The templates, page after page as they are read. */
  async *list(query: TemplateQuery = {}, options: TemplateCallOptions = {}): AsyncGenerator<MessageTemplate> {
    assertCallOptions(options);
    assertQuery(query);
    const { account, businessAccountId } = await this.owner();
    const asked = { limit: 100, ...query, fields: TEMPLATE_FIELDS };
    const path = `${businessAccountId}/message_templates`;
    for await (const item of pagesOf(this.tools.graph, account, path, asked, options.signal)) {
      if (isMessageTemplate(item)) yield item;
    }
  }

  /** One template by name and language, as Meta has it now. */
  async find(
    name: string,
    language: string,
    options?: TemplateCallOptions,
  ): Promise<MessageTemplate | undefined> {
    assertTexts({ name, language }, 'name', 'language');
    for await (const template of this.list({ name, language }, options)) {
      if (template.name === name && template.language === language) return template;
    }
    return undefined;
  }

  /** One template by its id. */
  async get(id: string, options: TemplateCallOptions = {}): Promise<MessageTemplate> {
    assertCallOptions(options);
    const path = graphPathOf(id);
    const { account } = await this.owner();
    return this.tools.graph.get(account, path, {
      ...options,
      query: { fields: TEMPLATE_FIELDS },
      accept: (answer) => (isMessageTemplate(answer) ? answer : undefined),
    });
  }

  /** Changes a template, which is then reviewed again. */
  async edit(id: string, changes: TemplateChanges, options: TemplateCallOptions = {}): Promise<void> {
    assertCallOptions(options);
    const path = graphPathOf(id);
    const body = definitionOf(changes, 'an object such as { components }');
    const { account, businessAccountId } = await this.owner();
    const { name, parameter_format } = await this.get(id, options);
    this.warnOfVariables(name, changes.components, changes['parameter_format'] ?? parameter_format);
    await this.tools.graph.post(account, path, JSON.stringify(body), {
      ...options,
      accept: readSuccess,
    });
    await this.tools.copies.forget(businessAccountId, name);
  }

  /** Deletes templates. A name cannot be used again for 30 days. */
  async delete(which: TemplateDeletion, options: TemplateCallOptions = {}): Promise<void> {
    assertCallOptions(options);
    assertDeletion(which);
    const { account, businessAccountId } = await this.owner();
    const names = 'ids' in which ? await this.namesOf(which.ids, options) : [which.name];
    await this.tools.graph.delete(account, `${businessAccountId}/message_templates`, {
      ...options,
      query: deletionQuery(which),
      accept: readSuccess,
    });
    for (const name of names) await this.tools.copies.forget(businessAccountId, name);
  }

  /** Ends a pause that pacing made, at the earliest 5 minutes after it began. `false` where Meta did not. */
  async unpause(id: string, options: TemplateCallOptions = {}): Promise<boolean> {
    assertCallOptions(options);
    const path = `${graphPathOf(id)}/unpause`;
    const { account, businessAccountId } = await this.owner();
    const isLifted = await this.tools.graph.post(account, path, '{}', {
      ...options,
      accept: (answer) =>
        isRecord(answer) && typeof answer['success'] === 'boolean' ? answer['success'] : undefined,
    });
    if (isLifted) {
      const { name } = await this.get(id, options);
      await this.tools.copies.forget(businessAccountId, name);
    }
    return isLifted;
  }

  /** Meta's library of templates that are approved as they are; `create` takes one by `library_template_name`. */
  async *library(
    query: TemplateLibraryQuery = {},
    options: TemplateCallOptions = {},
  ): AsyncGenerator<JsonPart> {
    assertCallOptions(options);
    assertQuery(query);
    const { account } = await this.owner();
    yield* pagesOf(this.tools.graph, account, 'message_template_library', { ...query }, options.signal);
  }

  private warnOfVariables(name: string, components: unknown, parameterFormat: unknown): void {
    for (const warning of variableWarnings(components, parameterFormat)) {
      this.logger.warn(`Template "${name}": ${warning}`);
    }
  }

  /** Returns the names of templates that are going to be deleted by their ids. Where Meta does not tell, they are deleted all the same. */
  private async namesOf(ids: readonly string[], { signal }: TemplateCallOptions): Promise<readonly string[]> {
    const { account, businessAccountId } = await this.owner();
    const query = { fields: 'id,name', limit: 100 };
    const path = `${businessAccountId}/message_templates`;
    const sought = new Set(ids);
    const names = new Set<string>();
    try {
      for await (const item of pagesOf(this.tools.graph, account, path, query, signal)) {
        const name = textOf(item, 'name');
        if (name !== undefined && sought.delete(textOf(item, 'id') ?? '')) names.add(name);
        if (sought.size === 0) break;
      }
    } catch (error) {
      if (signal?.aborted) throw error;
      this.logger.warn(
        'The names of deleted templates could not be read: copies of them stay until they are old',
      );
    }
    return [...names];
  }

  private async owner(): Promise<{ readonly account: WhatsAppAccount; readonly businessAccountId: string }> {
    const account = await this.tools.accounts.get(this.account);
    const { businessAccountId } = account;
    if (businessAccountId !== undefined) return { account, businessAccountId };
    throw new WhatsAppConfigurationError([
      `account "${account.name}" has no \`businessAccountId\`, to which templates belong`,
    ]);
  }
}

function assertQuery(query: unknown): void {
  assertObject(query, 'query', 'an object of what is sought, or be left out');
}

/** The definition as it is sent: a copy without its `null`s where it has any. */
function definitionOf(template: unknown, expected: string): Readonly<Record<string, unknown>> {
  assertObject(template, '', expected);
  return readPlainJson(template, { maxBodyBytes: Number.POSITIVE_INFINITY });
}

/** A blank id would leave the name alone to say what is deleted: all of its languages. */
function assertDeletion(which: TemplateDeletion): void {
  assertObject(which, '', 'an object such as { name }, { name, id } or { ids }');
  if (!('ids' in which)) {
    assertTexts(which, 'name');
    if ('id' in which) assertGraphId(which.id);
    return;
  }
  if (!Array.isArray(which.ids) || which.ids.length === 0) {
    throw new WhatsAppValidationError([{ path: 'ids', message: 'must be a list of 1 to 100 ids' }]);
  }
  which.ids.forEach((id, index) => assertGraphId(id, `ids[${index}]`));
}

function deletionQuery(which: TemplateDeletion): Record<string, string> {
  if ('ids' in which) return { hsm_ids: JSON.stringify(which.ids) };
  return 'id' in which ? { name: which.name, hsm_id: which.id } : { name: which.name };
}

function readCreated(answer: unknown): CreatedTemplate | undefined {
  if (!isRecord(answer)) return undefined;
  const id = textOf(answer, 'id');
  return id === undefined
    ? undefined
    : { id, status: textOf(answer, 'status') ?? 'PENDING', category: textOf(answer, 'category') ?? '' };
}

function readSuccess(answer: unknown): true | undefined {
  return isRecord(answer) && answer['success'] === true ? true : undefined;
}
