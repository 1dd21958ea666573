import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, IsArray, IsNotEmpty, IsString } from 'class-validator';
import type { MessageContent } from 'nestjs-whatsapp';

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
    items: { oneOf: [{ type: 'string' }, { type: 'object' }] },
  })
  @IsArray()
  @ArrayNotEmpty()
  messages!: (string | MessageContent)[];
}
