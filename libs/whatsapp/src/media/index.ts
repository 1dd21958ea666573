export { MediaDownloadError, type MediaDownloadFailure } from './download/media-download.error.js';
export type { ByteRange } from './download/byte-range.js';
export type { MediaDownload, MediaDownloadOptions } from './download/media-downloads.js';
export type { MediaInfo } from './download/media-info.js';
export type { MediaTarget } from './download/media-target.js';
export { assertPublicLink, freshLink } from './rules/media-links.js';
export type { MediaMessageText } from './media-message.js';
export type { MediaClaim } from './check/media-checker.js';
export { MEDIA_RULES, type MediaKind, type MediaRule } from './rules/media-kinds.js';
export { MediaTypeDetector } from './check/media-type-detector.js';
export type { MediaCacheDirective, MediaCacheOptions } from './serving/media-cache-options.js';
export { WhatsAppMediaCache } from './serving/media-cache.decorator.js';
export { WhatsAppMediaCacheInterceptor } from './serving/whatsapp-media-cache.interceptor.js';
export type { MediaFormFile, MediaPath, MediaSource, MediaUrl } from './source/media-source.js';
export type { StagedMedia } from './source/staged-media.js';
export type { MediaHandle, MediaHandleKind, MediaHandleOptions } from './upload/media-handle.js';
export {
  WhatsAppMediaService,
  type MediaUploadOptions,
  type SendMediaOptions,
  type UploadedMedia,
} from './whatsapp-media.service.js';
