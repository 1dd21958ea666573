import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';

/** The options of marking a message as read. */
export class ReadDto {
  @ApiPropertyOptional({
    description: 'Shows "typing…" until you send something, for 25 seconds at most',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  typing?: boolean;
}
