/**
 * The words that people send to be left alone, language by language. Words that also answer a
 * question of yours (`cancel`, `no`, `quit`, `end`) are left out on purpose.
 */
export const stopWords: readonly string[] = [
  // English
  'stop',
  'stop all',
  // The button that Meta offers for marketing templates.
  'stop promotions',
  'unsubscribe',
  'opt out',
  'opt-out',
  'optout',
  // Spanish
  'baja',
  'darme de baja',
  'cancelar suscripción',
  'no recibir más mensajes',
  // Portuguese
  'sair',
  'parar',
  'descadastrar',
  'cancelar inscrição',
  // French
  'arrêt',
  'arrêter',
  'désabonner',
  'me désabonner',
  // German
  'stopp',
  'abmelden',
  'abbestellen',
  // Italian
  'disiscriviti',
  'annulla iscrizione',
  // Dutch
  'afmelden',
  'uitschrijven',
  // Indonesian and Malay
  'berhenti',
  'berhenti berlangganan',
  // Turkish
  'abonelikten çık',
  // Polish
  'wypisz',
  'rezygnuję',
  // Russian
  'стоп',
  'отписаться',
  // Arabic
  'إيقاف',
  'إلغاء الاشتراك',
  // Hebrew
  'הסר',
  // Hindi
  'रोकें',
  'बंद करो',
  // Chinese
  '退订',
  '退訂',
  // Japanese
  '配信停止',
  // Korean
  '수신거부',
];
