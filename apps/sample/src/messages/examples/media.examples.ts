import { person, type MessageExamples } from './message-example.js';

export const mediaExamples: MessageExamples = {
  image: {
    summary: 'Image',
    value: {
      to: person,
      type: 'image',
      image: { link: 'https://www.example.com/photos/garden.jpg', caption: 'The garden this morning' },
    },
  },
  video: {
    summary: 'Video',
    value: {
      to: person,
      type: 'video',
      video: { link: 'https://www.example.com/videos/tour.mp4', caption: 'A tour in one minute' },
    },
  },
  audio: {
    summary: 'Audio',
    value: { to: person, type: 'audio', audio: { link: 'https://www.example.com/audio/jingle.mp3' } },
  },
  voice: {
    summary: 'Voice message (OGG with Opus)',
    value: {
      to: person,
      type: 'audio',
      audio: { link: 'https://www.example.com/audio/greeting.ogg', voice: true },
    },
  },
  document: {
    summary: 'Document',
    value: {
      to: person,
      type: 'document',
      document: {
        link: 'https://www.example.com/files/invoice-1007.pdf',
        filename: 'invoice-1007.pdf',
        caption: 'Your invoice',
      },
    },
  },
  sticker: {
    summary: 'Sticker',
    value: { to: person, type: 'sticker', sticker: { link: 'https://www.example.com/stickers/thanks.webp' } },
  },
};
