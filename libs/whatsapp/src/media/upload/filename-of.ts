import { extname } from 'node:path';

/** The usual ending of each type that can be uploaded. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'text/plain': 'txt',
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
};

/** Endings that say the same. */
const OTHER_ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['.jpeg', '.jpe', '.jfif'],
  'audio/mp4': ['.mp4'],
  'video/mp4': ['.m4v'],
  'video/3gpp': ['.3gpp'],
};

/** The name under which a file is uploaded: with the ending of its type, for Meta may refuse a name that says something else. */
export function uploadFilename(name: string | undefined, mimeType: string): string {
  const ending = `.${EXTENSIONS[mimeType] ?? 'bin'}`;
  if (name === undefined) return `file${ending}`;
  const given = endingOf(name);
  return given.toLowerCase() === ending || OTHER_ENDINGS[mimeType]?.includes(given.toLowerCase())
    ? name
    : `${given === '' ? name : name.slice(0, -given.length)}${ending}`;
}

/** The name that a chat shows: as the file was called, with an ending, which chooses the icon. */
export function shownFilename(name: string, mimeType: string): string {
  const whole = name.replace(/[. ]+$/, '');
  return endingOf(whole) === '' ? uploadFilename(whole, mimeType) : whole;
}

/** Returns the text after the last dot, where it looks like an ending: neither the year of `report.2024` nor the words of `Offer No. 5` do. */
function endingOf(name: string): string {
  const ending = extname(name);
  return /^\.(?=\d*[a-z])[a-z\d]+$/i.test(ending) ? ending : '';
}
