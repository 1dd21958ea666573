import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { SendResult } from 'nestjs-whatsapp';

/** Who an accepted message is going to, as Meta reported it. */
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

/** The answer to an accepted send. Accepted is not delivered: what becomes of it comes by webhook. */
export class SentMessageDto {
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

  /** Leaves out Meta's raw answer, which says nothing more. */
  static from({ messageId, recipient, pacing, correlationId }: SendResult): SentMessageDto {
    return { messageId, recipient, pacing, correlationId };
  }
}
