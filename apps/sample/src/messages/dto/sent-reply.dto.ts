import { ApiProperty } from '@nestjs/swagger';
import type { ReplyResult } from 'nestjs-whatsapp';
import { SentMessageDto } from './sent-message.dto.js';

/** The reason why the quote bubble will not show although the reply was sent. */
export class ReplyWarningDto {
  @ApiProperty({ example: 'template-reply' })
  code!: string;

  @ApiProperty()
  message!: string;
}

/** The answer to an accepted reply. */
export class SentReplyDto extends SentMessageDto {
  @ApiProperty({ type: [ReplyWarningDto] })
  warnings!: readonly ReplyWarningDto[];

  static fromReply(result: ReplyResult): SentReplyDto {
    return Object.assign(SentMessageDto.from(result), { warnings: result.warnings });
  }
}
