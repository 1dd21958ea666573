/** The types that a file may have by the end of its name. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  aac: ['audio/aac'],
  amr: ['audio/amr'],
  mp3: ['audio/mpeg'],
  m4a: ['audio/mp4'],
  ogg: ['audio/ogg'],
  oga: ['audio/ogg'],
  // Meta wants Opus in a file that is called `.ogg`.
  opus: ['audio/opus'],
  wav: ['audio/wav'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  png: ['image/png'],
  gif: ['image/gif'],
  webp: ['image/webp'],
  mp4: ['video/mp4', 'audio/mp4'],
  '3gp': ['video/3gpp', 'video/3gp'],
  '3gpp': ['video/3gpp', 'video/3gp'],
  mov: ['video/quicktime'],
  pdf: ['application/pdf'],
  doc: ['application/msword'],
  xls: ['application/vnd.ms-excel'],
  ppt: ['application/vnd.ms-powerpoint'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
};

/** The type that a name speaks of where it is another one than the given; names without a known end say nothing. */
export function contradictingType(name: string, mimeType: string): string | undefined {
  const end = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const types = Object.hasOwn(TYPES, end) ? TYPES[end] : undefined;
  return types === undefined || types.includes(mimeType) ? undefined : types[0];
}
