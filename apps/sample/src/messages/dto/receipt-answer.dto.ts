import { ApiProperty } from '@nestjs/swagger';

/** Meta's answer to a read receipt. */
export class ReceiptAnswerDto {
  @ApiProperty({ example: true })
  success!: boolean;
}
