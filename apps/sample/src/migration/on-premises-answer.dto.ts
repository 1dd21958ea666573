import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { SendResult } from 'nestjs-whatsapp';

const heldStatus = 'Message has been held because quality assessment is pending';

/** One accepted message, as the On-Premises API named it. */
export class OnPremisesMessageDto {
  @ApiProperty({ example: 'wamid.HBgLMTY1MDU1NTEyMzQ' })
  id!: string;

  @ApiPropertyOptional({ description: 'Only while Meta holds a template back', example: heldStatus })
  message_status?: string;
}

/** The answer of the On-Premises API to an accepted send. */
export class OnPremisesAnswerDto {
  @ApiProperty({ type: [OnPremisesMessageDto] })
  messages!: OnPremisesMessageDto[];

  static from({ messageId, pacing }: SendResult): OnPremisesAnswerDto {
    const held = pacing === 'held_for_quality_assessment' && { message_status: heldStatus };
    return { messages: [{ id: messageId, ...held }] };
  }
}
