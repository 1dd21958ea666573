import { Injectable } from '@nestjs/common';
import { TemplateDefinitions, type PendingSend } from '../../messages/index.js';

/** All messages but templates with a time-to-live of their own (platform rules, time-to-live). */
const defaultMs = 30 * 86_400_000;

/** The part of a message that its lifetime depends on. */
export interface SentTemplate {
  readonly name: string;
  readonly language: string;
}

/** Says how long Meta tries to deliver a message. */
@Injectable()
export class MessageLifetime {
  constructor(private readonly templates: TemplateDefinitions) {}

  /** Milliseconds from when Meta accepted it: 30 days, or what the template's definition says. */
  async of(template: SentTemplate | undefined): Promise<number> {
    if (template === undefined) return defaultMs;
    const traits = await this.templates.find(template.name, template.language);
    return traits === undefined ? defaultMs : traits.ttlSeconds * 1000;
  }
}

/** The template that a message sends, where it sends one; a raw body may hold anything. */
export function templateOf({ message }: PendingSend): SentTemplate | undefined {
  const template: unknown = 'template' in message ? message.template : undefined;
  if (typeof template !== 'object' || template === null || !('name' in template)) return undefined;
  const language: unknown = 'language' in template ? template.language : undefined;
  const code: unknown =
    typeof language === 'object' && language !== null && 'code' in language ? language.code : '';
  return typeof template.name === 'string' && typeof code === 'string'
    ? { name: template.name, language: code }
    : undefined;
}
