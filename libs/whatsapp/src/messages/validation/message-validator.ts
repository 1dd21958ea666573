import { Injectable } from '@nestjs/common';
import { validateSync, type ValidatorOptions } from 'class-validator';
import { MarketingMessageDto, ReadReceiptDto, type MessageType, type WhatsAppMessage } from '../dto/index.js';
import { WhatsAppValidationError, type ValidationIssue } from '../../errors/index.js';
import { rawCallbackDataProblem } from '../dto/shared/callback-data.js';
import { CompiledRules, UnsupportedRuleError } from './compiled-rules.js';
import { issuesOf, unreadable } from './issues.js';
import { findType, kindOf } from './message-kinds.js';
import { MessageLimits } from './message-limits.js';
import { assertPlainJson, readPlainJson } from './plain-json.js';
import { RawEnvelope, rawBodyOf, rawEnvelopeOf } from './raw-envelope.js';
import { toDto } from '../rules/index.js';

/**
 * A message that may be sent.
 *
 * @publicApi
 */
export interface CheckedMessage {
  /** The caller's own object, untouched; a copy without its `null`s where it has any. */
  readonly message: WhatsAppMessage;
  /** The type, found by the content key where `type` was left out. Any string where the content was not checked. */
  readonly type: MessageType | (string & {});
}

/** The options of class-validator when it describes a fault; `CompiledRules` is as strict. */
const strictly: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: false,
  validationError: { target: false },
};

/**
 * Checks messages against Meta's rules before anything is sent; synchronous, and the caller's object is never changed. A field that is
 * `null` counts as left out: refused where it is required, and not sent where it is optional.
 *
 * Every method throws {@link WhatsAppValidationError} with all issues and their paths, and nothing else.
 *
 * @publicApi
 */
@Injectable()
export class MessageValidator {
  /** Messages that were frozen after their check, so that they cannot have changed since. */
  private readonly frozen = new WeakMap<object, CheckedMessage>();
  private readonly rules = new CompiledRules();

  constructor(private readonly limits: MessageLimits) {}

  /** Checks a message for `/messages`. */
  validate(input: unknown): CheckedMessage {
    const known = typeof input === 'object' && input !== null ? this.frozen.get(input) : undefined;
    return known ?? this.check(input);
  }

  /** Checks a message and freezes it through and through, so that {@link validate} need not check it again. */
  validateAndFreeze(input: unknown): CheckedMessage {
    const checked = this.validate(input);
    deepFreeze(checked.message);
    this.frozen.set(checked.message, checked);
    return checked;
  }

  /** Checks a message for `/marketing_messages`: a template to one person. */
  validateMarketing(input: unknown): CheckedMessage {
    const message = readPlainJson(input, this.limits);
    this.assertValid(MarketingMessageDto, message);
    takeAsMessage(message);
    return { message, type: 'template' };
  }

  /** Checks a read receipt. */
  validateReadReceipt(input: unknown): ReadReceiptDto {
    const receipt = readPlainJson(input, this.limits);
    this.assertValid(ReadReceiptDto, receipt);
    return receipt;
  }

  /** Checks only what holds for any body: that JSON can carry it, its size and depth, its envelope, and that it says its type. */
  validateRaw(input: unknown): CheckedMessage {
    assertPlainJson(input, this.limits);
    const body = rawBodyOf(input);
    const { type } = body;
    if (typeof type !== 'string' || type === '') {
      throw new WhatsAppValidationError([
        { path: 'type', message: 'is required: it must be a string that is not empty' },
      ]);
    }
    this.assertValid(RawEnvelope, rawEnvelopeOf(body));
    takeAsMessage(body);
    return { message: body, type };
  }

  private check(input: unknown): CheckedMessage {
    const message = readPlainJson(input, this.limits);
    const type = findType(message);
    if (typeof type !== 'string') throw new WhatsAppValidationError([type]);
    this.assertValid(kindOf(type), message);
    takeAsMessage(message);
    return { message, type };
  }

  /** Runs the rules of a DTO over an instance made for the purpose: the caller's object is read, never changed. */
  private assertValid<T extends object>(kind: new () => T, input: object): asserts input is T {
    let issues: readonly ValidationIssue[];
    try {
      const dto = toDto(kind, input);
      issues = this.rules.areKeptBy(dto) ? [] : issuesOf(validateSync(dto, strictly));
      if (this.limits.callbackData === 'raw') issues = this.withRawCallbackData(input, issues);
    } catch (cause) {
      throw cause instanceof UnsupportedRuleError ? cause : unreadable(cause);
    }
    if (issues.length > 0) throw new WhatsAppValidationError(issues);
  }

  /** A DTO knows no options, and so no value that goes out as it is. */
  private withRawCallbackData(input: object, issues: readonly ValidationIssue[]): readonly ValidationIssue[] {
    const path = 'biz_opaque_callback_data';
    const value: unknown = path in input ? input[path] : undefined;
    const message = rawCallbackDataProblem(value);
    const others = issues.filter((issue) => issue.path !== path);
    return message === undefined ? others : [...others, { path, message }];
  }
}

/** Takes a checked message, or a raw body, as a message: they travel the same way, and a raw body's content is the caller's affair. */
function takeAsMessage(_body: object): asserts _body is WhatsAppMessage {}

/** Freezes an object and everything in it. Meant for checked messages only, whose depth and size are known to be small. */
function deepFreeze(value: object): void {
  Object.freeze(value);
  for (const child of Object.values(value) as unknown[]) {
    if (typeof child === 'object' && child !== null && !Object.isFrozen(child)) deepFreeze(child);
  }
}
