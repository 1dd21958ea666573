import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString } from 'class-validator';

/** The place where the user agreed or refused: the proof of the consent, or of its end. */
export class ConsentSourceDto {
  @ApiProperty({ example: 'docs page' })
  @IsString()
  @IsNotEmpty()
  source!: string;
}
