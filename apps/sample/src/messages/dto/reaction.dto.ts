import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString } from 'class-validator';

/** An emoji to put on a message, or to take away again. */
export class ReactionDto {
  @ApiProperty({ description: 'Whose chat the message stands in', example: '+16505551234' })
  @IsString()
  @IsNotEmpty()
  to!: string;

  @ApiProperty({ description: 'One emoji; empty removes the reaction', example: '👍' })
  @IsString()
  emoji!: string;
}
