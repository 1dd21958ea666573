import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { SendResult } from 'nestjs-whatsapp';

/** The recipient of an accepted message, as Meta reported it. */
export class SentRecipientDto {
  @ApiPropertyOptional({ example: '+16505551234' })
  input?: string;

  @ApiPropertyOptional({ example: '16505551234' })
  waId?: string;

  @ApiPropertyOptional({ example: 'US.13491208655302741918' })
  userId?: string;

  @ApiPropertyOptional()
  groupId?: string;
}

/** The contact of Meta's answer. */
export class ContactOfAnswerDto {
  @ApiPropertyOptional({ example: '+16505551234' })
  input?: string;

  @ApiPropertyOptional({ example: '16505551234' })
  wa_id?: string;

  @ApiPropertyOptional({ example: 'US.13491208655302741918' })
  user_id?: string;
}

/** The message of Meta's answer. */
export class MessageOfAnswerDto {
  @ApiProperty({ example: 'wamid.HBgLMTY1MDU1NTEyMzQ' })
  id!: string;

  @ApiPropertyOptional()
  group_id?: string;

  @ApiPropertyOptional({ example: 'accepted' })
  message_status?: string;
}

/**
 * The answer to an accepted send: Meta's own, so that its clients can read it, and beside it what the library makes of it.
 * Accepted is not delivered: what becomes of it comes by webhook.
 */
export class SentMessageDto {
  @ApiProperty({ example: 'whatsapp' })
  messaging_product!: string;

  @ApiPropertyOptional({ type: [ContactOfAnswerDto] })
  contacts?: readonly ContactOfAnswerDto[];

  @ApiProperty({ type: [MessageOfAnswerDto] })
  messages!: readonly MessageOfAnswerDto[];

  @ApiProperty({
    description: 'The key of every status webhook about this message',
    example: 'wamid.HBgLMTY1MDU1NTEyMzQ',
  })
  messageId!: string;

  @ApiProperty()
  recipient!: SentRecipientDto;

  @ApiPropertyOptional({
    description: 'Set while Meta holds the message back',
    example: 'held_for_quality_assessment',
  })
  pacing?: string;

  @ApiProperty({ description: "The library's own id of this send", format: 'uuid' })
  correlationId!: string;

  static from({ raw, messageId, recipient, pacing, correlationId }: SendResult): SentMessageDto {
    return { ...raw, messageId, recipient, pacing, correlationId };
  }
}
