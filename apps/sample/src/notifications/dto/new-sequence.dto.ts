import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsNotEmpty, IsString } from 'class-validator';
import type { MessageContent } from 'nestjs-whatsapp';

/** Each is checked before the request is answered. */
const maxMessages = 100;

/** Messages that are to arrive in order. */
export class NewSequenceDto {
  @ApiProperty({ description: 'A phone number or a business-scoped user id', example: '+16505551234' })
  @IsString()
  @IsNotEmpty()
  to!: string;

  @ApiProperty({
    description: "Each a text, or Meta's message object without its address; the library checks them",
    example: ['One', 'Two', { type: 'text', text: { body: 'Three' } }],
    type: 'array',
    maxItems: maxMessages,
    items: { oneOf: [{ type: 'string' }, { type: 'object' }] },
  })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(maxMessages)
  messages!: (string | MessageContent)[];
}
