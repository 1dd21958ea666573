import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { SendResult } from 'nestjs-whatsapp';

/** One accepted message, as the On-Premises API named it. */
export class OnPremisesMessageDto {
  @ApiProperty({ example: 'wamid.HBgLMTY1MDU1NTEyMzQ' })
  id!: string;

  @ApiPropertyOptional({ description: 'A sentence, only while Meta holds a template back' })
  message_status?: string;
}

/** The answer of the On-Premises API to an accepted send. */
export class OnPremisesAnswerDto {
  @ApiProperty({ type: [OnPremisesMessageDto] })
  messages!: OnPremisesMessageDto[];

  static from({ messageId, pacing }: SendResult): OnPremisesAnswerDto {
    const held = pacing && { message_status: `Meta holds the message back: ${pacing}` };
    return { messages: [{ id: messageId, ...held }] };
  }
}
