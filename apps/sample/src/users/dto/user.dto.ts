import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ConsentStatus, CustomerServiceWindow } from 'nestjs-whatsapp';

/** Whether the user may be sent anything else than templates now. */
export class WindowDto {
  @ApiProperty({ enum: ['open', 'closed', 'unknown'] })
  state!: CustomerServiceWindow['state'];

  @ApiPropertyOptional({ description: 'When the user last wrote or called' })
  userWroteAt?: Date;

  @ApiPropertyOptional({ description: 'When the window closes, or closed' })
  expiresAt?: Date;
}

/** The time and the place of a statement. */
export class ConsentMomentDto {
  @ApiProperty()
  at!: Date;

  @ApiProperty({ example: 'docs page' })
  source!: string;
}

/** Whether the user agreed to be written to. */
export class ConsentDto {
  @ApiProperty({ enum: ['granted', 'revoked', 'unknown'] })
  optIn!: ConsentStatus['optIn'];

  @ApiPropertyOptional()
  optInSince?: ConsentMomentDto;

  @ApiProperty({ enum: ['allowed', 'stopped', 'unknown'], description: 'What the user told WhatsApp' })
  marketing!: ConsentStatus['marketing'];

  @ApiPropertyOptional()
  marketingSince?: ConsentMomentDto;

  @ApiProperty({ description: 'Whether marketing is blocked, for either reason' })
  optedOut!: boolean;
}

/** The facts that this app keeps about a user. */
export class UserDto {
  @ApiProperty()
  window!: WindowDto;

  @ApiProperty()
  consent!: ConsentDto;

  static of(
    { state, userWroteAt, expiresAt }: CustomerServiceWindow,
    { optIn, optInSince, marketing, marketingSince, optedOut }: ConsentStatus,
  ): UserDto {
    return {
      window: { state, userWroteAt, expiresAt },
      consent: { optIn, optInSince, marketing, marketingSince, optedOut },
    };
  }
}
