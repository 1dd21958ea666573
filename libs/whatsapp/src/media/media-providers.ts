import type { Provider } from '@nestjs/common';
import { MediaDownloads } from './download/media-downloads.js';
import { MediaTools } from './media-tools.js';
import { FileTypeDetector } from './check/file-type-detector.js';
import { MediaChecker } from './check/media-checker.js';
import { MediaTypeDetector } from './check/media-type-detector.js';
import { LinkFetcher } from './source/link-fetcher.js';
import { MediaStaging } from './source/media-staging.js';
import { MediaResends } from './upload/media-resends.js';
import { MediaStore } from './upload/media-store.js';
import { MediaUploads } from './upload/media-uploads.js';
import { UploadSessions } from './upload/upload-sessions.js';
import { UploadTracker } from './upload/upload-tracker.js';

/** The ports of media with their default adapters, and the parts that use them. */
export const mediaProviders: Provider[] = [
  MediaStore,
  { provide: MediaTypeDetector, useClass: FileTypeDetector },
  LinkFetcher,
  MediaStaging,
  MediaChecker,
  MediaResends,
  MediaUploads,
  UploadSessions,
  UploadTracker,
  MediaDownloads,
  MediaTools,
];
