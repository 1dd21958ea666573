import { Injectable } from '@nestjs/common';
import { AccountResolver } from './account-resolver.js';

/** The default {@link AccountResolver}: all accounts are in the options. */
@Injectable()
export class NoTenants extends AccountResolver {
  resolve(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
