import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';

/** What marking a message as read may do besides. */
export class ReadDto {
  @ApiPropertyOptional({
    description: 'Shows "typing…" until you send something, for 25 seconds at most',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  typing?: boolean;
}
