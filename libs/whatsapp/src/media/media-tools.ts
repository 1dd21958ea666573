import { Injectable } from '@nestjs/common';
import { AccountDirectory } from '../accounts/index.js';
import { GraphClient } from '../graph/index.js';
import { MessagePreparer } from '../messages/internal.js';
import { MediaDownloads } from './download/media-downloads.js';
import { MediaChecker } from './check/media-checker.js';
import { MediaStaging } from './source/media-staging.js';
import { MediaResends } from './upload/media-resends.js';
import { MediaUploads } from './upload/media-uploads.js';
import { UploadSessions } from './upload/upload-sessions.js';

/** The tools that the media services of all accounts share. */
@Injectable()
export class MediaTools {
  constructor(
    readonly accounts: AccountDirectory,
    readonly staging: MediaStaging,
    readonly checker: MediaChecker,
    readonly uploads: MediaUploads,
    readonly sessions: UploadSessions,
    readonly downloads: MediaDownloads,
    readonly resends: MediaResends,
    readonly graph: GraphClient,
    readonly preparer: MessagePreparer,
  ) {}
}
