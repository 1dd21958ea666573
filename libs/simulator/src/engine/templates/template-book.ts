import type { Ids } from '../random/ids.js';
import type { SimulatedTemplate, TemplateDefinition } from './template-definition.js';

/** The templates of the business account. */
export class TemplateBook {
  private readonly byId = new Map<string, TemplateDefinition>();
  private readonly byName = new Map<string, TemplateDefinition>();

  constructor(
    templates: readonly SimulatedTemplate[],
    private readonly ids: Ids,
  ) {
    for (const template of templates) this.add(template);
  }

  get all(): TemplateDefinition[] {
    return [...this.byId.values()];
  }

  add(template: SimulatedTemplate): TemplateDefinition {
    const definition: TemplateDefinition = {
      id: this.ids.node(),
      name: template.name,
      language: template.language,
      category: template.category,
      previousCategory: undefined,
      components: template.components,
      status: template.status ?? 'APPROVED',
      statusBeforeArchive: undefined,
      parameterFormat: template.parameterFormat ?? 'POSITIONAL',
      messageSendTtlSeconds: template.messageSendTtlSeconds,
      libraryTemplateName: template.libraryTemplateName,
      further: template.further,
      qualityScore: 'UNKNOWN',
      rejectedReason: 'NONE',
      pacing: 'none',
      pauses: 0,
      pausedAt: 0,
      edits: [],
    };
    this.put(definition);
    return definition;
  }

  /** Puts a template as it is, in place of one with the same name and language. */
  put(definition: TemplateDefinition): void {
    const before = this.find(definition.name, definition.language);
    if (before) this.remove(before);
    this.byId.set(definition.id, definition);
    this.byName.set(key(definition.name, definition.language), definition);
  }

  get(id: string): TemplateDefinition | undefined {
    return this.byId.get(id);
  }

  find(name: string, language: string): TemplateDefinition | undefined {
    return this.byName.get(key(name, language));
  }

  /** Finds a template in all its languages. */
  named(name: string): TemplateDefinition[] {
    return this.all.filter((template) => template.name === name);
  }

  remove(template: TemplateDefinition): void {
    this.byId.delete(template.id);
    this.byName.delete(key(template.name, template.language));
  }

  clear(): void {
    this.byId.clear();
    this.byName.clear();
  }
}

function key(name: string, language: string): string {
  return `${name} ${language}`;
}
