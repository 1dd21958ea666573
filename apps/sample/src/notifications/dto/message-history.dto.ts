import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { DeliveryExplanation, DeliveryTimelineEntry } from 'nestjs-whatsapp';

/** One step of a message. */
export class MessageStepDto {
  @ApiProperty({ example: 'delivered' })
  status!: string;

  @ApiProperty({ description: 'When, in UTC', example: '2026-01-01T00:00:02.000Z' })
  at!: string;
}

/** The history of a message, and the reason for its state. */
export class MessageHistoryDto {
  @ApiProperty({ example: 'wamid.HBgLMTY1MDU1NTEyMzQ' })
  messageId!: string;

  @ApiProperty({ example: 'sent' })
  state!: string;

  @ApiProperty({ type: [MessageStepDto] })
  timeline!: MessageStepDto[];

  @ApiProperty({ example: 'The message is on its way to the phone.' })
  what!: string;

  @ApiProperty({ example: 'Wait: that usually takes seconds.' })
  advice!: string;

  @ApiPropertyOptional({ description: "Meta's error code, where it failed", example: 131026 })
  code?: number;

  static of(
    messageId: string,
    { state, what, advice, code }: DeliveryExplanation,
    timeline: readonly DeliveryTimelineEntry[],
  ): MessageHistoryDto {
    const steps = timeline.map(({ status, at }) => ({ status, at: new Date(at).toISOString() }));
    return { messageId, state, timeline: steps, what, advice, code };
  }
}
